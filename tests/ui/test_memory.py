"""Nothing of a page outlives it: a terminal turns pages for years."""

import gc
from collections import Counter

from kiosk.app.gallery import scenes
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
