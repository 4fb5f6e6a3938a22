"""The strips of a page as a list for QML: only those that are turned up, in slots that are filled anew on each page.

At first the slots hold a sample of every strip whose height is not known (of the rows of a table one is enough).
QML measures them, says how much room there is, and from then on the slots hold one page. A slot keeps its item
when the page is turned, so that 500 rows turn over as fast as 24.
"""

from collections.abc import Callable
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

from kiosk.modalities.touch.bars import BarList
from kiosk.modalities.touch.paging import Room, paginate, sample_of
from kiosk.modalities.touch.strips import Strip, strips_of
from kiosk.visit.blocks import Block
from kiosk.visit.modes import Size

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class StripRole(IntEnum):
    """What a delegate may ask of a strip."""

    KIND = Qt.ItemDataRole.UserRole + 1
    ITEM = Qt.ItemDataRole.UserRole + 2
    LABEL = Qt.ItemDataRole.UserRole + 3
    VALUE = Qt.ItemDataRole.UserRole + 4
    NOTE = Qt.ItemDataRole.UserRole + 5
    MARK = Qt.ItemDataRole.UserRole + 6
    CELLS = Qt.ItemDataRole.UserRole + 7
    SHARES = Qt.ItemDataRole.UserRole + 8
    SIDE = Qt.ItemDataRole.UserRole + 9
    BARS = Qt.ItemDataRole.UserRole + 10
    OPENS = Qt.ItemDataRole.UserRole + 11
    CLOSES = Qt.ItemDataRole.UserRole + 12
    GAP = Qt.ItemDataRole.UserRole + 13
    KINDS = Qt.ItemDataRole.UserRole + 14


ROLE_NAMES = {
    StripRole.KIND: "kind",
    StripRole.ITEM: "itemId",
    StripRole.LABEL: "label",
    StripRole.VALUE: "value",
    StripRole.NOTE: "note",
    StripRole.MARK: "mark",
    StripRole.CELLS: "cells",
    StripRole.SHARES: "shares",
    StripRole.SIDE: "side",
    StripRole.BARS: "bars",
    StripRole.OPENS: "opens",
    StripRole.CLOSES: "closes",
    StripRole.GAP: "gap",
    StripRole.KINDS: "kinds",
}


