"""What is seen of listening: whether she can speak now, how loud she is, and the words as they are heard."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.visit.text import NOTHING, Text

LOUDEST = 5


class TalkStage(StrEnum):
    """Where listening stands."""

    NONE = "none"  # this terminal has no microphone: nothing of all this is shown
    READY = "ready"
    RESTING = "resting"  # it cannot be used now; `why` says why
    OPENING = "opening"
    LISTENING = "listening"
    THINKING = "thinking"


@dataclass(frozen=True, slots=True)
class Talk:
    """Listening at one moment. `level`: 0 to LOUDEST; `dialects`: is there a choice of them?

    Its repr tells nothing of what was said.
    """

    stage: TalkStage = TalkStage.NONE
    level: int = 0
    words: str = ""
    why: Text = NOTHING
    dialects: bool = False

    def __repr__(self) -> str:
        return f"Talk({self.stage}, {self.level})"


_FAINTEST_DBFS = -52.0
_STEP_DB = 7.0


def loudness(dbfs: float | None, before: int) -> int:
    """The step of the meter for a level: up at once, down by one, so that it is calm to look at."""
    heard = 0 if dbfs is None or dbfs < _FAINTEST_DBFS else min(LOUDEST, 1 + int((dbfs - _FAINTEST_DBFS) / _STEP_DB))
    return max(heard, before - 1)
