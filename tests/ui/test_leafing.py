"""The gallery's window: keys and a finger leaf through it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.app.gallery.leafing import Leafing
from kiosk.app.gallery.plates import PAGES
from tests.ui.terminal import until

FIRST, SECOND, *_, LAST = PAGES


class Reader:
    """Somebody who leafs."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.leafing = Leafing(self.said.append)

    def press(self, key: Qt.Key) -> str:
        """Press a key; what is shown then."""
        count = len(self.said)
        assert self.leafing._life is not None
        QTest.keyClick(self.leafing._life.window.quick, key)
        until(lambda: len(self.said) > count, seconds=20)
        return self.said[-1]


@pytest.fixture
def reader(fonts: None) -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.leafing.close()


def test_keys_leaf_and_change_the_look(reader: Reader) -> None:
    assert reader.said == [f"{FIRST}_light_standard_portrait"]
    assert reader.press(Qt.Key.Key_Right) == f"{SECOND}_light_standard_portrait"
    assert reader.press(Qt.Key.Key_P) == f"{SECOND}_dim_standard_portrait"
    assert reader.press(Qt.Key.Key_S) == f"{SECOND}_dim_elder_portrait"
    assert reader.press(Qt.Key.Key_O) == f"{SECOND}_dim_elder_landscape"
    assert reader.press(Qt.Key.Key_R) == f"{SECOND}_dim_elder_landscape_reach"
    assert reader.press(Qt.Key.Key_H) == f"{SECOND}_dim_elder_landscape_reach_left"
    assert reader.press(Qt.Key.Key_T) == f"{SECOND}_idle_dim_elder_landscape_reach_left"


def test_before_the_first_page_is_the_last(reader: Reader) -> None:
    assert reader.press(Qt.Key.Key_Left) == f"{LAST}_light_standard_portrait"
    assert reader.press(Qt.Key.Key_Right) == f"{FIRST}_light_standard_portrait"


def test_a_finger_on_a_mode_key_changes_the_look(reader: Reader) -> None:
    assert reader.leafing._life is not None
    reader.leafing._life.stage.turn("size")
    until(lambda: len(reader.said) > 1, seconds=20)
    assert reader.said[-1] == f"{FIRST}_light_elder_portrait"