@QmlElement
@QmlUncreatable("made by a page's content")
class StripList(QAbstractListModel):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """The strips that are turned up. GUI thread."""

    turned = Signal()

    def __init__(self, blocks: tuple[Block, ...], size: Size, parent: QObject) -> None:
        super().__init__(parent)
        self._strips = strips_of(blocks, size)
        self._samples = tuple(sample_of(n, self._strips) for n in range(len(self._strips)))
        self._bars = {n: BarList(s.bars, self) for n, s in enumerate(self._strips) if s.bars is not None}
        self._slots = tuple(dict.fromkeys(self._samples))
        self._heights: dict[int, float] = {}
        self._pages: tuple[tuple[int, ...], ...] = ()
        self._page = 0
        self._wanted = ""

    @Property(int, constant=True)
    def count(self) -> int:
        """How many strips there are."""
        return len(self._strips)

    @Property(bool, notify=turned)
    def laidOut(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False while the slots hold samples, which nobody should see."""
        return bool(self._pages)

    @Property(int, notify=turned)
    def pageCount(self) -> int:  # noqa: N802 (QML spells properties so)
        """How many pages they take; 0 until they are measured."""
        return len(self._pages)

    @Property(bool, notify=turned)
    def canTurnBack(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False on the first page."""
        return self._page > 0

    @Property(bool, notify=turned)
    def canTurnOn(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False on the last page."""
        return self._page + 1 < len(self._pages)

    @Property(str, notify=turned)
    def pageCaption(self) -> str:  # noqa: N802 (QML spells properties so)
        """Where one is."""
        return f"{self._page + 1} / {len(self._pages)}"

    @Slot(int, float)
    def measured(self, slot: int, height: float) -> None:
        """QML says how tall the strip in a slot is, without the gap above it. Known heights stay."""
        if not self._pages and slot < len(self._slots):
            self._heights[self._slots[slot]] = height

    @Slot(float, float, float)
    def offer(self, height: float, gap: float, buttons: float) -> None:
        """QML says how much room there is, after it has measured; again when the room changes."""
        if height <= 0 or any(sample not in self._heights for sample in self._samples):
            return
        heights = tuple(self._heights[sample] for sample in self._samples)
        pages = paginate(self._strips, heights, Room(height, gap, buttons))
        if pages != self._pages:
            self._pages = pages
            self._turn_to(self._page)
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
        """Turn to the page of an item, if it is not on this one: the keypad stands on it."""
        self._wanted = item_id
        if not item_id:
            return
        holding = [number for number, page in enumerate(self._pages) if self._has(page, item_id)]
        if holding and self._page not in holding:
            self._turn_to(holding[0])

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 (Qt's name)
        """How many slots there are."""
        return 0 if parent.isValid() else len(self._slots)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One role of the strip in a slot."""
        slot = index.row()
        if not 0 <= slot < len(self._slots):
            return None
        n = self._slots[slot]
        match role:
            case StripRole.BARS:
                return self._bars.get(n)
            case StripRole.OPENS:
                return not self._joined(slot, slot - 1)
            case StripRole.CLOSES:
                return not self._joined(slot, slot + 1)
            case StripRole.GAP:
                return slot > 0 and not self._joined(slot, slot - 1)
            case _:
                return _OWN[role](self._strips[n]) if role in _OWN else None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 (Qt's name)
        """The names by which delegates ask."""
        return {role: QByteArray(name.encode()) for role, name in ROLE_NAMES.items()}

    def _has(self, page: tuple[int, ...], item_id: str) -> bool:
        return any(self._strips[n].item_id == item_id for n in page)

    def _joined(self, slot: int, other: int) -> bool:
        """Whether two slots hold strips of one block."""
        inside = 0 <= other < len(self._slots)
        return inside and self._strips[self._slots[slot]].block == self._strips[self._slots[other]].block

    def _turn_to(self, page: int) -> None:
        self._page = max(0, min(page, len(self._pages) - 1))
        self._fill(self._pages[self._page])
        self.turned.emit()

    def _fill(self, strips: tuple[int, ...]) -> None:
        """Put other strips into the slots; up to the first of another kind they keep their items."""
        kinds = [self._strips[a].kind == self._strips[b].kind for a, b in zip(strips, self._slots, strict=False)]
        kept = next((slot for slot, same in enumerate(kinds) if not same), len(kinds))
        if kept < len(self._slots):
            self.beginRemoveRows(ROOT, kept, len(self._slots) - 1)
            self._slots = self._slots[:kept]
            self.endRemoveRows()
        self._slots = strips[:kept]
        if kept:
            self.dataChanged.emit(self.index(0), self.index(kept - 1))
        if kept < len(strips):
            self.beginInsertRows(ROOT, kept, len(strips) - 1)
            self._slots = strips
            self.endInsertRows()


_OWN: dict[int, Callable[[Strip], object]] = {
    StripRole.KIND: lambda strip: strip.kind,
    StripRole.ITEM: lambda strip: strip.item_id,
    StripRole.LABEL: lambda strip: strip.label,
    StripRole.VALUE: lambda strip: strip.value,
    StripRole.NOTE: lambda strip: strip.note,
    StripRole.MARK: lambda strip: strip.mark.value,
    StripRole.CELLS: lambda strip: list(strip.cells),
    StripRole.SHARES: lambda strip: list(strip.shares),
    StripRole.SIDE: lambda strip: strip.side,
    StripRole.KINDS: lambda strip: list(strip.kinds),
}
