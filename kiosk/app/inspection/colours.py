"""Rules of what is drawn, by the pixels themselves: contrast of words, of icons, of edges; nothing by colour alone."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem

from kiosk.app.inspection.picture import Picture, contrast
from kiosk.app.inspection.sight import Key, Sight, Word
from kiosk.app.inspection.violation import Rule, Violation
from kiosk.visit.modes import Modes, Palette

WORDS = 4.5
STRONG_WORDS = 7.0
SHAPES = 3.0
_ROUNDING = 0.05
_OUTSIDE_PX, _INSIDE_PX = 3, 12  # how far from the edge of a control its edge is looked for
_MARKS = frozenset({"good", "attention"})


def of_colours(sight: Sight, modes: Modes) -> Iterator[Violation]:
    """What is wrong with the colours on the screen."""
    for word in sight.words:
        if not word.keyboard:
            yield from _word(sight.picture, word, modes)
    for key in sight.keys:
        if not key.page:
            yield from _edge(sight, key)
    for node in sight.nodes:
        if _is_marked(node.item) and sight.seen(node.item) and not _has_shape(sight, node.item):
            yield Violation(Rule.COLOUR_ALONE, node.item.objectName() or _type(node.item), str(_mark(node.item)))


def least_contrast(word: Word, modes: Modes) -> float:
    """How well a word must stand out. What rests is told apart by being paler, but is still read."""
    if word.icon:
        return SHAPES
    if modes.palette is Palette.CONTRAST:
        return STRONG_WORDS
    rests = word.key is not None and word.key.resting
    return STRONG_WORDS if modes.elder and not rests else WORDS


def _word(picture: Picture, word: Word, modes: Modes) -> Iterator[Violation]:
    reading, least = picture.reading(word.inked), least_contrast(word, modes)
    if reading.contrast < least - _ROUNDING:
        yield Violation(Rule.EDGE if word.icon else Rule.CONTRAST, word.said, f"{reading} of {least}")


def _edge(sight: Sight, key: Key) -> Iterator[Violation]:
    """Every side of a control is told from what lies beyond it: by an edge, or by what fills it."""
    weakest = min((_side(sight.picture, *side) for side in _sides(sight, key)), default=SHAPES)
    if weakest < SHAPES - _ROUNDING:
        yield Violation(Rule.EDGE, key.id, f"{weakest:.2f}:1 of {SHAPES}")


def _sides(sight: Sight, key: Key) -> Iterator[tuple[QPointF, QPointF]]:
    """The middle of each side that has something beyond it, and the way inwards."""
    place = key.place
    middle = place.center()
    ways = (
        (QPointF(place.left(), middle.y()), QPointF(1, 0)),
        (QPointF(place.right() - 1, middle.y()), QPointF(-1, 0)),
        (QPointF(middle.x(), place.top()), QPointF(0, 1)),
        (QPointF(middle.x(), place.bottom() - 1), QPointF(0, -1)),
    )
    inner = QRectF(sight.bounds).adjusted(_OUTSIDE_PX + 1, _OUTSIDE_PX + 1, -_OUTSIDE_PX - 1, -_OUTSIDE_PX - 1)
    return (way for way in ways if inner.contains(way[0]))


def _side(picture: Picture, at: QPointF, inwards: QPointF) -> float:
    seen = [
        picture.colour(at.x() + inwards.x() * step, at.y() + inwards.y() * step)
        for step in range(-_OUTSIDE_PX, _INSIDE_PX)
    ]
    return max(contrast(seen[0], colour) for colour in seen)


def _is_marked(item: QQuickItem) -> bool:
    return _mark(item) in _MARKS or item.property("attention") is True


def _mark(item: QQuickItem) -> object:
    return "attention" if item.property("attention") is True else item.property("mark")


def _has_shape(sight: Sight, item: QQuickItem) -> bool:
    """An icon; or, at a bare bar of a chart, its own words."""
    texts = [str(one.property("text")) for one in sight.within(item) if one.inherits("QQuickText")]
    bare = item.inherits("QQuickRectangle")
    return any(text and (bare or "\ue000" <= text[0] <= "\uf8ff") for text in texts)


def _type(item: QQuickItem) -> str:
    return str(item.metaObject().className()).partition("_QML")[0]
