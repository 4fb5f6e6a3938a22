"""What every wire can do; used by one thread at a time."""

from typing import Protocol

READ_MOST = 4096


class Wire(Protocol):
    """Bytes in both directions; every method raises OSError when the wire is lost."""

    def open(self) -> None:
        """Open the wire; opening an open one opens it anew."""

    def close(self) -> None:
        """Close the wire, open or not; never raises."""

    def write(self, data: bytes, timeout_s: float) -> None:
        """Hand over all of `data`; raises TimeoutError when the other side did not take it in time."""

    def read(self, timeout_s: float) -> bytes:
        """What has come, up to 4096 bytes, waiting for the first of them; empty when the time passes with none."""


def drain(wire: Wire) -> bytes:
    """Take everything that has already come; bounded, for a wire may babble without end."""
    taken = b""
    for _ in range(64):
        piece = wire.read(0)
        if not piece:
            break
        taken += piece
    return taken
