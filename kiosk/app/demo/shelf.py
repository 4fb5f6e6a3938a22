"""The devices of the demo beside reader, printer and keypad: each emulated at the far end of its wire, or a reason."""

from dataclasses import dataclass

from hardware.emulators.handles import Handled
from kiosk.foundation.config import Device


@dataclass(frozen=True, slots=True)
class Missing:
    """A device that cannot be emulated on this machine, or not in this run; `why` is for whoever sits in front."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Shelved:
    """A device on the shelf, how the terminal is told of it (None: not at all), and what lies on the workbench."""

    name: str
    device: Device | None
    emulator: Handled | Missing
