"""The frames of the page slides while a finger crawls: the times between neighbours. GUI thread."""

import time
from itertools import pairwise
from statistics import median, quantiles

from PySide6.QtCore import QObject, Qt
from PySide6.QtQuick import QQuickWindow

from kiosk.modalities.touch import Stage

SLIDE_S = 0.3
STILL_S = 0.25  # a longer pause is no late frame: nothing moved


class SlideFrames(QObject):
    """Notes when frames were handed to the screen after a page was turned."""

    def __init__(self, window: QQuickWindow, stage: Stage) -> None:
        super().__init__()
        self._turned = 0.0
        self._slides: list[list[float]] = []
        stage.pageChanged.connect(self._on_turn)
        # The software renderer draws on the GUI thread, so that a direct slot sees the frame at its own moment.
        window.frameSwapped.connect(self._on_frame, Qt.ConnectionType.DirectConnection)

    def _on_turn(self, way: str) -> None:
        self._turned = time.perf_counter() if way != "none" else 0.0
        if self._turned:
            self._slides.append([])

    def _on_frame(self) -> None:
        now = time.perf_counter()
        if self._turned and now - self._turned < SLIDE_S:
            self._slides[-1].append(now)

    def figures(self) -> dict[str, dict[str, float]]:
        """Median and 95th percentile of all intervals, in milliseconds; nothing where nothing slid."""
        gaps = [(b - a) * 1000 for slide in self._slides for a, b in pairwise(slide) if b - a < STILL_S]
        if len(gaps) < 2:
            return {}
        return {
            "transition": {
                "median_ms": round(median(gaps), 1),
                "p95_ms": round(quantiles(gaps, n=20)[-1], 1),
                "frames": float(len(gaps)),
            }
        }
