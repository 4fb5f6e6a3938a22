"""The glass before the window: lets touches through that are meant, and tells the stage that somebody is here."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QEventPoint, QPointingDevice, QTouchEvent
from PySide6.QtQuick import QQuickWindow

from kiosk.modalities.touch.contacts_on_glass import Contact, ContactsOnGlass, Verdict
from kiosk.modalities.touch.stage import Stage

_TOUCHES = frozenset({QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd})
_CANCELS = frozenset({Verdict.CANCEL_AND_DROP, Verdict.CANCEL_AND_PASS})
_PASSES = frozenset({Verdict.PASS, Verdict.CANCEL_AND_PASS})


class Glass(QObject):
    """An event filter on the window. A page that turns under a finger takes back what the finger pressed."""

    def __init__(self, stage: Stage, window: QQuickWindow) -> None:
        super().__init__(window)
        self._stage = stage
        self._window = window
        self._contacts = ContactsOnGlass(stage.monotonic, stage.double_strike_seconds)
        self._panel: QPointingDevice | None = None
        stage.pageChanged.connect(self._on_page_changed)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """True drops the event."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._stage.touched()
        elif isinstance(event, QTouchEvent) and event.type() in _TOUCHES:
            return self._judge(event)
        elif event.type() == QEvent.Type.TouchCancel:
            self._contacts.cleared()
        return super().eventFilter(watched, event)

    def _judge(self, event: QTouchEvent) -> bool:
        # A finger beside one that rests comes as an update: so it is the points that tell of a new one.
        if any(point.state() == QEventPoint.State.Pressed for point in event.points()):
            self._stage.touched()
        self._panel = event.pointingDevice()
        verdict = self._contacts.judge([self._contact(point) for point in event.points()])
        if verdict in _CANCELS:
            self._take_back(event.pointingDevice())
        if verdict in _PASSES:
            return False
        event.accept()  # else Qt would make it a mouse's
        return True

    def _contact(self, point: QEventPoint) -> Contact:
        fineness, broad, at = self._stage.pixels_per_mm, point.ellipseDiameters(), point.position()
        return Contact(
            id=point.id(),
            at=(at.x() / fineness, at.y() / fineness),
            diameter=max(broad.width(), broad.height()) / fineness,
            lifted=point.state() == QEventPoint.State.Released,
        )

    def _on_page_changed(self, way: str) -> None:
        if way != "stay" and self._contacts.page_turned() and self._panel is not None:
            self._take_back(self._panel)

    def _take_back(self, panel: QPointingDevice) -> None:
        """Whatever is pressed is let go without having been chosen."""
        self._window.removeEventFilter(self)
        QCoreApplication.sendEvent(self._window, QTouchEvent(QEvent.Type.TouchCancel, panel))
        self._window.installEventFilter(self)
