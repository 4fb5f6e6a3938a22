"""Clips for `kiosk face liveness`: the demo's head, and tricks with its picture, each a little otherwise than the last.

`python -m bench.face.clips DIR` lays live/ and attack-KIND/ with a folder of pictures for each clip, twelve a second.
One public-domain photograph, bent by numbers: it says how the machinery works, and little about people.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hardware.emulators.head.actor import PLAIN, Actor, Cast, Manner, Order
from hardware.emulators.head.photograph import Photograph
from hardware.emulators.head.scene import Studio
from kiosk.app.demo.shelf import ASTRONAUT
from kiosk.faces.challenge import drawn
from kiosk.faces.contract import Step

PER_SECOND = 12
MM_A_PIXEL = 63 / 43.7
"""Of the photograph: 43.7 pixels lie between her eyes."""
RADII_MM = (50, 80, 120, 160, 250)
_FRONT_S, _HELD_S, _BACK_S = 1.2, 0.8, 1.2
_ORDERS = {Step.LEFT: Order.LEFT, Step.RIGHT: Order.RIGHT, Step.BLINK: Order.BLINK}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a folder of clips shows. `radius_mm`: of a bent print."""

    folder: str
    cast: Cast
    radius_mm: float = 0.0


KINDS = (
    Kind("live", Cast.RESIDENT),
    Kind("attack-print-flat", Cast.PRINT_FLAT),
    *(Kind(f"attack-print-bent-{radius}mm", Cast.PRINT_BENT, radius) for radius in RADII_MM),
    Kind("attack-replay", Cast.REPLAY),
)


def manner(kind: Kind, chance: random.Random) -> Manner:
    """How this one moves: people turn far or little, fast or slowly; a hand holds a print as it likes."""
    return replace(
        PLAIN,
        turn_deg=chance.uniform(20, 35),
        turn_s=chance.uniform(0.5, 1.6),
        blink_s=chance.uniform(0.5, 1.2),
        depth=chance.uniform(0.8, 1.25),
        sheet_deg=chance.uniform(20, 60),
        radius=kind.radius_mm / MM_A_PIXEL,
        noise=chance.uniform(1.0, 4.0),
    )


def played(kind: Kind, steps: Sequence[Step], chance: random.Random) -> Iterator[tuple[float, Actor]]:
    """Moment by moment, somebody who does these steps in their order, each with time before and after it."""
    moves = manner(kind, chance)
    actor, at = Actor(kind.cast, moves), chance.uniform(0, 3)
    actor.play(kind.cast, at)
    times = [(at, Order.LOOK)]
    for step in steps:
        times.append((times[-1][0] + _FRONT_S, _ORDERS[step]))
        takes_s = moves.blink_s + _BACK_S if step is Step.BLINK else moves.turn_s + _HELD_S
        times.append((times[-1][0] + takes_s, Order.LOOK))
    end = times[-1][0] + moves.turn_s + _BACK_S
    while at < end:
        while times and times[0][0] <= at:
            actor.do(times.pop(0)[1], at)
        yield at, actor
        at += 1 / PER_SECOND


def lay(folder: Path, count: int, seed: int, named: Sequence[str] = ()) -> int:
    """So many clips of each kind; how many pictures that were."""
    chance, photograph = random.Random(seed), Photograph(ASTRONAUT)
    pictures = 0
    for kind in (kind for kind in KINDS if kind.folder.startswith(tuple(named) or "")):
        for number in range(count):
            steps = drawn(chance)
            clip = folder / kind.folder / f"{number:04d}-{'-'.join(steps)}"
            clip.mkdir(parents=True)
            studio = Studio(photograph, chance.randrange(1 << 30))
            for place, (at, actor) in enumerate(played(kind, steps, chance)):
                studio.picture(actor.scene(at)).save(clip / f"{place:04d}.jpg", quality=92)
                pictures += 1
        sys.stderr.write(f"{kind.folder}: {count}\n")
    return pictures


def main() -> None:
    """Lay the clips."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20, help="clips of each kind")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--kind", nargs="+", default=[], help="only folders that begin so")
    options = parser.parse_args()
    sys.stdout.write(f"{lay(options.folder, options.count, options.seed, options.kind)} pictures\n")


if __name__ == "__main__":
    main()
