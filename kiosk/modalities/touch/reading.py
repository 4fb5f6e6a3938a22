"""Words that are too long for their place, to be read at length: everything of the page, on pages of its own.

Most pages need none. What is longer than `LIMITS` may be cut where it stands, and then a key opens this.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.modalities.touch.joined import breadth
from kiosk.visit.blocks import Block, Paragraph
from kiosk.visit.modes import Size
from kiosk.visit.prompts import Act, AnyPrompt, Choose, Farewell, Option, Present, Tell, Way
from kiosk.visit.text import Text


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


def at_length(prompt: AnyPrompt, size: Size) -> tuple[Block, ...]:
    """All words of the page, if one of them is too long for its place; else nothing."""
    limit = LIMITS[size]
    seconds = [(prompt.hint, limit.hint)]
    names = [(prompt.headline, limit.headline)]
    for option in _options(prompt):
        names.append((option.label, limit.label))
        seconds += [(option.detail, limit.second)] if isinstance(option, Option) else []
        seconds.append((option.resting, limit.second))
    if not any(breadth(words.shown()) > most for words, most in (*names, *seconds)):
        return ()
    return tuple(Paragraph(words) for words in _in_order(prompt) if words)


def _in_order(prompt: AnyPrompt) -> list[Text]:
    found = [prompt.headline, prompt.hint]
    for option in _options(prompt):
        found += [option.label, option.detail] if isinstance(option, Option) else [option.label]
        found.append(option.resting)
    return found


def _options(prompt: AnyPrompt) -> tuple[Option | Way, ...]:
    if isinstance(prompt, Choose | Act | Farewell):
        return prompt.options
    if isinstance(prompt, Tell):
        return prompt.actions
    return (*prompt.ways, *prompt.others) if isinstance(prompt, Present) else ()
