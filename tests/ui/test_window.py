"""The window: its first frame, its size on a screen that is too small, its pictures, and its going."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtTest import QTest

from kiosk.app.window import Shape, prepare_environment
from kiosk.modalities.touch.icons import GLYPHS, phosphor_font
from kiosk.visit.stage import Gone
from tests.ui import scenes
from tests.ui.terminal import Terminal, until


@pytest.mark.parametrize(
    ("found", "at_hand", "left"),
    [("", False, "disabled:"), ("", True, None), ("unix:path=/run/bus", False, "unix:path=/run/bus")],
    ids=["no bus", "the user's own", "one that is named"],
)
def test_no_bus_is_started_for_the_sake_of_screen_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: str, at_hand: bool, left: str | None
) -> None:
    if at_hand:
        (tmp_path / "bus").touch()
    named = {"DBUS_SESSION_BUS_ADDRESS": found} if found else {}
    monkeypatch.setattr(os, "environ", {"XDG_RUNTIME_DIR": str(tmp_path), **named})
    prepare_environment()
    assert os.environ.get("DBUS_SESSION_BUS_ADDRESS") == left


def test_a_small_screen_shows_everything_smaller(fonts: None) -> None:
    with Terminal(Shape.PORTRAIT) as terminal:
        terminal.window.quick.resize(540, 960)
        terminal.show(scenes.HOME)
        inside = QRectF(-1, -1, 542, 962)
        for name in ("social_insurance", "more", "bar-staff"):
            assert inside.contains(terminal.place(terminal.must(name)))
        terminal.tap("contacts")
        assert terminal.hand.done() == [("answer", 1, "contacts")]


def test_a_broad_screen_keeps_the_design_in_its_middle(fonts: None) -> None:
    with Terminal(Shape.PORTRAIT) as terminal:
        terminal.window.quick.resize(1920, 1080)
        terminal.show(scenes.HOME)
        first, last = terminal.place(terminal.must("bar-back")), terminal.place(terminal.must("bar-staff"))
        assert abs((first.left() + last.right()) / 2 - 960) < 2
        assert last.bottom() <= 1081


def test_a_picture_can_be_taken(terminal: Terminal) -> None:
    terminal.show(scenes.INSURANCE)
    picture = terminal.window.grab()
    assert (picture.width(), picture.height()) == Shape.PORTRAIT.value
    assert picture.pixelColor(2, 2).name() == "#fbf7f0"


def test_every_icon_that_we_name_is_in_the_font(fonts: None) -> None:
    import json

    charmap = json.loads(next(phosphor_font().parent.glob("phosphor-charmap-*.json")).read_text("utf-8"))
    for name, glyph in GLYPHS.items():
        if name != "police-car":
            assert int(charmap[name], 16) == ord(glyph), name
    assert ord(GLYPHS["police-car"]) in {int(code, 16) for code in charmap.values()}


def test_icons_of_the_sample_scenes_are_known() -> None:
    for prompt in scenes.PROMPTS.values():
        for option in getattr(prompt, "options", ()):
            assert not option.icon or option.icon in GLYPHS


def test_the_first_frame_comes_without_the_keyboard_and_without_controls() -> None:
    script = (
        "import os, sys\n"
        "os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from kiosk.app.window import Window, open_application, prepare_environment\n"
        "prepare_environment()\n"
        "application = open_application()\n"
        "from kiosk.foundation.clock import SystemClock\n"
        "from kiosk.modalities.touch import Site, Stage\n"
        "stage = Stage(Site('x'), SystemClock())\n"
        "window = Window(stage)\n"
        "def seen():\n"
        "    maps = open('/proc/self/maps').read()\n"
        "    print('frame', 'qtvkbplugin' in maps, 'QuickControls' in maps, 'qrcode' in sys.modules)\n"
        "    window.close()\n"
        "    application.quit()\n"
        "window.first_frame.connect(seen)\n"
        "application.exec()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "frame False False False", done.stderr
    assert "qml" not in done.stderr, "taken down without a complaint"


@pytest.mark.parametrize("times", [1, 2])
def test_closing_leaves_no_complaints(fonts: None, times: int) -> None:
    for _ in range(times):
        with Terminal(Shape.LANDSCAPE) as terminal:
            terminal.show(scenes.MONTHS)
            until(lambda: terminal.named("page-on") is not None)


@pytest.mark.parametrize("shape", list(Shape))
def test_a_screen_on_which_nothing_happens_draws_nothing(shape: Shape, fonts: None) -> None:
    """The attract page stands there for hours; something unseen that moves would keep a core busy day and night."""
    with Terminal(shape) as terminal:
        terminal.stage.clear(Gone.WAITING)
        terminal.settle()
        drawn: list[int] = []
        terminal.window.quick.frameSwapped.connect(lambda: drawn.append(1))
        QTest.qWait(400)
        assert len(drawn) <= 2
