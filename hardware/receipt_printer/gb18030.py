"""What a printer's Chinese font can show, and how it is asked for it.

Printers sold in China print ASCII by single bytes and everything else by the two-byte codes of GBK; the four-byte
codes of GB 18030, and the places that GBK left to the user, come out as blanks. Such characters go as a picture.
"""

import re
import unicodedata

# What looks the same on paper but has a two-byte code.
_TWINS = str.maketrans({"¥": "￥", "\u00a0": " ", "\u2022": "·", "\u2212": "－"})
# Words stay whole, closing marks stay with what they close, opening ones with what they open.
_PIECES = re.compile(r"[（《〈「『【“‘(]*(?:[!-~]+|[^\s])[，。、：；！？）》〉」』】”’…％]*|\s")


def tidy(text: str) -> str:
    """Replace the few characters that have a printable twin."""
    return text.translate(_TWINS)


def columns(text: str) -> int:
    """The width of `text` in the printer's columns: one for ASCII, two for everything else."""
    return sum(1 if character.isascii() else 2 for character in text)


def in_font(text: str) -> bool:
    """Whether a GBK font shows every character of `text`."""
    return all(character.isascii() or _has_two_byte_glyph(character) for character in text)


def encode(text: str) -> bytes:
    """The bytes of `text` for a printer in Chinese mode; only for text that is `in_font`."""
    return text.encode("gb18030")


def wrap(text: str, width: int) -> list[str]:
    """Cut `text` into lines of at most `width` columns; always at least one line.

    Nothing but blanks at a line's edge is lost. A word longer than the line is cut.
    """
    lines, line = [], ""
    for piece in _fitting_pieces(text, width):
        if columns(line + piece) > width:
            lines.append(line.rstrip())
            line = ""
        if line or not piece.isspace():
            line += piece
    return [*lines, line.rstrip()] if line.rstrip() or not lines else lines


def _fitting_pieces(text: str, width: int) -> list[str]:
    fitting = []
    for piece in _PIECES.findall(text):
        rest = piece
        while columns(rest) > width:
            head = _head(rest, width)
            fitting.append(head)
            rest = rest[len(head) :]
        fitting.append(rest)
    return fitting


def _head(text: str, width: int) -> str:
    """As much of `text` as fits, one character at least."""
    end = 1
    while end < len(text) and columns(text[: end + 1]) <= width:
        end += 1
    return text[:end]


def _has_two_byte_glyph(character: str) -> bool:
    if unicodedata.category(character) == "Co":
        return False
    code = character.encode("gb18030", errors="replace")
    if len(code) != 2:
        return False
    lead, trail = code
    # FE50 to FEA0 were given to characters by GB 18030 only; most fonts end before them.
    return not (lead == 0xFE and trail >= 0x50)
