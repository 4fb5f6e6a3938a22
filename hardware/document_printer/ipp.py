"""IPP messages (RFC 8010) as bytes: questions to a print server or a printer, and what it answers. No I/O."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

LONGEST_ANSWER = 1 << 20
_MOST_VALUES = 20_000
_HEAD = struct.Struct(">BBHI")
_LENGTH = struct.Struct(">H")
_NUMBER = struct.Struct(">i")
_END = 3

Value = str | int | bool | None


class IppNonsense(Exception):
    """What came is no IPP answer."""


class Operation(IntEnum):
    """What can be asked (RFC 8011, RFC 3995, CUPS)."""

    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER = 0x000B
    RESUME_PRINTER = 0x0011
    SUBSCRIBE_TO_PRINTER = 0x0016
    UNSUBSCRIBE = 0x001B
    GET_NOTIFICATIONS = 0x001C


class GroupTag(IntEnum):
    """What a group of attributes is about."""

    OPERATION = 1
    JOB = 2
    PRINTER = 4
    UNSUPPORTED = 5
    SUBSCRIPTION = 6
    EVENT = 7


class Tag(IntEnum):
    """The types of values that we send or understand; others are let pass as None."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49


_NUMBERS = {Tag.INTEGER, Tag.ENUM}
_WORDS = {Tag.TEXT, Tag.NAME, Tag.KEYWORD, Tag.URI, Tag.CHARSET, Tag.LANGUAGE, Tag.MIME}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a question."""

    tag: Tag
    name: str
    values: tuple[str | int | bool, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Group:
    """Attributes of one thing: a printer, a job, an event."""

    tag: int
    attributes: Mapping[str, tuple[Value, ...]]

    def number(self, name: str) -> int | None:
        """The first value of an attribute, if it is a number."""
        first = self._first(name)
        return first if isinstance(first, int) and not isinstance(first, bool) else None

    def word(self, name: str) -> str:
        """The first value of an attribute, if it is words; else nothing."""
        first = self._first(name)
        return first if isinstance(first, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        """Every value of an attribute that is words."""
        return tuple(value for value in self.attributes.get(name, ()) if isinstance(value, str))

    def fact(self, name: str, otherwise: bool) -> bool:
        """The first value of an attribute, if it is yes or no."""
        first = self._first(name)
        return first if isinstance(first, bool) else otherwise

    def _first(self, name: str) -> Value:
        values = self.attributes.get(name, ())
        return values[0] if values else None


NOTHING = Group(0, MappingProxyType({}))


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """An answer: a status (below 0x0100 is well), and what it tells of."""

    status: int
    number: int
    groups: tuple[Group, ...]

    @property
    def well(self) -> bool:
        """Whether it was done."""
        return self.status < 0x0100

    def all(self, tag: GroupTag) -> tuple[Group, ...]:
        """The groups of one kind."""
        return tuple(group for group in self.groups if group.tag == tag)

    def first(self, tag: GroupTag) -> Group:
        """The first group of a kind, or an empty one."""
        return next(iter(self.all(tag)), NOTHING)


def question(operation: Operation, number: int, groups: Mapping[GroupTag, Sequence[Attribute]]) -> bytes:
    """A whole question; a document may follow it."""
    out = bytearray(_HEAD.pack(2, 0, operation, number))
    greeting = (
        Attribute(Tag.CHARSET, "attributes-charset", ("utf-8",)),
        Attribute(Tag.LANGUAGE, "attributes-natural-language", ("en",)),
    )
    for tag in (GroupTag.OPERATION, *(tag for tag in groups if tag is not GroupTag.OPERATION)):
        out.append(tag)
        for attribute in (*(greeting if tag is GroupTag.OPERATION else ()), *groups.get(tag, ())):
            out += _packed(attribute)
    out.append(_END)
    return bytes(out)


def _packed(attribute: Attribute) -> bytes:
    out = bytearray()
    for position, value in enumerate(attribute.values):
        name = b"" if position else attribute.name.encode("ascii")
        octets = _octets(value)
        out += bytes([attribute.tag]) + _LENGTH.pack(len(name)) + name + _LENGTH.pack(len(octets)) + octets
    return bytes(out)


def _octets(value: str | int | bool) -> bytes:
    if isinstance(value, bool):
        return bytes([value])
    return _NUMBER.pack(value) if isinstance(value, int) else value.encode()


def read_answer(octets: bytes) -> Answer:
    """Understand an answer; raises IppNonsense for anything else, also for one that is longer than a mebibyte."""
    if not _HEAD.size < len(octets) <= LONGEST_ANSWER:
        raise IppNonsense("length")
    major, _, status, number = _HEAD.unpack_from(octets)
    if major not in {1, 2}:
        raise IppNonsense("version")
    return Answer(status, number, _Reader(octets, _HEAD.size).groups())


class _Reader:
    """Walks once over the attributes of an answer."""

    def __init__(self, octets: bytes, at: int) -> None:
        self._octets = octets
        self._at = at
        self._values = 0

    def groups(self) -> tuple[Group, ...]:
        found: list[tuple[int, dict[str, list[Value]]]] = []
        name = ""
        while (tag := self._take(1)[0]) != _END:
            if tag < 0x10:
                found.append((tag, {}))
                name = ""
            elif not found:
                raise IppNonsense("a value without a group")
            else:
                name = self._value(tag, name, found[-1][1])
        return tuple(
            Group(tag, MappingProxyType({name: tuple(values) for name, values in attributes.items()}))
            for tag, attributes in found
        )

    def _value(self, tag: int, name: str, attributes: dict[str, list[Value]]) -> str:
        """Read one value; the name that it belongs to, which the next one may share."""
        given = self._take(self._length())
        octets = self._take(self._length())
        self._values += 1
        if self._values > _MOST_VALUES:
            raise IppNonsense("too many values")
        if given:
            name = given.decode("ascii", "replace")
            attributes[name] = []
        elif name not in attributes:
            raise IppNonsense("a value without a name")
        attributes[name].append(_understood(tag, octets))
        return name

    def _length(self) -> int:
        length: int = _LENGTH.unpack(self._take(2))[0]
        return length

    def _take(self, length: int) -> bytes:
        taken = self._octets[self._at : self._at + length]
        if len(taken) != length:
            raise IppNonsense("cut short")
        self._at += length
        return taken


def _understood(tag: int, octets: bytes) -> Value:
    """A value; None for a type that nobody here asks about, such as a collection's members."""
    if tag in _NUMBERS:
        if len(octets) != _NUMBER.size:
            raise IppNonsense("a number of another size")
        number: int = _NUMBER.unpack(octets)[0]
        return number
    if tag == Tag.BOOLEAN:
        if octets not in {b"\0", b"\1"}:
            raise IppNonsense("neither yes nor no")
        return octets == b"\1"
    return octets.decode("utf-8", "replace") if tag in _WORDS else None
