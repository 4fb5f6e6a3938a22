"""The mirror on the screen: her picture, round and the wrong way round as in every mirror, and a ring that fills.

One painted item serves all pages, made here and never by QML: PySide keeps the Python half of every item that QML has
made. A picture lives in two places, the newest that came and the one that is shown; both are overwritten when the
mirror goes dark, and what Qt painted of them in the next frame. GUI thread unless said.
"""

import threading

from PySide6.QtCore import Property, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtQml import QmlElement, QmlUncreatable
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.visit.mirror import Cue, Reflection

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

_RIM = 0.035  # of the diameter
_WHOLE_TURN = 360 * 16  # Qt counts sixteenths of a degree
_TOP = 90 * 16


class _Pane(QQuickPaintedItem):
    """What is painted; all that is known of it is in the glass."""

    def __init__(self, glass: "LookingGlass") -> None:
        super().__init__()
        self._glass = glass
        self.setAntialiasing(True)

    def paint(self, painter: QPainter) -> None:
        """Paint the mirror."""
        self._glass.draw(painter, min(self.width(), self.height()))


@QmlElement
@QmlUncreatable("made by the stage")
class LookingGlass(QObject):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """Shows pictures while it is open, in the place where a page has hung it."""

    changed = Signal()
    litChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._open = False
        self._newest: QImage | None = None
        self._shown: QImage | None = None
        self._cue, self._done = Cue.NONE, 0.0
        self._pending = False
        self._lit = False
        self._place: QQuickItem | None = None
        self._groove, self._ink, self._ground = QColor("gray"), QColor("green"), QColor("white")
        self._pane = _Pane(self)
        self.changed.connect(self._refresh, Qt.ConnectionType.QueuedConnection)

    # From any thread.

    def open(self, open_: bool) -> None:
        """Take pictures, or take none and forget those that are here; from any thread."""
        with self._lock:
            self._open = open_
        if not open_:
            self._darken()

    def behold(self, reflection: Reflection | None) -> None:
        """Copy a picture to be shown, None: go dark (`kiosk.visit.mirror.Beholder`); from any thread."""
        if reflection is None:
            self._darken()
            return
        with self._lock:
            if self._open:
                _blacken(self._newest)
                self._newest, self._cue, self._done = _square(reflection), reflection.cue, reflection.done
                self._call()

    def _darken(self) -> None:
        with self._lock:
            _blacken(self._newest)
            _blacken(self._shown)
            self._newest = self._shown = None
            self._cue, self._done = Cue.NONE, 0.0
            self._call()

    def _call(self) -> None:
        if not self._pending:
            self._pending = True
            self.changed.emit()

    # For QML.

    @Property(bool, notify=litChanged)
    def lit(self) -> bool:
        """Is there a picture?"""
        return self._lit

    @Slot(QQuickItem)
    def hang(self, place: QQuickItem) -> None:
        """From now on it hangs here, as large as the place."""
        self._place = place
        self._pane.setParentItem(place)
        self._pane.setZ(0)
        self.fit(place)

    @Slot(QQuickItem)
    def fit(self, place: QQuickItem) -> None:
        """The place has another size."""
        if self._place is place:
            self._pane.setSize(place.size())
            self._pane.update()

    @Slot(QQuickItem)
    def takeDown(self, place: QQuickItem) -> None:  # noqa: N802 (QML spells methods so)
        """The page goes. The pane is painted once more, with nothing, for what Qt keeps of it to be overwritten."""
        if self._place is place:
            self._place = None
            window = self._pane.window()
            self._pane.setParentItem(window.contentItem() if window is not None else None)
            self._pane.setZ(-1)
            self._darken()

    @Slot(QColor, QColor, QColor)
    def dress(self, groove: QColor, ink: QColor, ground: QColor) -> None:
        """The colours of the ring, of what is filled of it, and of a mirror without a picture."""
        self._groove, self._ink, self._ground = groove, ink, ground
        self._pane.update()

    def draw(self, painter: QPainter, side: float) -> None:
        """Paint the mirror in a square of that side, as it is now; nothing at all where it hangs nowhere."""
        if self._place is None:
            return
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rim = side * _RIM
        whole = QRectF(rim / 2, rim / 2, side - rim, side - rim)
        inside = whole.adjusted(rim, rim, -rim, -rim)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        painter.drawEllipse(inside)
        with self._lock:
            if self._shown is not None:
                painter.setBrush(_mirrored(self._shown, inside))
                painter.drawEllipse(inside)
        self._draw_ring(painter, whole, rim)
        if self._cue in {Cue.LEFT, Cue.RIGHT}:
            self._draw_arrow(painter, side)

    def _draw_ring(self, painter: QPainter, whole: QRectF, rim: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._groove, rim))
        painter.drawEllipse(whole)
        if self._done > 0:
            painter.setPen(QPen(self._ink, rim, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawArc(whole, _TOP, -round(self._done * _WHOLE_TURN))

    def _draw_arrow(self, painter: QPainter, side: float) -> None:
        """In a mirror her left is on the left."""
        radius = side * 0.085
        towards = -1 if self._cue is Cue.LEFT else 1
        middle = QPointF(side / 2 + towards * (side / 2 - radius * 1.3), side / 2)
        painter.setPen(QPen(self._ground, radius * 0.12))
        painter.setBrush(self._ink)
        painter.drawEllipse(middle, radius, radius)
        arrow = QPainterPath(middle + QPointF(-towards * radius * 0.22, -radius * 0.5))
        arrow.lineTo(middle + QPointF(towards * radius * 0.34, 0))
        arrow.lineTo(middle + QPointF(-towards * radius * 0.22, radius * 0.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(self._ground, radius * 0.24, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(arrow)

    def _refresh(self) -> None:
        with self._lock:
            self._pending = False
            if self._newest is not None:
                _blacken(self._shown)
                self._shown, self._newest = self._newest, None
            lit = self._shown is not None
        if lit is not self._lit:
            self._lit = lit
            self.litChanged.emit()
        self._pane.update()


def _square(reflection: Reflection) -> QImage:
    """The middle of a picture, copied: what is given is good only until we return."""
    wide, tall = reflection.width, reflection.height
    side = min(wide, tall)
    given = QImage(reflection.rgb, wide, tall, 3 * wide, QImage.Format.Format_RGB888)
    return given.copy((wide - side) // 2, (tall - side) // 2, side, side)


def _mirrored(picture: QImage, inside: QRectF) -> QBrush:
    brush = QBrush(picture)
    scale = inside.width() / picture.width()
    brush.setTransform(QTransform.fromTranslate(inside.right(), inside.top()).scale(-scale, scale))
    return brush


def _blacken(picture: QImage | None) -> None:
    if picture is not None:
        picture.fill(Qt.GlobalColor.black)
