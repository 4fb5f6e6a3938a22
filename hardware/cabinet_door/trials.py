"""What can be tried on a cabinet door by hand."""

import asyncio
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.cabinet_door.contract import CabinetDoor, Door
from hardware.events import Event
from hardware.trial import Say, Trial

_USUAL_S = 30.0
_MOST_S = 3600.0


async def _watch(door: CabinetDoor, words: Sequence[str], say: Say) -> None:
    """Under announced maintenance: whoever tries the contact by hand opens the door."""
    seconds = _seconds(words)
    loop = asyncio.get_running_loop()

    def heard(event: Event[Door]) -> None:
        loop.call_soon_threadsafe(say, f"{event.seq}: {_told(event.value)}")

    say(f"now: {_told(door.door)}; maintenance announced for {seconds:.0f} s")
    stop = door.listen(heard)
    door.maintenance(announced=True)
    try:
        await asyncio.sleep(seconds)
    finally:
        door.maintenance(announced=False)
        stop()


def _told(door: Door) -> str:
    contact = {True: "contact open", False: "contact closed", None: "contact not known"}[door.is_open]
    return f"{door.state.value if door.state else 'not known'} ({contact})"


def _seconds(words: Sequence[str]) -> float:
    try:
        seconds = float(words[0]) if words else _USUAL_S
    except ValueError:
        seconds = -1.0
    if len(words) > 1 or not 0 <= seconds <= _MOST_S:
        raise ValueError(f"say how many seconds to watch, 0 to {_MOST_S:.0f}")
    return seconds


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {"watch": Trial("announce maintenance, and tell of every move of the door", _watch, ("[seconds]",))}
)
