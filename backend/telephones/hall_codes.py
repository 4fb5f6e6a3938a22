"""The hall's own code as a phone shows it: `LL1L`, a token, two check characters (MOD 1271-36 of ISO/IEC 7064).

docs/devices/code_scanner.md has the form; the terminal's scanner reads it with code of its own.
"""

import secrets
from itertools import product

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_LETTERS = 26  # 130 bits
_HEAD = "LL1L"
_ALL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CHECKS = {36 * first + second: _ALL[first] + _ALL[second] for first, second in product(range(36), repeat=2)}


def fresh_token() -> str:
    """A token that nobody guesses."""
    return "".join(secrets.choice(LETTERS) for _ in range(TOKEN_LETTERS))


def shown(token: str) -> str:
    """The text of the code."""
    rest = 0
    for letter in _HEAD + token + "00":
        rest = (rest * 36 + _ALL.index(letter)) % 1271
    return _HEAD + token + _CHECKS[(1 - rest) % 1271]
