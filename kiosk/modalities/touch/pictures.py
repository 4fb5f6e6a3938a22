"""A picture of its own for every service: line work in one stroke, drawn in the colour that the page gives. GUI thread.

The files are assets/pictures/<service>.svg, 96 x 96, our own work; `currentColor` in them is the ink.
"""

from functools import cache
from pathlib import Path

from PySide6.QtCore import Property, QByteArray, QRectF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem
from PySide6.QtSvg import QSvgRenderer

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

PICTURES = Path(__file__).resolve().parents[3] / "assets" / "pictures"


@cache
def drawing(name: str) -> str:
    """The SVG of a service's picture; empty if it has none."""
    # Names come from the catalogue, but a name is not a path: only what lies in the folder is looked up.
    found = {file.stem: file for file in PICTURES.glob("*.svg")}
    return found[name].read_text(encoding="utf-8") if name in found else ""


@QmlElement
class ServicePicture(QQuickPaintedItem):
    """The picture of a service by its name (`Option.id` on the home page). Drawn once, not in every frame."""

    nameChanged = Signal()  # noqa: N815 (QML spells signals so)
    inkChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._ink = QColor()
        self.setAntialiasing(True)

    def paint(self, painter: QPainter) -> None:
        """Draw the picture as large as fits, in the middle."""
        svg = drawing(self._name).replace("currentColor", self._ink.name())
        if svg:
            side = min(self.width(), self.height())
            place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            QSvgRenderer(QByteArray(svg.encode())).render(painter, place)

    def _get_name(self) -> str:
        return self._name

    def _set_name(self, name: str) -> None:
        if name != self._name:
            self._name = name
            self.nameChanged.emit()
            self.update()

    def _get_ink(self) -> QColor:
        return self._ink

    def _set_ink(self, ink: QColor) -> None:
        if ink != self._ink:
            self._ink = ink
            self.inkChanged.emit()
            self.update()

    def _is_known(self) -> bool:
        return drawing(self._name) != ""

    name = Property(str, _get_name, _set_name, notify=nameChanged)
    ink = Property(QColor, _get_ink, _set_ink, notify=inkChanged)
    known = Property(bool, _is_known, notify=nameChanged)
