"""ZVT's messages (PA00P015 of the Verband der Terminalhersteller): two control bytes, a length, data."""

from dataclasses import dataclass, field
from enum import IntEnum

MOST_DATA = 4096


class ZvtWrong(ValueError):
    """Bytes that are no ZVT; the text names the place, never the content."""


class Control(IntEnum):
    """The two control bytes of each message that we know, as one number."""

    STATUS_INFORMATION = 0x040F
    INTERMEDIATE = 0x04FF
    STATUS_ENQUIRY = 0x0501
    REGISTRATION = 0x0600
    AUTHORISATION = 0x0601
    COMPLETION = 0x060F
    ABORTED = 0x061E
    REPEAT_RECEIPT = 0x0620
    REVERSAL = 0x0630
    REFUND = 0x0631
    END_OF_DAY = 0x0650
    ABORT = 0x06B0
    PRINT_LINE = 0x06D1
    PRINT_TEXT = 0x06D3
    DONE = 0x8000


@dataclass(frozen=True, slots=True)
class Apdu:
    """One message; its data may be personal and is not in the repr."""

    control: int
    data: bytes = field(default=b"", repr=False)

    @property
    def refusal(self) -> int | None:
        """The code of a negative acknowledgement (84 xx), or None for another message."""
        return self.control & 0xFF if self.control >> 8 == 0x84 else None


def encode(apdu: Apdu) -> bytes:
    """The bytes of a message; from 255 bytes of data on the length is FF and two bytes, the low one first."""
    size = len(apdu.data)
    if size > MOST_DATA:
        raise ZvtWrong("too long")
    length = bytes([size]) if size < 0xFF else b"\xff" + size.to_bytes(2, "little")
    return apdu.control.to_bytes(2, "big") + length + apdu.data


def decode(data: bytes) -> Apdu:
    """Exactly one message, as a serial frame carries it."""
    size = whole_size(data)
    if size != len(data):
        raise ZvtWrong("length")
    return _apdu(data)


def whole_size(data: bytes) -> int | None:
    """How many bytes the message at the front of `data` has; None while that is not known yet."""
    if len(data) < 3:
        return None
    if data[2] != 0xFF:
        return 3 + data[2]
    if len(data) < 5:
        return None
    size = int.from_bytes(data[3:5], "little")
    if size > MOST_DATA:
        raise ZvtWrong("too long")
    return 5 + size


def _apdu(data: bytes) -> Apdu:
    return Apdu(int.from_bytes(data[:2], "big"), data[5:] if data[2] == 0xFF else data[3:])


class ApduReader:
    """Cuts a stream, as TCP carries it, into messages; it has no mark to find its step again after garbage."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, received: bytes) -> list[Apdu]:
        """The messages that are complete now; raises ZvtWrong, and is then of no more use."""
        self._rest += received
        messages = []
        while (size := whole_size(self._rest)) is not None and len(self._rest) >= size:
            messages.append(_apdu(self._rest[:size]))
            self._rest = self._rest[size:]
        return messages
