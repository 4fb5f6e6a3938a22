"""Linux input events as bytes: struct input_event of a 64-bit kernel (linux/input.h), 24 bytes each."""

import struct
from dataclasses import dataclass
from enum import IntEnum

_EVENT = struct.Struct("<qqHHi")  # seconds, microseconds, type, code, value
_SECONDS_END = 1 << 33
_CODES_END = 0x300


class EventType(IntEnum):
    """The types that a keypad sends; others are let pass unread."""

    SYN = 0
    KEY = 1
    SWITCH = 5


class Stroke(IntEnum):
    """The value of a key event."""

    RELEASE = 0
    PRESS = 1
    HELD = 2


SW_HEADPHONE_INSERT = 2
SYN_REPORT = 0
SYN_DROPPED = 3


@dataclass(frozen=True, slots=True)
class InputEvent:
    """One event; its time stamp is not kept, for nothing should trust it."""

    type: int
    code: int
    value: int


class EventReader:
    """Cuts a stream of bytes into events, however it is torn, and finds its step again after garbage."""

    def __init__(self) -> None:
        self._rest = b""
        self.skipped = 0

    def feed(self, received: bytes) -> list[InputEvent]:
        """The events that are complete now; `skipped` counts the bytes that made no sense."""
        data = self._rest + received
        at = 0
        events: list[InputEvent] = []
        while len(data) - at >= _EVENT.size:
            event = _event(data, at)
            if event is None:
                at += 1
                self.skipped += 1
            else:
                at += _EVENT.size
                events.append(event)
        self._rest = data[at:]
        return events


def _event(data: bytes, at: int) -> InputEvent | None:
    seconds, microseconds, kind, code, value = _EVENT.unpack_from(data, at)
    if not (0 <= seconds < _SECONDS_END and 0 <= microseconds < 1_000_000):
        return None
    if kind > 0x1F or code >= _CODES_END or not _sensible(kind, code, value):
        return None
    return InputEvent(kind, code, value)


def _sensible(kind: int, code: int, value: int) -> bool:
    if kind == EventType.KEY:
        return 0 <= value <= Stroke.HELD
    if kind == EventType.SWITCH:
        return 0 <= value <= 1
    return kind != EventType.SYN or code <= SYN_DROPPED
