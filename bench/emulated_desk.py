"""The far ends of all wires in a process of their own, so that nothing of them counts; hands that move by order.

Orders come a line at a time on standard input: a device's name and the label of one of its handles, as JSON. Each is
answered with the moment (CLOCK_MONOTONIC, the same in every process of a machine) just before the hand moved.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

from hardware.emulators.cards import resident_card
from kiosk.app.demo.screen import virtual_loudspeaker
from kiosk.app.demo.shelf import Missing
from kiosk.app.demo.world import Desk
from kiosk.foundation.config import Device, Settings

START_S = 120.0
EVERYDAY = ("put_card", "lift_card", "key")


class EmulatedDesk:
    """The child process, seen from the parent. A context manager."""

    def __init__(self) -> None:
        words = [sys.executable, "-m", "bench.emulated_desk"]
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        told = json.loads(self._line())
        self.settings = Settings(devices=tuple(Device(**device) for device in told["devices"]))
        self.missing: Mapping[str, str] = told["missing"]
        os.environ.update(told["environment"])
        os.environ["WATCHDOG_PID"] = str(os.getpid())  # it is we whom the keeper watches

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def hand(self, device: str, label: str) -> float:
        """Move a hand; the moment just before it moved."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([device, label]) + "\n")
        self.process.stdin.flush()
        return float(json.loads(self._line()))

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the emulated devices have ended")
        return line


def _serve() -> None:
    environment = dict(os.environ)
    with (
        tempfile.TemporaryDirectory(prefix="linli-bench-desk-") as folder,
        virtual_loudspeaker() as sound,
        Desk(Path(folder), daemons=True, brisk=True) as desk,
    ):
        devices = [device.model_dump() for device in desk.devices()]
        missing = {thing.name: thing.emulator.why for thing in desk.shelf if isinstance(thing.emulator, Missing)}
        learnt = {name: value for name, value in os.environ.items() if environment.get(name) != value} | sound
        _answer({"devices": devices, "missing": missing, "environment": learnt})
        for line in sys.stdin:
            device, label = json.loads(line)
            act = acts(desk, device)[label]
            now = time.monotonic()
            act()
            _answer(now)


def acts(desk: Desk, device: str) -> dict[str, Callable[[], object]]:
    """What hands can do now to the device of this name, by label; KeyError when it is not here."""
    if device == "everyday":
        card = resident_card()
        return {
            "put_card": lambda: desk.reader.put_card(card),
            "lift_card": desk.reader.lift_card,
            "key": lambda: desk.keypad.press("down"),
        }
    for thing in desk.shelf:
        if thing.name == device and not isinstance(thing.emulator, Missing):
            return {handle.label: handle.act for handle in thing.emulator.handles()}
    raise KeyError(device)


def _answer(told: object) -> None:
    print(json.dumps(told), flush=True)  # noqa: T201  the parent reads it


if __name__ == "__main__":
    _serve()
