"""Rules of what is asked, whatever it looks like: at most six choices."""

from collections.abc import Iterator

from kiosk.app.inspection.violation import Rule, Violation
from kiosk.visit.prompts import Act, AnyPrompt, Choose, Farewell, Present, Tell

MOST_CHOICES = 6


def of_the_prompt(prompt: AnyPrompt) -> Iterator[Violation]:
    """What is wrong with a question itself."""
    count = _choices(prompt)
    if count > MOST_CHOICES:
        yield Violation(Rule.CHOICES, prompt.headline.shown(), f"{count} of {MOST_CHOICES}")


def _choices(prompt: AnyPrompt) -> int:
    match prompt:
        case Choose() | Act() | Farewell():
            return len(prompt.options)
        case Tell():
            return len(prompt.actions)
        case Present():
            return max(len(prompt.ways), len(prompt.others))
        case _:
            return 0
