"""The devices of the demo beside reader, printer and keypad: each emulated at the far end of its wire, or a reason."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from hardware.emulators.code_scanner import SerialScannerEmulator
from hardware.emulators.handles import Handled
from hardware.emulators.presence_sensor import RadarEmulator
from hardware.emulators.ups import UpsEmulator
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


@dataclass(frozen=True, slots=True)
class Board:
    """Where the emulators stand: a folder for their wires, what puts them away, and whether daemons may be started."""

    folder: Path
    stack: ExitStack
    daemons: bool


def shelve(board: Board) -> tuple[Shelved, ...]:
    """Plug in every device that this machine can emulate; they are put away with the board's stack."""
    return tuple(made(board) for made in _DEVICES)


def _code_scanner(board: Board) -> Shelved:
    scanner = board.stack.enter_context(SerialScannerEmulator(board.folder / "scanner"))
    device = Device(id="scanner", kind="code_scanner", driver="scanner_serial", port=str(scanner.path))
    return Shelved("scanner", device, scanner)


def _presence_sensor(board: Board) -> Shelved:
    radar = board.stack.enter_context(RadarEmulator(board.folder / "radar"))
    device = Device(id="radar", kind="presence_sensor", driver="presence_ld2410", port=str(radar.path))
    return Shelved("radar", device, radar)


def _ups(board: Board) -> Shelved:
    ups = board.stack.enter_context(UpsEmulator())
    device = Device(id="ups", kind="ups", driver="ups_nut", host=ups.host, port=ups.port)
    return Shelved("ups", device, ups)


_DEVICES: tuple[Callable[[Board], Shelved], ...] = (_code_scanner, _presence_sensor, _ups)
