"""How smooth the screen is: the real window on Xvfb, with Qt's software renderer, at 1080x1920.

transition      the time between neighbouring frames while one page slides out and another in; late_percent of them came
                so late that a screen of 60 pictures a second had left one out
list            from the finger's release on "next page" of a 500-row table to the last frame that this causes
mode_switch     from a mode key's effect being asked for to the last frame that it causes: each mode, on two full pages
touch_response  from the event of a finger going down to the frame in which the thing under it looks pressed

The times are of frames handed to the X server. Scenes come from the loop thread through the touch modality; touches
come from Qt's test touch device, so that the X server's own way from glass to event is not in them.
"""

import os
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from itertools import pairwise
from typing import TYPE_CHECKING

from bench.contestant import BenchError
from bench.figures import load, middle, p95, spread
from bench.start import stage

if TYPE_CHECKING:
    from bench.busy import Busy
    from bench.screen_under_test import ScreenUnderTest

SLIDES = 40
TURNS = 60
TOUCHES = 60
SWITCHES = 6
ROWS = 500
VOICE, FACE = "voice", "face"
LATE_MS = 25.0
"""A frame and a half of a screen with 60 pictures a second."""
Say = Callable[[str], None]
Figures = dict[str, float]


def measure(say: Say = lambda _line: None, busy: str = "") -> dict[str, Figures | str | int]:
    """The report of `kiosk bench frames`. Takes about a minute. Raises: BenchError.

    `busy`: what goes on beside it all the while; "voice": somebody speaks, is recognised and answered; "face":
    somebody stands before the camera.
    """
    if busy not in ("", VOICE, FACE):
        raise BenchError(f"nothing is known of {busy!r}; --busy {VOICE} and --busy {FACE} are")
    with stage(1080, 1920) as environment:
        os.environ.update(environment, QT_QPA_PLATFORM="xcb")
        # Qt reads the environment when it is loaded, so it is loaded here.
        from bench.screen_under_test import ScreenUnderTest
        from kiosk.app.window import open_application, prepare_environment

        prepare_environment()
        application = open_application()
        screen = ScreenUnderTest()
        try:
            screen.begin()
            with beside(busy) as at_work:
                report: dict[str, Figures | str | int] = {
                    "transition": slides(screen, say),
                    "list": turns(screen, say),
                    "mode_switch": switches(screen, say),
                    "touch_response": touches(screen, say),
                    "busy": busy or "none",
                }
                if at_work is not None:
                    report |= at_work.counted()
        finally:
            screen.close()
            del application
    return report


def beside(busy: str) -> "AbstractContextManager[Busy | None]":
    """What goes on beside it, made ready before anything is measured. Raises: BenchError."""
    from bench.busy import kept_busy
    from kiosk.app.models_place import models_folder

    if busy == VOICE:
        from bench.busy_voice import BusyVoice

        return kept_busy(BusyVoice(models_folder()), "voice")
    if busy == FACE:
        from bench.busy_face import BusyFace

        return kept_busy(BusyFace(models_folder()), "the engine for faces")
    return nullcontext()


def slides(screen: "ScreenUnderTest", say: Say) -> Figures:
    """Slide between two full pages."""
    from bench.scenes import ANSWER, SERVICES

    say("slides ...")
    intervals: list[float] = []
    waits: list[float] = []
    for number in range(SLIDES + 2):
        screen.rest()
        seen = len(screen.frames)
        asked = screen.show(ANSWER if number % 2 else SERVICES)
        first = screen.wait_for_frame(asked)
        screen.rest()
        if number >= 2:  # the first showing of each page compiles it
            waits.append((first - asked) * 1000)
            intervals += [(b - a) * 1000 for a, b in pairwise(screen.frames[seen:])]
    say(f"{SLIDES} slides, {len(intervals)} intervals; asked to first frame {_words(waits)}; {load()}")
    late = sum(interval > LATE_MS for interval in intervals)
    return spread(intervals) | {"late_percent": round(100 * late / len(intervals), 1)}


def turns(screen: "ScreenUnderTest", say: Say) -> Figures:
    """Turn through a long table, on and on."""
    from bench.scenes import long_table

    say("turns of a long table ...")
    asked = screen.show(long_table(ROWS))
    first = screen.wait_for_frame(asked)
    say(f"a table of {ROWS} rows: asked to first frame {(first - asked) * 1000:.0f} ms")
    screen.rest()
    times: list[float] = []
    way = "page-on"
    for _ in range(TURNS):
        if not screen.find(way).isEnabled():
            way = "page-back" if way == "page-on" else "page-on"
        screen.press(way)
        screen.rest()
        before = screen.names("block-0/")
        began = time.perf_counter()
        screen.lift(way, on_it=True)
        screen.wait_for_frame(began)
        screen.rest()
        times.append((screen.frames[-1] - began) * 1000)
        if screen.names("block-0/") == before:
            raise RuntimeError("the page was not turned")
    say(f"{TURNS} turns: {_words(times)}; {load()}")
    return spread(times)


def switches(screen: "ScreenUnderTest", say: Say) -> Figures:
    """Press each mode key on and on, as one who tries what she needs (A11Y-25: half a second at most)."""
    from bench.scenes import ANSWER, SERVICES
    from kiosk.visit.modes import Mode, Modes, turned

    say("switches of a mode ...")
    times: list[float] = []
    for prompt in (SERVICES, ANSWER):
        screen.show(prompt)
        modes = Modes()
        for _ in range(SWITCHES):
            for mode in (Mode.SIZE, Mode.PALETTE, Mode.TONGUE, Mode.REACH):
                screen.rest()
                modes = turned(modes, mode)
                screen.wait_for_frame(asked := screen.redress(modes))
                screen.rest()
                times.append((screen.frames[-1] - asked) * 1000)
    say(f"{len(times)} switches of a mode: {_words(times)}; {load()}")
    return spread(times)


def touches(screen: "ScreenUnderTest", say: Say) -> Figures:
    """Put a finger on each service, at odd moments, and take it away beside it."""
    from bench.scenes import SERVICES

    say("touches ...")
    screen.show(SERVICES)
    screen.rest()
    dice = random.Random(2)
    times: list[float] = []
    for number in range(TOUCHES):
        name = SERVICES.options[number % len(SERVICES.options)].id
        time.sleep(dice.uniform(0, 0.02))
        began = time.perf_counter()
        item = screen.press(name)
        seen = screen.wait_for_frame(began)
        while not item.property("down"):  # on a busy machine a frame of something else may come first
            seen = screen.wait_for_frame(seen)
        times.append((seen - began) * 1000)
        screen.lift(name, on_it=False)
        screen.rest()
    say(f"{TOUCHES} touches: {_words(times)}; {load()}")
    return spread(times)


def _words(times: list[float]) -> str:
    return f"median {middle(times)} ms, p95 {p95(times)} ms, most {max(times):.1f} ms"
