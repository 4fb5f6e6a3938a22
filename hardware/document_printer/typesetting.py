"""Where lines of Chinese may end: between any two characters, but never in a word, before 。 or after （. No I/O."""

import re
from collections.abc import Callable

# A piece is what stays together: a run of ASCII or one character, with the marks that open before and close after it.
_PIECES = re.compile(r"[（《〈「『【“‘(￥¥]*(?:[!-~]+|[^\s])[，。、：；！？）》〉」』】”’…％]*|\s+")

Measure = Callable[[str], float]


def lines(text: str, width: float, measure: Measure) -> list[str]:
    """Cut `text` into lines of at most `width`, as `measure` tells it; always at least one line.

    Nothing but blanks at a line's edge is lost. A word longer than the line is cut.
    """
    found, line = [], ""
    for piece in _fitting(text, width, measure):
        if line and measure((line + piece).rstrip()) > width:
            found.append(line.rstrip())
            line = ""
        if line or not piece.isspace():
            line += piece
    return [*found, line.rstrip()] if line.rstrip() or not found else found


def whole(text: str, width: float, measure: Measure) -> bool:
    """Whether no word or number of `text` must be cut to fit in `width`."""
    return all(measure(piece) <= width for piece in _PIECES.findall(text) if not piece.isspace())


def _fitting(text: str, width: float, measure: Measure) -> list[str]:
    fitting = []
    for piece in _PIECES.findall(text):
        rest = piece
        while measure(rest) > width and len(rest) > 1:
            end = next((end for end in range(len(rest) - 1, 1, -1) if measure(rest[:end]) <= width), 1)
            fitting.append(rest[:end])
            rest = rest[end:]
        fitting.append(rest)
    return fitting
