"""The other end of a headphone jack's wire: a FIFO into which the events of its switch are written, with faults."""

import contextlib
import os
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from hardware.emulators.handles import Handle

_FAULTS = {
    "mute": "tells nothing",
    "chatter": "contacts chatter",
    "noise": "garbage before each move",
    "torn": "bytes come one by one",
}
_CHATTERS, _CHATTER_S = 6, 0.003


class HeadphoneJackEmulator:
    """A jack behind a FIFO: its sound card is in from the start, no plug is in. From any one thread."""

    title = "Headphone jack"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.headphones = False
        self._fault = ""
        os.mkfifo(path, 0o600)
        self._fd = -1
        self.plug()

    def plug(self) -> None:
        """Put the sound card in."""
        if self._fd < 0:
            # Read and write: a FIFO with a writer only could not be opened before its reader is there.
            self._fd = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def unplug(self) -> None:
        """Pull the sound card out."""
        if self._fd >= 0:
            os.close(self._fd)
        self._fd = -1

    def close(self) -> None:
        """Pull it out and put it away."""
        self.unplug()
        with contextlib.suppress(FileNotFoundError):
            self.path.unlink()

    def move(self, *, into: bool) -> None:
        """Put a plug in, or pull it."""
        self.headphones = into
        if self._fault == "chatter":
            for _ in range(_CHATTERS):
                for on in (into, not into):
                    self.write(_switch(on) + _REPORT)
                    time.sleep(_CHATTER_S)
        octets = (b"\xff" * 31 if self._fault == "noise" else b"") + _switch(into) + _REPORT
        if self._fault == "torn":
            for octet in octets:
                self.write(bytes([octet]))
        elif self._fault != "mute":
            self.write(octets)

    def overrun(self, *, into: bool) -> None:
        """Tell that events were lost, in the middle of this move's."""
        self.headphones = into
        self.write(_event(0, 3, 0) + _switch(into) + _REPORT)

    def write(self, octets: bytes) -> None:
        """Put any bytes on the wire; nowhere, while the sound card is out."""
        if self._fd >= 0:
            os.write(self._fd, octets)

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
    return _event(5, 2, int(on))


def _event(kind: int, code: int, value: int) -> bytes:
    moment = time.time_ns() // 1000
    head = (moment // 1_000_000).to_bytes(8, "little") + (moment % 1_000_000).to_bytes(8, "little")
    return head + kind.to_bytes(2, "little") + code.to_bytes(2, "little") + value.to_bytes(4, "little")


_REPORT = bytes(24)
