"""The wire between the speaker driver and its sound process: orders one way, what is heard the other. Big-endian.

order   u32 length | u8 order | u32 number | u32 value | samples
event   u8 event | u32 number | u32 value
"""

import struct
from dataclasses import dataclass
from enum import IntEnum

from hardware.speaker.contract import Route
from hardware.transport.child_process import ChildBroken

LENGTH = struct.Struct(">I")
_ORDER = struct.Struct(">BII")
_EVENT = struct.Struct(">BII")
EVENT_SIZE = _EVENT.size
LONGEST_ORDER = 16 << 20


class WireBroken(ChildBroken):
    """The other side does not speak this wire."""


ROUTES = (Route.UNKNOWN, Route.HEADPHONES, Route.LOUDSPEAKER)


class OrderKind(IntEnum):
    """What the driver wants: `number` is the sound's, `value` its rate or the volume."""

    PLAY = 1
    STOP = 2
    VOLUME = 3


class EventKind(IntEnum):
    """What the sound process tells: `number` is the sound's, where there is one."""

    HEARD = 1  # the device takes sound
    BEAT = 2  # it still does
    STARTED = 3
    ENDED = 4
    ROUTE = 5  # `number` is the place in ROUTES


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """One order."""

    kind: OrderKind
    number: int = 0
    value: int = 0
    pcm: bytes = b""


@dataclass(frozen=True, slots=True)
class Event:
    """One event."""

    kind: EventKind
    number: int = 0


def pack_order(order: Order) -> bytes:
    """An order with its length."""
    body = _ORDER.pack(order.kind, order.number, order.value) + order.pcm
    return LENGTH.pack(len(body)) + body


def unpack_order(body: bytes) -> Order:
    """An order without its length; raises WireBroken."""
    try:
        kind, number, value = _ORDER.unpack_from(body)
        return Order(OrderKind(kind), number, value, body[_ORDER.size :])
    except (struct.error, ValueError):
        raise WireBroken from None


def order_length(head: bytes) -> int:
    """The length that an order's head tells; raises WireBroken when nobody would send that much."""
    length: int = LENGTH.unpack(head)[0]
    if length > LONGEST_ORDER:
        raise WireBroken
    return length


def pack_event(event: Event) -> bytes:
    """An event."""
    return _EVENT.pack(event.kind, event.number, 0)


def unpack_event(octets: bytes | bytearray) -> Event:
    """An event; raises WireBroken."""
    try:
        kind, number, _ = _EVENT.unpack(octets)
        return Event(EventKind(kind), number)
    except (struct.error, ValueError):
        raise WireBroken from None
