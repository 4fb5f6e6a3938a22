"""The life of the terminal as one resident after the other meets it: waiting, home, a service, farewell, wiped.

All of it runs on the loop thread. Modalities reach it through `kiosk.visit.stage.Desk`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.visit.catalogue import Catalogue, Service
from kiosk.visit.course import Course
from kiosk.visit.floor import ServiceFloor
from kiosk.visit.house_prompts import LEAVE, OTHERS, home_page
from kiosk.visit.idle import Idle, IdleState
from kiosk.visit.modes import Modes
from kiosk.visit.pausing import NOT_KEPT, Pausing, why_not
from kiosk.visit.presenter import Presenter
from kiosk.visit.prompts import AnyPrompt, Choose, Option, Work
from kiosk.visit.replay import Record
from kiosk.visit.sentences import explain
from kiosk.visit.stage import Gone, IdleWarning, Notice
from kiosk.visit.text import Text, text

_log = logging.getLogger(__name__)

TICK_S = 0.25
LEAVE_S = 5.0  # a service that has not let go after this time is left behind

StaffCall = Callable[[str], Awaitable[Text]]


class Conversation:
    """One terminal's conversation. `call_staff` phones a person and returns what to tell the resident.

    `pausing` keeps a service that a resident stops, for another visit; without it nobody can stop.
    """

    def __init__(
        self, catalogue: Catalogue, clock: Clock, idle: Idle, call_staff: StaffCall, pausing: Pausing | None = None
    ) -> None:
        self.presenter = Presenter()
        self._floor = ServiceFloor(self.presenter, clock, idle)
        self._catalogue = catalogue
        self._course = Course(self._floor, catalogue, pausing, self._still_wanted)
        self._clock = clock
        self._idle = idle
        self._call_staff = call_staff
        self._pausing = pausing
        self._somebody = asyncio.Event()
        self._visit: asyncio.Task[None] | None = None
        self._service: asyncio.Task[bool] | None = None
        self._leaving: asyncio.Future[None] | None = None
        self._calls: set[asyncio.Task[None]] = set()
        self._warned: int | None = None

    @property
    def offered(self) -> tuple[Option, ...]:
        """What can be done here, as the home page names it."""
        return self._catalogue.options()

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
        turned = 0
        while True:
            self._floor.entry, self._floor.pausable = None, False
            page = partial(self._home, turned)
            chosen = await self._floor.pose(page(), Record(), (), page)
            if chosen == OTHERS.id:
                turned += 1
                continue
            turned = 0
            if chosen == LEAVE.id or await self._serve_to_the_end(self._catalogue.service(str(chosen))):
                return

    async def _serve_to_the_end(self, service: Service) -> bool:
        """Run a service as a task of its own, which Home cancels; True: the person has said goodbye."""
        leaving = self._leaving = asyncio.get_running_loop().create_future()
        task = self._service = asyncio.create_task(self._course.serve(service), name=service.entry.id)
        try:
            await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            await self._dismiss(task)
        return task.done() and not task.cancelled() and not _stumbled(task) and task.result()

    async def _dismiss(self, task: "asyncio.Task[bool]") -> None:
        """End a service that is over or was left. One that will not go is left behind: it can show nothing any more."""
        self._service = None
        self._course.leave()
        task.cancel()
        await asyncio.wait({task}, timeout=LEAVE_S)
        while not task.done() and self._floor.held:
            await asyncio.wait({task}, timeout=LEAVE_S)
        if not task.done():
            _log.critical("%s would not be left and was left behind", task.get_name())

    def _still_wanted(self) -> None:
        """A service that would not be left must not come back with a page of its own."""
        if self._service is not asyncio.current_task():
            raise asyncio.CancelledError

    def _home(self, turned: int) -> Choose:
        return home_page(self._catalogue.options(), logged_in=self._floor.person is not None, turned=turned)

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

    def ask_aside(self, prompt: AnyPrompt, answered: Callable[[object | None], None]) -> None:
        """Ask something of the house before the open question goes on; None: she went back from it."""
        self.active()
        self.presenter.ask_aside(prompt, answered)

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

    def pause(self) -> None:
        """Stop at this question, to go on another time; where that cannot be, a notice says why."""
        self.active()
        scene = self.presenter.scene
        if scene is None or not self.presenter.waiting:
            return
        rests = why_not(scene, closed=self._floor.closed) if self._pausing else NOT_KEPT
        if rests := rests or (self._pausing.resting() if self._pausing else NOT_KEPT):
            self.presenter.notice(Notice(rests, attention=True))
        else:
            self.presenter.pause()

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
