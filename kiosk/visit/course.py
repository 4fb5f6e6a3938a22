"""One service from its first question to goodbye: through every Back, every second try, stopped and gone on with.

Loop thread only. Each run of the service is a new `Visit` on the same record.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from kiosk.backend_client.errors import BackendKey
from kiosk.foundation.errors import Fault
from kiosk.visit.catalogue import Catalogue, Service
from kiosk.visit.floor import ServiceFloor
from kiosk.visit.house_prompts import AGAIN, GO_HOME, LEAVE, NEW_CODE, apology, farewell, not_stopped, waits
from kiosk.visit.pausing import NOT_KEPT, Pausing
from kiosk.visit.person import Person
from kiosk.visit.promises import GOING_ON, GoOn, Kept, Promise, Promises, can_be_drafted
from kiosk.visit.prompts import Tell
from kiosk.visit.replay import Back, Pause, Record, Step, StepKind
from kiosk.visit.sentences import explain
from kiosk.visit.visit import Visit, step_name

_log = logging.getLogger(__name__)

# After these nothing is tried again: she could pay, or hold the paper, twice.
NOT_AGAIN = frozenset({"terminal.stumbled", "terminal.stumbled_midway", "work.unsure"})


class Next(Enum):
    """Where a run, or the page after it, leads."""

    GOODBYE = auto()
    AGAIN = auto()
    HOME = auto()


Met = Next | Back | Pause | GoOn


@dataclass(slots=True)
class Thread:
    """The service that is being done: what was answered so far, and who was known before it began."""

    service: Service
    person: Person | None
    record: Record = field(default_factory=Record)


class Course:
    """Leads a resident through one service. `still_wanted` raises CancelledError once she has left it."""

    def __init__(
        self, floor: ServiceFloor, catalogue: Catalogue, pausing: Pausing | None, still_wanted: Callable[[], None]
    ) -> None:
        self._floor = floor
        self._catalogue = catalogue
        self._pausing = pausing
        self._still_wanted = still_wanted
        self._run: Visit | None = None

    async def serve(self, service: Service) -> bool:
        """Run a service again after each Back and each retry; True: the person has said goodbye."""
        thread: Thread | bool = self._begin(service)
        while not isinstance(thread, bool):
            met = await self._once(thread)
            self._still_wanted()
            if isinstance(met, Fault):
                met = await self._apologise(met, thread)
            thread = await self._lead(met, thread)
        return thread

    async def _lead(self, met: Met, thread: Thread) -> Thread | bool:
        """Where it goes from here: on with a thread, or out of the service (True: goodbye)."""
        match met:
            case Next.GOODBYE:
                return await self._goodbye()
            case Next.HOME:
                return False
            case Back():
                return thread if self._step_back(thread.record) else False
            case Pause():
                return True if await self._stop(thread) else thread
            case GoOn():
                return await self._go_on(met.kept, thread)
        return thread

    async def _go_on(self, kept: Kept, thread: Thread) -> Thread | bool:
        """Begin what she stopped. Where it rests, it stays in our hand (nobody else has it now) or gets a new code."""
        service = self._catalogue.find(kept.service_id)

        def page() -> Tell:
            why = self._catalogue.resting(service.entry) if service else explain(Fault("pause.not_offered")).what
            return waits(why, self._pausing.resting() if self._pausing else NOT_KEPT, offered=service is not None)

        thread.record.close_back(doubt=True)  # the code is used up
        while service is None or self._catalogue.resting(service.entry):
            answer = await self._floor.pose(page(), thread.record, (), page)
            if answer == GO_HOME.id:
                return False
            if answer == NEW_CODE.id and self._pausing and await self._kept(self._pausing, kept):
                return True
        return self._begin(service, kept)

    def leave(self) -> None:
        """She has left: what still runs can ask, do and say nothing any more."""
        run, self._run = self._run, None
        if run is not None:
            run.leave()

    def _begin(self, service: Service, kept: Kept | None = None) -> Thread:
        """The floor is this service's from now on; what was `kept` of it is promised to it."""
        self._floor.entry = service.entry
        self._floor.pausable = self._pausing is not None and service.entry.can_pause
        promises = Promises(kept.answers, kept.standing, GOING_ON) if kept is not None else None
        return Thread(service, self._floor.person, Record(promises))

    async def _once(self, thread: Thread) -> Met | Fault:
        """One run of a service."""
        record = thread.record
        record.rewind()
        person = self._floor.person = None if thread.person is None else self._floor.newest(thread.person)
        run = self._run = Visit(self._floor, record, person)
        try:
            await thread.service.serve(run)
        except (Back, Pause, GoOn, Fault) as met:
            return met
        except Exception:  # noqa: BLE001  the edge of a service: it is excused, and the terminal goes on
            _log.exception("%s stumbled", thread.service.entry.id)
            return Fault("terminal.stumbled_midway" if record.closed else "terminal.stumbled")
        finally:
            run.leave()
        return Next.GOODBYE

    async def _goodbye(self) -> bool:
        """The last page of a service; True: she leaves."""
        last = farewell(logged_in=self._floor.person is not None)
        return await self._floor.pose(last, Record(), ()) == LEAVE.id

    def _step_back(self, record: Record) -> bool:
        """Cut the record before the last question; False: there was none, so leave the service."""
        self._floor.taken_back = record.go_back()
        return self._floor.taken_back is not None

    async def _apologise(self, fault: Fault, thread: Thread) -> Met:
        """Say what happened, why, and what next; all that was answered is kept for another run."""
        if fault.key == BackendKey.SESSION_OVER:
            # Whoever she was, the office does not know it any more: the next run asks for the card again.
            thread.record, thread.person, self._floor.person = Record(), None, None
        _log.warning("a fault was explained: %s", fault.key)
        page = apology(explain(fault), can_retry=fault.key not in NOT_AGAIN)
        try:
            answer = await self._floor.pose(page, thread.record, ())
        except (Back, Pause) as met:
            return met
        finally:
            thread.record.drop_fault()
        return Next.AGAIN if answer == AGAIN.id else Next.HOME

    async def _stop(self, thread: Thread) -> bool:
        """Keep the answers so far for another visit; True: she leaves. Else she stands where she stood."""
        scene, draft = self._floor.stands()
        if self._pausing is None or scene is None:
            return False
        here = Promise(step_name(scene.prompt), draft if can_be_drafted(scene.prompt) else "")
        kept = Kept(thread.service.entry.id, thread.record.answers(), thread.record.promises.standing or here)
        self._floor.pausable = False
        if await self._kept(self._pausing, kept):
            return True
        self._floor.pausable = True
        self._floor.taken_back = Step(StepKind.ASKED, here.name, here.value)
        return False

    async def _kept(self, pausing: Pausing, kept: Kept) -> bool:
        """Run the conversation in which the answers are kept, which has a record and a Back of its own."""
        record = Record()
        while True:
            record.rewind()
            run = self._run = Visit(self._floor, record, self._floor.person)
            try:
                return await pausing.stop(run, kept)
            except Back:
                self._still_wanted()
                if not self._step_back(record):
                    return False
            except Fault as fault:
                self._still_wanted()
                if not await self._try_again_to_keep(fault, record):
                    return False
            except Exception:  # noqa: BLE001  the edge of a service: she goes on where she was
                _log.exception("stopping stumbled")
                self._still_wanted()
                if not await self._try_again_to_keep(Fault("terminal.stumbled"), record):
                    return False
            finally:
                run.leave()

    async def _try_again_to_keep(self, fault: Fault, record: Record) -> bool:
        _log.warning("a fault was explained: %s", fault.key)
        try:
            return await self._floor.pose(not_stopped(explain(fault)), record, ()) == AGAIN.id
        except Back:
            return False
        finally:
            record.drop_fault()
