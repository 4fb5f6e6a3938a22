"""The ground under one resident's services: poses their questions, shows their work, knows who is logged in.

Loop thread only.
"""

import asyncio
import logging
from collections.abc import Awaitable, Collection

from kiosk.foundation.clock import Clock
from kiosk.visit.catalogue import Entry
from kiosk.visit.idle import Idle
from kiosk.visit.modes import Modes
from kiosk.visit.person import Person
from kiosk.visit.presenter import Presenter
from kiosk.visit.promises import can_be_drafted
from kiosk.visit.prompts import AnyPrompt, EnterDigits, Farewell, Work
from kiosk.visit.replay import Record, Step
from kiosk.visit.stage import Notice, Scene
from kiosk.visit.text import NOTHING, Text
from kiosk.visit.visit import Renew, Source, step_name

_log = logging.getLogger(__name__)

CALM_S = 0.3  # work that is quicker than this turns no page
LET_GO_S = 5.0  # a device that cannot be stopped in this time is left behind


class ServiceFloor:
    """Implements `kiosk.visit.visit.Floor` on a presenter."""

    def __init__(self, presenter: Presenter, clock: Clock, idle: Idle) -> None:
        self._presenter = presenter
        self._clock = clock
        self._idle = idle
        self._logged_in: list[Person] = []
        self.turn = 0
        self.entry: Entry | None = None
        self.person: Person | None = None
        self.taken_back: Step | None = None
        self.held = False
        self.closed = False
        self.pausable = False
        self._renew: Renew | None = None
        self._aside = False

    @property
    def modes(self) -> Modes:
        """How the person wants the terminal."""
        return self._presenter.modes

    async def pose(
        self, prompt: AnyPrompt, record: Record, sources: tuple[Source, ...], renew: Renew | None = None
    ) -> object:
        """Show a prompt and wait for its answer, from a modality or from the first source."""
        self._renew = renew
        answer = self._presenter.put(self._scene(prompt, record), self._draft_for(prompt, record))
        if news := record.promises.take_news():
            self.notice(news, attention=False)
        self._idle.active(self._clock.monotonic())
        racers = {asyncio.ensure_future(source()) for source in sources}
        try:
            done, _ = await asyncio.wait({answer, *racers}, return_when=asyncio.FIRST_COMPLETED)
            return (answer if answer in done else done.pop()).result()
        finally:
            self._renew = None
            _forget(answer)
            await _stop(racers)

    def stands(self) -> tuple[Scene | None, str]:
        """The scene that stood last, and what had been typed into it; of a conversation aside that is told nobody."""
        return self._presenter.scene, "" if self._aside else self._presenter.draft

    def conditions_changed(self) -> None:
        """A device or the network came or went: say the open question in the words that are true now."""
        scene = self._presenter.scene
        if self._renew is None or scene is None or not self._presenter.waiting:
            return
        prompt = self._renew()
        if prompt != scene.prompt:
            self._presenter.change(prompt)

    async def toil(self, prompt: Work, record: Record, job: Awaitable[object]) -> object:
        """Show that work is going on, if it is not over at once, and wait for it."""
        task = asyncio.ensure_future(job)
        self.held = prompt.held
        try:
            if not prompt.held:
                await asyncio.wait({task}, timeout=CALM_S)
            if task.done():
                return task.result()
            leave = self._presenter.put(self._scene(prompt, record))
            try:
                await asyncio.wait({task, leave}, return_when=asyncio.FIRST_COMPLETED)
                if not task.done():
                    leave.result()
            finally:
                _forget(leave)
            return task.result()
        finally:
            if prompt.held:
                await _finish(task)
            self.held = False
            await _stop({task})
            self._idle.active(self._clock.monotonic())

    def notice(self, sentence: Text, *, attention: bool) -> None:
        """Say something about the present page."""
        self._presenter.notice(Notice(sentence, attention))

    def still_here(self) -> None:
        """She was noticed by a device."""
        self._idle.active(self._clock.monotonic())

    def log_in(self, person: Person) -> Person:
        """Know who this is. A replay says it again, and hears what has been proved since."""
        if not any(known is person for known in self._logged_in):
            self._logged_in.append(person)
        self.person = self.newest(person)
        return self.person

    def newest(self, person: Person) -> Person:
        """The same login with all that was proved in it: each new proof has ended the session before it."""
        same = (known for known in reversed(self._logged_in) if known.shown is person.shown)
        return person if person.shown is None else next(same, person)

    def take_back(self, step: Step) -> None:
        """She went back to this question: what she had typed stands there again."""
        self.taken_back = step

    def wipe(self) -> None:
        """Forget the resident: nothing of her outlives her visit, and the next one is another."""
        self.turn += 1
        self.person = self.entry = self.taken_back = None
        self.held = self.closed = self.pausable = self._aside = False
        logged_in = [person for person in self._logged_in if self.newest(person) is person]
        self._logged_in = []
        for person in logged_in:
            try:
                if person.log_out is not None:
                    person.log_out()
            except Exception:  # noqa: BLE001  the next resident must be served whatever became of this session
                _log.exception("log out failed")

    def _scene(self, prompt: AnyPrompt, record: Record) -> Scene:
        entry = self.entry
        self.closed = record.closed
        self._aside = record.within is not None
        free = entry is not None and not (isinstance(prompt, Work) and prompt.held)
        leads_back = record.can_go_back or not record.closed
        return Scene(
            id=0,
            prompt=prompt,
            title=entry.title if entry else NOTHING,
            icon=entry.icon if entry else "",
            tint=entry.tint if entry else "",
            who=self.person.masked if self.person else "",
            can_go_back=free and leads_back and not isinstance(prompt, Farewell),
            can_go_home=free,
            can_pause=self.pausable and not record.closed and not isinstance(prompt, Farewell | Work),
            depth=record.depth,
        )

    def _draft_for(self, prompt: AnyPrompt, record: Record) -> str:
        """What had been typed into this very question, before she went back to it or came again: nothing is lost."""
        step, self.taken_back = self.taken_back, None
        name = step_name(prompt)
        promised = record.promises.draft_for(prompt, name)
        if step is not None and step.name == name and can_be_drafted(prompt) and isinstance(step.outcome, str):
            return step.outcome
        return promised or (prompt.draft if isinstance(prompt, EnterDigits) else "")


async def _stop(tasks: Collection["asyncio.Future[object]"]) -> None:
    """Cancel and wait, so that a device is free again before the next question; but not for ever."""
    for task in tasks:
        task.cancel()
    if not tasks:
        return
    stopped, stuck = await asyncio.wait(tasks, timeout=LET_GO_S)
    if stuck:
        _log.error("%d jobs would not be stopped and were left behind", len(stuck))
    for task in stopped:
        _forget(task)


def _forget(future: "asyncio.Future[object]") -> None:
    """Nobody waits for it any more, and asyncio need not complain that nobody looked at how it ended."""
    if not future.cancel() and not future.cancelled():
        future.exception()


async def _finish(task: "asyncio.Future[object]") -> None:
    """Let a held act come to its end, whatever else happens."""
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            _log.warning("a held act was asked to stop; it is finished first")
