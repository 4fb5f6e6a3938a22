"""What a service holds in its hand: questions to a person, work to be done, and nothing else."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar, overload

from kiosk.foundation.errors import Fault
from kiosk.visit.modes import Modes
from kiosk.visit.person import Person
from kiosk.visit.promises import can_be_promised
from kiosk.visit.prompts import (
    Act,
    AnyPrompt,
    Choose,
    Confirm,
    EnterDigits,
    EnterText,
    Farewell,
    Option,
    Pay,
    Present,
    Tell,
    Work,
)
from kiosk.visit.replay import Back, Record, Step, StepKind
from kiosk.visit.text import Text, text

T = TypeVar("T")
Source = Callable[[], Awaitable[object]]
Renew = Callable[[], AnyPrompt]

MOST_CHOICES = 6
MORE = "+more"  # no id of a contact or of anything else begins so
WORK_DEADLINE_S = 20.0
UNSURE = "work.unsure"  # a held act that did not come back in time


class Floor(Protocol):
    """The conversation as a visit sees it: somewhere to stand a prompt. Loop thread."""

    @property
    def modes(self) -> Modes:
        """How the person wants the terminal."""
        ...

    @property
    def turn(self) -> int:
        """Whose turn it is, as a number: another one for each resident."""
        ...

    async def pose(
        self, prompt: AnyPrompt, record: Record, sources: tuple[Source, ...], renew: "Renew | None" = None
    ) -> object:
        """Show a prompt and wait for its answer, from a modality or the first source.

        `renew` makes the same prompt again when a device or the network came or went while it stood there.

        Raises: Back, Fault
        """
        ...

    async def toil(self, prompt: Work, record: Record, job: Awaitable[object]) -> object:
        """Show that work is going on and wait for it.

        Raises: Back, Fault
        """
        ...

    def notice(self, sentence: Text, *, attention: bool) -> None:
        """Say something about the present page."""
        ...

    def still_here(self) -> None:
        """She was noticed by a device: push the idle limit away."""
        ...

    def log_in(self, person: Person) -> Person:
        """Show who is logged in; returns the same with all that has been proved of her."""
        ...

    def take_back(self, step: Step) -> None:
        """Show the question of this step next, with what had been typed into it."""
        ...


class Visit:
    """One run of one service with one resident. Made anew for each replay; the record goes on."""

    def __init__(self, floor: Floor, record: Record, person: Person | None) -> None:
        self._floor = floor
        self._record = record
        self._left = False
        self._aside: Visit | None = None
        self.person = person

    @property
    def modes(self) -> Modes:
        """How the person wants the terminal, at this moment."""
        return self._floor.modes

    @property
    def turn(self) -> int:
        """Whose turn it is, as a number: another one once the terminal has been wiped, however her visit ended."""
        return self._floor.turn

    @overload
    async def ask(self, prompt: Confirm) -> bool: ...
    @overload
    async def ask(
        self,
        prompt: Choose | EnterDigits | EnterText | Tell | Act | Farewell,
        *sources: Source,
        renew: Renew | None = ...,
    ) -> str: ...
    @overload
    async def ask(self, prompt: Present, *sources: Source, renew: Renew | None = ...) -> object: ...
    async def ask(self, prompt: AnyPrompt, *sources: Source, renew: Renew | None = None) -> object:
        """Ask and wait for the answer; `sources` are devices whose first result answers as well.

        `renew` makes the prompt again when a device came or went meanwhile, so that no page stands there with
        yesterday's news ("the printer has no paper").

        Raises: Back and Pause (let them pass), Fault (from a source)
        """
        self._refuse_when_left()
        name = step_name(prompt)
        exact = _fingerprint(prompt)
        remembered = self._record.take(StepKind.ASKED, name, exact)
        if remembered is not None:
            return remembered.result()
        answer: object = self._record.promises.redeem(prompt, name)
        if answer is None:
            answer = await self._floor.pose(prompt, self._record, sources, renew)
        self._record.keep(StepKind.ASKED, name, answer, exact, promised=can_be_promised(prompt))
        return answer

    async def confirm(self, prompt: Confirm) -> bool:
        """Ask before money, print or a door: always, in every mode."""
        return await self.ask(prompt)

    async def tell(self, page: Tell | Callable[[], Tell]) -> str:
        """Say and show facts; the answer is the action chosen. A page that depends on devices comes as a function."""
        return await self.ask(page) if isinstance(page, Tell) else await self.ask(page(), renew=page)

    async def choose(self, prompt: Choose) -> str:
        """Ask with any number of options: six at a time, the rest behind 更多."""
        options, page = prompt.options, MOST_CHOICES - 1
        if len(options) <= MOST_CHOICES:
            return await self.ask(prompt)
        number = 0
        while True:
            shown = options[number * page : (number + 1) * page]
            more = len(options) > (number + 1) * page
            label = text("更多") if more else text("从头再看")
            last = Option(id=MORE, label=label, icon="dots-three")
            answer = await self.ask(_with_options(prompt, (*shown, last)))
            if answer != MORE:
                return answer
            number = number + 1 if more else 0

    @overload
    async def work(
        self, label: Text, job: Callable[..., Awaitable[T]], *args: object, deadline_s: float = ..., held: bool = ...
    ) -> T: ...
    @overload
    async def work(
        self, label: Text, job: Callable[..., T], *args: object, deadline_s: float = ..., held: bool = ...
    ) -> T: ...
    async def work(
        self,
        label: Text,
        job: Callable[..., object],
        *args: object,
        deadline_s: float = WORK_DEADLINE_S,
        held: bool = False,
    ) -> object:
        """Do slow work behind a calm page; a plain function is run in a thread.

        A replay takes the remembered result and never starts it. `held` work (a print, a door, money) cannot be
        cancelled by Back, Home or idleness, and Back is closed behind it. A held job that raises Fault says that for
        certain nothing was done, so that it may be tried again; every other end but its result is doubt.

        Raises: Fault (also `work.slow` past the deadline, `work.unsure` when held), Back (let it pass)
        """
        self._refuse_when_left()
        name = label.template
        remembered = self._record.take(StepKind.WORKED, name)
        if remembered is not None:
            return remembered.result()
        prompt = Work(headline=label, hint=text("请稍等，不着急。"), held=held)
        try:
            late = UNSURE if held else "work.slow"
            outcome: object = await self._floor.toil(prompt, self._record, _limited(job, args, deadline_s, late))
        except Fault as fault:
            self._record.keep(StepKind.WORKED, name, fault)
            if fault.key == UNSURE:
                self._record.close_back()
            raise
        except BaseException:
            if held:
                self._record.close_back(doubt=True)
            raise
        self._record.keep(StepKind.WORKED, name, outcome)
        if held:
            self._record.close_back()
        return outcome

    async def aside(self, name: str, converse: "Callable[[Visit], Awaitable[T]]") -> T:
        """Hold a conversation within this one. What comes out of it is one step, like a piece of work.

        It has a Back of its own, and a Back from its first question leads to the last one before it. When it is over,
        no Back leads into it any more, and nothing of it is promised to another visit: so is it with proofs.

        Raises: Back, Pause (let them pass), Fault (what was answered in it is forgotten)
        """
        self._refuse_when_left()
        remembered = self._record.take(StepKind.WORKED, name)
        if remembered is not None:
            return remembered.result()  # type: ignore[return-value]
        record = Record(within=self._record)
        while True:
            record.rewind()
            run = self._aside = Visit(self._floor, record, self.person)
            try:
                outcome = await converse(run)
                break
            except Back:
                self._refuse_when_left()
                step = record.go_back()
                if step is None:
                    raise
                self._floor.take_back(step)
            finally:
                run.leave()
                self._aside = None
        self._refuse_when_left()
        self._record.keep(StepKind.WORKED, name, outcome)
        return outcome

    def close_back(self) -> None:
        """What has happened so far cannot be taken back."""
        self._record.close_back()

    def notice(self, sentence: Text, *, attention: bool = False) -> None:
        """Say something about the present page, without turning it; a run that is over says nothing any more."""
        if not self._left:
            self._floor.notice(sentence, attention=attention)

    def still_here(self) -> None:
        """She does what a device asks of her, such as the camera: silence begins anew."""
        if not self._left:
            self._floor.still_here()

    def log_in(self, person: Person) -> None:
        """From here on it is known who this is."""
        self._refuse_when_left()
        self.person = self._floor.log_in(person)

    @property
    def over(self) -> bool:
        """Has this run been left? From any thread, for work that goes on in one."""
        return self._left

    def leave(self) -> None:
        """Close this run: whatever of the service still lives can ask, do and say nothing any more."""
        self._left = True
        if self._aside is not None:
            self._aside.leave()

    def _refuse_when_left(self) -> None:
        if self._left:
            raise asyncio.CancelledError


def step_name(prompt: AnyPrompt) -> str:
    """By what a replay knows a question again; nothing personal is in it."""
    return f"{type(prompt).__name__}:{prompt.headline.template}"


def _fingerprint(prompt: AnyPrompt) -> int:
    """A yes is a yes to these words and no others, and what was paid was paid for this sum, to this payee."""
    if isinstance(prompt, Confirm):
        return hash(prompt)
    return hash((prompt.amount, prompt.payee)) if isinstance(prompt, Pay) else 0


async def _limited(job: Callable[..., object], args: tuple[object, ...], deadline_s: float, late: str) -> object:
    try:
        async with asyncio.timeout(deadline_s):
            if inspect.iscoroutinefunction(job):
                return await job(*args)
            outcome = await asyncio.to_thread(job, *args)
            return await outcome if inspect.isawaitable(outcome) else outcome
    except TimeoutError:
        raise Fault(late) from None


def _with_options(prompt: Choose, options: tuple[Option, ...]) -> Choose:
    return Choose(
        headline=prompt.headline,
        hint=prompt.hint,
        aloud=prompt.aloud,
        personal=prompt.personal,
        layout=prompt.layout,
        options=options,
    )
