"""A table of translations in the form in which Qt's own translator reads it from memory (.qm).

Qt asks for translations on the thread that loads pages, too. A translator written in Python would wait there for
Python while Python waits for the page, for ever (tried: the pinyin keyboard); so Qt is given its own, with our table.
No message names a context: a source has the same translation everywhere.
"""

import struct
from collections.abc import Iterator, Mapping
from enum import IntEnum

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")


class _Section(IntEnum):
    HASHES = 0x42
    MESSAGES = 0x69


class _Tag(IntEnum):
    END = 1
    TRANSLATION = 3
    SOURCE = 6


def compiled(words: Mapping[str, str]) -> bytes:
    """The table, each translation by its source."""
    messages = bytearray()
    places: list[tuple[int, int]] = []
    for source, translation in words.items():
        places.append((elf_hash(source.encode()), len(messages)))
        messages += b"".join(_message(source.encode(), translation))
    hashes = b"".join(struct.pack(">II", *place) for place in sorted(places))
    return _MAGIC + _section(_Section.HASHES, hashes) + _section(_Section.MESSAGES, bytes(messages))


def elf_hash(octets: bytes) -> int:
    """The hash of ELF's symbol tables, by which Qt finds a message; never 0."""
    value = 0
    for octet in octets:
        value = (value << 4) + octet
        value = (value ^ ((value & 0xF0000000) >> 24)) & 0x0FFFFFFF
    return value or 1


def _message(source: bytes, translation: str) -> Iterator[bytes]:
    yield _tagged(_Tag.TRANSLATION, translation.encode("utf-16-be"))
    yield _tagged(_Tag.SOURCE, source)
    yield bytes([_Tag.END])


def _tagged(tag: _Tag, body: bytes) -> bytes:
    return struct.pack(">BI", tag, len(body)) + body


def _section(section: _Section, body: bytes) -> bytes:
    return struct.pack(">BI", section, len(body)) + body
