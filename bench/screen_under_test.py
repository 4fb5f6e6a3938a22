"""The real window, fed through the touch modality from the loop thread, touched by a real touch device. GUI thread."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QThread
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from bench.contestant import BenchError
from bench.scenes import SERVICES, scene
from kiosk.app.loop import LoopThread
from kiosk.app.window import Shape, Window
from kiosk.foundation.clock import SystemClock
from kiosk.modalities.touch import Site, Stage, TouchModality
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import AnyPrompt
from kiosk.visit.stage import Gone

PATIENCE_S = 30.0
REST_S = 0.15  # no frame for so long: the screen is at rest


class ScreenUnderTest:
    """Shows scenes and notes when each frame was handed to the screen, in seconds of `time.perf_counter`."""

    def __init__(self) -> None:
        self._loop = LoopThread()
        self._loop.start()
        self._stage = Stage(Site("杏花社区便民服务馆", double_strike_seconds=0.0), SystemClock())
        self._touch = TouchModality(self._stage)
        self.window = Window(self._stage, Shape.PORTRAIT)
        self.frames: list[float] = []
        # Emitted on the GUI thread, for the software backend has no render thread.
        self.window.quick.frameSwapped.connect(self._note_frame)
        self._finger = QTest.createTouchDevice()
        self._number = 0
        self._scene = scene(0, SERVICES)

    def begin(self) -> None:
        """Wait for the window, and let the resting page, on which something always moves, give way to a greeting."""
        if not QTest.qWaitForWindowExposed(self.window.quick):
            raise BenchError("the window does not appear")
        self._loop.call(lambda: self._touch.clear(Gone.WAITING))
        self.rest()

    def close(self) -> None:
        """Take everything down."""
        self._loop.close()
        self.window.close()

    def show(self, prompt: AnyPrompt) -> float:
        """Ask for a page from the loop thread, as a conversation does; when that was."""
        self._number += 1
        self._scene = scene(self._number, prompt)
        return self.redress(Modes())

    def redress(self, modes: Modes) -> float:
        """Ask for the same page in other modes, as a conversation does after a mode key; when that was."""
        asked, wanted = time.perf_counter(), self._scene
        self._loop.call(lambda: self._touch.show(wanted, modes))
        return asked

    def rest(self) -> None:
        """Let Qt run until no frame has come for a while."""
        until = time.perf_counter() + PATIENCE_S
        last = time.perf_counter()
        while time.perf_counter() - max(last, self.frames[-1] if self.frames else 0.0) < REST_S:
            QTest.qWait(5)
            if time.perf_counter() > until:
                raise BenchError("the screen does not come to rest")

    def wait_for_frame(self, after: float) -> float:
        """Let Qt run until a frame later than this; when it came."""
        until = time.perf_counter() + PATIENCE_S
        while not self.frames or self.frames[-1] <= after:
            QThread.usleep(200)
            QTest.qWait(0)
            if time.perf_counter() > until:
                raise BenchError("no frame comes")
        return next(frame for frame in self.frames if frame > after)

    def press(self, name: str) -> QQuickItem:
        """Put a finger down on a thing."""
        item = self.find(name)
        QTest.touchEvent(self.window.quick, self._finger).press(0, _middle(item)).commit()
        return item

    def lift(self, name: str, *, on_it: bool) -> None:
        """Lift the finger; beside the thing it was pressed on, nothing is chosen."""
        point = _middle(self.find(name)) if on_it else QPoint(3, 3)
        if not on_it:
            QTest.touchEvent(self.window.quick, self._finger).move(0, point).commit()
        QTest.touchEvent(self.window.quick, self._finger).release(0, point).commit()

    def find(self, name: str) -> QQuickItem:
        """The visible item of a name."""
        found = next((item for item in _below(self.window.quick.contentItem()) if item.objectName() == name), None)
        if found is None:
            raise BenchError(f"{name} is not on the screen")
        return found

    def names(self, beginning: str) -> list[str]:
        """The names of the visible things that begin so."""
        names = (item.objectName() for item in _below(self.window.quick.contentItem()))
        return sorted(name for name in names if name.startswith(beginning))

    def _note_frame(self) -> None:
        self.frames.append(time.perf_counter())


def _middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def _below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from _below(child)
