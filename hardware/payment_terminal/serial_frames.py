"""How a message travels on a serial line (PA00P016): DLE STX message DLE ETX CRC, each answered with ACK or NAK."""

from dataclasses import dataclass
from enum import Enum

from hardware.payment_terminal.apdu import MOST_DATA

ACK, NAK = b"\x06", b"\x15"
_DLE, _STX, _ETX = 0x10, 0x02, 0x03
_MOST = MOST_DATA + 5


class Signal(Enum):
    """What comes between frames, and a frame that came damaged."""

    ACK = "ack"
    NAK = "nak"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, repr=False)
class Framed:
    """The content of a whole frame."""

    data: bytes


Heard = Signal | Framed


def crc(data: bytes) -> int:
    """CRC-16 with the polynomial 8408 turned around and start 0, over the message and the ETX behind it."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x8408 if value & 1 else 0)
    return value


def frame(data: bytes) -> bytes:
    """`data` as it goes on the line; the low byte of the CRC first, and never doubled."""
    doubled = data.replace(b"\x10", b"\x10\x10")
    return b"\x10\x02" + doubled + b"\x10\x03" + crc(data + b"\x03").to_bytes(2, "little")


class FrameReader:
    """Finds frames and signals in what comes; noise between frames is passed over, a bad frame is told."""

    def __init__(self) -> None:
        self._content: bytearray | None = None
        self._after_dle = False
        self._sum: bytearray | None = None

    def feed(self, received: bytes) -> list[Heard]:
        """What is complete now."""
        heard: list[Heard] = []
        for byte in received:
            told = self._take(byte)
            if told is not None:
                heard.append(told)
        return heard

    def _take(self, byte: int) -> Heard | None:
        if self._sum is not None:
            return self._take_sum(byte)
        if self._after_dle:
            self._after_dle = False
            return self._take_marked(byte)
        if byte == _DLE:
            self._after_dle = True
            return None
        if self._content is None:
            return {ACK[0]: Signal.ACK, NAK[0]: Signal.NAK}.get(byte)
        return self._keep(byte)

    def _take_marked(self, byte: int) -> Heard | None:
        if byte == _STX:
            broken = self._content is not None
            self._content = bytearray()
            return Signal.DAMAGED if broken else None
        if self._content is None:
            return None
        if byte == _ETX:
            self._sum = bytearray()
            return None
        if byte == _DLE:
            return self._keep(byte)
        return self._drop()

    def _keep(self, byte: int) -> Heard | None:
        assert self._content is not None
        self._content.append(byte)
        return self._drop() if len(self._content) > _MOST else None

    def _take_sum(self, byte: int) -> Heard | None:
        assert self._sum is not None
        assert self._content is not None
        self._sum.append(byte)
        if len(self._sum) < 2:
            return None
        content = bytes(self._content)
        good = int.from_bytes(self._sum, "little") == crc(content + b"\x03")
        self._drop()
        return Framed(content) if good else Signal.DAMAGED

    def _drop(self) -> Heard:
        self._content = self._sum = None
        return Signal.DAMAGED
