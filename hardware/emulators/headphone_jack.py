"""The other end of a headphone jack's wire: a FIFO into which the events of its switch are written, with faults."""

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from hardware.emulators.handles import Handle
from hardware.emulators.input_fifo import REPORT, InputFifo, event

_FAULTS = {
    "mute": "tells nothing",
    "chatter": "contacts chatter",
    "noise": "garbage before each move",
    "torn": "bytes come one by one",
}
_CHATTERS, _CHATTER_S = 6, 0.003


class HeadphoneJackEmulator(InputFifo):
    """A jack behind a FIFO: its sound card is in from the start, no plug is in. From any one thread."""

    title = "Headphone jack"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.headphones = False
        self._fault = ""

    def move(self, *, into: bool) -> None:
        """Put a plug in, or pull it."""
        self.headphones = into
        if self._fault == "chatter":
            for _ in range(_CHATTERS):
                for on in (into, not into):
                    self.write(_switch(on) + REPORT)
                    time.sleep(_CHATTER_S)
        octets = (b"\xff" * 31 if self._fault == "noise" else b"") + _switch(into) + REPORT
        if self._fault == "torn":
            for octet in octets:
                self.write(bytes([octet]))
        elif self._fault != "mute":
            self.write(octets)

    def overrun(self, *, into: bool) -> None:
        """Tell that events were lost, in the middle of this move's."""
        self.headphones = into
        self.write(event(0, 3, 0) + _switch(into) + REPORT)

    def handles(self) -> tuple[Handle, ...]:
        """Move the plug."""
        label = "Pull the headphones" if self.headphones else "Plug headphones in"
        return (Handle(label, partial(self.move, into=not self.headphones)),)

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
        return "headphones in" if self.headphones else "empty"


def _switch(on: bool) -> bytes:
    return event(5, 2, int(on))
