"""The wire between the terminal and a child process: a length, a kind, a number, and a body that the kind explains.

    frame  u32 length | u8 kind | u32 number | body

All big-endian. Both sides bound every length before they believe it; a fault tells nothing of what was on the wire.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

LENGTH = struct.Struct(">I")
_HEAD = struct.Struct(">BI")
HEAD_SIZE = _HEAD.size
"""Bytes of kind and number."""
K = TypeVar("K", bound=IntEnum)


class FrameBroken(Exception):
    """The other side does not speak this wire."""


@dataclass(frozen=True, repr=False)  # no slots: Python 3.11 cannot call Frame[Kind] with them
class Frame(Generic[K]):
    """One message. It has no repr: it may hold what was said, or who was seen."""

    kind: K
    number: int
    body: bytes = b""


class Wire(Generic[K]):
    """Frames of these kinds, `longest` bytes at most."""

    def __init__(self, kinds: type[K], longest: int) -> None:
        self._kinds = kinds
        self.longest = longest

    def head(self, kind: K, number: int, size: int) -> bytes:
        """What goes before a body of so many bytes."""
        return LENGTH.pack(_HEAD.size + size) + _HEAD.pack(kind, number)

    def pack(self, kind: K, number: int, body: bytes = b"") -> bytes:
        """A frame with its length."""
        return self.head(kind, number, len(body)) + body

    def unpack_head(self, head: bytes) -> tuple[K, int]:
        """Kind and number of a frame without its length, which may lack its body; raises FrameBroken."""
        try:
            kind, number = _HEAD.unpack_from(head)
            return self._kinds(kind), number
        except (struct.error, ValueError):
            raise FrameBroken from None

    def unpack(self, frame: bytes) -> Frame[K]:
        """A frame without its length; raises FrameBroken."""
        kind, number = self.unpack_head(frame)
        return Frame(kind, number, frame[_HEAD.size :])

    def checked_length(self, head: bytes) -> int:
        """The length that a frame's beginning tells; raises FrameBroken when there is no such frame."""
        if len(head) != LENGTH.size:
            raise FrameBroken
        length: int = LENGTH.unpack(head)[0]
        if not _HEAD.size <= length <= self.longest:
            raise FrameBroken
        return length


# Bodies in JSON.


def json_body(told: object) -> bytes:
    """A body in JSON."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def parsed(body: bytes) -> object:
    """What a body in JSON tells; raises FrameBroken."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise FrameBroken from None  # the error would carry the words


def parsed_object(body: bytes) -> Mapping[str, Any]:
    """A body that is an object in JSON; raises FrameBroken."""
    told = parsed(body)
    if not isinstance(told, dict):
        raise FrameBroken
    return told


def fields(told: object, **types: type) -> dict[str, Any]:
    """Exactly these fields, each of its type; a whole number is a float too. Raises FrameBroken."""
    if not isinstance(told, dict) or told.keys() != types.keys():
        raise FrameBroken
    found = {
        name: float(value) if types[name] is float and type(value) is int else value for name, value in told.items()
    }
    if not all(isinstance(found[name], kind) for name, kind in types.items()):
        raise FrameBroken
    return found
