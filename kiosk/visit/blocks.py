"""What a `Tell` page may hold. Each block has a spoken equivalent that says the point first.

Modalities draw or say them; they add no facts of their own.
"""

from dataclasses import dataclass

from kiosk.visit.marks import Mark
from kiosk.visit.pictures import BuildingMap, CabinetPicture, Cell, Meter, Plot
from kiosk.visit.text import NOTHING, Text, breath, ended, in_a_breath

__all__ = [
    "Bar",
    "Bars",
    "Block",
    "BuildingMap",
    "CabinetPicture",
    "Cell",
    "Fact",
    "Facts",
    "Figure",
    "Mark",
    "Meter",
    "Paragraph",
    "Picture",
    "Plot",
    "QrPicture",
    "Row",
    "Table",
]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that people come for: a large value over its name."""

    label: Text
    value: Text
    mark: Mark = Mark.PLAIN

    @property
    def aloud(self) -> str:
        """`养老保险已缴，十八年零四个月。`."""
        return breath(self.label, self.value)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row: name, value, and perhaps a second thing to know about it."""

    label: Text
    value: Text
    note: Text = NOTHING
    mark: Mark = Mark.PLAIN

    @property
    def aloud(self) -> str:
        """Name, value and note in one breath."""
        return breath(self.label, self.value, self.note)


@dataclass(frozen=True, slots=True)
class Facts:
    """A card of rows. Rows are heard one by one."""

    rows: tuple[Fact, ...]
    title: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; `amount` is in any whole unit. `label` is written under it when it is not empty."""

    amount: int
    label: Text = NOTHING
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture of amounts over time. `aloud` says what a person would see in it."""

    title: Text
    bars: tuple[Bar, ...]
    aloud: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its cells in the order of the columns."""

    cells: tuple[Text, ...]
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. Heard row by row, each cell after the name of its column."""

    title: Text
    columns: tuple[Text, ...]
    rows: tuple[Row, ...]
    aloud: Text = NOTHING

    def row_aloud(self, row: Row) -> str:
        """`二零二六年七月，未缴。` with the name of a column before each cell but the first."""
        first, *rest = row.cells
        named = (
            f"{column.spoken()} {cell.spoken()}" for column, cell in zip(self.columns[1:], rest, strict=True) if cell
        )
        tongue = self.columns[0].tongue
        return ended(in_a_breath((first.spoken(), *named), tongue), tongue)


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A QR code to scan with one's own phone. `data` is what it holds; `aloud` is said instead of the caption."""

    data: str
    caption: Text
    aloud: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences of text."""

    body: Text
    mark: Mark = Mark.PLAIN


Picture = Meter | CabinetPicture | BuildingMap
Block = Figure | Facts | Bars | Table | QrPicture | Paragraph | Picture
