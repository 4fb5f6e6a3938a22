"""How often the challenge takes an invented head for living, and how often a sheet of paper: points only, no pictures.

`python -m bench.face.points`. The head is that of the tests (nobody was measured), turned with varying depth, speed and
tilt; a sheet is the same points in a plane or round a pipe. `noise` is the error of each point in pixels, with 105
pixels between the eyes. This shows what the geometry can and cannot do; cameras, faces and dlib's own errors, which
are not independent from point to point, are not in it.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from kiosk.faces.challenge import Challenge, Sight, drawn
from kiosk.faces.contract import Step
from kiosk.faces.landmarks import Landmarks
from tests.unit.faces.heads import Space, bent, flat, head, seen, turned

PER_SECOND = 12
_EYE_MM = 63.0
_BLINK_S = 0.6
_BEGUN = 0.02
Shape = Callable[[Space, float], Space]
"""What becomes of the head's points; and how far the turn has come, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Who stands there. `yaw`: how far the turn goes at most, degrees; `blinks`: can the eyes close at all?"""

    name: str
    shape: Shape
    yaw: tuple[float, float]
    blinks: bool


def kinds(radii_mm: Sequence[float] = (50, 80, 120, 160, 250, 400)) -> Iterator[Kind]:
    """A head, a flat sheet, and sheets round pipes."""
    yield Kind("head", lambda points, _turn: points, (20, 40), blinks=True)
    yield Kind("flat", lambda points, _turn: flat(points), (15, 60), blinks=False)
    for radius in radii_mm:
        yield Kind(f"bent, radius {radius:.0f} mm", partial(_bent, radius / _EYE_MM), (15, 60), blinks=False)
    for radius in (80, 160):
        yield Kind(f"bent as it turns, to {radius} mm", partial(_bending, radius / _EYE_MM), (15, 60), blinks=False)


def _bent(radius: float, points: Space, _turn: float) -> Space:
    return bent(points, radius)


def _bending(radius: float, points: Space, turn: float) -> Space:
    """Flat while it faces the camera, which is the cleverer sheet."""
    return bent(points, radius / turn) if turn > _BEGUN else flat(points)


class Actor:
    """Does what is asked, each time a little otherwise."""

    def __init__(self, kind: Kind, noise: float, chance: np.random.Generator) -> None:
        self._kind = kind
        self._noise = noise
        self._chance = chance
        depth = chance.uniform(0.75, 1.25) if kind.blinks else 1.0
        self._depth = np.array([1.0, 1.0, depth])
        self._yaw = chance.uniform(*kind.yaw)
        self._turn_s = chance.uniform(0.5, 2.0)
        self._away = chance.uniform(7.0, 11.0)
        self._tilt = chance.uniform(-8, 8), chance.uniform(-6, 6)
        self._sway = chance.uniform(0, 2 * np.pi)

    def picture(self, step: Step, since_s: float) -> Landmarks:
        """The points as they are seen, so long after this was asked for."""
        side = {Step.LEFT: 1, Step.RIGHT: -1}.get(step, 0)
        turn = min(1.0, since_s / self._turn_s) if side else 0.0
        closed = self._kind.blinks and step is Step.BLINK and 0.4 <= since_s <= 0.4 + _BLINK_S
        shape = self._kind.shape(head(openness=0.05 if closed else 0.3) * self._depth, turn)
        sway = 2.0 * np.sin(since_s * 2 + self._sway)
        yaw = side * self._yaw * turn + sway
        points = turned(shape, yaw, self._tilt[0] * min(1.0, since_s), self._tilt[1])
        return seen(points, self._noise, int(self._chance.integers(1 << 31)), self._away)


def ended(actor: Actor, asked: Sequence[Step]) -> str:
    """How one try goes."""
    challenge = Challenge(0.0, asked)
    step, since = challenge.step, 0.0
    for count in range(40 * PER_SECOND):
        at = count / PER_SECOND
        challenge.look(Sight(at, actor.picture(step, at - since)))
        if challenge.over:
            break
        if challenge.step is not step:
            step, since = challenge.step, at
    return "passed" if challenge.passed else str(challenge.failure)


def measure(
    tries: int, noises: Sequence[float], seed: int, named: Sequence[str], *, blink: bool
) -> list[dict[str, object]]:
    """A row for each kind and noise."""
    dice, chance = random.Random(seed), np.random.default_rng(seed)
    rows: list[dict[str, object]] = []
    for kind in (kind for kind in kinds() if kind.name.startswith(tuple(named) or "")):
        for noise in noises:
            asked = [drawn(dice) for _ in range(tries)]
            turns = [steps if blink else tuple(step for step in steps if step is not Step.BLINK) for steps in asked]
            found = Counter(ended(Actor(kind, noise, chance), steps) for steps in turns)
            rows.append({"kind": kind.name, "noise_px": noise, "n": tries, "passed": found["passed"], **found})
            sys.stderr.write(f"{rows[-1]}\n")
    return rows


def main() -> None:
    """One JSON object on stdout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=300)
    parser.add_argument("--noise", type=float, nargs="+", default=[0.5, 1.0, 1.5])
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--blink", action="store_true", help="ask for the blink as well, as the terminal does")
    parser.add_argument("--kind", nargs="+", default=[], help="only kinds that begin so")
    options = parser.parse_args()
    report = measure(options.tries, options.noise, options.seed, options.kind, blink=options.blink)
    sys.stdout.write(json.dumps({"rows": report}) + "\n")


if __name__ == "__main__":
    main()
