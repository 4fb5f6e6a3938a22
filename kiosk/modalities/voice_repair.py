"""What can be taken back by saying 不是 right after it: the last thing that her words did. No speech, no desk."""

from collections.abc import Callable

from kiosk.modalities.keypad_page import KeypadPage
from kiosk.visit.prompts import Confirm, Work

_NOT_IT = frozenset(
    {
        "不是", "不是的", "不对", "不對", "不对不对", "错了", "錯了", "听错了", "聽錯了", "搞错了", "弄错了",
        "不是这个", "不是這個", "不是这样", "我不是说这个",
        "no", "wrong", "thatswrong", "notthat", "notthisone", "thatisnotit",
    }
)  # fmt: skip


def takes_back(words: str, page: KeypadPage) -> bool:
    """Do the words say that she was misheard? To a question of yes or no they are an answer."""
    said = "".join(c for c in words.lower() if c.isalnum())
    return said in _NOT_IT and not isinstance(page.prompt, Confirm)


class Repair:
    """The last act of words. What was done by a key or a finger since then is never taken back by it."""

    def __init__(self) -> None:
        self._left = 0
        self._came_to = 0
        self._undo: Callable[[], None] | None = None
        self._draft: str | None = None
        self._after_yes = False

    def answered(self, page: KeypadPage) -> None:
        """Words led away from a page: the one that comes next can be left again."""
        self._left, self._came_to, self._undo, self._draft = page.scene.id, 0, None, None
        self._after_yes = isinstance(page.prompt, Confirm)

    def changed(self, page: KeypadPage, undo: Callable[[], None], draft: str | None = None) -> None:
        """Words changed something on a page, or how it is; `undo` puts it back. `draft`: what they typed."""
        self._left, self._came_to, self._undo, self._draft = 0, page.scene.id, undo, draft

    def typed(self, draft: str) -> None:
        """The entry holds this now: if it is not what words typed, a hand has gone on since."""
        if self._draft is not None and draft != self._draft:
            self._came_to, self._undo, self._draft = 0, None, None

    def shown(self, page: KeypadPage) -> None:
        """A page came; waiting is not what she asked for yet."""
        if self._left and page.scene.id != self._left and not isinstance(page.prompt, Work):
            self._left, self._came_to = 0, page.scene.id
        elif page.scene.id != self._came_to:
            self._came_to, self._undo = 0, None

    def can_take_back(self, page: KeypadPage) -> bool:
        """Did words bring us here, or change something here, just now?

        What was done upon a yes is undone by going back or not at all: going home would only seem to undo it.
        """
        if self._came_to != page.scene.id:
            return False
        home = page.scene.can_go_home and not self._after_yes
        return self._undo is not None or page.scene.can_go_back or home

    def undo(self) -> Callable[[], None] | None:
        """Put back what was changed, once; None: a page was left, and has to be gone back to."""
        undo, self._undo, self._came_to = self._undo, None, 0
        return undo
