"""The other end of a keypad's wire: a FIFO into which input events are written, with faults on demand."""

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from hardware.emulators.handles import Handle
from hardware.emulators.input_fifo import REPORT, InputFifo, event

_CODES = {
    "up": 103, "down": 108, "left": 105, "right": 106, "ok": 28, "back": 1, "home": 102, "help": 138, "repeat": 60,
    "volume_up": 115, "volume_down": 114, "jack_in": 185, "jack_out": 186,
    "talk": 582,
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


class KeypadEmulator(InputFifo):
    """A pad behind a FIFO. Plugged in from the start; from any one thread."""

    title = "Keypad"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._fault = ""
        self._headphones = False
        self._last = ""

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
        if self.plugged:
            self._strike(_CODES[name])

    def put_down(self, name: str) -> None:
        """Press a key and keep it down, without the kernel's repeats."""
        self.write(self.down(_CODES[name]))

    def let_go(self, name: str) -> None:
        """Release it."""
        self.write(self.up(_CODES[name]))

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
            self.write(event(_KEY, code, 2) + REPORT)
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
        self.write(event(_SWITCH, 2, int(plugged)) + REPORT)

    def overrun(self, lost: str) -> None:
        """Tell that events were lost, in the middle of this key's."""
        self.write(event(0, 3, 0) + event(_KEY, _CODES[lost], 1) + REPORT)

    @staticmethod
    def down(code: int) -> bytes:
        """The bytes of a press."""
        return event(_KEY, code, 1) + REPORT

    @staticmethod
    def up(code: int) -> bytes:
        """The bytes of a release."""
        return event(_KEY, code, 0) + REPORT
