"""Cabinets and estates as boxes on a plane: where each stands, what is written in it, and which one matters."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.visit.pictures import BuildingMap, CabinetPicture

_CELL_TALLNESS = 0.42  # a door of one unit, against its breadth
_PLOT_TALLNESS = 0.5
_TALLEST = 0.62  # of the breadth of the whole: more would not fit under a headline
_AIR = 0.12  # between two buildings, of a plot's breadth


@dataclass(frozen=True, slots=True)
class Plan:
    """Boxes by name. `places`: left, top, breadth and height of each, one after the other, as parts of the whole.

    `kinds`: `mine`, `near` or nothing; `tallness`: the height of the whole in per mille of its breadth.
    """

    kind: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    places: tuple[float, ...]
    tallness: int


def cabinet_plan(picture: CabinetPicture) -> Plan:
    """The doors as one sees them from the front; a column of fewer doors has taller ones."""
    columns = [column for column in picture.columns if column]
    most = max((sum(cell.height for cell in column) for column in columns), default=1)
    cells = [cell for column in columns for cell in column]
    places: list[float] = []
    for x, column in enumerate(columns):
        whole, top = sum(cell.height for cell in column), 0.0
        for cell in column:
            part = cell.height / whole
            places += [x / len(columns), top, 1 / len(columns), part]
            top += part
    tallness = min(_TALLEST, most * _CELL_TALLNESS / max(1, len(columns)))
    return Plan(
        "cabinet",
        tuple(cell.name for cell in cells),
        tuple("mine" if cell.mine else "" for cell in cells),
        tuple(places),
        round(tallness * 1000),
    )


def map_plan(picture: BuildingMap) -> Plan:
    """The buildings from above, north at the top."""
    wide = max((plot.column for plot in picture.plots), default=0) + 1
    tall = max((plot.row for plot in picture.plots), default=0) + 1
    return Plan(
        "map",
        tuple(str(plot.number) for plot in picture.plots),
        tuple("mine" if plot.mine else "near" if plot.near else "" for plot in picture.plots),
        tuple(part for plot in picture.plots for part in _place(plot.column, plot.row, wide, tall)),
        round(min(_TALLEST, tall * _PLOT_TALLNESS / wide) * 1000),
    )


def _place(column: int, row: int, wide: int, tall: int) -> Iterator[float]:
    yield from ((column + _AIR / 2) / wide, (row + _AIR / 2) / tall, (1 - _AIR) / wide, (1 - _AIR) / tall)
