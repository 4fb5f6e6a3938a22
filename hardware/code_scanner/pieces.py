"""What a scanner's wire is cut into: texts, and what was no text."""

import unicodedata
from dataclasses import dataclass

from hardware.code_scanner.contract import ScannerReason

LONGEST = 4096  # bytes of one code; the largest QR code holds 2,953
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True, repr=False)
class Text:
    """A code as it was read; `began` is when its first sign came, in seconds of a stopwatch."""

    began: float
    text: str

    def __repr__(self) -> str:
        return f"<Text, {len(self.text)} characters withheld>"


@dataclass(frozen=True, slots=True)
class Spoilt:
    """Something came that is no code."""

    began: float
    reason: ScannerReason


Piece = Text | Spoilt


def decoded(began: float, data: bytes) -> Piece:
    """Scanners pass on what the code holds: UTF-8 in most, GB18030 in Chinese ones; no control characters in any."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(unicodedata.category(character) in _REFUSED for character in text):
            break
        return Text(began, text)
    return Spoilt(began, ScannerReason.CODE_UNREADABLE)
