"""What can be tried on a microphone by hand."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.microphone.contract import Block, Microphone
from hardware.trial import Say, Trial

_WITHIN_S = 15.0
_EVERY_S = 0.5
_BAR = 30
_QUIETEST = -60.0


async def level(microphone: Microphone, words: Sequence[str], say: Say) -> None:
    """Listen for some seconds and tell how loud it is, twice a second; nothing is kept."""
    if len(words) > 1 or any(not word.isdecimal() or not 0 < int(word) <= 600 for word in words):
        raise ValueError("level takes a number of seconds, up to 600")
    seconds = int(words[0]) if words else 5
    blocks = 0
    lost = 0
    last = 0

    def hear(block: Block) -> None:
        nonlocal blocks, lost, last
        lost += block.seq - last - 1 if last else 0
        blocks, last = blocks + 1, block.seq

    begun = time.monotonic()
    ear = await microphone.open_ear(hear, _WITHIN_S)
    try:
        say(f"first sound after {time.monotonic() - begun:.1f} s")
        for _ in range(round(seconds / _EVERY_S)):
            await asyncio.sleep(_EVERY_S)
            say(shown(microphone.level))
    finally:
        ear.close()
    say(f"{blocks} blocks, {lost} lost" + "".join(f", {warning}" for warning in microphone.status.warnings))


def shown(level: float | None) -> str:
    """A level as a bar."""
    if level is None:
        return "no sound comes"
    bar = round(_BAR * (max(_QUIETEST, level) - _QUIETEST) / -_QUIETEST)
    return f"{level:6.1f} dBFS {'#' * bar}"


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {"level": Trial("listen and tell how loud it is, twice a second", level, ("[SECONDS]",))}
)
