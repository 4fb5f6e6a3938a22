"""Tag, length, value as BER writes them (ISO/IEC 8825-1, as far as cards use it); bounded in every direction."""

from collections.abc import Iterator
from dataclasses import dataclass

_DEEPEST = 8
_ELEMENTS_MOST = 200
_SIZE_MOST = 4096


class TlvDamaged(ValueError):
    """What came is no TLV; its content is not told."""


@dataclass(frozen=True, slots=True, repr=False)
class Tlv:
    """An element; `inside` is empty for a primitive one."""

    tag: int
    value: bytes
    inside: tuple["Tlv", ...] = ()

    def __repr__(self) -> str:
        return f"<Tlv {self.tag:X}, {len(self.value)} bytes withheld>"


def parse(data: bytes) -> tuple[Tlv, ...]:
    """All elements, with what is inside the constructed ones; raises TlvDamaged."""
    if len(data) > _SIZE_MOST:
        raise TlvDamaged("size")
    return _Parser().elements(data, 0)


def every(elements: tuple[Tlv, ...], tag: int) -> Iterator[bytes]:
    """The values of this tag, wherever they stand, in their order."""
    for element in elements:
        if element.tag == tag:
            yield element.value
        yield from every(element.inside, tag)


def first(elements: tuple[Tlv, ...], tag: int) -> bytes | None:
    """The first value of this tag, wherever it stands."""
    return next(every(elements, tag), None)


def head(data: bytes, at: int) -> tuple[int, int, int]:
    """Tag, length, and where the value begins; raises TlvDamaged."""
    tag, at = _tag(data, at)
    length, at = _length(data, at)
    return tag, length, at


class _Parser:
    def __init__(self) -> None:
        self._count = 0

    def elements(self, data: bytes, depth: int) -> tuple[Tlv, ...]:
        if depth > _DEEPEST:
            raise TlvDamaged("depth")
        found = []
        at = 0
        while at < len(data):
            if data[at] == 0x00:  # padding between elements is allowed
                at += 1
                continue
            constructed = bool(data[at] & 0x20)
            tag, length, at = head(data, at)
            if length > len(data) - at:
                raise TlvDamaged("length")
            self._count += 1
            if self._count > _ELEMENTS_MOST:
                raise TlvDamaged("count")
            value = data[at : at + length]
            at += length
            found.append(Tlv(tag, value, self.elements(value, depth + 1) if constructed else ()))
        return tuple(found)


def _tag(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise TlvDamaged("tag")
    tag = data[at]
    if tag & 0x1F != 0x1F:
        return tag, at + 1
    for place in range(at + 1, min(at + 3, len(data))):
        tag = tag << 8 | data[place]
        if not data[place] & 0x80:
            return tag, place + 1
    raise TlvDamaged("tag")


def _length(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise TlvDamaged("length")
    size = data[at]
    if size < 0x80:
        return size, at + 1
    count = size & 0x7F
    if not 1 <= count <= 2 or at + 1 + count > len(data):
        raise TlvDamaged("length")
    return int.from_bytes(data[at + 1 : at + 1 + count], "big"), at + 1 + count
