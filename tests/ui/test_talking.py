"""The key to speak on the glass, and the strip that tells how she is heard."""

import pytest
from PySide6.QtCore import QPoint

from kiosk.app.inspection import inspect
from kiosk.modalities.talk import Talk, TalkStage
from kiosk.visit.modes import Modes, Size, Tongue
from kiosk.visit.stage import Gone
from kiosk.visit.text import text
from kiosk.visit.translation import translated
from tests.ui import scenes
from tests.ui.terminal import Terminal, until

READY = Talk(TalkStage.READY, dialects=True)
HEARING = Talk(TalkStage.LISTENING, 2, "查社保", dialects=True)
LEAST_MM = 25.0


def talks(terminal: Terminal) -> list[object]:
    return [act for act in terminal.hand.done() if act[0] in {"talk", "dialect"}]


def test_without_a_microphone_nothing_of_it_is_there(terminal: Terminal) -> None:
    terminal.stage.talking.take(Talk())
    terminal.show(scenes.HOME)
    assert terminal.named("bar-talk") is None
    assert terminal.named("mode-dialect") is None
    assert terminal.named("talk") is None


@pytest.mark.parametrize("size", Size)
def test_the_key_is_large_and_there_on_every_page_and_where_nobody_is(shaped: Terminal, size: Size) -> None:
    shaped.stage.talking.take(READY)
    shaped.stage.clear(Gone.WAITING)
    shaped.settle()
    assert shaped.named("bar-talk") is not None
    for prompt in (scenes.HOME, scenes.PROMPTS["code"]):
        shaped.show(prompt, modes=Modes(size=size))
        key = shaped.must("bar-talk")
        assert min(key.width(), key.height()) / shaped.stage.pixels_per_mm >= LEAST_MM
    shaped.stage.talking.take(Talk())


def test_it_listens_from_the_touch_on_and_tells_of_the_lift(terminal: Terminal) -> None:
    terminal.stage.talking.take(READY)
    terminal.show(scenes.HOME)
    terminal.press("bar-talk")
    assert talks(terminal) == [("talk", True)]
    terminal.release(terminal.centre("bar-talk"))
    assert talks(terminal) == [("talk", True), ("talk", False)]


def test_a_finger_that_slides_off_has_let_go(terminal: Terminal) -> None:
    terminal.stage.talking.take(READY)
    terminal.show(scenes.HOME)
    terminal.press("bar-talk")
    terminal.move(QPoint(20, 300))
    terminal.release(QPoint(20, 300))
    until(lambda: talks(terminal) == [("talk", True), ("talk", False)])


def test_a_trembling_finger_speaks_once(terminal: Terminal) -> None:
    terminal.stage.talking.take(READY)
    terminal.show(scenes.HOME)
    for _ in range(2):
        terminal.touch(terminal.centre("bar-talk"))
    assert talks(terminal).count(("talk", True)) == 1


def test_the_strip_has_the_place_of_the_caption(shaped: Terminal) -> None:
    shaped.stage.talking.take(HEARING)
    shaped.show(scenes.HOME)
    shaped.stage.set_caption("您好")
    shaped.settle()
    assert shaped.must("talk").property("text") == "查社保"
    assert shaped.named("caption") is None
    shaped.stage.talking.take(Talk(TalkStage.THINKING))
    assert "正在想" in str(shaped.must("talk").property("text"))
    shaped.stage.talking.take(READY)
    shaped.settle()
    assert shaped.named("talk") is None
    assert shaped.named("caption") is not None
    shaped.stage.set_caption("")
    shaped.stage.talking.take(Talk())


def test_dialects_are_chosen_by_a_touch(terminal: Terminal) -> None:
    terminal.stage.talking.take(READY)
    terminal.show(scenes.HOME)
    terminal.tap("mode-dialect")
    assert talks(terminal) == [("dialect",)]


@pytest.mark.parametrize(
    "talk", [READY, HEARING, Talk(TalkStage.RESTING, why=text("这台机器听不了话。请用按键，或者点屏幕。"))]
)
@pytest.mark.parametrize("size", Size)
def test_in_english_it_fits_as_well(shaped: Terminal, size: Size, talk: Talk) -> None:
    modes = Modes(size=size, tongue=Tongue.ENGLISH)
    shaped.stage.talking.take(talk)
    prompt = translated(scenes.HOME, Tongue.ENGLISH)
    number = shaped.show(prompt, modes=modes, slide=False)
    shaped.stage.set_caption("")
    found = inspect(shaped.window.quick, scenes.scene(number, prompt), modes, shaped.stage._site)
    ours = [v for v in found if v.where.startswith(("Speak", "Done", "Dialect", "Listening", "Pause", "B/W", "查社保"))]
    shaped.stage.clear(Gone.WAITING)
    shaped.stage.talking.take(Talk())
    assert ours == []
