"""The workbench's window. GUI thread."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.app.demo.tray import load_tray
from kiosk.app.demo.workbench.tabletop import Tabletop, Told, nothing_told
from kiosk.app.demo.workbench.watch import CallWatch, SlipWatch
from kiosk.app.demo.world import World
from kiosk.app.window import UI


class Workbench:
    """Opens beside the windows that are there; when it or one of them is closed, `leave` is called."""

    def __init__(
        self, world: World, leave: Callable[[], None] = QCoreApplication.quit, told: Told = nothing_told
    ) -> None:
        self._leave = leave
        self._closing = False
        self._folder = Path(tempfile.mkdtemp(prefix="linli-workbench-"))
        self.tabletop = Tabletop(world.desk, world.line, load_tray(), told)
        others = QGuiApplication.topLevelWindows()
        self._engine = QQmlApplicationEngine()
        self._engine.setInitialProperties({"tabletop": self.tabletop})
        self._engine.load(QUrl.fromLocalFile(str(UI / "workbench" / "Workbench.qml")))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("ui/workbench/Workbench.qml cannot be loaded")
        self.window = roots[0]
        self._slips = SlipWatch(world.desk.printer, self._folder)
        self._slips.printed.connect(self.tabletop.show_slip)
        self._calls = CallWatch(f"http://127.0.0.1:{world.office.port}", world.data)
        self._calls.known.connect(self.tabletop.show_calls)
        self._show_beside(others)
        for window in (*others, self.window):
            window.visibleChanged.connect(self._on_visible)

    def close(self) -> None:
        """Put everything away; not a reason to leave."""
        if self._closing:
            return
        self._closing = True
        self._slips.close()
        self._calls.close()
        self.window.close()
        for doomed in (self.window, self._engine):
            doomed.deleteLater()
            QCoreApplication.sendPostedEvents(doomed, QEvent.Type.DeferredDelete.value)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _show_beside(self, others: list[QWindow]) -> None:
        """At the right edge of the screen, as tall as it has room for; the terminal goes to the left edge."""
        room = self.window.screen().availableGeometry()
        scale = min(1.0, room.height() * 0.92 / self.window.height(), room.width() / self.window.width())
        self.window.resize(self.window.size() * scale)
        self.window.setPosition(
            room.right() - self.window.width(), room.top() + (room.height() - self.window.height()) // 2
        )
        for other in others:
            if other.isVisible() and other.width() + self.window.width() <= room.width():
                other.setX(room.left())
        self.window.show()

    def _on_visible(self, visible: bool) -> None:
        if not visible and not self._closing:
            self._leave()
