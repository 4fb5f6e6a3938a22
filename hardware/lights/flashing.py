"""When a lamp burns. No two beginnings of light are less than half a second apart, so nothing flashes above 2 Hz.

WCAG 2.3.1 and EN 301 549 9.2.3.1 allow three flashes a second; photosensitive people are glad of fewer. All flashing
lamps share one beat: together they flash no more often than one of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hardware.lights.contract import Colour, FlashRate, Light

BEAT_S = 0.25
DARK_TO_LIGHT_S = 2 * BEAT_S
# On for the first half of so many beats.
_BEATS = {FlashRate.QUICK: 2, FlashRate.MEDIUM: 4, FlashRate.SLOW: 8}


@dataclass(frozen=True, slots=True)
class Wish:
    """How a lamp shall burn."""

    rate: FlashRate = FlashRate.OFF
    colour: Colour | None = None


class Flashing:
    """The wishes for all lamps, and what burns now; times are seconds of any clock that only goes forward."""

    def __init__(self, lamps: Iterable[Light]) -> None:
        self._wishes = {lamp: Wish() for lamp in lamps}
        self._lit_at: dict[Light, float] = {}
        self._burning: dict[Light, Colour | None] = {}
        self._beat = 0
        self._next_beat: float | None = None

    def wish(self, lamp: Light, wish: Wish) -> None:
        """Have it burn so from now on."""
        self._wishes[lamp] = wish

    def burning(self, now: float) -> Mapping[Light, Colour | None]:
        """The lamps that burn now, with their colours; to be asked at every beat."""
        self._step(now)
        for lamp, wish in self._wishes.items():
            if not self._shall_burn(wish.rate):
                self._burning.pop(lamp, None)
            elif lamp in self._burning:
                self._recolour(lamp, wish.colour, now)
            elif self._may_light(lamp, now):
                self._lit_at[lamp] = now
                self._burning[lamp] = wish.colour
        return dict(self._burning)

    def _step(self, now: float) -> None:
        """One beat further if it is time; never two at once, for a late look must not hurry what follows."""
        if self._next_beat is None:
            self._next_beat = now + BEAT_S
        elif now >= self._next_beat:
            self._beat += 1
            self._next_beat = now + BEAT_S

    def _shall_burn(self, rate: FlashRate) -> bool:
        if rate in _BEATS:
            return self._beat % _BEATS[rate] < _BEATS[rate] // 2
        return rate is FlashRate.CONTINUOUS

    def _recolour(self, lamp: Light, colour: Colour | None, now: float) -> None:
        """A change of colour is a flash too."""
        if self._burning[lamp] is not colour and self._may_light(lamp, now):
            self._lit_at[lamp] = now
            self._burning[lamp] = colour

    def _may_light(self, lamp: Light, now: float) -> bool:
        return now - self._lit_at.get(lamp, now - DARK_TO_LIGHT_S) >= DARK_TO_LIGHT_S
