"""What the voice modality asks aside: which of these did you mean, did you mean this, which dialect do you speak."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.modalities import voice_words as own
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.understanding.dialects import Dialect
from kiosk.understanding.meanings import Meaning, Speaks, Sure, Typed, Wanted
from kiosk.visit.answers import answerable
from kiosk.visit.prompts import Choose, Confirm, EnterDigits, Option
from kiosk.visit.text import Text, text
from kiosk.visit.values import Digits

MOST_GUESSES = 3
MOST_CHOICES = 6
NONE = "none"
MORE = "more"


@dataclass(frozen=True, slots=True, repr=False)
class Guess:
    """What she may have meant, as it is offered."""

    option: Option
    meaning: Meaning


def guesses_of(page: KeypadPage, values: Sequence[object], dialects: Sequence[Dialect]) -> tuple[Guess, ...]:
    """The best guesses that can be named; a guess is the value of an answer, or what may be said everywhere."""
    named = (_guess(page, value, dialects) for value in values)
    return tuple(guess for guess in named if guess is not None)[:MOST_GUESSES]


def is_it(page: KeypadPage, guess: Guess) -> Confirm:
    """One guess alone is asked back."""
    asked = text("您是说“{words}”吗？", words=guess.option.label)
    return Confirm(headline=asked, yes=own.YES_IT_IS, no=own.NO_IT_IS_NOT, personal=page.prompt.personal)


def which_of(page: KeypadPage, guesses: Sequence[Guess]) -> Choose:
    """The best guesses, and a way out of them."""
    options = tuple(replace(guess.option, id=str(n)) for n, guess in enumerate(guesses))
    none = Option(NONE, own.NONE_OF_THEM, icon="x", phrases=("都不对", "不是", "没有"))
    return Choose(headline=own.WHICH_ONE, options=(*options, none), personal=page.prompt.personal)


def which_dialect(dialects: Sequence[Dialect], now: str, skip: int = 0) -> Choose:
    """What else do you speak? Each in its own name, six at most, the last may be 更多; `skip` were seen already."""
    others = [dialect for dialect in dialects if dialect.id != now][skip:]
    seen = others if len(others) <= MOST_CHOICES else others[: MOST_CHOICES - 1]
    options = tuple(Option(d.id, _called(d), icon="chat-circle-text", phrases=d.choose) for d in seen)
    more = (Option(MORE, own.MORE_DIALECTS, icon="dots-three-circle"),) if len(seen) < len(others) else ()
    return Choose(headline=own.WHICH_DIALECT, options=(*options, *more))


def _called(dialect: Dialect) -> Text:
    """By its own name in every tongue: who speaks it knows it by that."""
    return text("{name}", name=dialect.name)


def _guess(page: KeypadPage, value: object, dialects: Sequence[Dialect]) -> Guess | None:
    match value:
        case Wanted(wish):
            return Guess(Option("", own.WISHES[wish]), value)
        case Speaks(id):
            known = next((d for d in dialects if d.id == id), None)
            return Guess(Option("", _called(known)), value) if known else None
        case Typed(draft):
            return _number(page, value, draft.removeprefix(page.draft))
        case Sure(answer):
            return _guess(page, answer, dialects)
    option = next((option for option in answerable(page.prompt) if option.id == value), None)
    if option is None:
        return None
    return Guess(option, Sure(option.id))


def _number(page: KeypadPage, meaning: Typed, said: str) -> Guess | None:
    """Digits that were said; none is told where they are hidden."""
    if not isinstance(page.prompt, EnterDigits) or page.prompt.hidden or not said:
        return None
    return Guess(Option("", text("{digits}", digits=Digits(said))), meaning)
