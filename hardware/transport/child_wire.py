"""What a child that takes pictures or sound tells its driver: a head and its piece, again and again. Big-endian.

head    u8 kind | u32 seq | u64 nanoseconds of the machine's stopwatch | u32 length of the piece
"""

import struct
from dataclasses import dataclass

from hardware.transport.child_process import ChildBroken

_HEAD = struct.Struct(">BIQI")
HEAD_SIZE = _HEAD.size
_PIECE = 1
SEQ_END = 1 << 32


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a piece: its number, and when it was taken, in seconds of time.monotonic."""

    seq: int
    at: float


def pack_head(seq: int, at: float, length: int) -> bytes:
    """The head of a piece; `seq` starts again after 4 thousand million."""
    return _HEAD.pack(_PIECE, seq % SEQ_END, int(at * 1e9), length)


def unpack_head(octets: bytes | bytearray | memoryview, length: int) -> Head:
    """A head of a piece that must be `length` long; raises ChildBroken."""
    try:
        kind, seq, nanoseconds, told = _HEAD.unpack(octets)
    except struct.error:
        raise ChildBroken from None
    if kind != _PIECE or told != length:
        raise ChildBroken
    return Head(seq, nanoseconds / 1e9)
