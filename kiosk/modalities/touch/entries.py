"""What the pages show on which something is typed; only what is typed changes while they stand. GUI thread."""

from collections import deque

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.modalities.touch.page_content import PageContent
from kiosk.visit.prompts import EnterDigits, EnterText, Script

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

_DOT = "●"
_MOST_CELLS = 8
_GROUP = 4


@QmlElement
@QmlUncreatable("made by the stage")
class DigitsContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """An `EnterDigits` and what has been typed into it."""

    page_file = "EnterDigitsPage.qml"
    draftChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(self, scene_id: int, prompt: EnterDigits, draft: str, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._prompt = prompt
        self._draft = draft

    def edit(self, draft: str) -> None:
        """Show what has been typed."""
        if draft != self._draft:
            self._draft = draft
            self.draftChanged.emit()

    @Property(bool, constant=True)
    def inCells(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if each digit has a cell of its own: an empty one would ask for a digit that need not be there."""
        return self._prompt.shortest == self._prompt.longest <= _MOST_CELLS

    @Property("QStringList", notify=draftChanged)  # type: ignore[arg-type]  # PySide takes a C++ type by its name
    def cells(self) -> list[str]:
        """What stands in each cell."""
        seen = self._seen()
        return [*seen, *[""] * (self._prompt.longest - len(seen))]

    @Property(int, notify=draftChanged)
    def cursor(self) -> int:
        """The cell that is filled next."""
        return len(self._draft)

    @Property(str, notify=draftChanged)
    def field(self) -> str:
        """What stands in the one field, in groups of four."""
        seen = self._seen()
        return " ".join(seen[at : at + _GROUP] for at in range(0, len(seen), _GROUP))

    @Property(bool, notify=draftChanged)
    def canType(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False when it is full."""
        return len(self._draft) < self._prompt.longest

    @Property(bool, notify=draftChanged)
    def canErase(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False when it is empty."""
        return bool(self._draft)

    @Property(bool, notify=draftChanged)
    def canSubmit(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True when it is long enough."""
        return self._prompt.shortest <= len(self._draft) <= self._prompt.longest

    def _seen(self) -> str:
        return _DOT * len(self._draft) if self._prompt.hidden else self._draft


@QmlElement
@QmlUncreatable("made by the stage")
class TextContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """An `EnterText` and what has been typed into it."""

    page_file = "EnterTextPage.qml"
    draftChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(self, scene_id: int, prompt: EnterText, draft: str, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._prompt = prompt
        self._draft = draft
        self._on_their_way: deque[str] = deque()

    def typed_here(self, draft: str) -> None:
        """The field was edited on this page: its echo from the loop must not undo what has been typed since."""
        self._on_their_way.append(draft)
        self._set(draft)

    def edit(self, draft: str) -> None:
        """Show what has been typed elsewhere."""
        if draft in self._on_their_way:
            while self._on_their_way.popleft() != draft:
                pass
        else:
            self._set(draft)

    @Property(bool, constant=True)
    def inLetters(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if it is typed with keys A to Z, as initials."""
        return self._prompt.script is Script.INITIALS

    @Property(int, constant=True)
    def longest(self) -> int:
        """How many characters are taken."""
        return self._prompt.longest

    @Property(str, notify=draftChanged)
    def draft(self) -> str:
        """What has been typed."""
        return self._draft

    @Property(bool, notify=draftChanged)
    def canType(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False when it is full."""
        return len(self._draft) < self._prompt.longest

    @Property(bool, notify=draftChanged)
    def canSubmit(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False when it is empty."""
        return bool(self._draft.strip())

    def _set(self, draft: str) -> None:
        if draft != self._draft:
            self._draft = draft
            self.draftChanged.emit()
