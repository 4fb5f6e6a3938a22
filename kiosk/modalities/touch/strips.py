"""Blocks as strips: whatever stands under one another on a page, and is turned over as one.

A table of 24 rows does not fit on a screen, and dragging is not for everybody. So blocks are cut into strips
that are never cut themselves (a figure, a row, a chart), QML measures them, and `StripList` puts as many on a
page as there is room for. The heading of a table is seen on each of its pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from unicodedata import east_asian_width

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
from kiosk.modalities.touch.qr import qr_image
from kiosk.visit.blocks import Bars, Block, Facts, Figure, Mark, Paragraph, QrPicture, Table
from kiosk.visit.text import Text

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_MARGIN = 2


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip. `heading`: it stands above its block, on each page. The repr hides what may be personal."""

    kind: str
    block: int
    item_id: str = ""
    label: str = field(default="", repr=False)
    value: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    mark: Mark = Mark.PLAIN
    cells: tuple[str, ...] = field(default=(), repr=False)
    shares: tuple[float, ...] = ()
    bars: Bars | None = field(default=None, repr=False)
    heading: bool = False
    side: int = 0


def strips_of(blocks: tuple[Block, ...]) -> tuple[Strip, ...]:
    """Cut blocks into strips; item ids are those of `kiosk.visit.items`."""
    return tuple(strip for number, block in enumerate(blocks) for strip in _cut(number, block))


def _cut(number: int, block: Block) -> Iterator[Strip]:
    name = f"block-{number}"
    if isinstance(block, Figure):
        yield Strip("figure", number, name, block.label.shown(), block.value.shown(), mark=block.mark)
    elif isinstance(block, Paragraph):
        yield Strip("paragraph", number, name, block.body.shown(), mark=block.mark)
    elif isinstance(block, QrPicture):
        picture = qr_image(block.data)
        yield Strip("qr", number, name, block.caption.shown(), picture.address, side=picture.side)
    elif isinstance(block, Bars):
        yield Strip("bars", number, name, block.title.shown(), bars=block)
    elif isinstance(block, Facts):
        yield from _facts(number, name, block)
    else:
        yield from _table(number, name, block)


def _facts(number: int, name: str, block: Facts) -> Iterator[Strip]:
    if block.title:
        yield Strip("title", number, "", block.title.shown(), heading=True)
    for n, row in enumerate(block.rows):
        label, value, note = row.label.shown(), row.value.shown(), row.note.shown()
        yield Strip("fact", number, f"{name}/{n}", label, value, note, row.mark)


def _table(number: int, name: str, block: Table) -> Iterator[Strip]:
    rows = [_shown(row.cells) for row in block.rows]
    columns = _shown(block.columns)
    shares = _shares([columns, *rows])
    yield Strip("head", number, name, block.title.shown(), cells=columns, shares=shares, heading=True)
    for n, row in enumerate(block.rows):
        yield Strip("row", number, f"{name}/{n}", mark=row.mark, cells=rows[n], shares=shares)


