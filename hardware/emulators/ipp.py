"""IPP over HTTP (RFC 8010, RFC 8011) as a small network printer speaks it: messages in, messages out."""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

JOB, OPERATION, END, PRINTER = 0x02, 0x01, 0x03, 0x04
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_DATE, _RESOLUTION, _RANGE, _BEGIN, _FINISH, _MEMBER = 0x31, 0x32, 0x33, 0x34, 0x37, 0x4A
_TEXT, _NAME, _KEYWORD, _URI, _CHARSET, _LANGUAGE, _MIME = 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_LONGEST_HEAD = 1 << 16


class Nonsense(Exception):
    """That is no IPP request."""


@dataclass(frozen=True, slots=True)
class Said:
    """One value with its type, as the wire has it; several of them are an attribute."""

    tag: int
    octets: bytes
    members: tuple[tuple[str, tuple["Said", ...]], ...] = ()


Attributes = Mapping[str, tuple[Said, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: what is wanted, its attributes by name, and the document behind them."""

    version: bytes
    operation: int
    number: int
    attributes: Mapping[str, tuple[bytes, ...]]
    document: bytes = field(repr=False)

    def text(self, name: str) -> str:
        """The first value as text; empty when there is none."""
        return self.attributes.get(name, (b"",))[0].decode("utf-8", "replace")

    def number_of(self, name: str, otherwise: int) -> int:
        """The first value as an integer."""
        octets = self.attributes.get(name, (b"",))[0]
        return int.from_bytes(octets, "big", signed=True) if len(octets) == 4 else otherwise

    def texts(self, name: str) -> tuple[str, ...]:
        """All values as text."""
        return tuple(octets.decode("utf-8", "replace") for octets in self.attributes.get(name, ()))


def keywords(*words: str) -> tuple[Said, ...]:
    """Keywords."""
    return tuple(Said(_KEYWORD, word.encode()) for word in words)


def texts(*words: str) -> tuple[Said, ...]:
    """Texts."""
    return tuple(Said(_TEXT, word.encode()) for word in words)


def names(*words: str) -> tuple[Said, ...]:
    """Names."""
    return tuple(Said(_NAME, word.encode()) for word in words)


def uris(*words: str) -> tuple[Said, ...]:
    """Addresses."""
    return tuple(Said(_URI, word.encode()) for word in words)


def types(*words: str) -> tuple[Said, ...]:
    """Media types of documents."""
    return tuple(Said(_MIME, word.encode()) for word in words)


def charsets(*words: str) -> tuple[Said, ...]:
    """Character sets."""
    return tuple(Said(_CHARSET, word.encode()) for word in words)


def languages(*words: str) -> tuple[Said, ...]:
    """Natural languages."""
    return tuple(Said(_LANGUAGE, word.encode()) for word in words)


def integers(*numbers: int) -> tuple[Said, ...]:
    """Integers."""
    return tuple(Said(_INTEGER, struct.pack(">i", number)) for number in numbers)


def enums(*numbers: int) -> tuple[Said, ...]:
    """Members of an enumeration."""
    return tuple(Said(_ENUM, struct.pack(">i", number)) for number in numbers)


def flags(*facts: bool) -> tuple[Said, ...]:
    """Yes or no."""
    return tuple(Said(_BOOLEAN, bytes([fact])) for fact in facts)


def span(lowest: int, highest: int) -> tuple[Said, ...]:
    """A range of integers."""
    return (Said(_RANGE, struct.pack(">ii", lowest, highest)),)


def dots(an_inch: int) -> tuple[Said, ...]:
    """A resolution."""
    return (Said(_RESOLUTION, struct.pack(">iib", an_inch, an_inch, 3)),)


def collections(*each: Mapping[str, tuple[Said, ...]]) -> tuple[Said, ...]:
    """Collections of named members."""
    return tuple(Said(_BEGIN, b"", tuple(members.items())) for members in each)


def answer(asked: Asked, status: int, groups: Iterable[tuple[int, Attributes]] = ()) -> bytes:
    """A whole response."""
    out = bytearray(asked.version + struct.pack(">HI", status, asked.number))
    greeting: Attributes = {
        "attributes-charset": charsets("utf-8"),
        "attributes-natural-language": languages("en"),
    }
    for tag, attributes in ((OPERATION, greeting), *groups):
        out.append(tag)
        for name, values in attributes.items():
            for position, value in enumerate(values):
                out += _said(name if position == 0 else "", value)
    out.append(END)
    return bytes(out)


def _said(name: str, value: Said) -> bytes:
    out = struct.pack(">BH", value.tag, len(name)) + name.encode() + struct.pack(">H", len(value.octets)) + value.octets
    if value.tag != _BEGIN:
        return out
    for member, values in value.members:
        out += struct.pack(">BHH", _MEMBER, 0, len(member)) + member.encode()
        out += b"".join(_said("", one) for one in values)
    return out + struct.pack(">BHH", _FINISH, 0, 0)


def read_request(body: bytes) -> Asked:
    """Take a request apart; raises Nonsense."""
    if len(body) < 9:
        raise Nonsense
    attributes: dict[str, list[bytes]] = {}
    at, name = 8, ""
    try:
        while body[at] != END:
            if at > _LONGEST_HEAD:
                raise Nonsense
            if body[at] < 0x10:
                at += 1
                continue
            name_length = int.from_bytes(body[at + 1 : at + 3], "big")
            if name_length:
                name = body[at + 3 : at + 3 + name_length].decode("ascii", "replace")
            at += 3 + name_length
            length = int.from_bytes(body[at : at + 2], "big")
            attributes.setdefault(name, []).append(body[at + 2 : at + 2 + length])
            at += 2 + length
    except IndexError:
        raise Nonsense from None
    operation, number = struct.unpack(">HI", body[2:8])
    said = {name: tuple(values) for name, values in attributes.items()}
    return Asked(body[:2], operation, number, said, body[at + 1 :])
