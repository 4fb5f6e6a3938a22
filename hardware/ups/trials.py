"""What can be tried on a supply by hand."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.trial import Say, Trial
from hardware.ups.contract import Ups

_DEADLINE_S = 5.0


async def _status(ups: Ups, words: Sequence[str], say: Say) -> None:
    if words:
        raise ValueError("status takes no words")
    reading = await ups.read(_DEADLINE_S)
    say(f"power: {reading.power.value}")
    say(f"charge: {'not told' if reading.charge_percent is None else f'{reading.charge_percent} %'}")
    say(f"runtime: {'not told' if reading.runtime_s is None else f'{reading.runtime_s} s'}")
    say(f"XFS: {' '.join(sorted(reading.words)) or 'nothing'}")
    say(f"warnings: {' '.join(reading.warnings) or 'none'}")


TRIALS: Mapping[str, Trial] = MappingProxyType({"status": Trial("read power, charge and runtime", _status)})
