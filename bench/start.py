"""How soon the first frame is there, and what all of it weighs: our terminal, and Chromium on an equal page.

Both are started on one Xvfb of 1080x1920, in turns, after one start each that is not counted (files come from the
disk's cache, as after a restart of the program and not of the box). The clock runs in this process from just before
the spawn until the notice of the first frame has come in. Memory is the whole process tree's, some seconds after the
first frame, when services, devices and the speaking child are up. The backend and the emulated devices that the
terminal talks to belong to this process and are not counted.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.chromium_start import PROGRAM, ChromiumStart
from bench.contestant import BenchError, Contestant, Start
from bench.figures import load, middle
from bench.terminal_start import TerminalStart
from kiosk.app.demo.screen import NoScreenError, virtual_loudspeaker, virtual_screen
from kiosk.app.demo.world import World
from kiosk.foundation.config import Screen

SETTLE_S = 5.0
RESIDENTS = 50
Say = Callable[[str], None]
Figures = dict[str, float]


def measure(against: str = "", runs: int = 5, say: Say = lambda _line: None) -> dict[str, Figures]:
    """The report of `kiosk bench start`; without `against` it holds the terminal alone. Takes 7 s a start.

    Raises: BenchError
    """
    if against not in ("", PROGRAM):
        raise BenchError(f"nothing is known of {against!r}; --against {PROGRAM} is")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="linli-bench-")))
        contestants: list[Contestant] = []
        if against:
            contestants.append(stack.enter_context(ChromiumStart(folder, SETTLE_S)))
        environment = stack.enter_context(stage(1080, 1920))
        # As large as the screen all the same; "full screen" is asked of a window manager, and none runs here.
        settings = stack.enter_context(World(say, residents=RESIDENTS)).settings(Screen(fullscreen=False))
        contestants.insert(0, TerminalStart(settings, folder, SETTLE_S))
        return report(race(contestants, runs, environment, say))


@contextmanager
def stage(wide: int, tall: int) -> Iterator[Mapping[str, str]]:
    """A screen and a silent loudspeaker; the environment that leads to them.

    Raises: BenchError
    """
    with ExitStack() as stack:
        try:
            display = stack.enter_context(virtual_screen(wide, tall))
        except NoScreenError as error:
            raise BenchError(str(error)) from None
        environment = {**os.environ, "DISPLAY": display, **stack.enter_context(virtual_loudspeaker())}
        environment.pop("WAYLAND_DISPLAY", None)
        # An installed terminal has its bytecode beside it; here it is kept apart, so that the tree stays clean.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="linli-bytecode-"))
        yield environment


def race(
    contestants: Sequence[Contestant], runs: int, environment: Mapping[str, str], say: Say
) -> dict[str, list[Start]]:
    """Start each in turn; the first round is not counted."""
    starts: dict[str, list[Start]] = {contestant.name: [] for contestant in contestants}
    for round_ in range(runs + 1):
        for contestant in contestants:
            start = contestant.start(environment)
            counted = f"run {round_} of {runs}" if round_ else "warming up"
            say(f"{contestant.name}: {counted}: {_words(start)}; {load()}")
            if round_:
                starts[contestant.name].append(start)
    return starts


def report(starts: Mapping[str, Sequence[Start]]) -> dict[str, Figures]:
    """Medians, and how many times Chromium's figures ours are."""
    figures = {name: _medians(several) for name, several in starts.items()}
    if PROGRAM in figures:
        ours, theirs = figures["terminal"], figures[PROGRAM]
        figures["ratio"] = {
            "first_frame": round(ours["first_frame_ms"] / theirs["first_frame_ms"], 3),
            "pss": round(ours["pss_mb"] / theirs["pss_mb"], 3),
        }
    return figures


def _medians(starts: Sequence[Start]) -> Figures:
    return {
        "first_frame_ms": middle([start.first_frame_ms for start in starts], 0),
        "pss_mb": middle([start.memory.pss_mb for start in starts]),
        "rss_mb": middle([start.memory.rss_mb for start in starts]),
    }


def _words(start: Start) -> str:
    memory = start.memory
    return (
        f"first frame {start.first_frame_ms:.0f} ms, PSS {memory.pss_mb:.0f} MB, RSS {memory.rss_mb:.0f} MB, "
        f"{memory.processes} processes"
    )
