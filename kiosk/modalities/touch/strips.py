"""Blocks as strips: whatever stands under one another on a page, and is turned over as one.

A table of 24 rows does not fit on a screen, and dragging is not for everybody. So blocks are cut into strips
that are never cut themselves (a figure, a row, a chart), QML measures them, and `paginate` puts as many on a
page as there is room for. The heading of a table is seen on each of its pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kiosk.modalities.touch.joined import breadth, chunks, seen
from kiosk.modalities.touch.plans import cabinet_plan, map_plan
from kiosk.modalities.touch.qr import qr_image
from kiosk.visit.blocks import (
    Bars,
    Block,
    BuildingMap,
    CabinetPicture,
    Facts,
    Figure,
    Mark,
    Meter,
    Paragraph,
    QrPicture,
    Table,
)
from kiosk.visit.modes import Size
from kiosk.visit.pictures import WHOLE
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
    kinds: tuple[str, ...] = ()
    bars: Bars | None = field(default=None, repr=False)
    heading: bool = False
    side: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """What fits in a size of type, in half Hanzi: a row of a table, a figure, running words in one strip."""

    row: int
    figure: int
    words: int
    together: bool = True  # a note stands in the strip of its fact, and a drawing in that of its words


FITS: Mapping[Size, Fit] = {
    Size.STANDARD: Fit(row=45, figure=34, words=160),
    Size.ELDER: Fit(row=32, figure=24, words=64),
    Size.DOUBLE: Fit(row=22, figure=16, words=40, together=False),
}


def strips_of(blocks: tuple[Block, ...], size: Size = Size.STANDARD) -> tuple[Strip, ...]:
    """Cut blocks into strips for a size of type; item ids are those of `kiosk.visit.items`."""
    return tuple(strip for number, block in enumerate(blocks) for strip in _cut(number, block, FITS[size]))


def _cut(number: int, block: Block, fit: Fit) -> Iterator[Strip]:
    name = f"block-{number}"
    match block:
        case Figure():
            yield from _figure(number, name, block, fit)
        case Paragraph():
            yield from _running(number, name, seen(block.body), fit, block.mark)
        case QrPicture():
            picture = qr_image(block.data)
            yield Strip("qr", number, name, seen(block.caption), picture.address, side=picture.side)
        case Bars():
            if fit.together:
                yield Strip("bars", number, name, seen(block.title), bars=block)
            else:
                yield from _running(number, name, seen(block.title), fit)
                yield Strip("bars", number, bars=block)
        case Meter():
            yield from _meter(number, name, block, fit)
        case CabinetPicture() | BuildingMap():
            yield from _plan(number, name, block, fit)
        case Facts():
            yield from _facts(number, name, block, fit)
        case Table():
            yield from _table(number, name, block, fit)


def _figure(number: int, name: str, block: Figure, fit: Fit) -> Iterator[Strip]:
    label, value = seen(block.label), seen(block.value)
    if breadth(value) > fit.figure or breadth(label) > fit.words:
        yield from _fact(number, name, (label, value, ""), block.mark, fit)
    else:
        yield Strip("figure", number, name, label, value, mark=block.mark)


def _running(number: int, name: str, words: str, fit: Fit, mark: Mark = Mark.PLAIN) -> Iterator[Strip]:
    """Running words of any length: a long paragraph is turned over like everything else."""
    first, *more = chunks(words, fit.words) or [""]
    yield Strip("paragraph", number, name, first, mark=mark)
    for following in more:
        yield Strip("more", number, label=following)


def _facts(number: int, name: str, block: Facts, fit: Fit) -> Iterator[Strip]:
    if block.title:
        yield Strip("title", number, "", seen(block.title), heading=True)
    for n, row in enumerate(block.rows):
        words = (seen(row.label), seen(row.value), seen(row.note))
        yield from _fact(number, f"{name}/{n}", words, row.mark, fit)


def _fact(number: int, name: str, words: tuple[str, str, str], mark: Mark, fit: Fit) -> Iterator[Strip]:
    """Name, value and note in one strip; where one of them is too long, what does not fit follows as running words."""
    label, value, note = words
    in_a_strip = fit.together or (not note and breadth(label) + breadth(value) <= fit.words)
    if all(breadth(part) <= fit.words for part in words) and in_a_strip:
        yield Strip("fact", number, name, label, value, note, mark)
        return
    first, *rest = chunks(label, fit.words) or [""]
    if not rest and breadth(first) + breadth(value) <= fit.words:
        yield Strip("fact", number, name, first, value, mark=mark)
    else:
        yield Strip("fact", number, name, first, mark=mark)
        rest += chunks(value, fit.words)
    for following in (*rest, *chunks(note, fit.words)):
        yield Strip("more", number, label=following)


def _meter(number: int, name: str, block: Meter, fit: Fit) -> Iterator[Strip]:
    shares = tuple(max(0, min(WHOLE, part)) / WHOLE for part in (block.permille, block.goal_permille))
    label, value, goal = seen(block.label), seen(block.value), seen(block.goal)
    if fit.together and max(map(breadth, (label, value, goal))) <= fit.words:
        yield Strip("meter", number, name, label, value, goal, block.mark, shares=shares)
        return
    yield from _fact(number, name, (label, value, ""), block.mark, fit)
    if breadth(goal) > fit.figure:
        yield from (Strip("more", number, label=part) for part in chunks(goal, fit.words))
        goal = ""
    yield Strip("meter", number, note=goal, shares=shares)  # its mark stands with the words before it


def _table(number: int, name: str, block: Table, fit: Fit) -> Iterator[Strip]:
    rows = [_shown(row.cells) for row in block.rows]
    columns = _shown(block.columns)
    marked = any(row.mark is not Mark.PLAIN for row in block.rows)
    widths = _widths([columns, *rows], _MARK if marked else 0)
    if sum(widths) > fit.row:
        yield from _records(number, name, block, fit)
        return
    shares = tuple(width / sum(widths) for width in widths)
    yield Strip("head", number, name, seen(block.title), cells=columns, shares=shares, heading=True)
    for n, row in enumerate(block.rows):
        yield Strip("row", number, f"{name}/{n}", mark=row.mark, cells=rows[n], shares=shares)


def _records(number: int, name: str, block: Table, fit: Fit) -> Iterator[Strip]:
    """A table too broad for its columns: each row is a fact, what it is and how it stands first."""
    title = seen(block.title or block.aloud or block.columns[0])
    yield Strip("title", number, name, title)
    for n, row in enumerate(block.rows):
        first, *between = _shown(row.cells)
        last = between.pop() if between else ""
        named = zip(_shown(block.columns)[1:], between, strict=False)
        note = " ".join(f"{column} {cell}" for column, cell in named if cell)
        yield from _fact(number, f"{name}/{n}", (first, last, note), row.mark, fit)


def _widths(rows: list[tuple[str, ...]], mark: int) -> tuple[int, ...]:
    """The breadth that each column needs; the last has the marks."""
    widths = [max(map(breadth, column)) + _MARGIN for column in zip(*rows, strict=True)]
    widths[-1] += mark
    return tuple(widths)


def _plan(number: int, name: str, block: CabinetPicture | BuildingMap, fit: Fit) -> Iterator[Strip]:
    plan = cabinet_plan(block) if isinstance(block, CabinetPicture) else map_plan(block)
    words, mine, near = (seen(block.aloud), "", "") if isinstance(block, CabinetPicture) else _legend(block)
    drawn = Strip(plan.kind, number, cells=plan.names, shares=plan.places, kinds=plan.kinds, side=plan.tallness)
    if fit.together and breadth(words) <= fit.words and max(breadth(mine), breadth(near)) <= fit.row:
        yield replace(drawn, item_id=name, label=words, value=mine, note=near)
        return
    yield from _running(number, name, words, fit)
    yield drawn
    if mine or near:
        yield Strip("legend", number, value=chunks(mine, fit.row)[0], note=(chunks(near, fit.row) or [""])[0])


def _legend(block: BuildingMap) -> tuple[str, str, str]:
    return seen(block.title), seen(block.mine), seen(block.near)


def _shown(texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(seen(text) for text in texts)
