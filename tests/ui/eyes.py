"""What a strict eye sees on the screen: the complaints about a page, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from kiosk.modalities.touch.joined import plain
from tests.ui.terminal import Terminal

PIXELS_PER_MM = 4.032
HANZI_BOX = 0.92  # of the type size, in Noto Sans CJK
LEAST_MM = 4.8
LEAST_OURS_MM = 6.9
# Words that everybody knows by heart may be smaller, and these keys too: the five, help, the page keys.
SHELL = frozenset({"bar-back", "bar-home", "bar-repeat", "mode-size", "bar-staff", "bar-help", "page-back", "page-on"})
KEYBOARD = ("Keyboard", "InputPanel", "WordCandidateView", "PinyinKeyboard")
TEXTS = ("QQuickText_", "QQuickText", "Label", "Headline")
APART = 3 * PIXELS_PER_MM - 1


@dataclass(frozen=True)
class Word:
    """A text on the screen: where its letters stand, and how tall a Hanzi of it is, in millimetres."""

    said: str
    inked: QRectF
    tall: float
    truncated: bool
    too_broad: bool
    ours: bool
    bold: bool
    shell: bool


def words(terminal: Terminal) -> list[Word]:
    """Every text that can be read."""
    return [_word(item) for item in terminal.items() if _is_word(item)]


def tappables(terminal: Terminal) -> dict[str, QRectF]:
    """Everything that can be touched, by its object name."""
    keys = [i for i in terminal.items() if _can_be_tapped(i) and not _in_keyboard(i)]
    places = {key.objectName(): terminal.place(key) for key in keys}
    assert len(places) == len(keys), "two things have one name"
    assert all(places), "something has no name"
    return places


def complaints(terminal: Terminal, *, elder: bool) -> list[str]:
    """What is wrong with the page on the screen."""
    window = QRectF(-1, -1, terminal.shape.value[0] + 2, terminal.shape.value[1] + 2)
    seen = words(terminal)
    ours = [word for word in seen if word.ours]
    return [
        *_of_words(seen, window),
        *(f"overlap: {one.said!r} and {other.said!r}" for one, other in combinations(ours, 2) if _overlap(one, other)),
        *_of_keys(tappables(terminal), window, elder=elder),
    ]


def _of_words(seen: list[Word], window: QRectF) -> Iterator[str]:
    for word in seen:
        if word.tall < (LEAST_OURS_MM if word.ours else LEAST_MM):
            yield f"{word.tall:.1f} mm: {word.said!r}"
        if word.ours and (word.truncated or word.too_broad):
            yield f"cut off: {word.said!r}"
        if word.ours and not window.contains(word.inked):
            yield f"outside: {word.said!r} at {word.inked}"


def _of_keys(keys: dict[str, QRectF], window: QRectF, *, elder: bool) -> Iterator[str]:
    for name, place in keys.items():
        if not window.contains(place):
            yield f"outside: {name} at {place}"
        if min(place.width(), place.height()) < _least(name, elder=elder) * PIXELS_PER_MM - 2:
            yield f"small: {name} {place.width():.0f} x {place.height():.0f}"
    for (one, at), (other, there) in combinations(keys.items(), 2):
        neighbours = {one, other} <= SHELL
        if not neighbours and at.adjusted(-APART, -APART, APART, APART).intersects(there):
            yield f"near: {one} and {other}"


def _least(name: str, *, elder: bool) -> float:
    letter = name.startswith("key-") and name[4:].isalpha()
    return 16.0 if letter or name in SHELL else 25.0 if elder and name == "yes" else 20.0


def _overlap(one: Word, other: Word) -> bool:
    # Lines of Hanzi have air of their own above and below, which may meet.
    first, second = (w.inked.adjusted(2, w.tall * 0.8, -2, -w.tall * 0.8) for w in (one, other))
    return first.intersects(second)


def _is_word(item: QQuickItem) -> bool:
    return item.metaObject().className().startswith(TEXTS) and bool(item.property("text"))


def _can_be_tapped(item: QQuickItem) -> bool:
    return item.metaObject().indexOfSignal("tapped()") >= 0


def _in_keyboard(item: QQuickItem) -> bool:
    return any(above.metaObject().className().startswith(KEYBOARD) for above in _line(item))


def _line(item: QQuickItem) -> Iterator[QQuickItem]:
    walker: QQuickItem | None = item
    while walker is not None:
        yield walker
        walker = walker.parentItem()


def _word(item: QQuickItem) -> Word:
    wide, tall = float(item.property("contentWidth")), float(item.property("contentHeight"))
    left = {4: (item.width() - wide) / 2, 2: item.width() - wide}.get(int(value(item, "horizontalAlignment")), 0.0)
    top = {128: (item.height() - tall) / 2, 64: item.height() - tall}.get(int(value(item, "verticalAlignment")), 0.0)
    return Word(
        said=plain(str(item.property("text"))),
        inked=item.mapRectToScene(QRectF(left, top, wide, tall)),
        tall=value(item, "fontInfo.pixelSize") * HANZI_BOX / PIXELS_PER_MM,
        truncated=bool(item.property("truncated")),
        too_broad=wide > item.width() + 2,
        ours=not _in_keyboard(item),
        bold=bool(value(item, "font.bold")),
        shell=any(above.objectName() in SHELL for above in _line(item)),
    )


def value(item: QQuickItem, expression: str) -> float:
    """A value that PySide cannot convert but QML can: an enum, a part of a font."""
    context = qmlContext(item)
    assert context is not None
    found, _ = QQmlExpression(context, item, expression).evaluate()
    return float(found)
