"""Which code of the kernel is which key. Pads differ, and AudioNav pads hold three tables: so it is configuration."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hardware.keypad.contract import KEYS_WITH_CODES, Key

# linux/input-event-codes.h. Arrows, Enter, Esc, Home and the volume keys are what an audio keypad or a plain
# keyboard sends; F15 and F16 stand for the plug, as on Storm's pads (to be checked on the pad: docs/devices/keypad.md).
_DEFAULT: Mapping[Key, tuple[int, ...]] = MappingProxyType(
    {
        Key.UP: (103,),
        Key.DOWN: (108,),
        Key.LEFT: (105,),
        Key.RIGHT: (106,),
        Key.OK: (28, 96, 353),  # Enter, keypad Enter, Select
        Key.BACK: (1, 14, 158),  # Esc, Backspace, Back
        Key.HOME: (102, 172),  # Home, Home page
        Key.HELP: (138, 59),  # Help, F1
        Key.REPEAT: (60, 129),  # F2, Again
        Key.VOLUME_UP: (115,),
        Key.VOLUME_DOWN: (114,),
        Key.TALK: (582, 61),  # Voice command, F3
        Key.JACK_IN: (185,),  # F15
        Key.JACK_OUT: (186,),  # F16
    }
)
_CODES_END = 0x300


class KeyMapError(ValueError):
    """A key map that cannot work; the text is for whoever writes the configuration, `option` is the one at fault."""

    def __init__(self, told: str, option: str = "") -> None:
        super().__init__(told)
        self.option = option


@dataclass(frozen=True, slots=True)
class KeyMap:
    """The key of each code."""

    keys: Mapping[int, Key]

    def key(self, code: int) -> Key | None:
        """The key that a code stands for."""
        return self.keys.get(code)


def key_map(options: Mapping[str, object] = MappingProxyType({})) -> KeyMap:
    """Make the map of the usual codes; `options` replace those of a key (`ok = "28 96"`, `up = 103`)."""
    known = {key.value for key in KEYS_WITH_CODES}
    codes = {key: _codes(key, options[key.value]) if key.value in options else _DEFAULT[key] for key in KEYS_WITH_CODES}
    unknown = sorted(set(options) - known)
    if unknown:
        raise KeyMapError(f"no such key: {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    keys: dict[int, Key] = {}
    # What is configured goes before what is usual: a pad may send Enter's code from its Help key.
    for key in sorted(KEYS_WITH_CODES, key=lambda key: key.value not in options):
        for code in codes[key]:
            if code in keys and key.value in options:
                raise KeyMapError(f"code {code} is both {keys[code].value} and {key.value}", key.value)
            keys.setdefault(code, key)
    return KeyMap(MappingProxyType(keys))


def _codes(key: Key, given: object) -> tuple[int, ...]:
    words = str(given).replace(",", " ").split()
    if not words or not all(word.isascii() and word.isdigit() and 0 < int(word) < _CODES_END for word in words):
        told = f"{key.value}: codes are whole numbers from 1 to {_CODES_END - 1}, not {given!r}"
        raise KeyMapError(told, key.value)
    return tuple(int(word) for word in words)
