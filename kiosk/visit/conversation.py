"""The life of the terminal as one resident after the other meets it: waiting, home, a service, farewell, wiped.

All of it runs on the loop thread. Modalities reach it through `kiosk.visit.stage.Desk`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from kiosk.backend_client.errors import BackendKey
from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.visit.catalogue import Catalogue, Service
from kiosk.visit.floor import ServiceFloor
from kiosk.visit.house_prompts import AGAIN, LEAVE, apology, farewell, home_page
from kiosk.visit.idle import Idle, IdleState
from kiosk.visit.modes import Modes
from kiosk.visit.person import Person
from kiosk.visit.presenter import Presenter
from kiosk.visit.prompts import Choose, Work
from kiosk.visit.replay import Back, Record
from kiosk.visit.sentences import explain
from kiosk.visit.stage import Gone, IdleWarning, Notice
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

TICK_S = 0.25
LEAVE_S = 5.0  # a service that has not let go after this time is left behind

# After these nothing is tried again: she could pay, or hold the paper, twice.
NOT_AGAIN = frozenset({"terminal.stumbled", "terminal.stumbled_midway", "work.unsure"})

StaffCall = Callable[[str], Awaitable[Text]]


class Conversation:
    """One terminal's conversation. `call_staff` phones a person and returns what to tell the resident."""

    def __init__(self, catalogue: Catalogue, clock: Clock, idle: Idle, call_staff: StaffCall) -> None:
        self.presenter = Presenter()
        self._floor = ServiceFloor(self.presenter, clock, idle)
        self._catalogue = catalogue
        self._clock = clock
        self._idle = idle
        self._call_staff = call_staff
        self._somebody = asyncio.Event()
        self._visit: asyncio.Task[None] | None = None
        self._service: asyncio.Task[bool] | None = None
        self._leaving: asyncio.Future[None] | None = None
        self._run: Visit | None = None
        self._calls: set[asyncio.Task[None]] = set()
        self._warned: int | None = None

    # The life of the terminal.

    async def run(self) -> None:
        """Serve one resident after the other, until cancelled."""
        self.presenter.clear(Gone.WAITING)
        while True:
            await self._somebody.wait()
            self._visit = asyncio.create_task(self._home_and_services(), name="visit")
            watch = asyncio.create_task(self._watch_idle(), name="idle watch")
            try:
                await asyncio.wait({self._visit})
                _stumbled(self._visit)
            finally:
                self._visit.cancel()
                watch.cancel()
                await asyncio.gather(self._visit, watch, return_exceptions=True)
                self._visit = None
                self._wipe()

    async def _home_and_services(self) -> None:
        while True:
            self._floor.entry = None
            chosen = await self._floor.pose(self._home(), Record(), (), self._home)
            if chosen == LEAVE.id or await self._serve_to_the_end(self._catalogue.service(str(chosen))):
                return

    async def _serve_to_the_end(self, service: Service) -> bool:
        """Run a service as a task of its own, which Home cancels; True: the person has said goodbye."""
        leaving = self._leaving = asyncio.get_running_loop().create_future()
        task = self._service = asyncio.create_task(self._serve(service), name=service.entry.id)
        try:
            await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            await self._dismiss(task)
        return task.done() and not task.cancelled() and not _stumbled(task) and task.result()

    async def _dismiss(self, task: "asyncio.Task[bool]") -> None:
        """End a service that is over or was left. One that will not go is left behind: it can show nothing any more."""
        run, self._run, self._service = self._run, None, None
        if run is not None:
            run.leave()
        task.cancel()
        await asyncio.wait({task}, timeout=LEAVE_S)
        while not task.done() and self._floor.held:
            await asyncio.wait({task}, timeout=LEAVE_S)
        if not task.done():
            _log.critical("%s would not be left and was left behind", task.get_name())

    async def _serve(self, service: Service) -> bool:
        """Run a service again after each Back and each retry; True: the person has said goodbye."""
        self._floor.entry = service.entry
        person_before = self._floor.person
        record = Record()
        while True:
            fault = await self._once(service, record, person_before)
            if fault is None:
                return await self._goodbye()
            if isinstance(fault, Back):
                if not self._step_back(record):
                    return False
                continue
            if fault.key == BackendKey.SESSION_OVER:
                # Whoever she was, the office does not know it any more: the next run asks for the card again.
                record, person_before, self._floor.person = Record(), None, None
            if not await self._again(fault, record):
                return False

    async def _once(self, service: Service, record: Record, person: Person | None) -> Back | Fault | None:
        """One run of a service; None if it came to its end."""
        record.rewind()
        self._floor.person = person
        run = self._run = Visit(self._floor, record, person)
        try:
            await service.serve(run)
        except (Back, Fault) as met:
            return met
        except Exception:  # noqa: BLE001  the edge of a service: it is excused, and the terminal goes on
            _log.exception("%s stumbled", service.entry.id)
            return Fault("terminal.stumbled_midway" if record.closed else "terminal.stumbled")
        finally:
            run.leave()
        return None

    async def _goodbye(self) -> bool:
        """The last page of a service; True: she leaves."""
        self._still_wanted()
        last = farewell(logged_in=self._floor.person is not None)
        return await self._floor.pose(last, Record(), ()) == LEAVE.id

    def _step_back(self, record: Record) -> bool:
        """Cut the record before the last question; False: there was none, so leave the service."""
        self._still_wanted()
        self._floor.taken_back = record.go_back()
        return self._floor.taken_back is not None

    async def _again(self, fault: Fault, record: Record) -> bool:
        """Say what happened, why, and what next; True: run the service again, with all that was answered kept."""
        self._still_wanted()
        _log.warning("a fault was explained: %s", fault.key)
        page = apology(explain(fault), can_retry=fault.key not in NOT_AGAIN)
        try:
            again = await self._floor.pose(page, record, ()) == AGAIN.id
        except Back:
            record.drop_fault()
            return self._step_back(record)
        record.drop_fault()
        return again

    def _still_wanted(self) -> None:
        """A service that would not be left must not come back with a page of its own."""
        if self._service is not asyncio.current_task():
            raise asyncio.CancelledError

    def _home(self) -> Choose:
        return home_page(self._catalogue.options(), logged_in=self._floor.person is not None)

    def _wipe(self) -> None:
        """The privacy wipe: nothing of this resident outlives her visit."""
        self._somebody.clear()
        self._warned = None
        self.presenter.clear(Gone.WAITING)
        self._floor.wipe()

    # What a modality may do (Desk).

    def begin(self) -> None:
        """Somebody is here."""
        self._somebody.set()
        self.active()

    def answer(self, scene_id: int, value: object) -> None:
        """Answer the open question."""
        self.active()
        self.presenter.answer(scene_id, value)

    def edit(self, scene_id: int, draft: str) -> None:
        """Replace what has been typed so far."""
        self.active()
        self.presenter.edit(scene_id, draft)

    def focus(self, scene_id: int, item_id: str) -> None:
        """Move the keypad's focus."""
        self.presenter.focus(scene_id, item_id)

    def say(self, words: str) -> None:
        """Caption what is being said."""
        self.presenter.caption(words)

    def back(self) -> None:
        """One question back."""
        self.active()
        if self._refuse_while_held():
            return
        self.presenter.go_back()

    def home(self) -> None:
        """Leave the service."""
        self.active()
        if self._service is not None and not self._refuse_while_held():
            self._service.cancel()
            if self._leaving is not None and not self._leaving.done():
                self._leaving.set_result(None)

    def end(self) -> None:
        """Leave the terminal."""
        if self._visit is not None and not self._refuse_while_held():
            self._visit.cancel()

    def call_staff(self) -> None:
        """Phone a person; the answer comes as a notice."""
        self.active()
        call = asyncio.get_running_loop().create_task(self._phone(), name="staff call")
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    def set_modes(self, modes: Modes) -> None:
        """Change modes; with nobody here there is nobody to change them for."""
        self.active()
        if self._somebody.is_set():
            self.presenter.set_modes(modes)

    def active(self) -> None:
        """Somebody is here."""
        self._idle.active(self._clock.monotonic())
        self._take_warning_away()

    def conditions_changed(self) -> None:
        """A device or the network came or went: what is offered now may be another thing."""
        self._floor.conditions_changed()

    def _refuse_while_held(self) -> bool:
        if self._floor.held:
            self.presenter.notice(Notice(text("正在办最后一步，请稍等。"), attention=True))
        return self._floor.held

    async def _phone(self) -> None:
        caller = self._visit
        try:
            told = await self._call_staff(self._floor.entry.id if self._floor.entry else "")
        except Fault as fault:
            told = explain(fault).all
        except Exception:  # noqa: BLE001  the root of a task: she must hear how her call went
            _log.exception("a call for staff stumbled")
            told = explain(Fault("staff.not_reached")).all
        if self._visit is caller:
            self.presenter.notice(Notice(told, attention=True))

    async def _watch_idle(self) -> None:
        self._idle.active(self._clock.monotonic())
        while True:
            await self._clock.sleep(TICK_S)
            self._judge_silence(self._clock.monotonic())

    def _judge_silence(self, now: float) -> None:
        scene = self.presenter.scene
        if not self.presenter.waiting or (scene is not None and isinstance(scene.prompt, Work)):
            self._idle.active(now)  # the terminal is at work, not the person silent
            self._take_warning_away()
            return
        by_keys = self.presenter.modes.keypad
        state = self._idle.state(now, by_keys=by_keys)
        if state is IdleState.OVER:
            self.end()
        elif state is IdleState.WARNING:
            left = self._idle.seconds_left(now, by_keys=by_keys)
            if left != self._warned:
                self._warned = left
                self.presenter.warn_idle(IdleWarning(left))
        else:
            self._take_warning_away()

    def _take_warning_away(self) -> None:
        if self._warned is not None:
            self._warned = None
            self.presenter.warn_idle(IdleWarning(None))


def _stumbled(task: "asyncio.Task[None] | asyncio.Task[bool]") -> bool:
    """Log a task that ended in an exception nobody expected; True if it did."""
    if task.cancelled() or not task.done() or task.exception() is None:
        return False
    _log.error("%s stumbled", task.get_name(), exc_info=task.exception())
    return True
