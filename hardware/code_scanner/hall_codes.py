"""The hall's own codes, as they stand on its slips and screens: LL1, a letter, a token, two check characters.

    LL1 P 7QK2M4XB9T3A5WCD CP      (without the spaces)

Upper case letters and digits alone, which a QR code holds most densely and any keyboard layout carries unharmed. The
check is MOD 1271-36 (ISO/IEC 7064): it finds every wrong character and every two that changed places. It keeps nobody
out; the token does that, which the backend draws at random and looks up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hardware.code_scanner.codes import CodeKind

PREFIX = "LL1"
LETTERS: Mapping[CodeKind, str] = MappingProxyType(
    {
        CodeKind.PICKUP_TOKEN: "P",
        CodeKind.CLAIM: "C",
        CodeKind.RESUME: "R",
        CodeKind.COURIER: "K",
        CodeKind.LOGIN: "L",  # on a resident's own phone, for a minute and a half
    }
)
_KINDS = {letter: kind for kind, letter in LETTERS.items()}
# Crockford's alphabet: no I, L, O or U, which people take for 1 and 0 when the code under the picture is typed.
_TOKEN = "[0-9A-HJKMNP-TV-Z]{16,64}"  # noqa: S105 - a form, no secret
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS = 1271
_FORM = re.compile(f"{PREFIX}([{''.join(_KINDS)}])({_TOKEN})([0-9A-Z]{{2}})")


@dataclass(frozen=True, slots=True, repr=False)
class HallCode:
    """A code of ours, taken apart; the token opens something and is not shown."""

    kind: CodeKind
    token: str

    def __repr__(self) -> str:
        return f"<HallCode {self.kind.value}, token withheld>"


def write(kind: CodeKind, token: str) -> str:
    """The text of a code of ours; ValueError for a kind that has no letter and for a token of another form."""
    if kind not in LETTERS or re.fullmatch(_TOKEN, token) is None:
        raise ValueError("no such code")
    body = PREFIX + LETTERS[kind] + token
    first, second = divmod((1 - _value(body + "00")) % _MODULUS, 36)
    return body + _DIGITS[first] + _DIGITS[second]


def read(text: str) -> HallCode | None:
    """The code of ours that `text` is; None for anything else."""
    form = _FORM.fullmatch(text)
    if form is None or _value(text) != 1:
        return None
    return HallCode(_KINDS[form[1]], form[2])


def _value(text: str) -> int:
    """All of it as one number to the base of 36, of which only the rest is needed."""
    return int(text, 36) % _MODULUS
