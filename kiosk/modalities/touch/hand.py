"""What a finger can do. `Stage` calls it on the GUI thread; `LoopHand` carries each act over to the loop."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from kiosk.visit.modes import Mode, Modes, turned
from kiosk.visit.prompts import AnyPrompt, EnterDigits, EnterText
from kiosk.visit.stage import Desk, Scene


class Hand(Protocol):
    """The acts of one finger. Called on the GUI thread; all return at once."""

    def begin(self) -> None:
        """Somebody touched the attract page."""
        ...

    def answer(self, scene_id: int, value: object) -> None:
        """Give an answer to the prompt of a scene."""
        ...

    def type_character(self, scene_id: int, character: str) -> None:
        """Append to what has been typed."""
        ...

    def erase(self, scene_id: int) -> None:
        """Take the last typed character away."""
        ...

    def replace_draft(self, scene_id: int, draft: str) -> None:
        """Set what has been typed."""
        ...

    def submit(self, scene_id: int) -> None:
        """Answer with what has been typed."""
        ...

    def back(self, scene_id: int) -> None:
        """One question back from a scene."""
        ...

    def home(self, scene_id: int) -> None:
        """Leave the service from a scene."""
        ...

    def pause(self) -> None:
        """Stop here, to go on another time."""
        ...

    def repeat(self) -> None:
        """Say it again."""
        ...

    def turn(self, mode: Mode) -> None:
        """One press of a mode key."""
        ...

    def lift_curtain(self) -> None:
        """Light the screen again."""
        ...

    def talk(self, *, down: bool) -> None:
        """The key to speak went down, or was let go."""
        ...

    def choose_dialect(self) -> None:
        """Ask what she speaks."""
        ...

    def call_staff(self) -> None:
        """Ask for a person."""
        ...

    def active(self) -> None:
        """Somebody is here."""
        ...


class Spoken(Protocol):
    """What speech does for a finger. Loop thread."""

    def repeat(self) -> None:
        """Say the present page."""
        ...

    def talk(self, *, down: bool) -> None:
        """The key to speak went down, or was let go."""
        ...

    def break_off(self) -> None:
        """She does something else: what she was saying is not wanted."""
        ...

    def choose_dialect(self) -> None:
        """Ask what she speaks."""
        ...


class Mute:
    """A `Spoken` where nothing speaks and nobody listens."""

    def repeat(self) -> None:
        """Nothing is said."""

    def talk(self, *, down: bool) -> None:
        """Nobody listens."""

    def break_off(self) -> None:
        """Nobody listened."""

    def choose_dialect(self) -> None:
        """Nobody would understand it."""


@dataclass(slots=True, repr=False)
class Present:
    """What the loop side knows of the page on the screen. Loop thread only; holds what was typed, so it has no repr."""

    scene_id: int = 0
    longest: int = 0
    draft: str = ""
    modes: Modes = field(default_factory=Modes)

    def take(self, scene: Scene, modes: Modes) -> None:
        """A scene comes on; the draft stays if it is the same one again."""
        if scene.id != self.scene_id:
            self.draft = ""
        self.scene_id, self.modes, self.longest = scene.id, modes, _longest(scene.prompt)

    def forget(self) -> None:
        """The visit is over."""
        self.scene_id, self.modes, self.longest, self.draft = 0, Modes(), 0, ""

    def __repr__(self) -> str:
        return f"Present(scene_id={self.scene_id})"


def _longest(prompt: AnyPrompt) -> int:
    return prompt.longest if isinstance(prompt, EnterDigits | EnterText) else 0


class LoopHand:
    """A `Hand` whose acts reach the desk on the loop thread, in the order in which they were done.

    Typing is worked out on the loop, where the draft of all modalities is known: two quick keys never lose one.
    Acts after the loop has closed are dropped.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, desk: Desk, present: Present, spoken: Spoken) -> None:
        self._loop = loop
        self._desk = desk
        self._present = present
        self._spoken = spoken

    def begin(self) -> None:
        """Start a visit."""
        self._post(self._desk.begin)

    def answer(self, scene_id: int, value: object) -> None:
        """Answer a scene."""
        self._choose(self._desk.answer, scene_id, value)

    def type_character(self, scene_id: int, character: str) -> None:
        """Append to the draft, up to its longest."""
        self._post(self._type, scene_id, character)

    def erase(self, scene_id: int) -> None:
        """Shorten the draft."""
        self._post(self._erase, scene_id)

    def replace_draft(self, scene_id: int, draft: str) -> None:
        """Set the draft."""
        self._post(self._set_draft, scene_id, draft)

    def submit(self, scene_id: int) -> None:
        """Answer with the draft."""
        self._choose(self._submit, scene_id)

    def back(self, scene_id: int) -> None:
        """One question back; a second strike that was meant for the same page takes no further one back."""
        self._choose(self._from_scene, scene_id, self._desk.back)

    def home(self, scene_id: int) -> None:
        """Leave the service, if its page still stands there."""
        self._choose(self._from_scene, scene_id, self._desk.home)

    def pause(self) -> None:
        """Stop here, to go on another time."""
        self._choose(self._desk.pause)

    def repeat(self) -> None:
        """Say it again, by whoever speaks."""
        self._choose(self._spoken.repeat)

    def turn(self, mode: Mode) -> None:
        """One press of a mode key."""
        self._post(self._turn, mode)

    def lift_curtain(self) -> None:
        """Light the screen; the keypad goes on."""
        self._post(self._lift_curtain)

    def talk(self, *, down: bool) -> None:
        """The key to speak."""
        self._post(self._talk, down)

    def choose_dialect(self) -> None:
        """Ask what she speaks."""
        self._choose(self._spoken.choose_dialect)

    def call_staff(self) -> None:
        """Ask for a person."""
        self._post(self._desk.call_staff)

    def active(self) -> None:
        """Push the idle limit away."""
        self._post(self._desk.active)

    def _post(self, act: Callable[..., None], *args: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act, *args)

    def _choose(self, act: Callable[..., None], *args: object) -> None:
        """An act that leads on: what she was saying meanwhile is not wanted any more."""
        self._post(self._spoken.break_off)
        self._post(act, *args)

    def _talk(self, down: bool) -> None:
        self._spoken.talk(down=down)

    def _from_scene(self, scene_id: int, act: Callable[[], None]) -> None:
        if scene_id == self._present.scene_id:
            act()

    def _set_draft(self, scene_id: int, draft: str) -> None:
        if scene_id == self._present.scene_id and len(draft) <= self._present.longest:
            self._present.draft = draft
            self._desk.edit(scene_id, draft)

    def _type(self, scene_id: int, character: str) -> None:
        self._set_draft(scene_id, self._present.draft + character)

    def _erase(self, scene_id: int) -> None:
        self._set_draft(scene_id, self._present.draft[:-1])

    def _submit(self, scene_id: int) -> None:
        if scene_id == self._present.scene_id:
            self._desk.answer(scene_id, self._present.draft)

    def _turn(self, mode: Mode) -> None:
        self._desk.set_modes(turned(self._present.modes, mode))

    def _lift_curtain(self) -> None:
        self._desk.set_modes(replace(self._present.modes, curtain=False))
