"""`kiosk demo`: a world around a real terminal, played by itself or by whoever sits in front."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.app.demo.screen import HANDSET, NoScreenError, virtual_loudspeaker, virtual_screen
from kiosk.app.first_sight import seen_in
from kiosk.foundation.config import Screen

if TYPE_CHECKING:
    from kiosk.app.demo.journey import Journey

Say = Callable[[str], None]
LOOK_S = 20.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to show, where to, and how."""

    headless: bool
    out: Path
    only: str = ""
    landscape: bool = False
    elder: bool = False

    @property
    def screen(self) -> Screen:
        """The terminal's screen; in a window, so that it scales to fit."""
        return Screen(orientation="landscape" if self.landscape else "portrait", fullscreen=False)


def demonstrate(plan: Plan, say: Say) -> int:
    """Run the demo; the exit status: 0 if every journey went well, or nobody played any, 2 if it could not be run."""
    if plan.headless and not _chosen(plan.only):
        say(f"no journey is called anything with {plan.only!r}; there are: {_journeys()}")
        return 2
    with ExitStack() as stack:
        try:
            _set_the_stage(plan, stack, say)
        except NoScreenError as error:
            say(str(error))
            return 2
        return _play(plan, say) if plan.headless else _open(plan, say)


def _set_the_stage(plan: Plan, stack: ExitStack, say: Say) -> None:
    if not plan.headless:
        return
    say("no screen is used: starting Xvfb and a silent loudspeaker")
    os.environ["DISPLAY"] = stack.enter_context(virtual_screen(1920, 1920))
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    os.environ.pop("WAYLAND_DISPLAY", None)
    os.environ.update(stack.enter_context(virtual_loudspeaker()))


def _play(plan: Plan, say: Say) -> int:
    """Play the journeys and report."""
    # Qt reads its environment when it is loaded, so it is loaded here, behind the stage.
    from kiosk.app.demo.play import Player
    from kiosk.app.demo.report import write_report
    from kiosk.app.demo.resident_voice import resident_voice
    from kiosk.app.demo.world import World
    from kiosk.app.models_place import models_folder
    from kiosk.app.run import Run, quit_on_signals, report_stumbles
    from kiosk.app.window import open_application, prepare_environment

    plan.out.mkdir(parents=True, exist_ok=True)
    for old in (*plan.out.glob("*.png"), *plan.out.glob("report.*")):
        old.unlink()
    prepare_environment()
    with World(say, handset=HANDSET, cards=True) as world, resident_voice(os.environ, models_folder(), say) as voice:
        say("opening the terminal")
        application = open_application()
        report_stumbles()
        quit_on_signals(application)
        settings = world.settings(plan.screen)
        run = Run(seen_in(settings), lambda: settings)
        player = Player(run, world, plan.out, say, elder=plan.elder, voice=voice)
        player.start(_chosen(plan.only), application.quit)
        application.exec()
        run.close()
        well = write_report(player.outcomes, plan.out)
    say(f"{plan.out / 'report.html'} and report.json are written")
    return 0 if well else 1


def _open(plan: Plan, say: Say) -> int:
    """Open the terminal and the workbench, for whoever sits in front."""
    from kiosk.app.demo.workbench import Workbench
    from kiosk.app.demo.world import World
    from kiosk.app.run import Run, quit_on_signals, report_stumbles
    from kiosk.app.senses import GuiDoor
    from kiosk.app.window import open_application, prepare_environment

    prepare_environment()
    handset = "" if has_microphone() else None
    if handset is None:
        say("this machine has no microphone: nobody can speak to the terminal")
    with World(say, daemons=True, handset=handset) as world:
        application = open_application()
        report_stumbles()
        quit_on_signals(application)
        settings = world.settings(plan.screen)
        run = Run(seen_in(settings), lambda: settings)
        door = GuiDoor()
        world.payer.points_at(lambda: door.run(run.window.grab))
        workbench = Workbench(world, told=run.told_since)
        say("the terminal and its workbench are open; close either to end the demo")
        status = application.exec()
        workbench.close()
        run.close()
    return status


def has_microphone() -> bool:
    """Is there a sound input that a microphone can be?"""
    look = [sys.executable, "-m", "hardware.microphone.qt_process", "look", ""]
    try:
        return subprocess.run(look, check=False, capture_output=True, timeout=LOOK_S).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _chosen(only: str) -> "tuple[Journey, ...]":
    from kiosk.app.demo.journeys import JOURNEYS

    return tuple(one for one in JOURNEYS if any(_fits(f"{one.name} {one.mode}", any_of) for any_of in only.split(",")))


def _fits(name: str, words: str) -> bool:
    """Is every word in it, and none that has a ! before it?"""
    return all((word.removeprefix("!") in name) is not word.startswith("!") for word in words.split())


def _journeys() -> str:
    from kiosk.app.demo.journeys import JOURNEYS

    return ", ".join(f"{journey.name} {journey.mode}" for journey in JOURNEYS)
