"""Bodies of the room. Nothing in them shows itself: they hold what a resident answered."""

from typing import Annotated

from pydantic import Field, StringConstraints

from backend.fields import ONE_LINE, Key, Moment, Wire

MOST_ANSWERS = 300
LONGEST_VALUE = 200

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE)]
"""By what the terminal knows a question again."""
Value = Annotated[str, StringConstraints(max_length=LONGEST_VALUE, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
"""What was answered, or typed so far."""
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")]
"""What stands on the slip."""


class Answered(Wire):
    """A question and what was answered to it."""

    name: Name
    value: Value = Field(repr=False)


class Stopped(Wire):
    """A service as it was stopped: its answers in order, and what she had typed into the question where she stood."""

    service_id: Key
    answers: Annotated[list[Answered], Field(max_length=MOST_ANSWERS)] = Field(repr=False)
    standing: Answered | None = Field(repr=False)


class PauseMade(Wire):
    """It is kept until then; this is the only time that the code is told."""

    code: Code = Field(repr=False)
    good_until: Moment


class PauseCode(Wire):
    """Somebody wants to go on."""

    code: Code = Field(repr=False)
