"""Nothing of a page outlives it: a terminal turns pages for years."""

import gc
from collections import Counter

import pytest
from pytestqt.qtbot import QtBot

from kiosk.app.gallery import scenes
from kiosk.app.thrift import give_memory_back
from kiosk.app.window import Shape
from kiosk.visit.stage import Gone
from tests.ui.terminal import Terminal

OURS = "kiosk.modalities.touch"


def ours() -> Counter[str]:
    """How many objects of the touch modality there are, by their type."""
    gc.collect()
    return Counter(
        type(thing).__qualname__ for thing in gc.get_objects() if f"{type(thing).__module__}".startswith(OURS)
    )


def turn_pages(terminal: Terminal) -> None:
    for prompt in (scenes.HOME, scenes.INSURANCE, scenes.CODE, scenes.CONTACTS, scenes.BYE):
        terminal.show(prompt, slide=False)


def test_pages_leave_nothing_behind(terminal: Terminal) -> None:
    """PySide keeps the Python half of every item of ours that QML has made; so there must be none on a page."""
    turn_pages(terminal)
    terminal.show(scenes.HOME, slide=False)
    before = ours()
    for _ in range(4):
        turn_pages(terminal)
    terminal.show(scenes.HOME, slide=False)
    assert ours() - before == Counter()


def test_what_a_visit_freed_is_given_back_once_nobody_is_here(
    fonts: None, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    given: list[bool] = []
    monkeypatch.setattr("kiosk.app.window.give_memory_back", lambda: given.append(True))
    with Terminal(Shape.PORTRAIT) as terminal:
        qtbot.waitUntil(lambda: len(given) == 1, timeout=5000)
        terminal.show(scenes.HOME, slide=False)
        terminal.stage.clear(Gone.WAITING)
        qtbot.waitUntil(lambda: len(given) == 2, timeout=5000)


def test_giving_back_harms_nothing() -> None:
    give_memory_back()
