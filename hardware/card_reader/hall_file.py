"""The file on a hall card: 32 bytes that hold its number."""

import re

SIZE = 32
_VERSION = 1
_DIGITS = range(6, 21)


class HallFileDamaged(ValueError):
    """The file does not hold a number; its content is not told."""


def number(content: bytes) -> str:
    """The card's number: version 1, its length, its digits, zeros."""
    if len(content) != SIZE or content[0] != _VERSION or content[1] not in _DIGITS:
        raise HallFileDamaged("head")
    digits, rest = content[2 : 2 + content[1]], content[2 + content[1] :]
    if re.fullmatch(rb"[0-9]+", digits) is None or any(rest):
        raise HallFileDamaged("number")
    return digits.decode("ascii")
