"""`kiosk voice check --say`: what words would mean on the home page once they are text, without a sound."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.app.evaluation.listening import home, named
from kiosk.modalities.voice_mind import Mind
from kiosk.recognition.contract import Heard
from kiosk.understanding.meanings import NotHere, Unsure
from kiosk.understanding.own_words import hall_words


class NoSuchDialect(Exception):
    """The dialect cannot be read; the message says why, in lines."""


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """`means`: a service or a wish that is done at once; empty: none. `asks`: what is asked back, best first.

    `offered` is False where the hall has no such service, which the terminal then says.
    """

    words: str
    means: str
    asks: tuple[str, ...]
    offered: bool

    def __str__(self) -> str:
        if self.means:
            return f"{self.words}: {self.means}{'' if self.offered else ' (known, and said not to be here)'}"
        return f"{self.words}: asked back: {' or '.join(self.asks)}" if self.asks else f"{self.words}: nothing"

    def as_row(self) -> dict[str, Any]:
        """For a program."""
        return {"say": self.words, "means": self.means, "asks": list(self.asks), "offered": self.offered}


def understood(sayings: list[str], dialect: str, own: Path | None) -> tuple[Said, ...]:
    """What each would mean to a terminal with the hall's own words.

    Raises: NoSuchDialect
    """
    words = hall_words((dialect,), own)
    if dialect not in {known.id for known in words.dialects} or words.mistakes:
        raise NoSuchDialect("\n".join(map(str, words.mistakes)))
    mind, page = Mind(), home()
    mind.know(words.dialects)
    among = mind.candidates(page, dialect)
    return tuple(_said(said, mind.meaning(Heard(said, dialect=dialect), page, among, {})) for said in sayings)


def _said(words: str, meaning: object) -> Said:
    guesses = meaning.guesses if isinstance(meaning, Unsure) else ()
    return Said(words, named(meaning), tuple(filter(None, map(named, guesses))), not isinstance(meaning, NotHere))
