"""What somebody before the lens does, second by second: she turns when asked, blinks long, breathes; or it is a trick.

Pure: no clock and no thread of its own. Times are seconds of one stopwatch.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from hardware.emulators.head.bending import Pose, Sheet
from hardware.emulators.head.scene import NEAR, Print, Scene, Somebody


class Order(StrEnum):
    """What can be asked of whoever is before the lens; left and right are hers."""

    LOOK = "look"
    LEFT = "left"
    RIGHT = "right"
    BLINK = "blink"
    CLOSER = "closer"
    FARTHER = "farther"
    LEAVE = "leave"
    FREEZE = "freeze"
    DARK = "dark"
    LIGHT = "light"


class Cast(StrEnum):
    """Who, or what, is before the lens."""

    NOBODY = "nobody"
    RESIDENT = "resident"
    OTHER = "other"
    TWO = "two"
    POSTER = "poster"  # she herself, and a print on the wall behind her
    PRINT_FLAT = "print_flat"
    PRINT_BENT = "print_bent"
    REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Manner:
    """How one moves. People differ, and so do tricks; an evaluation draws these.

    `turn_deg`: how far she turns; `turn_s`: how long that takes her; `blink_s`: how long she keeps her eyes closed.
    `depth`: how deep her face is, of the invented one. `radius`: of a bent print, in pixels of the photograph.
    """

    turn_deg: float = 25.0
    turn_s: float = 0.8
    blink_s: float = 0.8
    depth: float = 1.0
    sheet_deg: float = 45.0
    radius: float = 90.0
    noise: float = 2.0


PLAIN = Manner()
UNHURRIED = Manner(turn_s=1.4, blink_s=1.5)
"""As the guidance asks: slowly, and counting to two. A machine with much to do sees three pictures a second."""
_LID_S = 0.12
_TWITCH_EVERY_S = 4.3  # people blink by themselves, too shortly to be meant
_TWITCH_S = 0.15
_FILM = ((0.0, Order.LOOK), (2.0, Order.RIGHT), (4.0, Order.LOOK), (5.5, Order.BLINK))
_FILM_S = 8.0
_SIDES = {Order.LEFT: 1.0, Order.RIGHT: -1.0, Order.LOOK: 0.0}  # her left is the right of the picture
_SIZES = {Order.CLOSER: NEAR, Order.FARTHER: 1.0}
_LIGHTS = {Order.DARK: 0.06, Order.LIGHT: 1.0}
_OUT = 520.0
_MIDDLE = (320.0, 235.0)


@dataclass(frozen=True, slots=True)
class Glide:
    """A number on its way to another, softly at both ends."""

    begin: float
    end: float
    at: float = -1e9
    takes_s: float = 1.0

    def now(self, at: float) -> float:
        """How far it is."""
        share = min(max((at - self.at) / self.takes_s, 0.0), 1.0)
        return self.begin + (self.end - self.begin) * share * share * (3 - 2 * share)

    def towards(self, end: float, at: float, takes_s: float) -> "Glide":
        """On to somewhere else from where it is now."""
        return Glide(self.now(at), end, at, takes_s)


class Actor:
    """Somebody who obeys; or a trick in somebody's hand that does what it can. From one thread at a time."""

    def __init__(self, cast: Cast = Cast.NOBODY, manner: Manner = PLAIN, at: float = 0.0) -> None:
        self.manner = manner
        self.play(cast, at)

    def play(self, cast: Cast, at: float) -> None:
        """Somebody else steps before the lens, in daylight, and looks into it."""
        self.cast = cast
        self.frozen = False
        self._begun = at
        self._side, self._near, self._aside, self._light = Glide(0, 0), Glide(NEAR, NEAR), Glide(0, 0), Glide(1, 1)
        self._blinked = -1e9

    def do(self, order: Order, at: float) -> None:
        """Do what is asked; it takes its time."""
        self.frozen = order is Order.FREEZE
        if order in _SIDES:
            self._side = self._side.towards(_SIDES[order], at, self.manner.turn_s)
        elif order in _SIZES:
            self._near = self._near.towards(_SIZES[order], at, 1.0)
        elif order in _LIGHTS:
            self._light = self._light.towards(_LIGHTS[order], at, 0.3)
        elif order is Order.BLINK:
            self._blinked = at
        elif order is Order.LEAVE:
            self._aside = self._aside.towards(_OUT, at, 1.0)

    def scene(self, at: float) -> Scene:
        """What is before the lens now."""
        if self.cast is Cast.REPLAY:
            return self._film(at)
        return Scene(self._things(at), self._light.now(at), noise=self.manner.noise)

    def _things(self, at: float) -> tuple[Somebody | Print, ...]:
        match self.cast:
            case Cast.NOBODY:
                return ()
            case Cast.PRINT_FLAT:
                return (self._paper(at, 0.0),)
            case Cast.PRINT_BENT:
                return (self._paper(at, self.manner.radius),)
            case Cast.TWO:
                her = replace(self._her(at), at=(455.0, 250.0), near=1.55)
                return replace(her, at=(165.0, 230.0), other=True), her
            case Cast.POSTER:
                return Print(at=(90.0, 150.0), near=1.0, other=True), replace(self._her(at), at=(390.0, 240.0))
            case _:
                return (replace(self._her(at), other=self.cast is Cast.OTHER),)

    def _her(self, at: float) -> Somebody:
        """She is never quite still: she breathes, sways a little, and blinks by herself."""
        sway = 0.7 * math.sin(0.9 * at) + 0.4 * math.sin(2.3 * at + 1)
        pose = Pose(
            self._side.now(at) * self.manner.turn_deg + sway,
            0.6 * math.sin(0.7 * at + 2),
            0.5 * math.sin(0.5 * at + 4),
            self.manner.depth,
        )
        place = (_MIDDLE[0] + self._aside.now(at) + 1.5 * math.sin(0.6 * at), _MIDDLE[1] + 0.9 * math.sin(1.6 * at))
        return Somebody(pose, place, self._near.now(at) * (1 + 0.002 * math.sin(1.6 * at)), self._lids(at))

    def _lids(self, at: float) -> float:
        meant = at - self._blinked
        if 0 <= meant < self.manner.blink_s + 2 * _LID_S:
            return min(meant / _LID_S, (self.manner.blink_s + 2 * _LID_S - meant) / _LID_S, 1.0)
        twitch = (at - self._begun) % _TWITCH_EVERY_S - _TWITCH_EVERY_S + _TWITCH_S
        return 1.0 if twitch > 0 else 0.0

    def _paper(self, at: float, radius: float) -> Print:
        """Held by a hand, and turned as she would turn; eyes on paper do not close."""
        yaw = self._side.now(at) * self.manner.sheet_deg + 1.2 * math.sin(1.1 * at)
        sheet = Sheet(yaw, 2.0 * math.sin(0.8 * at + 1), 1.5 * math.sin(0.7 * at), radius)
        place = (_MIDDLE[0] + self._aside.now(at) + 2.5 * math.sin(1.3 * at), _MIDDLE[1] + 2.0 * math.sin(1.7 * at))
        return Print(sheet, place, self._near.now(at))

    def _film(self, at: float) -> Scene:
        """A film of her that was taken before: it turns to her right and blinks, whatever is asked, again and again."""
        second = (at - self._begun) % _FILM_S
        player = Actor(Cast.RESIDENT, self.manner)
        for when, order in _FILM:
            if second >= when:
                player.do(order, when)
        return replace(player.scene(second), on_tablet=True, light=self._light.now(at))
