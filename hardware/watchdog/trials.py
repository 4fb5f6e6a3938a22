"""What can be tried on a watchdog by hand."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.trial import Say, Trial
from hardware.watchdog.contract import Watchdog


async def _status(watchdog: Watchdog, words: Sequence[str], say: Say) -> None:
    if words:
        raise ValueError("status takes no words")
    now = watchdog.status
    say(f"{now.state.value} {now.detail}".rstrip())
    for heart in watchdog.hearts:
        say(f"{heart.name}: {'beats' if heart.beats else 'missing'}, {heart.since_s:.1f} s of {heart.limit_s:.1f} s")
    if not watchdog.hearts:
        say("no hearts in this process")


TRIALS: Mapping[str, Trial] = MappingProxyType({"status": Trial("tell who is told, and whose heart beats", _status)})
