"""The bench of devices: figures where there are some, a reason where there are none, and the real thing in short."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

from bench import devices
from bench.device_operations import OPERATIONS, Bench, NotHere, first_after
from bench.process_tree import Process


async def three(_bench: Bench) -> list[float]:
    return [0.001, 0.002, 0.010]


async def not_here(_bench: Bench) -> list[float]:
    raise NotHere("no root for pcscd")


async def broken(_bench: Bench) -> list[float]:
    raise TimeoutError("15 s")


def figures(operation: Callable[[Bench], object]) -> object:
    return asyncio.run(devices._figures(operation(None)))  # type: ignore[arg-type]


def test_what_was_measured_and_what_could_not_be() -> None:
    assert figures(three) == {"median_ms": 2.0, "p95_ms": 10.0, "n": 3}
    assert figures(not_here) == {"not_run": "no root for pcscd"}
    assert figures(broken) == {"not_run": "TimeoutError: 15 s"}


def test_the_time_to_an_event_begins_when_the_hand_moves() -> None:
    told: list[Callable[[object], None]] = []

    def listen(listener: Callable[[object], None]) -> Callable[[], None]:
        told.append(listener)
        return told.clear

    def act() -> float:
        moment = time.monotonic()
        told[0]("something else")
        told[0]("wanted")
        told[0]("wanted")
        return moment

    spent = asyncio.run(first_after(listen, act, lambda news: news == "wanted"))
    assert 0 <= spent < 5
    assert told == [], "nobody listens any more"


def test_a_helper_of_a_helper_is_ours_and_a_neighbour_is_not() -> None:
    me = os.getpid()
    known = {
        10: Process(10, me, 1, "0"),
        11: Process(11, 10, 1, "0"),
        12: Process(12, 1, 1, "0"),
    }
    assert [devices._descends(process, known) for process in known.values()] == [True, True, False]


def test_a_helpers_time_is_found_by_its_module() -> None:
    code = "import time; ends = time.monotonic() + 60\nwhile time.monotonic() < ends: pass"
    with subprocess.Popen([sys.executable, "-c", code]) as child:
        try:
            ends = time.monotonic() + 20
            while devices._helpers(emulators=-1).get(sys.executable, 0.0) < 0.05:
                assert time.monotonic() < ends
                time.sleep(0.05)
        finally:
            child.kill()


def test_every_operation_that_is_promised_is_measured() -> None:
    promised = {
        "card_apdu",
        "id_card_read",
        "open_to_door_event",
        "slip_of_30_lines",
        "a4_page",
        "pay",
        "scan_to_event",
    }
    assert promised <= set(OPERATIONS)


IN_SHORT = """
import json
from bench import devices
from bench.device_operations import key_to_event
devices.OPERATIONS = {"key_to_event": key_to_event}
devices.CALM_S, devices.IDLE_S = 0.1, 0.5
print(json.dumps(devices.measure()))
"""


def test_a_short_run_has_figures_and_every_device_in_its_idle_part() -> None:
    # In a process of its own: the library of PC/SC remembers for ever where it found pcscd.
    done = subprocess.run([sys.executable, "-c", IN_SHORT], capture_output=True, text=True, check=True, timeout=100)
    report = json.loads(done.stdout)
    assert report["latency"]["key_to_event"]["n"] == 30
    assert set(report["idle"]["devices"]) >= {"slip", "keys", "locker", "ups"}
    assert report["idle"]["cpu_percent"] >= 0
