"""Where one prompt stands at a time, and where touch, voice and keypad see the same one.

Everything here runs on the loop thread. A modality on another thread crosses over at its own edge.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kiosk.visit.modes import Modes
from kiosk.visit.prompts import AnyPrompt
from kiosk.visit.text import NOTHING, Text


@dataclass(frozen=True, slots=True)
class Scene:
    """One prompt on the stage.

    `id` grows with every prompt: an answer names it, and one that comes late is dropped. `title`, `icon`, `tint`
    belong to the service (empty at home); `who` is the masked name of who is logged in. `can_pause`: she may stop at
    this question and go on another time. `depth`: in how many conversations aside it stands (`Visit.aside`).
    """

    id: int
    prompt: AnyPrompt
    title: Text = NOTHING
    icon: str = ""
    tint: str = ""
    who: str = ""
    can_go_back: bool = False
    can_go_home: bool = True
    can_pause: bool = False
    depth: int = 0


class Gone(StrEnum):
    """Why the stage is empty."""

    WAITING = "waiting"  # nobody is here: the attract page
    RESTING = "resting"  # the terminal is starting or out of service


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence about the present scene: progress, a refused entry, a card that must stay. Seen and heard."""

    text: Text
    attention: bool = False


@dataclass(frozen=True, slots=True)
class IdleWarning:
    """Is anybody still here? `seconds_left` until the visit ends; None takes the warning away."""

    seconds_left: int | None


class Modality(Protocol):
    """One way to hold a prompt. All methods are called on the loop thread and must return at once."""

    def show(self, scene: Scene, modes: Modes) -> None:
        """A new prompt, or the same one (same id) again in other modes."""
        ...

    def edit(self, scene_id: int, draft: str) -> None:
        """What has been typed so far into an EnterDigits or EnterText, by whichever modality."""
        ...

    def focus(self, scene_id: int, item_id: str) -> None:
        """The item that the keypad stands on (see `kiosk.visit.items`); empty: none."""
        ...

    def notice(self, notice: Notice) -> None:
        """A sentence about the present scene."""
        ...

    def caption(self, words: str) -> None:
        """What is being said aloud now; empty: silence."""
        ...

    def warn_idle(self, warning: IdleWarning) -> None:
        """Ask whether somebody is still here."""
        ...

    def clear(self, gone: Gone) -> None:
        """The visit is over: forget everything that was shown, typed or said."""
        ...


class Desk(Protocol):
    """What a modality may do to the conversation. Call on the loop thread only."""

    def begin(self) -> None:
        """Somebody touched the screen, a key, or laid down a card: start a visit, if none is going on."""
        ...

    def answer(self, scene_id: int, value: object) -> None:
        """Answer the prompt of a scene; late or impossible answers are dropped with a notice."""
        ...

    def edit(self, scene_id: int, draft: str) -> None:
        """Replace what has been typed so far."""
        ...

    def focus(self, scene_id: int, item_id: str) -> None:
        """Move the keypad's focus, so that the screen can show it."""
        ...

    def say(self, words: str) -> None:
        """Caption what is being said."""
        ...

    def ask_aside(self, prompt: AnyPrompt, answered: Callable[[object | None], None]) -> None:
        """Ask something of the house before the open question goes on; None: she went back from it."""
        ...

    def back(self) -> None:
        """One question back."""
        ...

    def home(self) -> None:
        """Leave the service, stay here."""
        ...

    def pause(self) -> None:
        """Stop at this question, to go on another time; where that cannot be, a notice says why."""
        ...

    def end(self) -> None:
        """Leave the terminal: everything personal is wiped."""
        ...

    def call_staff(self) -> None:
        """Ask for a person; the answer comes as a notice."""
        ...

    def set_modes(self, modes: Modes) -> None:
        """Change modes; the scene is shown again in them."""
        ...

    def active(self) -> None:
        """Somebody is here: push the idle limit away."""
        ...
