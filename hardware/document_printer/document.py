"""A document of A4 pages: blocks of a few kinds, set one below the other; the printer breaks it into pages."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MOST_BLOCKS = 400
MOST_ROWS = 1000
MOST_COLUMNS = 8
MOST_CHARACTERS = 4000
MOST_LABEL_CHARACTERS = 200
MOST_CODE_BYTES = 512
MOST_PAGES = 30
_REFUSED = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


class Align(StrEnum):
    """Where words stand between the margins, or in their column."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, repr=False)
class Heading:
    """The title of a part; it never stands alone at the foot of a page."""

    text: str

    def __post_init__(self) -> None:
        _check(self.text, MOST_LABEL_CHARACTERS)


@dataclass(frozen=True, slots=True, repr=False)
class Paragraph:
    """Words, wrapped."""

    text: str
    bold: bool = False
    align: Align = Align.LEFT

    def __post_init__(self) -> None:
        _check(self.text, MOST_CHARACTERS)


@dataclass(frozen=True, slots=True, repr=False)
class Field:
    """A label and its value."""

    label: str
    value: str

    def __post_init__(self) -> None:
        _check(self.label, MOST_LABEL_CHARACTERS)
        _check(self.value, MOST_CHARACTERS)


@dataclass(frozen=True, slots=True, repr=False)
class Fields:
    """Labels on the left, their values on the right of them."""

    rows: tuple[Field, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.rows) <= MOST_ROWS:
            raise ValueError(f"fields have 1 to {MOST_ROWS} rows")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its width, as a part of the sum of all."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT

    def __post_init__(self) -> None:
        _check(self.title, MOST_LABEL_CHARACTERS)
        if not 0.1 <= self.share <= 10:
            raise ValueError("a column's share is 0.1 to 10")


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows under column titles, which are repeated on every page that the table reaches."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.columns) <= MOST_COLUMNS:
            raise ValueError(f"a table has 1 to {MOST_COLUMNS} columns")
        if len(self.rows) > MOST_ROWS:
            raise ValueError(f"a table has at most {MOST_ROWS} rows")
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError("every row has a cell for each column")
            for cell in row:
                _check(cell, MOST_LABEL_CHARACTERS)


@dataclass(frozen=True, slots=True, repr=False)
class QrCode:
    """A QR code at the left, and beside it what it is for."""

    data: str
    caption: str = ""
    side_mm: float = 28.0

    def __post_init__(self) -> None:
        _check(self.data, MOST_CODE_BYTES)
        _check(self.caption, MOST_LABEL_CHARACTERS)
        if not 1 <= len(self.data.encode()) <= MOST_CODE_BYTES:
            raise ValueError(f"a QR code holds 1 to {MOST_CODE_BYTES} bytes")
        if not 15 <= self.side_mm <= 80:
            raise ValueError("a QR code is 15 to 80 mm wide")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty space."""

    mm: float = 4.0

    def __post_init__(self) -> None:
        if not 0.5 <= self.mm <= 100:
            raise ValueError("a spacer is 0.5 to 100 mm high")


Block = Heading | Paragraph | Fields | Table | QrCode | Rule | Spacer


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """What is printed; its repr shows no content, for it may be personal.

    `title` (such as 社会保险参保证明) and `hall` stand on the pages and `title` in the file's own data too: neither may
    hold anything personal. `large` sets everything in the bigger type that elderly people read without glasses.
    """

    title: str
    hall: str
    blocks: tuple[Block, ...]
    large: bool = False

    def __post_init__(self) -> None:
        _check(self.title, MOST_LABEL_CHARACTERS)
        _check(self.hall, MOST_LABEL_CHARACTERS)
        if not self.title:
            raise ValueError("a document has a title")
        if not 1 <= len(self.blocks) <= MOST_BLOCKS:
            raise ValueError(f"a document has 1 to {MOST_BLOCKS} blocks")

    def __repr__(self) -> str:
        return f"<Document of {len(self.blocks)} blocks>"


def _check(text: str, most: int) -> None:
    """Refuse what is not a mark on paper: it could hide, or turn the text around."""
    if len(text) > most:
        raise ValueError(f"longer than {most} characters")
    if any(unicodedata.category(character) in _REFUSED for character in text):
        raise ValueError("control characters are not printed")
