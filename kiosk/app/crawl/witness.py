"""The crawler's witness: a modality that writes down what the conversation does, to hold what was perceived against it.

Its methods of `Modality` run on the loop thread; everything else is for the crawler's thread.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.visit.modes import Modes
from kiosk.visit.prompts import EnterDigits, Work
from kiosk.visit.stage import Gone, IdleWarning, Notice, Scene


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on the stage; `scene` None: nobody is here. `number` grows with every scene and every clearing.

    `heard_before` is how many captions there were when it came.
    """

    number: int
    scene: Scene | None
    heard_before: int


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the keypad stands, of which scene; `heard_before` is how many captions there were when it came there."""

    scene_id: int
    item_id: str
    heard_before: int


class Witness:
    """Joins the presenter last, so that what the other modalities say of a scene comes after it."""

    def __init__(self, on_held_work: Callable[[], None] = lambda: None) -> None:
        """`on_held_work` is called on the loop thread when work begins that nothing may cut off."""
        self._changed = threading.Condition()
        self._on_held_work = on_held_work
        self._standing = Standing(0, None, 0)
        self._captions: list[str] = []
        self._notices: list[Notice] = []
        self._focuses: list[Focus] = []
        self._works: list[Work] = []
        self.modes = Modes()
        self.draft = ""
        self.warned: int | None = None
        self.held_works = 0

    # Told by the conversation.

    def show(self, scene: Scene, modes: Modes) -> None:
        """A new scene, or the same one again."""
        with self._changed:
            before = self._standing.scene
            new = before is None or before.id != scene.id
            number = self._standing.number + 1 if new else self._standing.number
            heard = len(self._captions) if new else self._standing.heard_before
            self._standing, self.modes = Standing(number, scene, heard), modes
            if new:
                # What stands there at once is told after this; whoever is quicker would clear away nothing.
                self.draft = scene.prompt.draft if isinstance(scene.prompt, EnterDigits) else ""
                if isinstance(scene.prompt, Work):
                    self._works.append(scene.prompt)
            self._changed.notify_all()
        if new and isinstance(scene.prompt, Work) and scene.prompt.held:
            self.held_works += 1
            self._on_held_work()

    def edit(self, scene_id: int, draft: str) -> None:  # noqa: ARG002  of the present scene
        """What is typed."""
        with self._changed:
            self.draft = draft
            self._changed.notify_all()

    def focus(self, scene_id: int, item_id: str) -> None:
        """Where the keypad stands."""
        with self._changed:
            self._focuses.append(Focus(scene_id, item_id, len(self._captions)))
            self._changed.notify_all()

    def notice(self, notice: Notice) -> None:
        """A sentence about the scene."""
        with self._changed:
            self._notices.append(notice)
            self._changed.notify_all()

    def caption(self, words: str) -> None:
        """What is being said; empty: silence."""
        with self._changed:
            self._captions.append(words)
            self._changed.notify_all()

    def warn_idle(self, warning: IdleWarning) -> None:
        """Is anybody here?"""
        with self._changed:
            self.warned = warning.seconds_left
            self._changed.notify_all()

    def clear(self, gone: Gone) -> None:  # noqa: ARG002  of the present scene
        """Nobody is here."""
        with self._changed:
            self._standing = Standing(self._standing.number + 1, None, len(self._captions))
            self.modes, self.draft, self.warned = Modes(), "", None
            self._changed.notify_all()

    # Asked by the crawler.

    @property
    def standing(self) -> Standing:
        """What stands now."""
        with self._changed:
            return self._standing

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Every notice so far."""
        with self._changed:
            return tuple(self._notices)

    @property
    def focuses(self) -> tuple[Focus, ...]:
        """Every item that the keypad stood on, also the one that a page began with."""
        with self._changed:
            return tuple(self._focuses)

    def take_works(self) -> list[Work]:
        """The work that was waited for since the last time."""
        with self._changed:
            works, self._works = self._works, []
            return works

    @property
    def count(self) -> int:
        """How many captions there were so far."""
        with self._changed:
            return len(self._captions)

    def heard(self, since: int) -> list[str]:
        """The sentences after the first `since` captions."""
        with self._changed:
            return [words for words in self._captions[since:] if words]

    def hears_out(self, since: int, patience_s: float) -> list[str]:
        """Wait until something was said and it is quiet again; empty: nothing was said in time."""
        self.until(lambda: self._said_all(since), patience_s)
        return self.heard(since)

    def of_the_page(self, heard: list[str]) -> list[str]:
        """Those sentences that the page itself says: a notice of the last ones is said in between."""
        told = [notice.text.spoken() for notice in self.notices[-6:]]
        return [said for said in heard if not any(said.rstrip("。") in words for words in told)]

    def is_quiet(self, patience_s: float) -> bool:
        """Wait until nothing is being said; False: it is said on and on."""
        return self.until(lambda: not self._captions or not self._captions[-1], patience_s)

    def hears_one(self, since: int, patience_s: float) -> str:
        """Wait for the next sentence; empty: none came in time."""
        self.until(lambda: any(self._captions[since:]), patience_s)
        return next(iter(self.heard(since)), "")

    def until(self, true: Callable[[], bool], patience_s: float) -> bool:
        """Wait until something is so; False: not in time."""
        with self._changed:
            return self._changed.wait_for(true, patience_s)

    def _said_all(self, since: int) -> bool:
        captions = self._captions[since:]
        return bool(captions) and not captions[-1] and any(captions)
