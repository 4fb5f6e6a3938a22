"""A scene as the keypad holds it: the items, the one that has the focus, and what is typed. No speech, no desk."""

from kiosk.modalities import keypad_words as words
from kiosk.visit.items import Item, ItemKind, items_of
from kiosk.visit.prompts import AnyPrompt, Confirm, EnterDigits, EnterText, Present, Work
from kiosk.visit.stage import Scene
from kiosk.visit.text import Text
from kiosk.visit.values import Count, Ordinal

NOWHERE = -1


class KeypadPage:
    """One scene under the keys."""

    def __init__(self, scene: Scene, *, elder: bool) -> None:
        self.scene = scene
        self.items = items_of(scene.prompt, elder=elder)
        self.draft = ""
        # A question before money, print or a door has no answer under the OK key until she has chosen one; and who
        # is asked for a card has not chosen another way by pressing OK.
        asks = isinstance(scene.prompt, Confirm) and not scene.prompt.blocks
        self._at = NOWHERE if asks or isinstance(scene.prompt, Present) or not self.items else 0

    def change(self, scene: Scene, *, elder: bool) -> None:
        """The same scene in other modes or words: the focus stays on its item, if that is still there."""
        focused = self.focused
        self.scene = scene
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

    def edge(self) -> str:
        """Whether this is the first or the last of many, as is good to know when one goes round."""
        if len(self.items) < 3 or self.typing:
            return ""
        ends = {0: words.FIRST_ONE, len(self.items) - 1: words.LAST_ONE}
        return ends.get(self._at, "")

    def opening(self) -> str:
        """What is said when the scene appears: the prompt, how much there is to choose, and the first of it."""
        return self.prompt.said + (self._opening_of_entry() if self.typing else self._opening_of_items())

    def reading(self) -> str:
        """The whole page in one go, for the button 再说一遍; of a table only what it comes to."""
        facts = [i.aloud for i in self.items if i.kind is ItemKind.READ and not self._is_table_row(i)]
        choices = [i.aloud.rstrip("。") for i in self.items if i.kind is ItemKind.ANSWER]
        chosen = f"可以选：{'；'.join(choices)}。" if choices else ""
        return "".join(f"{part.rstrip('。')}。" for part in (self.prompt.said, *facts, chosen) if part)

    def _is_table_row(self, item: Item) -> bool:
        block, _, row = item.id.partition("/")
        return bool(row) and any(other.id == block for other in self.items)

    def _opening_of_entry(self) -> str:
        how = words.TYPE_DIGITS if isinstance(self.prompt, EnterDigits) else words.TYPE_LETTERS
        return how + words.HOW_TO_SUBMIT + (words.item(self.focused) if self.focused else "")

    def _opening_of_items(self) -> str:
        if isinstance(self.prompt, Confirm) and self.focused is None:
            return words.yes_or_no(self.prompt.yes.spoken(), self.prompt.no.spoken())
        facts = sum(item.kind is ItemKind.READ for item in self.items)
        choices = len(self.items) - facts
        if isinstance(self.prompt, Present):
            return self._ways() + (words.OTHER_WAYS if choices else "")
        first = words.item(self.focused) if self.focused else ""
        return words.how_many(facts, choices) + first + (words.NEXT_ONE if len(self.items) > 1 else "")

    def _ways(self) -> str:
        assert isinstance(self.prompt, Present)
        resting = [f"{way.label.spoken()}现在不能用。{way.resting.spoken()}" for way in self.prompt.ways if way.resting]
        return "".join(resting)


def tells_somebody(sentence: Text) -> bool:
    """May a sentence hold something personal? Counts and house numbers do not; any other value might."""
    return any(
        tells_somebody(value) if isinstance(value, Text) else not isinstance(value, Count | Ordinal)
        for _, value in sentence.values
    )
