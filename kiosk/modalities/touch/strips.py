"""Blocks as strips: whatever stands under one another on a page, and is turned over as one.

A table of 24 rows does not fit on a screen, and dragging is not for everybody. So blocks are cut into strips
that are never cut themselves (a figure, a row, a chart), QML measures them, and `paginate` puts as many on a
page as there is room for. The heading of a table is seen on each of its pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import east_asian_width

from kiosk.modalities.touch.joined import JOINER, seen
from kiosk.modalities.touch.qr import qr_image
from kiosk.visit.blocks import Bars, Block, Facts, Figure, Mark, Paragraph, QrPicture, Table
from kiosk.visit.text import Text

_MARGIN = 2
_MARK = 3


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
        yield Strip("figure", number, name, seen(block.label), seen(block.value), mark=block.mark)
    elif isinstance(block, Paragraph):
        yield Strip("paragraph", number, name, seen(block.body), mark=block.mark)
    elif isinstance(block, QrPicture):
        picture = qr_image(block.data)
        yield Strip("qr", number, name, seen(block.caption), picture.address, side=picture.side)
    elif isinstance(block, Bars):
        yield Strip("bars", number, name, seen(block.title), bars=block)
    elif isinstance(block, Facts):
        yield from _facts(number, name, block)
    else:
        yield from _table(number, name, block)


def _facts(number: int, name: str, block: Facts) -> Iterator[Strip]:
    if block.title:
        yield Strip("title", number, "", seen(block.title), heading=True)
    for n, row in enumerate(block.rows):
        label, value, note = seen(row.label), seen(row.value), seen(row.note)
        yield Strip("fact", number, f"{name}/{n}", label, value, note, row.mark)


def _table(number: int, name: str, block: Table) -> Iterator[Strip]:
    rows = [_shown(row.cells) for row in block.rows]
    columns = _shown(block.columns)
    marked = any(row.mark is not Mark.PLAIN for row in block.rows)
    shares = _shares([columns, *rows], _MARK if marked else 0)
    yield Strip("head", number, name, seen(block.title), cells=columns, shares=shares, heading=True)
    for n, row in enumerate(block.rows):
        yield Strip("row", number, f"{name}/{n}", mark=row.mark, cells=rows[n], shares=shares)


def _shares(rows: list[tuple[str, ...]], mark: int) -> tuple[float, ...]:
    """The part of the breadth that each column needs: a Hanzi is twice as wide as a digit; the last has the marks."""
    widths = [max(map(_width, column)) + _MARGIN for column in zip(*rows, strict=True)]
    widths[-1] += mark
    return tuple(width / sum(widths) for width in widths)


def _width(cell: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in cell.replace(JOINER, ""))


def _shown(texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(seen(text) for text in texts)


def sample_of(n: int, strips: tuple[Strip, ...]) -> int:
    """The strip that is measured for strip `n`: of the rows of a table, which are of one height, the first."""
    if strips[n].kind != "row":
        return n
    return next(m for m in range(n + 1) if strips[m].kind == "row" and strips[m].block == strips[n].block)


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
