"""The contrasts that ACCESSIBILITY.md asks for, computed from the colours of the theme, in every palette and size."""

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from PySide6.QtCore import Q_ARG, Q_RETURN_ARG, QMetaObject, QObject, Qt, QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine

from kiosk.app.window import UI

PALETTES = ("light", "dim", "dark", "contrast")
WORDS_ON_GROUNDS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "band"),
    ("secondInk", "paper"),
    ("secondInk", "card"),
    ("secondInk", "band"),
    ("primary", "card"),
    ("primary", "paper"),
    ("attention", "card"),
    ("attention", "paper"),
    ("restingInk", "restingFill"),
]
TINTS = ["jade", "persimmon", "cyan", "indigo", "plum", "moss", "ochre", "rose"]
GROUNDS = ["paper", "card", "band"]
SEEN = ["edge", "primary", "ink", "attention", *TINTS]  # edges, icons, the focus ring
LEAST_APART = 14.0  # of CIE76; about twice what an eye tells apart at a glance, side by side


@pytest.fixture(scope="module", params=list(product(PALETTES, [False, True])), ids=lambda p: f"{p[0]}-{p[1]}")
def paint(request: pytest.FixtureRequest, fonts: None) -> Iterator[QObject]:
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    code = "import QtQml\nimport 'theme'\nQtObject { property QtObject paint: Paint }"
    component.setData(code.encode(), QUrl.fromLocalFile(f"{UI}/probe.qml"))
    holder = component.create()
    assert holder is not None, component.errorString()
    found = holder.property("paint")
    found.setProperty("palette", request.param[0])
    found.setProperty("elder", request.param[1])
    yield found
    holder.deleteLater()
    engine.deleteLater()


def linear(color: QColor) -> list[float]:
    parts = (color.redF(), color.greenF(), color.blueF())
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(color: QColor) -> float:
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_of(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def contrast(paint: QObject, one: str, other: str) -> float:
    return contrast_of(QColor(paint.property(one)), QColor(paint.property(other)))


def lab(color: QColor) -> tuple[float, float, float]:
    """CIE L*a*b* under D65."""
    red, green, blue = linear(color)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = luminance(color)
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def least_for_words(paint: QObject) -> float:
    """In light 4.5:1, in elder type and in the palettes for weak eyes and weak light 7:1."""
    return 7.0 if paint.property("elder") or paint.property("palette") != "light" else 4.5


@pytest.mark.parametrize(("words", "ground"), WORDS_ON_GROUNDS)
def test_words_can_be_read(paint: QObject, words: str, ground: str) -> None:
    # What rests is told apart by being paler, but still read.
    least = 4.5 if words == "restingInk" and paint.property("palette") == "light" else least_for_words(paint)
    assert contrast(paint, words, ground) >= least


@pytest.mark.parametrize("tint", [*TINTS, "primary"])
def test_words_on_a_tint_can_be_read(paint: QObject, tint: str) -> None:
    assert contrast(paint, "onTint", tint) >= least_for_words(paint)


@pytest.mark.parametrize("fill", ["card", "primary", *TINTS])
def test_words_under_the_finger_can_be_read(paint: QObject, fill: str) -> None:
    pressed = QMetaObject.invokeMethod(
        paint,
        "pressed",
        Qt.ConnectionType.DirectConnection,
        Q_RETURN_ARG("QColor"),
        Q_ARG("QColor", QColor(paint.property(fill))),
    )
    resting, words = QColor(paint.property(fill)), QColor(paint.property("ink" if fill == "card" else "onTint"))
    assert isinstance(pressed, QColor)
    assert contrast_of(words, pressed) >= 4.5
    assert contrast_of(resting, pressed) >= 1.2, "a touch must be seen at once"


@pytest.mark.parametrize(("edge", "ground"), list(product(SEEN, GROUNDS)))
def test_edges_and_icons_can_be_seen(paint: QObject, edge: str, ground: str) -> None:
    assert contrast(paint, edge, ground) >= 3.0


@pytest.mark.parametrize(("one", "other"), list(combinations(TINTS, 2)))
def test_the_services_colours_are_told_apart(paint: QObject, one: str, other: str) -> None:
    first, second = lab(QColor(paint.property(one))), lab(QColor(paint.property(other)))
    assert sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5 >= LEAST_APART


def test_the_hint_on_the_dark_screen_can_be_read(paint: QObject) -> None:
    assert contrast(paint, "nightInk", "night") >= 7.0


def test_a_code_is_black_on_white_for_the_telephone(paint: QObject) -> None:
    assert contrast(paint, "codeInk", "codePaper") >= 20.0


def test_low_light_does_not_dazzle(paint: QObject) -> None:
    if paint.property("palette") == "dim":
        assert luminance(QColor(paint.property("paper"))) < 0.02
        assert luminance(QColor(paint.property("ink"))) < 0.8, "no white in the night"


def test_elder_colours_are_stronger(paint: QObject) -> None:
    if paint.property("palette") == "light":
        stronger = {False: "#0b6a5b", True: "#075245"}
        assert QColor(paint.property("jade")).name() == stronger[bool(paint.property("elder"))]
