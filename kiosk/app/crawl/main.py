"""`kiosk crawl`: the demo's world and a real terminal, walked through by a body with some senses."""

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.app.crawl.findings import Finding, Report, Rule
from kiosk.app.demo.screen import virtual_loudspeaker, virtual_screen
from kiosk.visit.answers import offered

if TYPE_CHECKING:
    from kiosk.app.crawl.body import Body
    from kiosk.app.crawl.clock import LeapingClock
    from kiosk.app.crawl.witness import Witness
    from kiosk.app.demo.world import World
    from kiosk.app.run import Run

_log = logging.getLogger(__name__)

MODES = ("touch", "keypad", "voice")
RESIDENTS = 40
OPEN_S = 60.0
AWAKE_S = 30.0
HELD_LEAP_S = 600.0
# One resident does in minutes what a hall does in weeks.
_OFTEN = {"burst": 100_000, "seconds_each": 0.01}
_HOW_OFTEN = (
    *("lookups_per_subject", "lookups_per_terminal", "verifications_per_address"),
    *("orders_per_terminal", "attempts_per_terminal", "claims_per_terminal"),
)
OFFICE = dict.fromkeys(_HOW_OFTEN, _OFTEN)
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """In which mode to walk, and through which services (all, if empty)."""

    mode: str
    services: tuple[str, ...] = ()
    landscape: bool = False


def walk_through(plan: Plan, say: Say) -> Report:
    """Walk; takes a minute or two and needs Xvfb. Main thread, once a process.

    Raises: kiosk.app.demo.screen.NoScreenError
    """
    with ExitStack() as stack:
        say("starting Xvfb and a silent loudspeaker")
        os.environ["DISPLAY"] = stack.enter_context(virtual_screen(1920, 1920))
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        os.environ.pop("WAYLAND_DISPLAY", None)
        os.environ.update(stack.enter_context(virtual_loudspeaker()))
        return _walk(plan, say)


def _walk(plan: Plan, say: Say) -> Report:
    # Qt reads its environment when it is loaded, so it is loaded here, behind the stage.
    from kiosk.app.crawl.clock import LeapingClock
    from kiosk.app.crawl.mouth import HastyMouth
    from kiosk.app.demo.world import World
    from kiosk.app.first_sight import seen_in
    from kiosk.app.run import Run, quit_on_signals, report_stumbles
    from kiosk.app.window import open_application, prepare_environment
    from kiosk.foundation.config import Screen

    prepare_environment()
    with World(say, residents=RESIDENTS, brisk=True, cards=True, office=OFFICE, words_only=True) as world:
        application = open_application()
        report_stumbles()
        quit_on_signals(application)
        settings = world.settings(Screen(orientation="landscape" if plan.landscape else "portrait", fullscreen=False))
        clock = LeapingClock()
        run = Run(seen_in(settings), lambda: settings, clock, HastyMouth())
        crawler = Crawler(run, world, clock, plan, say)
        crawler.start(application.quit)
        application.exec()
        run.close()
    return crawler.report


class Crawler:
    """Make it on the GUI thread; it walks on a thread of its own and calls `done` on the GUI thread at the end."""

    def __init__(self, run: "Run", world: "World", clock: "LeapingClock", plan: Plan, say: Say) -> None:
        from kiosk.app.crawl.frames import SlideFrames
        from kiosk.app.senses import GuiDoor

        self.report = Report(plan.mode)
        self._run = run
        self._world = world
        self._clock = clock
        self._plan = plan
        self._say = say
        self._door: GuiDoor = GuiDoor()
        self._frames = SlideFrames(run.window.quick, run.stage)

    def start(self, done: Callable[[], None]) -> None:
        """Begin to walk."""
        threading.Thread(target=self._go, args=(done,), name="crawler", daemon=True).start()

    def _go(self, done: Callable[[], None]) -> None:
        try:
            self._crawl()
        except Exception:  # noqa: BLE001  the root of a thread: the report tells that it is not whole
            _log.exception("the crawler stumbled")
            self.report.add(Finding("", "", Rule.COMPLETED, "the crawler stumbled; see its log"))
        finally:
            self._door.leave(done)

    def _crawl(self) -> None:
        from kiosk.app.crawl.hands import DeskHands
        from kiosk.app.crawl.trials import Limits
        from kiosk.app.crawl.walker import Walker
        from kiosk.app.crawl.witness import Witness

        if not self._run.opened.wait(OPEN_S) or self._run.terminal is None:
            self.report.add(Finding("", "", Rule.COMPLETED, "the terminal did not open"))
            return
        terminal = self._run.terminal
        witness = Witness(lambda: self._clock.leap(HELD_LEAP_S))
        self._run.on_loop(lambda: terminal.conversation.presenter.join(witness))
        visits = terminal.settings.visits
        limits = Limits(visits.silence_s, visits.silence_by_keys_s, visits.warning_s)
        body = self._body(witness)
        self._world.payer.points_at(lambda: self._door.run(self._run.window.grab))
        hands = DeskHands(self._world, self._run, witness)
        walker = Walker(body, witness, hands, self._clock, limits, self._say)
        self.report = walker.report
        self._wait_until_awake(witness)
        walker.crawl(self._plan.services)
        if self._plan.mode == "touch":
            self.report.frames = self._frames.figures()

    def _wait_until_awake(self, witness: "Witness") -> None:
        """Wait until devices and backend were found: what rests then, rests."""
        terminal = self._run.terminal
        assert terminal is not None
        self._run.on_loop(terminal.conversation.begin)
        witness.until(lambda: _all_awake(witness), AWAKE_S)
        until = time.monotonic() + AWAKE_S
        faces = terminal.rooms.faces
        while faces.engine is not None and not faces.model() and time.monotonic() < until:
            time.sleep(0.1)  # the engine of faces is loaded after everything else

    def _body(self, witness: "Witness") -> "Body":
        from kiosk.app.crawl.keypad_body import KeypadBody
        from kiosk.app.crawl.touch_body import TouchBody
        from kiosk.app.crawl.voice_body import VoiceBody
        from kiosk.app.senses import EyesAndFinger

        eyes = EyesAndFinger(self._run.window, self._door, self._clock.leap)
        press = self._world.desk.keypad.press
        match self._plan.mode:
            case "touch":
                return TouchBody(eyes, witness, self._run.site)
            case "keypad":
                return KeypadBody(press, witness, eyes.is_dark)
            case "voice":
                self._run.opens_ears()
                return VoiceBody(self._run.hears, press, witness, eyes.is_dark)
            case other:
                raise ValueError(f"no such mode: {other}")


def _all_awake(witness: "Witness") -> bool:
    scene = witness.standing.scene
    return scene is not None and not any(option.resting for option in offered(scene.prompt))
