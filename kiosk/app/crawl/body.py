"""A body with some senses, as the walker knows it: by finger, by keys, or by words. On the crawler's thread."""

from dataclasses import dataclass
from typing import Protocol

from kiosk.visit.stage import Scene

PATIENCE_S = 20.0


class Lost(Exception):
    """The body cannot do what the walker asks: what it looks for is nowhere."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen, as it was perceived: `words` are seen or heard. `key` is how the body finds it.

    `option` is the id that it turned out to have: for the map alone, no body goes by it.
    """

    key: str
    words: str
    option: str = ""


@dataclass(frozen=True, slots=True)
class Perceived:
    """What a body makes of a page: the choices that it found, and what was wrong in finding them (rule, detail)."""

    choices: tuple[Choice, ...]
    complaints: tuple[tuple[str, str], ...] = ()


class Body(Protocol):
    """What a resident with these senses can do. Whatever is not there raises Lost."""

    mode: str
    by_ear: bool
    """Does only what was heard guide it?"""

    def begin(self) -> None:
        """Start a visit."""
        ...

    def perceive(self, scene: Scene) -> Perceived:
        """Find out what can be chosen."""
        ...

    def chooses(self, choice: Choice) -> None:
        """Choose something."""
        ...

    def types(self, sample: str, scene: Scene) -> None:
        """Type into an entry."""
        ...

    def submits(self, scene: Scene) -> bool:
        """Finish an entry; False: the page does not let it be finished now."""
        ...

    def goes_back(self) -> None:
        """One question back."""
        ...

    def goes_home(self) -> None:
        """Leave the service."""
        ...

    def pauses(self) -> None:
        """Stop here, to go on another time."""
        ...

    def asks_again(self, scene: Scene) -> str:
        """Have it said again; what was wrong, or nothing."""
        ...

    def asks_for_help(self) -> str:
        """Ask how to go on; what was wrong, or nothing."""
        ...

    def calls_staff(self) -> None:
        """Ask for a person."""
        ...

    def perceives(self, words: str) -> bool:
        """Is a notice of these words seen, or heard, in reasonable time?"""
        ...

    def perceives_warning(self) -> bool:
        """Is the question whether anybody is here seen, and heard?"""
        ...

    def stays(self) -> None:
        """Say that somebody is here."""
        ...

    def says_nonsense(self) -> str:
        """Do what means nothing here; what was wrong with the answer to it, or nothing."""
        ...

    def looks(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        """What is wrong with the page as it lies before this body: rule and detail."""
        ...
