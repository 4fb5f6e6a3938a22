"""The options of a prompt as a list for QML: those that are turned up, where not all have room at once."""

from enum import IntEnum

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.modalities.touch.joined import breadth, seen
from kiosk.visit.prompts import Option, Way

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class OptionRole(IntEnum):
    """What a delegate may ask of an option."""

    ITEM = Qt.ItemDataRole.UserRole + 1
    LABEL = Qt.ItemDataRole.UserRole + 2
    DETAIL = Qt.ItemDataRole.UserRole + 3
    ICON = Qt.ItemDataRole.UserRole + 4
    TINT = Qt.ItemDataRole.UserRole + 5
    RESTING = Qt.ItemDataRole.UserRole + 6
    PRIMARY = Qt.ItemDataRole.UserRole + 7


ROLE_NAMES = {
    OptionRole.ITEM: "itemId",
    OptionRole.LABEL: "label",
    OptionRole.DETAIL: "detail",
    OptionRole.ICON: "icon",
    OptionRole.TINT: "tint",
    OptionRole.RESTING: "resting",
    OptionRole.PRIMARY: "primary",
}


@QmlElement
@QmlUncreatable("made by a page's content")
class OptionList(QAbstractListModel):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """The options of one prompt; they never change, but they are turned over page by page. GUI thread.

    It is empty until QML has said how many have room.
    """

    turned = Signal()

    def __init__(self, options: tuple[Option, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._rows = tuple(_row(option) for option in options)
        self._longest = max((breadth(option.label.shown()) for option in options), default=0)
        seconds = [(option.resting or option.detail).shown() for option in options]
        self._longest_second = max(map(breadth, seconds), default=0)
        self._longest_resting = max((breadth(option.resting.shown()) for option in options), default=0)
        self._per_page = 0
        self._page = 0
        self._wanted = ""

    @classmethod
    def of_ways(cls, ways: tuple[Way, ...], parent: QObject) -> "OptionList":
        """Ways to present oneself, which are listed like options and answered by devices."""
        return cls(tuple(Option(way.id, way.label, icon=way.icon, resting=way.resting) for way in ways), parent)

    @Property(int, constant=True)
    def count(self) -> int:
        """How many there are."""
        return len(self._rows)

    @Property(int, constant=True)
    def longestLabel(self) -> int:  # noqa: N802 (QML spells properties so)
        """The breadth of the longest label in half Hanzi: whether two fit side by side, or it takes two lines."""
        return self._longest

    @Property(int, constant=True)
    def longestSecond(self) -> int:  # noqa: N802 (QML spells properties so)
        """The same of the longest second line: a detail, or why one rests. 0: there is none."""
        return self._longest_second

    @Property(int, constant=True)
    def longestResting(self) -> int:  # noqa: N802 (QML spells properties so)
        """The same of why one rests. 0: none does."""
        return self._longest_resting

    @Property(int, notify=turned)
    def perPage(self) -> int:  # noqa: N802 (QML spells properties so)
        """How many stand on one page, but for the last."""
        return self._per_page

    @Property(int, notify=turned)
    def pageCount(self) -> int:  # noqa: N802 (QML spells properties so)
        """How many pages they take; 0 until QML has said how many have room."""
        return self._pages()

    @Property(bool, notify=turned)
    def canTurnBack(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False on the first page."""
        return self._page > 0

    @Property(bool, notify=turned)
    def canTurnOn(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False on the last page."""
        return (self._page + 1) * self._per_page < len(self._rows)

    @Property(str, notify=turned)
    def pageCaption(self) -> str:  # noqa: N802 (QML spells properties so)
        """Where one is."""
        return f"{self._page + 1} / {self._pages()}"

    @Slot(int, int)
    def offer(self, all_at_once: int, beside_turner: int) -> None:
        """QML says how many have room: without the keys that turn the pages, and with them."""
        fits = max(1, all_at_once if all_at_once >= len(self._rows) else beside_turner)
        if fits != self._per_page:
            first = self._page * self._per_page
            self._per_page = fits
            self._turn_to(first // fits)
            self.reveal(self._wanted)

    @Slot()
    def turnBack(self) -> None:  # noqa: N802 (QML spells methods so)
        """To the page before."""
        self._turn_to(self._page - 1)

    @Slot()
    def turnOn(self) -> None:  # noqa: N802 (QML spells methods so)
        """To the next page."""
        self._turn_to(self._page + 1)

    def reveal(self, item_id: str) -> None:
        """Turn to the page of an option: the keypad stands on it."""
        self._wanted = item_id
        place = next((n for n, row in enumerate(self._rows) if row[OptionRole.ITEM] == item_id), None)
        if place is not None and self._per_page and place // self._per_page != self._page:
            self._turn_to(place // self._per_page)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 (Qt's name)
        """How many are turned up."""
        return 0 if parent.isValid() else len(self._shown())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One role of one option."""
        shown = self._shown()
        return shown[index.row()].get(role) if 0 <= index.row() < len(shown) else None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 (Qt's name)
        """The names by which delegates ask."""
        return {role: QByteArray(name.encode()) for role, name in ROLE_NAMES.items()}

    def _shown(self) -> tuple[dict[int, object], ...]:
        first = self._page * self._per_page
        return self._rows[first : first + self._per_page]

    def _pages(self) -> int:
        return -(-len(self._rows) // self._per_page) if self._per_page else 0

    def _turn_to(self, page: int) -> None:
        self.beginResetModel()
        self._page = max(0, min(page, self._pages() - 1))
        self.endResetModel()
        self.turned.emit()


def _row(option: Option) -> dict[int, object]:
    return {
        OptionRole.ITEM: option.id,
        OptionRole.LABEL: seen(option.label),
        OptionRole.DETAIL: seen(option.detail),
        OptionRole.ICON: option.icon,
        OptionRole.TINT: option.tint,
        OptionRole.RESTING: seen(option.resting),
        OptionRole.PRIMARY: option.primary,
    }
