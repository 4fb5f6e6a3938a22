"""The lines of a receipt as the terminal sends them: 06 D1 one by one, 06 D3 as a block."""

import re
import unicodedata
from collections.abc import Iterator

from hardware.payment_terminal.apdu import ZvtWrong
from hardware.payment_terminal.fields import Field, tlv_length

MOST_LINES = 200
_MOST_CHARACTERS = 64
_TEXT, _TEXTS = 0x07, 0x25
# Terminals hide the number themselves. Should one forget it, its last four digits are all that we keep.
_CARD_NUMBER = re.compile(r"\d(?:[ -]?\d){8,14}(?=(?:[ -]?\d){4}(?!\d))")


def printed_line(data: bytes) -> str | None:
    """The text of a 06 D1: an attribute, then characters of code page 437; None when it holds what is no text."""
    return _clean(data[1:])


def printed_block(data: bytes) -> list[str | None]:
    """The texts of a 06 D3: a container 06, in it 25, in it 07 each; raises ZvtWrong when it is built otherwise."""
    if data[:1] != bytes([Field.TLV]):
        raise ZvtWrong("no container")
    start, size = tlv_length(data, 1)
    if start + size != len(data):
        raise ZvtWrong("a container is cut off")
    return [
        _clean(text)
        for tag, content in _objects(data[start:])
        if tag == _TEXTS
        for inner, text in _objects(content)
        if inner == _TEXT
    ]


def without_card_number(line: str) -> str:
    """The line with all but the last four digits of a card number as stars."""
    return _CARD_NUMBER.sub(lambda found: re.sub(r"\d", "*", found[0]), line)


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        tag = data[at]
        at += 1
        if tag & 0x1F == 0x1F:  # the tag goes on in a second byte
            tag = tag << 8 | (data[at] if at < len(data) else 0)
            at += 1
        start, size = tlv_length(data, at)
        if start + size > len(data):
            raise ZvtWrong("an object is cut off")
        yield tag, data[start : start + size]
        at = start + size


def _clean(raw: bytes) -> str | None:
    line = raw.decode("cp437")
    if len(line) > _MOST_CHARACTERS or any(unicodedata.category(character) == "Cc" for character in line):
        return None
    return without_card_number(line.rstrip())
