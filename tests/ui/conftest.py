"""Qt for the tests of the screen: offscreen, with the environment that the terminal itself prepares."""

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from typing import Protocol

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.app.window import UI, Shape, dress, prepare_environment
from tests.ui.terminal import Terminal

prepare_environment()


class QtRecord(Protocol):
    """A line that Qt wrote."""

    message: str


class QtLog(Protocol):
    """What pytest-qt caught of Qt's log."""

    records: list[QtRecord]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The terminal has no widgets."""
    return QGuiApplication


@pytest.fixture(scope="session")
def fonts(qapp: QGuiApplication) -> None:
    """Our fonts, as the terminal has them."""
    dress(qapp)


@pytest.fixture
def terminal(fonts: None) -> Iterator[Terminal]:
    """A terminal in portrait, at its attract page, whose finger is recorded."""
    with Terminal(Shape.PORTRAIT) as terminal:
        QTest.qWait(0)
        yield terminal


@pytest.fixture(scope="module", params=[Shape.PORTRAIT, Shape.LANDSCAPE], ids=["portrait", "landscape"])
def shaped(request: pytest.FixtureRequest, fonts: None) -> Iterator[Terminal]:
    """A terminal of each shape, one for a whole module."""
    with Terminal(request.param) as terminal:
        yield terminal


@pytest.fixture(autouse=True)
def _qml_is_silent(qtlog: QtLog) -> Iterator[None]:
    """A warning of our own QML fails the test that woke it."""
    yield
    ours = [record.message for record in qtlog.records if str(UI) in record.message]
    assert ours == []
