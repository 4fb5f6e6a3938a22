"""Looks at a window for a while: does anything flash? The limits are those of WCAG 2.3.1."""

import time

from PIL import Image
from PySide6.QtCore import QCoreApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.app.inspection.picture import pillow
from kiosk.app.inspection.violation import Rule, Violation

MOST_A_SECOND = 3
_STEP = 26  # of 255: a tenth of the greatest brightness, which is what counts as a change
_CELLS = (12, 12)  # a cell is less than one percent of the picture
_LEAST_CELLS = 2  # smaller things may twinkle
_PAUSE_S = 0.02

Frame = tuple[float, bytes]  # seconds, and the brightness of each cell


def flashing(window: QQuickWindow, seconds: float = 1.0) -> tuple[Violation, ...]:
    """Say whether more than three flashes a second are seen. GUI thread; it lets Qt run meanwhile."""
    frames: list[Frame] = []
    began = time.monotonic()
    while (now := time.monotonic() - began) < seconds or len(frames) < 2:
        QCoreApplication.processEvents()
        frames.append((now, _cells(window)))
        time.sleep(_PAUSE_S)
    return of_frames(frames)


def of_frames(frames: list[Frame]) -> tuple[Violation, ...]:
    """The same, of frames already taken."""
    counts = [_flashes([(at, cells[cell]) for at, cells in frames]) for cell in range(_CELLS[0] * _CELLS[1])]
    flashing_cells = [count for count in counts if count > MOST_A_SECOND]
    if len(flashing_cells) < _LEAST_CELLS:
        return ()
    share = len(flashing_cells) / len(counts)
    return (Violation(Rule.FLASH, "window", f"{max(flashing_cells)} a second, on {share:.0%} of it"),)


def _flashes(course: list[tuple[float, int]]) -> int:
    """The most flashes within any second: a flash is a change to and fro."""
    turns = _turns(course)
    return max((sum(1 for at in turns if start <= at <= start + 1) // 2 for start in turns), default=0)


def _turns(course: list[tuple[float, int]]) -> list[float]:
    """When the brightness went the other way by a step that counts."""
    turns: list[float] = []
    low = high = course[0][1]
    way = 0
    for at, bright in course:
        low, high = min(low, bright), max(high, bright)
        if way <= 0 and bright - low >= _STEP:
            turns.append(at)
            way, high = 1, bright
            low = bright
        elif way >= 0 and high - bright >= _STEP:
            turns.append(at)
            way, low = -1, bright
            high = bright
    return turns


def _cells(window: QQuickWindow) -> bytes:
    return pillow(window.grabWindow()).convert("L").resize(_CELLS, Image.Resampling.BOX).tobytes()