def _shares(rows: list[tuple[str, ...]]) -> tuple[float, ...]:
    """The part of the breadth that each column needs: a Hanzi is twice as wide as a digit."""
    widths = [max(map(_width, column)) + _MARGIN for column in zip(*rows, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def _width(cell: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in cell)


def _shown(texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(text.shown() for text in texts)


@dataclass(frozen=True, slots=True)
class Room:
    """The place for strips, in pixels: its height, the gap between blocks, and what the page buttons take."""

    height: float
    gap: float
    buttons: float


def paginate(strips: tuple[Strip, ...], heights: tuple[float, ...], room: Room) -> tuple[tuple[int, ...], ...]:
    """Say which strips stand on which page. Nothing is lost; a strip taller than the room has a page of its own."""
    everything = tuple(range(len(strips)))
    if _stack(everything, strips, heights, room.gap) <= room.height:
        return (everything,)
    pages: list[tuple[int, ...]] = []
    page: tuple[int, ...] = ()
    for n in everything:
        stands_alone = page in ((), _heading_above(n, strips))
        taken = _stack((*page, *_inseparable(n, strips)), strips, heights, room.gap)
        if taken > room.height - room.buttons and not stands_alone:
            pages.append(page)
            page = _heading_above(n, strips)
        page = (*page, n)
    return (*pages, page)


def _inseparable(n: int, strips: tuple[Strip, ...]) -> tuple[int, ...]:
    """A heading never stands last on a page: its first row goes with it."""
    follows = n + 1 < len(strips) and strips[n].heading and strips[n + 1].block == strips[n].block
    return (n, n + 1) if follows else (n,)


def _heading_above(n: int, strips: tuple[Strip, ...]) -> tuple[int, ...]:
    return tuple(h for h in range(n) if strips[h].heading and strips[h].block == strips[n].block)


def _stack(page: tuple[int, ...], strips: tuple[Strip, ...], heights: tuple[float, ...], gap: float) -> float:
    gaps = sum(1 for a, b in pairwise(page) if strips[a].block != strips[b].block)
    return sum(heights[n] for n in page) + gaps * gap


class StripRole(IntEnum):
    """What a delegate may ask of a strip."""

    KIND = Qt.ItemDataRole.UserRole + 1
    ITEM = Qt.ItemDataRole.UserRole + 2
    LABEL = Qt.ItemDataRole.UserRole + 3
    VALUE = Qt.ItemDataRole.UserRole + 4
    NOTE = Qt.ItemDataRole.UserRole + 5
    MARK = Qt.ItemDataRole.UserRole + 6
    CELLS = Qt.ItemDataRole.UserRole + 7
    BARS = Qt.ItemDataRole.UserRole + 8
    SHOWN = Qt.ItemDataRole.UserRole + 9
    OPENS = Qt.ItemDataRole.UserRole + 10
    CLOSES = Qt.ItemDataRole.UserRole + 11
    GAP = Qt.ItemDataRole.UserRole + 12
    SHARES = Qt.ItemDataRole.UserRole + 13
    SIDE = Qt.ItemDataRole.UserRole + 14


ROLE_NAMES = {
    StripRole.KIND: "kind",
    StripRole.ITEM: "itemId",
    StripRole.LABEL: "label",
    StripRole.VALUE: "value",
    StripRole.NOTE: "note",
    StripRole.MARK: "mark",
    StripRole.CELLS: "cells",
    StripRole.BARS: "bars",
    StripRole.SHOWN: "shown",
    StripRole.OPENS: "opens",
    StripRole.CLOSES: "closes",
    StripRole.GAP: "gap",
    StripRole.SHARES: "shares",
    StripRole.SIDE: "side",
}


@QmlElement
@QmlUncreatable("made by a page's content")
class StripList(QAbstractListModel):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """The strips of one page and which of them are turned up. GUI thread."""

    turned = Signal()

    def __init__(self, blocks: tuple[Block, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._strips = strips_of(blocks)
        self._bars = {n: BarList(s.bars, self) for n, s in enumerate(self._strips) if s.bars is not None}
        self._heights: dict[int, float] = {}
        self._room: Room | None = None
        self._pages: tuple[tuple[int, ...], ...] = ()
        self._page = 0
        self._wanted = ""

    @Property(int, constant=True)
    def count(self) -> int:
        """How many strips there are."""
        return len(self._strips)

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
    def measured(self, row: int, height: float) -> None:
        """QML says how tall a strip is, without the gap above it."""
        if self._heights.get(row) != height:
            self._heights[row] = height
            self._lay_out()

    @Slot(float, float, float)
    def offer(self, height: float, gap: float, buttons: float) -> None:
        """QML says how much room there is."""
        room = Room(height, gap, buttons)
        if height > 0 and room != self._room:
            self._room = room
            self._lay_out()

    @Slot()
    def turnBack(self) -> None:  # noqa: N802 (QML spells methods so)
        """To the page before."""
        self._turn_to(self._page - 1)

    @Slot()
    def turnOn(self) -> None:  # noqa: N802 (QML spells methods so)
        """To the next page."""
        self._turn_to(self._page + 1)

    def reveal(self, item_id: str) -> None:
        """Turn to the page of an item: the keypad stands on it."""
        self._wanted = item_id
        for number, page in enumerate(self._pages):
            if any(self._strips[n].item_id == item_id for n in page):
                self._turn_to(number)
                return

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 (Qt's name)
        """How many strips there are."""
        return 0 if parent.isValid() else len(self._strips)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One role of one strip."""
        n = index.row()
        if not 0 <= n < len(self._strips):
            return None
        strip, page = self._strips[n], self._pages[self._page] if self._pages else ()
        values: dict[int, object] = {
            StripRole.KIND: strip.kind,
            StripRole.ITEM: strip.item_id,
            StripRole.LABEL: strip.label,
            StripRole.VALUE: strip.value,
            StripRole.NOTE: strip.note,
            StripRole.MARK: strip.mark.value,
            StripRole.CELLS: list(strip.cells),
            StripRole.SIDE: strip.side,
            StripRole.SHARES: list(strip.shares),
            StripRole.BARS: self._bars.get(n),
            StripRole.SHOWN: n in page,
            StripRole.OPENS: self._neighbour(n, page, -1) is None,
            StripRole.CLOSES: self._neighbour(n, page, +1) is None,
            StripRole.GAP: bool(page) and n != page[0] and self._neighbour(n, page, -1) is None,
        }
        return values.get(role)

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 (Qt's name)
        """The names by which delegates ask."""
        return {role: QByteArray(name.encode()) for role, name in ROLE_NAMES.items()}

    def _neighbour(self, n: int, page: tuple[int, ...], step: int) -> int | None:
        """The strip of the same block next to strip `n` on the page."""
        if n not in page:
            return None
        at = page.index(n) + step
        if not 0 <= at < len(page) or self._strips[page[at]].block != self._strips[n].block:
            return None
        return page[at]

    def _lay_out(self) -> None:
        if self._room is None or len(self._heights) < len(self._strips):
            return
        heights = tuple(self._heights[n] for n in range(len(self._strips)))
        pages = paginate(self._strips, heights, self._room)
        if pages != self._pages:
            self._pages = pages
            self._turn_to(min(self._page, len(pages) - 1))
            self.reveal(self._wanted)

    def _turn_to(self, page: int) -> None:
        self._page = max(0, min(page, len(self._pages) - 1))
        if self._strips:
            roles = [StripRole.SHOWN, StripRole.OPENS, StripRole.CLOSES, StripRole.GAP]
            self.dataChanged.emit(self.index(0), self.index(len(self._strips) - 1), roles)
        self.turned.emit()
