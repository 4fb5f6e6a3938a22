"""The wire between the terminal and its engine process: a length, then a small head, then words or sound.

    request  u32 length | u32 number | u16 pace in thousandths | 2 letters: the tongue | 10: the reading | words, UTF-8
    enough   u32 length 0: the rest of what is being spoken is not wanted; between requests it means nothing
    reply    u32 length | u32 number | u8 outcome | u32 rate | 12 letters: the engine | 20: why not the first one
             | samples, or the key of a fault in ASCII; several PARTs may come before the SPOKEN that is the last

All big-endian, letters in ASCII with zeros behind; a reply number 0 says that the engines are ready.
Both sides bound every length before they believe it.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum

from kiosk.visit.modes import Tongue
from kiosk.voice.contract import Reading

LENGTH = struct.Struct(">I")
_REQUEST = struct.Struct(">IH2s10s")
_REPLY = struct.Struct(">IBI12s20s")
LONGEST_REQUEST = 4096
LONGEST_REPLY = 8 << 20
READY = 0
ENOUGH = LENGTH.pack(0)


class FrameBroken(Exception):
    """The other side does not speak this wire."""


class Outcome(IntEnum):
    """What came of a request."""

    SPOKEN = 0
    FAULT = 1
    PART = 2


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """Speak this."""

    number: int
    pace: float
    words: str
    tongue: Tongue = Tongue.CHINESE
    reading: Reading = Reading.MANDARIN


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """Sound, or why there is none.

    `engine` made it; `instead` is the key of why the first engine of all did not.
    """

    number: int
    outcome: Outcome
    rate: int
    body: bytes
    engine: str = ""
    instead: str = ""


def pack_request(request: Request) -> bytes:
    """A request with its length."""
    tongue, reading = request.tongue.encode("ascii"), request.reading.encode("ascii")
    head = _REQUEST.pack(request.number, round(request.pace * 1000), tongue, reading)
    return _framed(head + request.words.encode())


def unpack_request(body: bytes) -> Request:
    """A request without its length; raises FrameBroken."""
    try:
        number, pace, tongue, reading = _REQUEST.unpack_from(body)
        words = body[_REQUEST.size :].decode()
        return Request(number, pace / 1000, words, Tongue(tongue.decode("ascii")), Reading(_letters(reading)))
    except (struct.error, ValueError):
        raise FrameBroken from None  # a decode error would carry the words


def pack_reply(reply: Reply) -> bytes:
    """A reply with its length."""
    engine, instead = reply.engine.encode("ascii", "replace"), reply.instead.encode("ascii", "replace")
    return _framed(_REPLY.pack(reply.number, reply.outcome, reply.rate, engine, instead) + reply.body)


def unpack_reply(body: bytes) -> Reply:
    """A reply without its length; raises FrameBroken."""
    try:
        number, outcome, rate, engine, instead = _REPLY.unpack_from(body)
        return Reply(number, Outcome(outcome), rate, body[_REPLY.size :], _letters(engine), _letters(instead))
    except (struct.error, ValueError):
        raise FrameBroken from None


def checked_length(head: bytes, longest: int) -> int:
    """The length that a frame's head tells; raises FrameBroken when it is beyond `longest`."""
    length: int = LENGTH.unpack(head)[0]
    if length > longest:
        raise FrameBroken
    return length


def _letters(field: bytes) -> str:
    return field.rstrip(b"\0").decode("ascii")


def _framed(body: bytes) -> bytes:
    return LENGTH.pack(len(body)) + body
