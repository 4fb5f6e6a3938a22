"""A picture of its own for every service: line work in one stroke, drawn in the colour that the page gives. GUI thread.

The files are assets/pictures/<service>.svg, 96 x 96, our own work; `currentColor` in them is the ink. QML asks for
`image://pictures/<service>/<rrggbb>`: an image and no item of Python's, for PySide keeps the Python half of every item
that QML has made (measured: 12 a visit, for ever).
"""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

PROVIDER = "pictures"
PICTURES = Path(__file__).resolve().parents[3] / "assets" / "pictures"
_OWN_SIZE = QSize(96, 96)


@cache
def drawing(name: str) -> str:
    """The SVG of a service's picture; empty if it has none."""
    # Names come from the catalogue, but a name is not a path: only what lies in the folder is looked up.
    found = {file.stem: file for file in PICTURES.glob("*.svg")}
    return found[name].read_text(encoding="utf-8") if name in found else ""


class ServicePictures(QQuickImageProvider):
    """Draws `<service>/<rrggbb>` at the size that the page asks for; a service without one gets an empty picture."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N802, N803 (Qt's names)
        """The picture, on nothing."""
        name, _, ink = id.partition("/")
        picture = QImage(requestedSize.expandedTo(QSize(1, 1)) if requestedSize.isValid() else _OWN_SIZE, _FORMAT)
        picture.fill(Qt.GlobalColor.transparent)
        svg = drawing(name).replace("currentColor", f"#{ink}")
        if svg:
            painter = QPainter(picture)
            QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(picture.rect()))
            painter.end()
        return picture


_FORMAT = QImage.Format.Format_ARGB32_Premultiplied
