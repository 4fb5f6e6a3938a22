"""Answers given earlier, at a visit that was stopped: given again to the same questions, as far as they still fit.

A promise is kept by the name of its question alone (`kiosk.visit.visit.step_name`). What is never promised is asked
anew: a card, a yes, a secret, a thing done at the machine. Results of work are no promises: work is done anew.
"""

from dataclasses import dataclass, field

from kiosk.visit.answers import objection
from kiosk.visit.prompts import AnyPrompt, Choose, EnterDigits, EnterText, Tell
from kiosk.visit.text import NOTHING, Text, text

GOING_ON = text("接着上次停下的地方办。")
CHANGED = text("有的内容变了，请从这里接着办。")


@dataclass(frozen=True, slots=True)
class Promise:
    """What was answered to the question of that name, or typed so far."""

    name: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """A service that was stopped: its answers in order, and the question where she stood, with what she had typed."""

    service_id: str = field(repr=False)
    answers: tuple[Promise, ...] = field(default=(), repr=False)
    standing: Promise | None = field(default=None, repr=False)


class GoOn(Exception):
    """A resident goes on with what she stopped; raised by the service that found it, met by the conversation."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self.kept = kept


def can_be_promised(prompt: AnyPrompt) -> bool:
    """May the answer to this question be given again another time?"""
    return isinstance(prompt, Choose | EnterText | Tell) or (isinstance(prompt, EnterDigits) and not prompt.hidden)


def can_be_drafted(prompt: AnyPrompt) -> bool:
    """May what has been typed into it be shown again?"""
    return isinstance(prompt, EnterText) or (isinstance(prompt, EnterDigits) and not prompt.hidden)


def _could_be_typed(prompt: AnyPrompt, value: str) -> bool:
    """Could it have been typed here? Else no key would take it away: modalities refuse what is longer than that."""
    match prompt:
        case EnterDigits(hidden=False):
            return len(value) <= prompt.longest and value.isascii() and value.isdigit()
        case EnterText():
            return len(value) <= prompt.longest and value.isprintable()
    return False


class Promises:
    """The promises of one service that goes on. Used up in order; the first that does not fit ends them all."""

    def __init__(
        self, answers: tuple[Promise, ...] = (), standing: Promise | None = None, news: Text = NOTHING
    ) -> None:
        self._left = list(answers)
        self._standing = standing
        self._news = news

    @property
    def left(self) -> tuple[Promise, ...]:
        """What has not been used yet."""
        return tuple(self._left)

    @property
    def standing(self) -> Promise | None:
        """The question that she has not come back to yet, with what she had typed."""
        return self._standing

    def redeem(self, prompt: AnyPrompt, name: str) -> str | None:
        """The promised answer to this question, or None: then it is asked."""
        if not self._left or not can_be_promised(prompt):
            return None
        promise = self._left[0]
        if promise.name != name or objection(prompt, promise.value):
            self.drop()
            self._news = CHANGED
            return None
        del self._left[0]
        return promise.value

    def draft_for(self, prompt: AnyPrompt, name: str) -> str:
        """What had been typed into this question; only once, and only where she comes back to it."""
        if self._left or self._standing is None or not can_be_promised(prompt):
            return ""
        standing, self._standing = self._standing, None
        return standing.value if standing.name == name and _could_be_typed(prompt, standing.value) else ""

    def take_news(self) -> Text:
        """What to say on the first page that waits for her again, once."""
        news, self._news = self._news, NOTHING
        return news

    def drop(self) -> None:
        """Promise nothing more."""
        self._left.clear()
        self._standing = None
