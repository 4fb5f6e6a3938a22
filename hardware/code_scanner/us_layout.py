"""The characters of a keyboard's keys, US layout, which is what scanners type (linux/input-event-codes.h)."""

from collections.abc import Mapping
from types import MappingProxyType

ENDS = frozenset({28, 96, 15})  # Enter, Enter of the keypad, Tab
SHIFTS = frozenset({42, 54})


def _row(first: int, plain: str, shifted: str) -> dict[int, tuple[str, str]]:
    return {first + place: pair for place, pair in enumerate(zip(plain, shifted, strict=True))}


def _keypad(keys: Mapping[int, str]) -> dict[int, tuple[str, str]]:
    return {code: (character, character) for code, character in keys.items()}


# A key's character alone and with Shift. The keypad's keys are digits, for a scanner holds Num Lock in its own mind.
CHARACTERS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        **_row(2, "1234567890-=", "!@#$%^&*()_+"),
        **_row(16, "qwertyuiop[]", "QWERTYUIOP{}"),
        **_row(30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
        **_row(43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
        57: (" ", " "),
        86: ("\\", "|"),
        **_keypad({71: "7", 72: "8", 73: "9", 74: "-", 75: "4", 76: "5", 77: "6", 78: "+", 79: "1", 80: "2"}),
        **_keypad({81: "3", 82: "0", 83: ".", 55: "*", 98: "/", 117: "="}),
    }
)
