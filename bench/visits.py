"""What long service costs: visit after visit through the real window, in changing modes, and what memory remains.

Real: the window and all its QML, Qt's software renderer on a screen of 1080x1920, touch events of Qt's test touch
device, the touch modality, the conversation on its loop thread, the privacy wipe. Scripted: the services and the hand.
Devices, speech and the backend are not in it. A hand waits for nothing but the thing that it will touch, so most slides
are cut short; each tenth visit lets them come to their end.
"""

import os
import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bench.figures import load
from bench.process_tree import memory_of
from bench.start import stage

if TYPE_CHECKING:
    from bench.hall_under_test import HallUnderTest

WARM = 50
CALM_EVERY = 10
SEED = 20261121
Say = Callable[[str], None]


def measure(visits: int, say: Say = lambda _line: None) -> dict[str, object]:
    """The report of `kiosk bench visits`: PSS of this process after 50 visits and after all. Raises: BenchError."""
    with stage(1080, 1920) as environment:
        os.environ.update(environment, QT_QPA_PLATFORM="xcb")
        # Qt reads the environment when it is loaded, so it is loaded here.
        from bench.hall_under_test import HallUnderTest
        from kiosk.app.window import open_application, prepare_environment

        prepare_environment()
        application = open_application()
        hall = HallUnderTest()
        try:
            return serve(hall, visits, say)
        finally:
            hall.close()
            del application


def serve(hall: "HallUnderTest", visits: int, say: Say) -> dict[str, object]:
    """Let them come, one after the other."""
    dice = random.Random(SEED)
    began = time.monotonic()
    weights: dict[int, float] = {}
    for number in range(1, visits + 1):
        if number % WARM == 1:
            say(f"visits {number} to {min(number + WARM - 1, visits)} ...")
        hall.visit(dice, calm=number % CALM_EVERY == 0)
        if number % WARM == 0 or number == visits:
            hall.rest()
            weights[number] = memory_of(os.getpid()).pss_mb
            say(f"{number} visits: PSS {weights[number]:.1f} MB, {hall.told()}; {load()}")
    first, last = weights[min(weights)], weights[max(weights)]
    return {
        "visits": visits,
        f"pss_mb_after_{min(weights)}": round(first, 1),
        f"pss_mb_after_{max(weights)}": round(last, 1),
        "ratio": round(last / first, 3),
        "pages": hall.pages,
        "touched_again": hall.again,
        "seconds": round(time.monotonic() - began),
    }
