"""Reads a window: its words, its keys and its picture, as they stand at one moment."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.app.inspection.picture import Picture
from kiosk.modalities.touch import GLYPHS
from kiosk.modalities.touch.joined import plain

HANZI_BOX = 0.92  # of the type size, in Noto Sans SC
CAPITAL_BOX = 0.733  # the same of a capital letter
_ICONS = {glyph: name for name, glyph in GLYPHS.items()}
_KEYBOARD = ("Keyboard", "InputPanel", "WordCandidateView", "PinyinKeyboard")
# What stands on every page, in the same place and the same words; and numbers in a drawing, which words beside it say.
_FRAME = (
    "PlanStrip",
    *("StatusBar", "Crumb", "BottomBar", "CaptionBand", "ModeKeys", "Turner", "StripTurner", "OptionTurner"),
)
_WHOLE_PAGE = 0.5  # of the window: a key as large as this is a page, and words and keys may stand on it
_AIR = 0.18  # of a line's height: hanzi have air of their own above and below, which may meet
_ROUND = 0.3  # of a radius: where a rounded corner cuts into its box


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A text or an icon: where its letters stand in the window, and its type size in millimetres."""

    said: str
    inked: QRectF
    size_mm: float
    lines: int
    icon: bool
    truncated: bool
    too_broad: bool
    clipped: bool
    frame: bool
    keyboard: bool
    bold: bool
    key: "Key | None"

    @property
    def core(self) -> QRectF:
        """Where there is ink for certain."""
        return _core(self.inked, self.lines, icon=self.icon)


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """Something to touch. `page`: it is as good as the whole page."""

    id: str
    place: QRectF
    name: str
    role: QAccessible.Role
    enabled: bool
    resting: bool
    primary: bool
    page: bool
    clipped: bool
    item: QQuickItem


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """Something opaque, drawn after what it may cover. `owner` and all within it are drawn from `start` to `end`."""

    place: QRectF
    item: QQuickItem
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An item that is drawn, with its number in the order of drawing and that of the last one within it."""

    item: QQuickItem
    start: int
    end: int
    place: QRectF


class Sight:
    """All that the rules look at. Read once; the picture belongs to the same moment. GUI thread."""

    def __init__(self, window: QQuickWindow, pixels_per_mm: float) -> None:
        self.bounds = QRectF(0, 0, window.width(), window.height())
        self.scale = _scale(window)
        self.per_mm = pixels_per_mm * self.scale
        self.picture = Picture(window.grabWindow())
        self.nodes = _nodes(window.contentItem())
        self._node = {node.item: node for node in self.nodes}
        self._covers = [cover for node in self.nodes if (cover := _cover(node))]
        self._keys = {node.item: self._key(node) for node in self.nodes if _can_be_tapped(node.item)}
        self.covered = frozenset(key.id for item, key in self._keys.items() if self._hidden(item))
        self.keys = tuple(key for key in self._keys.values() if key.id not in self.covered and not _on_keyboard(key))
        self.words = tuple(self._word(node) for node in self.nodes if self._is_seen_word(node))

    @property
    def broad(self) -> bool:
        """True on a broad screen."""
        return self.bounds.width() > self.bounds.height()

    def key(self, name: str) -> Key | None:
        """The key of an id that can be seen."""
        return next((key for key in self.keys if key.id == name), None)

    def laid_over(self, place: QRectF, item: QQuickItem) -> QQuickItem | None:
        """What lies over a part of an item, if anything does."""
        node = self._node[item]
        for cover in self._covers:
            if cover.start >= node.end and cover.place.intersects(place):
                return cover.item
        return None

    def seen(self, item: QQuickItem) -> bool:
        """True unless something opaque lies over the whole of an item."""
        return not self._hidden(item)

    def within(self, item: QQuickItem) -> Iterator[QQuickItem]:
        """The items that are drawn within another."""
        node = self._node[item]
        return (other.item for other in self.nodes[node.start + 1 : node.end])

    def _hidden(self, item: QQuickItem) -> bool:
        node = self._node[item]
        return any(cover.start >= node.end and cover.place.contains(node.place) for cover in self._covers)

    def _is_seen_word(self, node: Node) -> bool:
        item = node.item
        return item.inherits("QQuickText") and bool(item.property("text")) and not self._hidden(item)

    def _key(self, node: Node) -> Key:
        item = node.item
        accessible: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(item)
        return Key(
            id=item.objectName(),
            place=node.place,
            name=accessible.text(QAccessible.Text.Name) if accessible is not None else "",
            role=accessible.role() if accessible is not None else QAccessible.Role.NoRole,
            enabled=item.isEnabled(),
            resting=not item.isEnabled() or bool(item.property("resting")),
            primary=bool(item.property("primary")),
            page=_area(node.place) > _WHOLE_PAGE * _area(self.bounds),
            clipped=_clipped(item, node.place),
            item=item,
        )

    def _word(self, node: Node) -> Word:
        item = node.item
        wide, tall = float(item.property("contentWidth")), float(item.property("contentHeight"))
        size, across, down, bold = _facts(item)
        left = {4: (item.width() - wide) / 2, 2: item.width() - wide}.get(int(across), 0.0)
        top = {128: (item.height() - tall) / 2, 64: item.height() - tall}.get(int(down), 0.0)
        inked = item.mapRectToScene(QRectF(left, top, wide, tall))
        lines, icon = max(1, int(item.property("lineCount"))), _is_icon(str(item.property("text")))
        above = list(_line(item))
        return Word(
            said=_said(str(item.property("text"))),
            inked=inked,
            size_mm=size * self.scale / self.per_mm,
            lines=lines,
            icon=icon,
            truncated=bool(item.property("truncated")),
            too_broad=wide > item.width() + 2,
            clipped=_clipped(item, _core(inked, lines, icon=icon)),
            frame=any(_class(one).startswith(_FRAME) for one in above),
            keyboard=any(_class(one).startswith(_KEYBOARD) for one in above),
            bold=bold > 0,
            key=next((self._keys[one] for one in above if one in self._keys), None),
        )


def _scale(window: QQuickWindow) -> float:
    """How large the design is drawn."""
    wide, tall = window.property("designWidth"), window.property("designHeight")
    return min(window.width() / wide, window.height() / tall) if wide and tall else 1.0


def _nodes(root: QQuickItem) -> tuple[Node, ...]:
    found: list[Node] = []
    _walk(root, found)
    return tuple(found)


def _walk(item: QQuickItem, found: list[Node]) -> int:
    start = len(found)
    place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    found.append(Node(item, start, start, place))
    for child in sorted(item.childItems(), key=lambda child: child.z()):
        if child.isVisible() and child.opacity() > 0:
            _walk(child, found)
    found[start] = Node(item, start, len(found), place)
    return start


def _cover(node: Node) -> Cover | None:
    item = node.item
    if not item.inherits("QQuickRectangle"):
        return None
    colour = item.property("color")
    if not isinstance(colour, QColor) or colour.alpha() < 255 or item.opacity() < 1:
        return None
    corner = min(float(item.property("radius")), item.width() / 2, item.height() / 2) * _ROUND
    place = node.place.adjusted(corner, corner, -corner, -corner)
    return Cover(place, item, node.start, node.end) if not place.isEmpty() else None


def _can_be_tapped(item: QQuickItem) -> bool:
    return item.metaObject().indexOfSignal("tapped()") >= 0


def _on_keyboard(key: Key) -> bool:
    return any(_class(above).startswith(_KEYBOARD) for above in _line(key.item))


def _clipped(item: QQuickItem, place: QRectF) -> bool:
    around = (above for above in _line(item) if above is not item and above.clip())
    return any(
        not above.mapRectToScene(QRectF(-1, -1, above.width() + 2, above.height() + 2)).contains(place)
        for above in around
    )


def _line(item: QQuickItem) -> Iterator[QQuickItem]:
    walker: QQuickItem | None = item
    while walker is not None:
        yield walker
        walker = walker.parentItem()


def _class(item: QQuickItem) -> str:
    return item.metaObject().className()


def _area(place: QRectF) -> float:
    return place.width() * place.height()


def _core(inked: QRectF, lines: int, *, icon: bool) -> QRectF:
    if icon:
        side = min(inked.width(), inked.height()) * 0.1
        return inked.adjusted(side, side, -side, -side)
    air = inked.height() / lines * _AIR
    return inked.adjusted(2, air, -2, -air)


def _is_icon(text: str) -> bool:
    """Icon fonts live in the private use area."""
    return all("\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000" for letter in text)


def _said(text: str) -> str:
    """The words; of an icon its name."""
    return f"icon {_ICONS.get(text, 'unknown')}" if _is_icon(text) else plain(text)


def _facts(item: QQuickItem) -> tuple[float, float, float, float]:
    """Type size in pixels of the design, both alignments, and weight: what PySide cannot convert but QML can."""
    wanted = "[fontInfo.pixelSize, effectiveHorizontalAlignment, verticalAlignment, font.bold ? 1 : 0].join()"
    context = qmlContext(item)
    if context is None:
        return 0.0, 0.0, 0.0, 0.0
    found, _ = QQmlExpression(context, item, wanted).evaluate()
    size, across, down, bold = map(float, str(found).split(","))
    return size, across, down, bold
