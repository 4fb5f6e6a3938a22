"""A slip: lines of a few kinds, printed from top to bottom and cut off at the end."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MOST_LINES = 300
MOST_CHARACTERS = 400
MOST_CODE_BYTES = 512
_REFUSED = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class Align(StrEnum):
    """Where a line stands on the paper."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, repr=False)
class TextLine:
    """Words in one size (1 to 4 times the printer's own); a long text is wrapped."""

    text: str
    size: int = 1
    bold: bool = False
    align: Align = Align.LEFT

    def __post_init__(self) -> None:
        _check_text(self.text)
        if not 1 <= self.size <= 4:
            raise ValueError("text size must be 1 to 4")


@dataclass(frozen=True, slots=True, repr=False)
class Field:
    """A label at the left edge and its value at the right one, or below it when both do not fit."""

    label: str
    value: str
    size: int = 1
    bold: bool = False

    def __post_init__(self) -> None:
        _check_text(self.label)
        _check_text(self.value)
        if not 1 <= self.size <= 4:
            raise ValueError("text size must be 1 to 4")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True, repr=False)
class QrCode:
    """A QR code in the middle of the paper; `module_mm` is the side of its smallest square."""

    data: str
    module_mm: float = 0.75

    def __post_init__(self) -> None:
        _check_text(self.data)
        if not 1 <= len(self.data.encode()) <= MOST_CODE_BYTES:
            raise ValueError("a QR code holds 1 to 512 bytes")
        if not 0.25 <= self.module_mm <= 2:
            raise ValueError("the module of a QR code is 0.25 to 2 mm")


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.lines <= 10:
            raise ValueError("feed must be 1 to 10 lines")


SlipLine = TextLine | Field | Rule | QrCode | Feed


@dataclass(frozen=True, slots=True, repr=False)
class Slip:
    """What is printed; its repr shows no content, for it may be personal."""

    lines: tuple[SlipLine, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.lines) <= MOST_LINES:
            raise ValueError("a slip has 1 to 300 lines")

    def __repr__(self) -> str:
        return f"<Slip of {len(self.lines)} lines>"


def _check_text(text: str) -> None:
    """Refuse what a printer could take for a command, and what would turn the text around."""
    if len(text) > MOST_CHARACTERS:
        raise ValueError("too long for one line of a slip")
    if any(unicodedata.category(character) in _REFUSED for character in text):
        raise ValueError("control characters are not printed")
