"""What words mean to a prompt, and the candidates for it."""

from dataclasses import dataclass, field

from kiosk.understanding.syllables import Syllable
from kiosk.understanding.vocabulary import Wish


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that may be said on every page."""

    wish: Wish


@dataclass(frozen=True, slots=True, repr=False)
class Sure:
    """An answer to the prompt."""

    value: object


@dataclass(frozen=True, slots=True, repr=False)
class Typed:
    """What the entry holds after these words."""

    draft: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The entry is finished: what it holds is the answer."""


@dataclass(frozen=True, slots=True)
class NotHere:
    """A service that is known, by its id, and that this hall does not offer: say so, and choose no other."""

    service: str


@dataclass(frozen=True, slots=True)
class Speaks:
    """She wants to speak this dialect, by its id."""

    dialect: str


@dataclass(frozen=True, slots=True, repr=False)
class Unsure:
    """The best guesses first; empty: not understood.

    A guess is the value of an answer, or a whole meaning: `Wanted`, `Typed`, `Finished`, `NotHere` or `Speaks`.
    """

    guesses: tuple[object, ...] = ()


Meaning = Wanted | Sure | Typed | Finished | NotHere | Speaks | Unsure


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """Something that may well be said here, in hanzi (or English words), and what it would mean.

    `sounds` are its syllables, where they are known already.
    """

    phrase: str
    meaning: Meaning
    sounds: tuple[Syllable, ...] = field(default=(), compare=False)
