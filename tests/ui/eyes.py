"""What a test sees on a terminal's screen: the words and the keys of `kiosk.app.inspection`, and values of QML."""

from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from kiosk.app.inspection.sight import Sight, Word
from tests.ui.terminal import Terminal

PIXELS_PER_MM = 4.032


def words(terminal: Terminal) -> list[Word]:
    """Every text that can be read; no icons."""
    return [word for word in _sight(terminal).words if not word.icon]


def tappables(terminal: Terminal) -> dict[str, QRectF]:
    """Everything that can be touched, by its object name."""
    keys = _sight(terminal).keys
    places = {key.id: key.place for key in keys}
    assert len(places) == len(keys), "two things have one name"
    assert all(places), "something has no name"
    return places


def _sight(terminal: Terminal) -> Sight:
    return Sight(terminal.window.quick, PIXELS_PER_MM)


def value(item: QQuickItem, expression: str) -> float:
    """A value that PySide cannot convert but QML can: an enum, a part of a font."""
    context = qmlContext(item)
    assert context is not None
    found, _ = QQmlExpression(context, item, expression).evaluate()
    return float(found)
