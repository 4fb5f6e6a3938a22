"""Where a scanner's codes come from: a serial line, or the events of an input device. On the worker's thread only."""

import time
from dataclasses import dataclass
from typing import Protocol

from hardware.code_scanner.keystrokes import Keystrokes
from hardware.code_scanner.lines import Lines
from hardware.code_scanner.pieces import Piece
from hardware.transport.input_device import InputDevice
from hardware.transport.input_events import EventType, Stroke
from hardware.transport.wire import Wire

_WRITE_S = 1.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What came in one look: whole codes, and how many signs (bytes or keys) there were in all."""

    pieces: list[Piece]
    signs: int


class Source(Protocol):
    """A scanner's wire; open, read and trigger raise OSError when it is lost."""

    def open(self) -> None:
        """Open the wire; what was begun before is forgotten."""

    def close(self) -> None:
        """Close it, open or not; never raises."""

    def read(self, timeout_s: float) -> Heard:
        """What has come, waiting for the first of it; 0 takes only what is there, and ends nothing by silence."""

    def trigger(self, *, on: bool) -> None:
        """Have the scanner look, or rest, if it can be told so."""


class SerialSource:
    """A scanner on a serial line; `on` and `off` are its maker's commands, where it has any."""

    def __init__(self, wire: Wire, lines: Lines, silence_s: float, on: bytes = b"", off: bytes = b"") -> None:
        self._wire = wire
        self._lines = lines
        self._silence_s = silence_s
        self._commands = {True: on, False: off}

    def open(self) -> None:
        """Open the line."""
        self._lines.quiet()
        self._wire.open()

    def close(self) -> None:
        """Close the line."""
        self._wire.close()

    def read(self, timeout_s: float) -> Heard:
        """Only a look that found nothing is a silence: when this thread was late, what came meanwhile is read first."""
        silence = self._lines.begun and timeout_s > 0
        data = self._wire.read(self._silence_s if silence else timeout_s)
        if data:
            return Heard(self._lines.feed(data, time.monotonic()), len(data))
        return Heard(self._lines.quiet() if silence else [], 0)

    def trigger(self, *, on: bool) -> None:
        """Send the command, if there is one."""
        if command := self._commands[on]:
            self._wire.write(command, _WRITE_S)


class WedgeSource:
    """A scanner that pretends to be a keyboard."""

    def __init__(self, device: InputDevice, keys: Keystrokes, silence_s: float) -> None:
        self._device = device
        self._keys = keys
        self._silence_s = silence_s

    def open(self) -> None:
        """Open and grab the device."""
        self._keys.quiet()
        self._device.open()

    def close(self) -> None:
        """Let the device go."""
        self._device.close()

    def read(self, timeout_s: float) -> Heard:
        """The codes that the next events end."""
        silence, asked = self._keys.begun and timeout_s > 0, time.monotonic()
        events = self._device.read(self._silence_s if silence else timeout_s)
        now = time.monotonic()
        if not events:
            # It may also be that half an event came, and woke us.
            return Heard(self._keys.quiet() if silence and now - asked >= self._silence_s else [], 0)
        pieces = [piece for event in events for piece in self._keys.feed(event, now)]
        return Heard(pieces, sum(event.type == EventType.KEY and event.value == Stroke.PRESS for event in events))

    def trigger(self, *, on: bool) -> None:
        """A keyboard cannot be told anything."""
