"""The other end of a keypad's wire: a FIFO into which input events are written, with faults on demand."""

import contextlib
import os
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from hardware.emulators.handles import Handle

_CODES = {
    "up": 103, "down": 108, "left": 105, "right": 106, "ok": 28, "back": 1, "home": 102, "help": 138, "repeat": 60,
    "volume_up": 115, "volume_down": 114, "jack_in": 185, "jack_out": 186,
}  # fmt: skip
_KEY, _SWITCH = 1, 5
_FAULTS = {
    "mute": "keys are dead",
    "noise": "garbage before each key",
    "torn": "bytes come one by one",
    "trembling": "each key strikes twice",
    "jammed": "keys are not let go",
}
_KERNEL_REPEAT_AFTER_S, _KERNEL_REPEAT_EVERY_S = 0.25, 0.033


class KeypadEmulator:
    """A pad behind a FIFO. Plugged in from the start; from any one thread."""

    title = "Keypad"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fault = ""
        self._headphones = False
        self._last = ""
        os.mkfifo(path, 0o600)
        self._fd = -1
        self.plug()

    def plug(self) -> None:
        """Plug the pad in."""
        if self._fd < 0:
            # Read and write: a FIFO with a writer only could not be opened before its reader is there.
            self._fd = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def unplug(self) -> None:
        """Pull the pad out: the reader sees the end of the wire."""
        if self._fd >= 0:
            os.close(self._fd)
        self._fd = -1

    def close(self) -> None:
        """Pull it out and put it away."""
        self.unplug()
        with contextlib.suppress(FileNotFoundError):
            self.path.unlink()

    def handles(self) -> tuple[Handle, ...]:
        """A button a key; one that moves the plug."""
        keys = tuple(Handle(name, partial(self.press, name)) for name in _CODES if not name.startswith("jack"))
        plug = "jack_out" if self._headphones else "jack_in"
        return (
            *keys,
            Handle("Pull the headphones" if self._headphones else "Plug headphones in", partial(self.press, plug)),
        )

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return _FAULTS

    def break_with_fault(self, key: str) -> None:
        """Fail like this from now on; "" is well again."""
        if key and key not in _FAULTS:
            raise KeyError(key)
        self._fault = key

    def looks(self) -> str:
        """What a person sees of it."""
        return ("headphones in" if self._headphones else "jack empty") + (f", last {self._last}" if self._last else "")

    def press(self, name: str) -> None:
        """Press and release a key, named as in `_CODES`: up, ok, volume_up, jack_in ..."""
        self._last = name
        if name.startswith("jack"):
            self._headphones = name == "jack_in"
        if self._fd >= 0:
            self._strike(_CODES[name])

    def press_code(self, code: int) -> None:
        """Press and release any code."""
        self.write(self.down(code) + self.up(code))

    def _strike(self, code: int) -> None:
        stroke = self.down(code) if self._fault == "jammed" else self.down(code) + self.up(code)
        if self._fault == "torn":
            for octet in stroke:
                self.write(bytes([octet]))
        elif self._fault != "mute":
            noise = b"\xff" * 37 if self._fault == "noise" else b""
            self.write(noise + stroke * (2 if self._fault == "trembling" else 1))

    def hold(self, name: str, seconds: float) -> None:
        """Hold a key as long as this; the kernel repeats it by itself, far too soon."""
        code, ends = _CODES[name], time.monotonic() + seconds
        self.write(self.down(code))
        pause = _KERNEL_REPEAT_AFTER_S
        while time.monotonic() + pause < ends:
            time.sleep(pause)
            self.write(_event(_KEY, code, 2) + _SYN)
            pause = _KERNEL_REPEAT_EVERY_S
        time.sleep(max(0.0, ends - time.monotonic()))
        self.write(self.up(code))

    def press_torn(self, name: str, piece: int, pause_s: float = 0.002) -> None:
        """Press a key whose bytes arrive in pieces."""
        stroke = self.down(_CODES[name]) + self.up(_CODES[name])
        for start in range(0, len(stroke), piece):
            self.write(stroke[start : start + piece])
            time.sleep(pause_s)

    def headphones(self, *, plugged: bool) -> None:
        """Move the plug of a jack that is a switch and not a key."""
        self.write(_event(_SWITCH, 2, int(plugged)) + _SYN)

    def overrun(self, lost: str) -> None:
        """Tell that events were lost, in the middle of this key's."""
        self.write(_event(0, 3, 0) + _event(_KEY, _CODES[lost], 1) + _SYN)

    def write(self, octets: bytes) -> None:
        """Put any bytes on the wire."""
        os.write(self._fd, octets)

    @staticmethod
    def down(code: int) -> bytes:
        """The bytes of a press."""
        return _event(_KEY, code, 1) + _SYN

    @staticmethod
    def up(code: int) -> bytes:
        """The bytes of a release."""
        return _event(_KEY, code, 0) + _SYN


def _event(kind: int, code: int, value: int) -> bytes:
    moment = time.time_ns() // 1000
    seconds, microseconds = moment // 1_000_000, moment % 1_000_000
    return (
        seconds.to_bytes(8, "little")
        + microseconds.to_bytes(8, "little")
        + kind.to_bytes(2, "little")
        + code.to_bytes(2, "little")
        + value.to_bytes(4, "little")
    )


_SYN = bytes(24)
