"""A QR code drawn on the screen, module by module: no picture file, no image cache that could keep it."""

from typing import Any

from PySide6.QtCore import Property, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

_QUIET_MODULES = 4


@QmlElement
class QrCode(QQuickPaintedItem):
    """Draws `payload` as black modules on white, with the quiet zone that scanners need. GUI thread."""

    payloadChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._payload = ""

    @Property(str, notify=payloadChanged)
    def payload(self) -> str:
        """What the code holds."""
        return self._payload

    @payload.setter  # type: ignore[no-redef]
    def payload(self, payload: str) -> None:
        if payload != self._payload:
            self._payload = payload
            self.payloadChanged.emit()
            self.update()

    def paint(self, painter: QPainter) -> None:
        """Draw whole pixels only: a scanner sees crisp edges."""
        side = min(self.width(), self.height())
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), QColor(Qt.GlobalColor.white))
        if not self._payload:
            return
        modules = _modules(self._payload)
        pixels = int(side // (len(modules) + 2 * _QUIET_MODULES))
        left = int(self.width() - pixels * len(modules)) // 2
        top = int(self.height() - pixels * len(modules)) // 2
        for y, row in enumerate(modules):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(left + x * pixels, top + y * pixels, pixels, pixels, Qt.GlobalColor.black)


def _modules(payload: str) -> list[list[bool]]:
    from qrcode.constants import ERROR_CORRECT_M  # after the first frame: the package loads an imaging library
    from qrcode.main import QRCode

    code: QRCode[Any] = QRCode(border=0, error_correction=ERROR_CORRECT_M)
    code.add_data(payload)  # type: ignore[no-untyped-call]
    return [[bool(dark) for dark in row] for row in code.get_matrix()]  # type: ignore[no-untyped-call]
