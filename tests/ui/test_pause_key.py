"""先停一停 by finger: also where she may not stop, the key acts, for the conversation says why; twice is once."""

from dataclasses import replace

from kiosk.modalities.touch import Stage
from kiosk.visit.modes import Modes
from tests.ui import scenes
from tests.ui.terminal import Terminal


def test_the_key_stops_once_and_knows_where_she_may(terminal: Terminal) -> None:
    stage: Stage = terminal.stage
    number = terminal.show(scenes.CODE)
    assert stage.property("canPause") is False
    terminal.tap("mode-pause")
    assert terminal.hand.done() == [("pause",)]
    terminal.clock.seconds += 1
    stage.show_scene(replace(scenes.scene(number, scenes.CODE), can_pause=True), Modes())
    terminal.settle()
    assert stage.property("canPause") is True
    terminal.tap("mode-pause")
    terminal.tap("mode-pause")
    assert terminal.hand.done() == [("pause",)] * 2
