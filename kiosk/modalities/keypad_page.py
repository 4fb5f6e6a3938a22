"""A scene as the keypad holds it: the items, the one that has the focus, and what is typed. No speech, no desk."""

import math
import time
from collections.abc import Callable

from kiosk.modalities import keypad_words as words
from kiosk.visit.items import Item, ItemKind, items_of
from kiosk.visit.modes import Tongue
from kiosk.visit.prompts import AnyPrompt, Confirm, EnterDigits, EnterText, Pay, Present, Work
from kiosk.visit.stage import Scene
from kiosk.visit.text import NOTHING, Text, ended, in_a_row
from kiosk.visit.translation import said
from kiosk.visit.values import Count, Ordinal

NOWHERE = -1


class KeypadPage:
    """One scene under the keys."""

    def __init__(
        self,
        scene: Scene,
        *,
        elder: bool,
        tongue: Tongue = Tongue.CHINESE,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._ends = now() + _seconds(scene.prompt)
        self.news: Text = NOTHING
        """What was told last while it stood, where only the newest counts: how it stands with her payment."""
        self.scene = scene
        self.tongue = tongue
        self.items = items_of(scene.prompt, elder=elder)
        self.draft = ""
        # A question before money, print or a door has no answer under the OK key until she has chosen one; and who
        # is asked for a card has not chosen another way by pressing OK.
        asks = isinstance(scene.prompt, Confirm) and not scene.prompt.blocks
        self._at = NOWHERE if asks or isinstance(scene.prompt, Present) or not self.items else 0

    def change(self, scene: Scene, *, elder: bool, tongue: Tongue = Tongue.CHINESE) -> None:
        """The same scene in other modes or words: the focus stays on its item, if that is still there."""
        focused = self.focused
        if _seconds(scene.prompt) != _seconds(self.scene.prompt):
            self._ends = self._now() + _seconds(scene.prompt)
        self.scene = scene
        self.tongue = tongue
        self.items = items_of(scene.prompt, elder=elder)
        ids = [item.id for item in self.items]
        if focused is not None:
            self._at = ids.index(focused.id) if focused.id in ids else (0 if ids else NOWHERE)

    @property
    def prompt(self) -> AnyPrompt:
        """What is asked."""
        return self.scene.prompt

    @property
    def typing(self) -> bool:
        """Is something to be typed?"""
        return isinstance(self.prompt, EnterDigits | EnterText)

    @property
    def hidden(self) -> bool:
        """Is what is typed to be neither shown nor said?"""
        return isinstance(self.prompt, EnterDigits) and self.prompt.hidden

    @property
    def private(self) -> bool:
        """Is it nobody else's business? Waiting never is: that work goes on may be heard by everybody."""
        return self.prompt.personal and not isinstance(self.prompt, Work)

    @property
    def photographed(self) -> bool:
        """Is there a code for her telephone? Then the screen is lit for as long as it stands, also behind a curtain."""
        return isinstance(self.prompt, Pay) and bool(self.prompt.code)

    @property
    def full(self) -> bool:
        """Is there no room for another character?"""
        return isinstance(self.prompt, EnterDigits | EnterText) and len(self.draft) >= self.prompt.longest

    @property
    def focused(self) -> Item | None:
        """The item under the OK key."""
        return self.items[self._at] if self._at != NOWHERE else None

    def move(self, step: int) -> Item | None:
        """Go to the next (1) or previous (-1) item, round the end."""
        if self.items:
            start = self._at if self._at != NOWHERE or step > 0 else 0
            self._at = (start + step) % len(self.items)
        return self.focused

    def edge(self) -> Text:
        """Whether this is the first or the last of many, as is good to know when one goes round."""
        if len(self.items) < 3 or self.typing:
            return NOTHING
        ends = {0: words.FIRST_ONE, len(self.items) - 1: words.LAST_ONE}
        return ends.get(self._at, NOTHING)

    def say(self, *parts: Text | str) -> str:
        """Our own words (Text), and sentences of the page as they are heard there, each with its stop."""
        return in_a_row((self._sentence(part) for part in parts if part), self.tongue)

    def _sentence(self, part: Text | str) -> str:
        return ended(part, self.tongue) if isinstance(part, str) else said(part, self.tongue)

    @property
    def said(self) -> str:
        """The prompt as it is said now: a payment says how much time is left."""
        if isinstance(self.prompt, Pay):
            return self.prompt.said_with(max(0, math.ceil(self._ends - self._now())))
        return self.prompt.said

    def opening(self) -> str:
        """What is said when the scene appears: the prompt, how much there is to choose, and the first of it."""
        rest = self._opening_of_entry() if self.typing else self._opening_of_items()
        return self.say(self.said, *rest)

    def reading(self) -> str:
        """The whole page in one go, for the button 再说一遍; of a table only what it comes to."""
        facts = [i.aloud for i in self.items if i.kind is ItemKind.READ and not self._is_table_row(i)]
        choices = tuple(i.aloud for i in self.items if i.kind is ItemKind.ANSWER)
        chosen = (words.to_choose(choices),) if choices else ()
        return self.say(self.news, self.said, *facts, *chosen)

    def _is_table_row(self, item: Item) -> bool:
        block, _, row = item.id.partition("/")
        return bool(row) and any(other.id == block for other in self.items)

    def _opening_of_entry(self) -> words.Said:
        how = words.TYPE_DIGITS if isinstance(self.prompt, EnterDigits) else words.TYPE_LETTERS
        return (how, words.HOW_TO_SUBMIT, *self._first())

    def _opening_of_items(self) -> words.Said:
        if isinstance(self.prompt, Confirm) and self.focused is None:
            return (words.yes_or_no(self.prompt.yes.spoken(), self.prompt.no.spoken()),)
        facts = sum(item.kind is ItemKind.READ for item in self.items)
        choices = len(self.items) - facts
        if isinstance(self.prompt, Pay) and self.prompt.unsure:  # other ways would be other ways to pay
            return (words.how_many(facts, choices), words.NEXT_ONE if choices else NOTHING)
        if isinstance(self.prompt, Present):
            return (*_ways(self.prompt), words.OTHER_WAYS if choices else NOTHING)
        following = words.NEXT_ONE if len(self.items) > 1 else NOTHING
        return (words.how_many(facts, choices), *self._first(), following)

    def _first(self) -> words.Said:
        return words.item(self.focused) if self.focused else ()


def _ways(prompt: Present) -> words.Said:
    resting = (words.not_usable(way.label.spoken(), way.resting.spoken()) for way in prompt.ways if way.resting)
    return tuple(part for told in resting for part in told)


def _seconds(prompt: AnyPrompt) -> int:
    return prompt.seconds if isinstance(prompt, Pay) else 0


def tells_somebody(sentence: Text) -> bool:
    """May a sentence hold something personal? Counts and house numbers do not; any other value might."""
    return any(
        tells_somebody(value) if isinstance(value, Text) else not isinstance(value, Count | Ordinal)
        for _, value in sentence.values
    )
