"""The closed set first: all that is likely to be said to a prompt, each with what it would mean."""

from kiosk.understanding.dialects import Dialect
from kiosk.understanding.meanings import Candidate
from kiosk.visit.modes import Tongue
from kiosk.visit.prompts import AnyPrompt


def candidates(
    prompt: AnyPrompt, *, dialect: Dialect | None = None, tongue: Tongue = Tongue.CHINESE, draft: str = ""
) -> tuple[Candidate, ...]:
    """The answers to a prompt, at home the services, and what may be said everywhere, in a dialect or in English.

    The prompt is in the tongue that is spoken. `draft` is what has been typed so far.
    """
    raise NotImplementedError
