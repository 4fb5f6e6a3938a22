"""The file on a hall card: 32 bytes that hold its number, and the hall's seal that this number belongs to this card."""

import hmac
import re

SIZE = 32
SEALED = 24
_VERSION = 1
_DIGITS = range(6, 21)


class HallFileDamaged(ValueError):
    """The file does not hold a number; its content is not told."""


class SealBroken(ValueError):
    """The hall never gave this number to this card."""


def number(content: bytes, seal: bytes) -> str:
    """The card's number: version 1, its length, its digits, zeros up to 24 bytes; then `seal`, 8 bytes.

    Raises HallFileDamaged, SealBroken. Without the seal, whoever got the key out of a card of his own could be anybody.
    """
    if len(content) != SIZE or content[0] != _VERSION or content[1] not in _DIGITS:
        raise HallFileDamaged("head")
    digits, rest = content[2 : 2 + content[1]], content[2 + content[1] : SEALED]
    if re.fullmatch(rb"[0-9]+", digits) is None or any(rest):
        raise HallFileDamaged("number")
    if not hmac.compare_digest(content[SEALED:], seal):
        raise SealBroken("seal")
    return digits.decode("ascii")
