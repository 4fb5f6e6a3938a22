"""What can be tried on a keypad by hand."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from hardware.keypad.contract import KEYS_WITH_CODES, Key, Keypad
from hardware.keypad.key_map import key_map
from hardware.trial import Say, Trial

_EACH_S = 15.0
_TO = "to="
# The plug is no key; pads tell it as one.
_ASKED = MappingProxyType({Key.JACK_IN: "plug the headphones in", Key.JACK_OUT: "pull the headphones out"})


async def learn(keypad: Keypad, words: Sequence[str], say: Say) -> None:
    """Ask for each key and tell the options that the configuration needs."""
    names, file = _read(words)
    loop, pressed = asyncio.get_running_loop(), asyncio.Queue[int]()

    def press(code: int) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody learns any more
            loop.call_soon_threadsafe(pressed.put_nowait, code)

    stop = keypad.listen_codes(press)
    try:
        learnt = await _learn(names, pressed, say)
    finally:
        stop()
    left_out = [key.value for key in names if key not in learnt]
    if left_out:
        say(f"left out, so they keep what they have: {', '.join(left_out)}")
    usual = key_map()
    codes = ", ".join(f'{key.value} = "{code}"' for key, code in learnt.items() if usual.key(code) is not key)
    if not codes:
        say("the keys that were pressed send the usual codes: they need no options" if learnt else "no key was pressed")
        return
    line = f"options = {{ {codes} }}"
    say(f"what differs from the usual codes; in kiosk.toml, in the block of {keypad.status.id}:")
    say(line)
    if file is not None:
        file.write_text(f"{line}\n", encoding="utf-8")
        say(f"written to {file}")


async def _learn(names: Sequence[Key], pressed: "asyncio.Queue[int]", say: Say) -> dict[Key, int]:
    learnt: dict[Key, int] = {}
    for key in names:
        asked = _ASKED.get(key, f"press {key.value}")
        say(asked if learnt else f"{asked} (a key that is not pressed for {_EACH_S:.0f} s is left out)")
        code = await _next(pressed, {code: other for other, code in learnt.items()}, say)
        if code is None:
            say(f"{key.value}: left out")
        else:
            learnt[key] = code
            say(f"{key.value}: code {code}")
    return learnt


async def _next(pressed: "asyncio.Queue[int]", taken: Mapping[int, Key], say: Say) -> int | None:
    """The next code that no other key has; None when none comes in time."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_EACH_S):
            while True:
                code = await pressed.get()
                if code not in taken:
                    return code
                say(f"code {code} is {taken[code].value} already; another key, please")
    return None


async def watch(keypad: Keypad, words: Sequence[str], say: Say) -> None:
    """Tell each key for so many seconds."""
    seconds = int(words[0]) if len(words) == 1 and words[0].isdecimal() else 0
    if not 0 < seconds <= 600:
        raise ValueError("watch takes a number of seconds, up to 600")
    loop = asyncio.get_running_loop()

    def press(key: Key) -> None:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(say, key.value)

    stop = keypad.listen(press)
    try:
        await asyncio.sleep(seconds)
    finally:
        stop()


def _read(words: Sequence[str]) -> tuple[tuple[Key, ...], Path | None]:
    names = [word for word in words if not word.startswith(_TO)]
    files = [word.removeprefix(_TO) for word in words if word.startswith(_TO)]
    known = {key.value: key for key in KEYS_WITH_CODES}
    strangers = sorted(set(names) - set(known))
    if strangers:
        raise ValueError(f"no such key: {', '.join(strangers)}; there are {', '.join(known)}")
    if len(files) > 1 or "" in files:
        raise ValueError("to=FILE names one file")
    return tuple(known[name] for name in names) or tuple(Key), Path(files[0]) if files else None


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {
        "learn": Trial(
            "press each key when it is asked for; tells the options for kiosk.toml", learn, ("[KEY ...]", "[to=FILE]")
        ),
        "watch": Trial("tell each key that is pressed", watch, ("SECONDS",)),
    }
)
