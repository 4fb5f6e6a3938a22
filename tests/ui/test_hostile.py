"""Whatever an office sends, nothing leaves its place, and what is cut can be read at length."""

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.app.gallery.scenes import scene
from kiosk.app.inspection.inspector import inspect
from kiosk.app.inspection.violation import Rule
from kiosk.modalities.touch import Site
from kiosk.modalities.touch.joined import plain
from kiosk.modalities.touch.reading import at_length
from kiosk.visit.blocks import Paragraph
from kiosk.visit.items import items_of
from kiosk.visit.modes import Modes, Size
from kiosk.visit.prompts import AnyPrompt
from tests.ui import hostile
from tests.ui.eyes import tappables, words
from tests.ui.terminal import Terminal

# The words of an office are its own: how long its sentences are, and that they end in dots where they may be read
# at length (the second test).
NOT_OURS = frozenset({Rule.SENTENCE, Rule.ELIDED})
HALL = Site("杏花社区便民服务馆")

every_size = pytest.mark.parametrize("size", list(Size))
every_prompt = pytest.mark.parametrize("name", list(hostile.PROMPTS))


@every_prompt
@every_size
def test_nothing_leaves_its_place(shaped: Terminal, name: str, size: Size) -> None:
    prompt = hostile.PROMPTS[name]
    modes = Modes(size=size)
    number = shaped.show(prompt, modes=modes, slide=False)
    found = inspect(shaped.window.quick, scene(number, prompt), modes, HALL)
    assert [str(violation) for violation in found if violation.rule not in NOT_OURS] == []


@every_prompt
@every_size
def test_what_is_cut_can_be_read_at_length(shaped: Terminal, name: str, size: Size) -> None:
    prompt = hostile.PROMPTS[name]
    shaped.show(prompt, modes=Modes(size=size), slide=False)
    cut = [word for word in words(shaped) if word.truncated and not word.frame]
    if not cut:
        return
    shaped.clock.seconds += 1  # the glass takes a second touch at once for a double strike
    shaped.tap("read-all")
    shaped.settle()
    assert _letters("".join(_all_pages(shaped))) == _letters(_whole(prompt))
    shaped.clock.seconds += 1
    shaped.tap("read-all")
    shaped.settle()
    assert "page-on" not in tappables(shaped) or prompt.headline.shown() in {word.said for word in words(shaped)}


@pytest.mark.parametrize("name", ["long-options", "all-rest", "long-tiles", "long-cells"])
@every_size
def test_the_keypad_turns_to_every_option(shaped: Terminal, name: str, size: Size) -> None:
    prompt = hostile.PROMPTS[name]
    number = shaped.show(prompt, modes=Modes(size=size), slide=False)
    for item in items_of(prompt, elder=size is not Size.STANDARD):
        shaped.stage.set_focus(number, item.id)
        shaped.settle()
        assert shaped.named(item.id) is not None


def _whole(prompt: AnyPrompt) -> str:
    blocks = at_length(prompt)
    return "".join(block.body.shown() for block in blocks if isinstance(block, Paragraph))


def _letters(said: str) -> str:
    return "".join(plain(said).split())


def _all_pages(terminal: Terminal) -> list[str]:
    """What stands on the opened pages, turned over to the last."""
    said: list[str] = []
    while True:
        said += [str(row.property("label")) for row in _rows(terminal)]
        if "page-on" not in tappables(terminal) or not terminal.must("page-on").property("enabled"):
            return said
        terminal.clock.seconds += 1
        terminal.tap("page-on")
        terminal.settle()


def _rows(terminal: Terminal) -> list[QQuickItem]:
    return [item for item in terminal.items() if item.metaObject().className().startswith("StripRow")]
