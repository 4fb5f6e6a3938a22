"""What can be tried on lights by hand."""

import asyncio
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.lights.contract import FlashRate, Light, Lights
from hardware.trial import NotDone, Say, Trial

_EACH_S = 2.0


async def _parade(lights: Lights, words: Sequence[str], say: Say) -> None:
    rate = _rate(words)
    for light in (light for light in Light if light in lights.known):
        burns = await lights.show(light, rate)
        say(f"{light.value}: {'look' if burns else 'the board does not obey'}")
        await asyncio.sleep(_EACH_S)
        await lights.show(light, FlashRate.OFF)
    if not await lights.all_off():
        raise NotDone("the board does not obey")
    say("all off")


def _rate(words: Sequence[str]) -> FlashRate:
    if len(words) > 1 or (words and words[0] not in set(FlashRate)):
        raise ValueError(f"a rate is one of {', '.join(FlashRate)}")
    return FlashRate(words[0]) if words else FlashRate.CONTINUOUS


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {"parade": Trial("light each light in turn, two seconds", _parade, ("[rate]",))}
)
