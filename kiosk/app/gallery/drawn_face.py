"""Somebody for the mirror of the gallery: a face in a few strokes, of nobody. GUI thread."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen

from kiosk.visit.mirror import Cue, Reflection

WIDE, TALL = 640, 480
_SKIN, _HAIR, _COAT, _DARK = QColor("#E9BE98"), QColor("#8D8F94"), QColor("#40607A"), QColor("#3A2A22")


def reflection() -> Reflection:
    """One picture of her, as she is asked to turn to her left, with the first of four things done."""
    picture = QImage(WIDE, TALL, QImage.Format.Format_RGB888)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw(painter)
    painter.end()
    return Reflection(WIDE, TALL, memoryview(bytes(picture.constBits())), Cue.LEFT, 0.25)


def _draw(painter: QPainter) -> None:
    room = QLinearGradient(0, 0, 0, TALL)
    room.setColorAt(0, QColor("#D8D3C6"))
    room.setColorAt(1, QColor("#A9A394"))
    painter.fillRect(0, 0, WIDE, TALL, room)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, shape in (
        (_COAT, QRectF(150, 395, 340, 220)),
        (_SKIN, QRectF(275, 330, 90, 110)),
        (_HAIR, QRectF(205, 70, 230, 250)),
        (_SKIN, QRectF(225, 105, 190, 270)),
    ):
        painter.setBrush(colour)
        painter.drawEllipse(shape)
    painter.setBrush(_HAIR)
    painter.drawChord(QRectF(222, 88, 196, 150), 10 * 16, 160 * 16)
    painter.setBrush(_DARK)
    for x in (280, 360):
        painter.drawEllipse(QPointF(x, 228), 9, 10)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_DARK, 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for x in (258, 338):
        painter.drawArc(QRectF(x, 196, 44, 26), 30 * 16, 120 * 16)
    painter.drawArc(QRectF(305, 240, 30, 44), 200 * 16, 140 * 16)
    painter.drawArc(QRectF(280, 280, 80, 44), 205 * 16, 130 * 16)
