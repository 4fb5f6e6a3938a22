"""Drawings that a page may hold: a meter, the parcel cabinet, the plan of the estate.

Each carries what is said in its place, the point first; the drawing adds nothing that the words leave out.
"""

from dataclasses import dataclass

from kiosk.visit.marks import Mark
from kiosk.visit.text import NOTHING, Text, breath, text
from kiosk.visit.values import Ordinal

WHOLE = 1000


@dataclass(frozen=True, slots=True)
class Meter:
    """How much there is of a whole: a bar, filled to `permille`. `value` is the point and is said first.

    `goal` is written where it should reach, at `goal_permille`; empty: it has no such mark.
    """

    label: Text
    value: Text
    permille: int
    goal: Text = NOTHING
    goal_permille: int = WHOLE
    mark: Mark = Mark.PLAIN

    @property
    def aloud(self) -> str:
        """`已经满了，领养老金要缴满十五年。`."""
        return breath(self.value, self.label)


@dataclass(frozen=True, slots=True)
class Cell:
    """One door of a cabinet; `height` is in units of the lowest. `mine`: it is the one that matters."""

    name: str
    height: int = 1
    mine: bool = False


Columns = tuple[tuple[Cell, ...], ...]
"""The columns of a cabinet from left to right, each from top to bottom, as one sees them from the front."""


@dataclass(frozen=True, slots=True)
class CabinetPicture:
    """A cabinet from the front, with the cell that matters. `aloud` says where it is (`cell_place`)."""

    title: Text
    columns: Columns
    aloud: Text


def cabinet_picture(title: Text, columns: Columns) -> CabinetPicture:
    """The picture of a cabinet with what is said of it: `七号格口，左边第二列，从上往下第三格。`."""
    place = cell_place(columns)
    return CabinetPicture(title, columns, text("{title}，{place}。", title=title, place=place) if place else title)


def cell_place(columns: Columns) -> Text:
    """Where the marked cell is, in words; nothing if none is marked."""
    marked = [(x, y) for x, column in enumerate(columns) for y, cell in enumerate(column) if cell.mine]
    if not marked:
        return NOTHING
    column, row = marked[0]
    downwards = _downwards(row, len(columns[column]))
    if len(columns) == 1:
        return downwards
    return text("{column}，{row}", column=_sideways(column, len(columns)), row=downwards)


def _sideways(column: int, count: int) -> Text:
    """Counted from the nearer side: nobody likes to count far."""
    if column == 0:
        return text("最左边一列")
    if column == count - 1:
        return text("最右边一列")
    if column < count / 2:
        return text("左边第 {n} 列", n=Ordinal(column + 1))
    return text("右边第 {n} 列", n=Ordinal(count - column))


def _downwards(row: int, count: int) -> Text:
    if row == 0:
        return text("最上面一格")
    if row == count - 1:
        return text("最下面一格")
    if row < count * 0.7:
        return text("从上往下第 {n} 格", n=Ordinal(row + 1))
    return text("从下往上第 {n} 格", n=Ordinal(count - row))


@dataclass(frozen=True, slots=True)
class Plot:
    """A building on a plan: its place in columns (west to east) and rows (north to south), both from 0.

    `mine`: the one that matters; `near`: it belongs with that one.
    """

    number: int
    column: int
    row: int
    mine: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class BuildingMap:
    """The plan of an estate. `mine` and `near` are the words for the two marks; `aloud` says the point."""

    title: Text
    plots: tuple[Plot, ...]
    mine: Text
    near: Text
    aloud: Text
