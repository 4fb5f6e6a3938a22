"""The window: Qt's application object and Main.qml. Everything here is for the GUI thread."""

import atexit
import os
import shutil
import sys
import tempfile
from enum import Enum
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.app.thrift import give_memory_back
from kiosk.modalities.touch import Stage
from kiosk.modalities.touch.glass import Glass
from kiosk.modalities.touch.icons import phosphor_font
from kiosk.modalities.touch.interpreter import Interpreter
from kiosk.modalities.touch.look import Look
from kiosk.modalities.touch.pictures import PROVIDER, ServicePictures

TIDY_MS = 400  # after the wipe, when the attract page stands
UI = Path(__file__).resolve().parents[2] / "ui"
_OWN_FONTS = UI.parent / "assets" / "fonts"  # where a frozen terminal has what packaging/font.py makes
_FAMILIES = ("Noto Sans SC", "Noto Sans CJK SC")  # the subset that is frozen with us; Debian's fonts-noto-cjk


class Shape(Enum):
    """The form of the screen, in pixels of the design."""

    PORTRAIT = (1080, 1920)
    LANDSCAPE = (1920, 1080)


def prepare_environment() -> None:
    """Set what Qt reads when it starts, and guard what it would break. Call before `open_application`.

    The pinyin keyboard learns what is typed into XDG_CONFIG_HOME, so that is a folder which dies with the process;
    fields are marked as sensitive besides. The software renderer draws faster than an emulated GPU. Qt asks the
    session bus whether a screen reader is there; where there is no such bus, libdbus would start one for it.
    """
    os.environ["QT_IM_MODULE"] = "qtvirtualkeyboard"
    os.environ["QT_VIRTUALKEYBOARD_STYLE"] = "linli"
    config = tempfile.mkdtemp(prefix="linli-config-", dir=os.environ.get("XDG_RUNTIME_DIR"))
    atexit.register(shutil.rmtree, config, ignore_errors=True)
    os.environ["XDG_CONFIG_HOME"] = config
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    if not Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"), "bus").exists():
        os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", "disabled:")


def open_application() -> QGuiApplication:
    """Make Qt's application object, with our fonts. Once a process, on the main thread."""
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("linli-kiosk")
    dress(application)
    return application


def dress(application: QGuiApplication) -> None:
    """Give Qt our fonts."""
    for path in sorted(_OWN_FONTS.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))
    font = application.font()
    font.setFamily(next(filter(QFontDatabase.hasFamily, _FAMILIES), _FAMILIES[0]))
    application.setFont(font)
    QFontDatabase.addApplicationFont(str(phosphor_font()))


class Window(QObject):
    """The one window of the terminal. `first_frame` is emitted once, when the first frame is on the screen."""

    first_frame = Signal()

    def __init__(self, stage: Stage, shape: Shape = Shape.PORTRAIT, *, full_screen: bool = False) -> None:
        super().__init__()
        self._stage = stage
        self._seen = False
        self._engine = QQmlApplicationEngine()
        wide, tall = shape.value
        self._engine.addImageProvider(PROVIDER, ServicePictures())
        self._engine.addImportPath(str(UI / "keyboard"))
        self._engine.setInitialProperties({"stage": stage, "designWidth": wide, "designHeight": tall})
        self._engine.load(QUrl.fromLocalFile(str(UI / "Main.qml")))
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("ui/Main.qml cannot be loaded")
        self._window = roots[0]
        self._interpreter = Interpreter(cast("Look", stage.look), self._engine)
        self._glass = Glass(stage, self._window)
        self._tidy = QTimer(self, singleShot=True, interval=TIDY_MS)
        self._tidy.timeout.connect(give_memory_back)
        stage.sceneChanged.connect(self._after_visit)
        # Queued: a direct slot on the render thread has hung at exit (UI.md).
        self._window.frameSwapped.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)
        self._show(QSize(wide, tall), full_screen)

    @property
    def quick(self) -> QQuickWindow:
        """The Qt Quick window, for journeys and tests."""
        return self._window

    def grab(self) -> QImage:
        """A picture of what is on the screen."""
        return self._window.grabWindow()

    def close(self) -> None:
        """Take the window down, at once: pages first, then the engine that made them, while the stage still lives."""
        self._window.removeEventFilter(self._glass)
        self._interpreter.leave()
        self._window.close()
        for doomed in (self._window, self._engine):
            doomed.deleteLater()
            QCoreApplication.sendPostedEvents(doomed, QEvent.Type.DeferredDelete.value)

    def _show(self, design: QSize, full_screen: bool) -> None:
        available = self._window.screen().availableSize()
        if full_screen:
            # Without a window manager (a kiosk has none) nobody else tells the window how large the screen is.
            self._window.setGeometry(self._window.screen().geometry())
            self._window.showFullScreen()
        else:
            self._window.resize(design if _fits(design, available) else design.scaled(available * 0.92, _KEEP))
            self._window.show()
        self._window.requestActivate()

    def _after_visit(self) -> None:
        """Once nobody is here, and not while somebody is."""
        if self._stage.property("visited"):
            self._tidy.stop()
        else:
            self._tidy.start()

    def _on_frame(self) -> None:
        if not self._seen:
            self._seen = True
            self._window.frameSwapped.disconnect(self._on_frame)
            self.first_frame.emit()


_KEEP = Qt.AspectRatioMode.KeepAspectRatio


def _fits(design: QSize, available: QSize) -> bool:
    return design.width() <= available.width() and design.height() <= available.height()
