"""What can be tried on a presence sensor by hand."""

import asyncio
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.events import Event
from hardware.presence_sensor.contract import Presence, PresenceSensor
from hardware.trial import Say, Trial

_USUAL_S = 30.0
_MOST_S = 3600.0


async def _watch(sensor: PresenceSensor, words: Sequence[str], say: Say) -> None:
    seconds = _seconds(words)
    loop = asyncio.get_running_loop()

    def heard(event: Event[Presence]) -> None:
        loop.call_soon_threadsafe(say, f"{event.seq}: {_told(event.value)}")

    say(f"now: {_told(sensor.presence)}; watching for {seconds:.0f} s")
    stop = sensor.listen(heard)
    try:
        await asyncio.sleep(seconds)
    finally:
        stop()


def _told(presence: Presence) -> str:
    if presence.present is None:
        return "not known"
    if not presence.present:
        return "nobody"
    return f"somebody, {presence.distance.value}" if presence.distance else "somebody"


def _seconds(words: Sequence[str]) -> float:
    try:
        seconds = float(words[0]) if words else _USUAL_S
    except ValueError:
        seconds = -1.0
    if len(words) > 1 or not 0 <= seconds <= _MOST_S:
        raise ValueError(f"say how many seconds to watch, 0 to {_MOST_S:.0f}")
    return seconds


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {"watch": Trial("tell of everybody who comes and leaves", _watch, ("[seconds]",))}
)
