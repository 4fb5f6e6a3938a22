"""The wire between the terminal and its engine process: a length, then a small head, then words or sound.

    request  u32 length | u32 number | u16 pace in thousandths | 2 letters: the tongue | words, UTF-8
    reply    u32 length | u32 number | u8 outcome | u32 rate | samples, or the key of a fault in ASCII

All big-endian; a reply number 0 says that the engine is ready. Both sides bound every length before they believe it.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum

from kiosk.visit.modes import Tongue

LENGTH = struct.Struct(">I")
_REQUEST = struct.Struct(">IH2s")
_REPLY = struct.Struct(">IBI")
LONGEST_REQUEST = 4096
LONGEST_REPLY = 8 << 20
READY = 0


class FrameBroken(Exception):
    """The other side does not speak this wire."""


class Outcome(IntEnum):
    """What came of a request."""

    SPOKEN = 0
    FAULT = 1


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """Speak this."""

    number: int
    pace: float
    words: str
    tongue: Tongue = Tongue.CHINESE


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """Sound, or why there is none."""

    number: int
    outcome: Outcome
    rate: int
    body: bytes


def pack_request(request: Request) -> bytes:
    """A request with its length."""
    head = _REQUEST.pack(request.number, round(request.pace * 1000), request.tongue.encode("ascii"))
    return _framed(head + request.words.encode())


def unpack_request(body: bytes) -> Request:
    """A request without its length; raises FrameBroken."""
    try:
        number, pace, tongue = _REQUEST.unpack_from(body)
        return Request(number, pace / 1000, body[_REQUEST.size :].decode(), Tongue(tongue.decode("ascii")))
    except (struct.error, ValueError):
        raise FrameBroken from None  # a decode error would carry the words


def pack_reply(reply: Reply) -> bytes:
    """A reply with its length."""
    return _framed(_REPLY.pack(reply.number, reply.outcome, reply.rate) + reply.body)


def unpack_reply(body: bytes) -> Reply:
    """A reply without its length; raises FrameBroken."""
    try:
        number, outcome, rate = _REPLY.unpack_from(body)
        return Reply(number, Outcome(outcome), rate, body[_REPLY.size :])
    except (struct.error, ValueError):
        raise FrameBroken from None


def checked_length(head: bytes, longest: int) -> int:
    """The length that a frame's head tells; raises FrameBroken when it is beyond `longest`."""
    length: int = LENGTH.unpack(head)[0]
    if length > longest:
        raise FrameBroken
    return length


def _framed(body: bytes) -> bytes:
    return LENGTH.pack(len(body)) + body
