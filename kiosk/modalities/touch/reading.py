"""The words of a page at length, on pages of their own, where some are too long for their place or have no room.

What is longer than `LIMITS` may be cut where it stands, and then a key opens this.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.modalities.touch.joined import breadth
from kiosk.visit.blocks import Block, Paragraph
from kiosk.visit.modes import Size
from kiosk.visit.prompts import Act, AnyPrompt, Choose, Farewell, Option, Pay, Present, Tell, Way
from kiosk.visit.text import Text
from kiosk.visit.translation import translated


@dataclass(frozen=True, slots=True)
class Limit:
    """How broad words may be in their place, in half Hanzi (`breadth`), so that they are never cut there."""

    headline: int
    hint: int
    label: int
    second: int


LIMITS: Mapping[Size, Limit] = {
    Size.STANDARD: Limit(headline=100, hint=120, label=50, second=56),
    Size.ELDER: Limit(headline=72, hint=80, label=36, second=44),
    Size.DOUBLE: Limit(headline=44, hint=56, label=28, second=28),
}


def too_long(prompt: AnyPrompt, size: Size) -> bool:
    """Is a word of the page too long for its place?"""
    limit = LIMITS[size]
    names = [(prompt.headline, limit.headline), *((option.label, limit.label) for option in _options(prompt))]
    seconds = [(prompt.hint, limit.hint), *((words, limit.second) for o in _options(prompt) for words in _seconds(o))]
    if isinstance(prompt, Pay):
        seconds.append((prompt.payee, limit.label))
    return any(breadth(words.shown()) > most for words, most in (*names, *seconds))


def at_length(prompt: AnyPrompt) -> tuple[Block, ...]:
    """All words of the page, in their order."""
    return tuple(Paragraph(words) for words in _in_order(prompt) if words)


def _in_order(prompt: AnyPrompt) -> tuple[Text, ...]:
    of_options = (words for option in _options(prompt) for words in (option.label, *_seconds(option)))
    money = (prompt.sum, prompt.whom) if isinstance(prompt, Pay) else ()
    return (prompt.headline, *translated(money, prompt.headline.tongue), prompt.hint, *of_options)


def _seconds(option: Option | Way) -> tuple[Text, ...]:
    return (option.detail, option.resting) if isinstance(option, Option) else (option.resting,)


def _options(prompt: AnyPrompt) -> tuple[Option | Way, ...]:
    if isinstance(prompt, Choose | Act | Farewell):
        return prompt.options
    if isinstance(prompt, Tell):
        return prompt.actions
    return (*prompt.ways, *prompt.others) if isinstance(prompt, Present) else ()
