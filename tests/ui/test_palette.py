"""The contrasts that ACCESSIBILITY.md asks for, computed from the colours of the theme."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine

from kiosk.app.window import UI

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
EDGES = [("edge", "paper"), ("edge", "card"), ("primary", "paper"), ("ink", "paper"), ("attention", "card")]


@pytest.fixture(scope="module", params=[False, True], ids=["standard", "elder"])
def paint(request: pytest.FixtureRequest, fonts: None) -> Iterator[QObject]:
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    code = "import QtQml\nimport 'theme'\nQtObject { property QtObject paint: Paint }"
    component.setData(code.encode(), QUrl.fromLocalFile(f"{UI}/probe.qml"))
    holder = component.create()
    assert holder is not None, component.errorString()
    found = holder.property("paint")
    found.setProperty("elder", request.param)
    yield found
    holder.deleteLater()
    engine.deleteLater()


def luminance(color: QColor) -> float:
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(paint: QObject, one: str, other: str) -> float:
    dark, light = sorted(luminance(QColor(paint.property(name))) for name in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("words", "ground"), WORDS_ON_GROUNDS)
def test_words_can_be_read(paint: QObject, words: str, ground: str) -> None:
    # What rests is told apart by being paler, but still read.
    least = 4.5 if not paint.property("elder") or words == "restingInk" else 7.0
    assert contrast(paint, words, ground) >= least


@pytest.mark.parametrize("tint", TINTS)
def test_white_words_on_a_tint_can_be_read(paint: QObject, tint: str) -> None:
    assert contrast(paint, "onTint", tint) >= (7.0 if paint.property("elder") else 4.5)


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_icons_can_be_seen(paint: QObject, edge: str, ground: str) -> None:
    assert contrast(paint, edge, ground) >= 3.0


def test_the_hint_on_the_dark_screen_can_be_read(paint: QObject) -> None:
    assert contrast(paint, "nightInk", "night") >= 4.5


def test_elder_colours_are_stronger(paint: QObject) -> None:
    if paint.property("elder"):
        assert QColor(paint.property("jade")).name() == "#075245"
    else:
        assert QColor(paint.property("jade")).name() == "#0b6a5b"
