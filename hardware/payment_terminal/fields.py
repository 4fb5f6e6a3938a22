"""The fields of a message ("bitmaps" in ZVT's words): one byte says which, and with it how long."""

from collections.abc import Mapping
from enum import IntEnum

from hardware.payment_terminal.apdu import ZvtWrong

_LLVAR, _LLLVAR, _TLV = -2, -3, -1


class Field(IntEnum):
    """The fields that we read or write."""

    SERVICE = 0x03
    AMOUNT = 0x04
    TLV = 0x06
    TRACE = 0x0B
    TIME = 0x0C
    DATE = 0x0D
    CARD = 0x22
    RESULT = 0x27
    TERMINAL = 0x29
    CURRENCY = 0x49
    RECEIPT = 0x87
    CARD_KIND = 0x8B


# The length of every field of PA00P015 that can stand in a status; one that is not here ends the reading.
_LENGTHS: Mapping[int, int] = {
    0x01: 1, 0x02: 1, 0x03: 1, 0x04: 6, 0x05: 1, 0x06: _TLV, 0x0B: 3, 0x0C: 3, 0x0D: 2, 0x0E: 2, 0x17: 2, 0x19: 1,
    0x22: _LLVAR, 0x23: _LLVAR, 0x24: _LLLVAR, 0x27: 1, 0x29: 4, 0x2A: 15, 0x2D: _LLVAR, 0x2E: _LLLVAR, 0x37: 3,
    0x3A: 2, 0x3B: 8, 0x3C: _LLLVAR, 0x3D: 3, 0x49: 2, 0x60: _LLLVAR, 0x87: 2, 0x88: 3, 0x8A: 1, 0x8B: _LLVAR,
    0x8C: 1, 0x92: _LLLVAR, 0x9A: _LLLVAR, 0xA0: 1, 0xA7: _LLVAR, 0xAA: 3, 0xAF: _LLLVAR, 0xBA: 5, 0xD0: 1,
    0xD1: _LLVAR, 0xD2: 1, 0xD3: 1,
}  # fmt: skip


def read_fields(data: bytes) -> dict[int, bytes]:
    """Every field with its content; raises ZvtWrong for one that is cut off, unknown, or there twice."""
    fields: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        tag, length = data[at], _LENGTHS.get(data[at])
        if length is None:
            raise ZvtWrong("an unknown field")
        start, size = _extent(data, at + 1, length)
        if start + size > len(data):
            raise ZvtWrong("a field is cut off")
        if tag in fields:
            raise ZvtWrong("a field is there twice")
        fields[tag] = data[start : start + size]
        at = start + size
    return fields


def _extent(data: bytes, at: int, length: int) -> tuple[int, int]:
    """Where the content of a field begins, and how long it is."""
    if length == _TLV:
        return tlv_length(data, at)
    if length > 0:
        return at, length
    digits = -length
    head = data[at : at + digits]
    if len(head) < digits or any(byte & 0xF0 != 0xF0 or byte & 0x0F > 9 for byte in head):
        raise ZvtWrong("a length that is none")
    return at + digits, int("".join(str(byte & 0x0F) for byte in head))


def tlv_length(data: bytes, at: int) -> tuple[int, int]:
    """Where the content begins behind a BER length of one to three bytes, and how long it is."""
    head = data[at : at + 1]
    if not head:
        raise ZvtWrong("a length is cut off")
    if head[0] < 0x80:
        return at + 1, head[0]
    more = head[0] & 0x7F
    if more not in {1, 2} or at + 1 + more > len(data):
        raise ZvtWrong("a length that is none")
    return at + 1 + more, int.from_bytes(data[at + 1 : at + 1 + more], "big")


def bcd(number: int, size: int) -> bytes:
    """A number as decimal digits, two a byte."""
    digits = str(number).rjust(size * 2, "0")
    if number < 0 or len(digits) > size * 2:
        raise ZvtWrong("a number too large")
    return bytes.fromhex(digits)


def number(content: bytes) -> int:
    """The number that decimal digits make; raises ZvtWrong for other digits."""
    digits = content.hex()
    if not digits.isdecimal():
        raise ZvtWrong("digits that are none")
    return int(digits)
