"""The buildings as a drawing: a row for each grid, by number. The directory knows no places, so it is not a map."""

from kiosk.backend_client.directory import Building, Directory
from kiosk.visit.blocks import BuildingMap, Plot
from kiosk.visit.text import Text, text
from kiosk.visit.values import Ordinal

MOST_ROWS = 6
MOST_IN_A_ROW = 8


def plan(building: Building, said: Text, directory: Directory) -> tuple[BuildingMap, ...]:
    """The drawing with this building marked; only its own grid where there are many, nothing where that is large."""
    rows = _rows(directory)
    if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_IN_A_ROW:
        rows = [row for row in rows if building in row]
    if max(map(len, rows)) > MOST_IN_A_ROW:
        return ()
    plots = (
        Plot(other.number, column, place, mine=other.id == building.id, near=other.grid == building.grid)
        for place, row in enumerate(rows)
        for column, other in enumerate(row)
    )
    number = Ordinal(building.number, "栋")
    return (
        BuildingMap(
            title=text("您找的 {building}在这里", building=number),
            plots=tuple(plots),
            mine=text("{number}", number=number),
            near=text("{grid}", grid=building.grid),
            aloud=said,
        ),
    )


def _rows(directory: Directory) -> list[list[Building]]:
    """The buildings of each grid by number, the grids in the order of their first building."""
    grids: dict[str, list[Building]] = {}
    for building in sorted(directory.buildings, key=lambda b: (b.number, b.id)):
        grids.setdefault(building.grid, []).append(building)
    return list(grids.values())
