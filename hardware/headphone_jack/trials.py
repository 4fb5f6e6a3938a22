"""What can be tried on a headphone jack by hand."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.events import Event
from hardware.headphone_jack.contract import HeadphoneJack, Plug
from hardware.trial import Say, Trial

_WORDS = {True: "a plug is in", False: "no plug is in", None: "it is not known whether a plug is in"}


async def watch(jack: HeadphoneJack, words: Sequence[str], say: Say) -> None:
    """Tell where the plug is, and each of its moves for so many seconds."""
    seconds = int(words[0]) if len(words) == 1 and words[0].isdecimal() else 0
    if not 0 < seconds <= 600:
        raise ValueError("watch takes a number of seconds, up to 600")
    loop = asyncio.get_running_loop()

    def moved(event: Event[Plug]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody watches any more
            loop.call_soon_threadsafe(say, f"{event.seq}: {event.value.value}")

    stop = jack.listen(moved)
    try:
        say(_WORDS[jack.plugged])
        await asyncio.sleep(seconds)
    finally:
        stop()


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {"watch": Trial("tell where the plug is, and each of its moves", watch, ("SECONDS",))}
)
