"""How quick the engine is: pictures of the demo's head through the real child, and a head that obeys at once.

picture       from a picture's being handed over to the word on it; the next one waits for that, as in the terminal
picture_cpu   what the child's processor works for each, whatever else the machine does
whole_try     from the beginning of a try to its verdict, against the small photo of a card; the head turns as fast as
              each one does (half a second to 1.6), and blinks for half a second to 1.2. No camera and no spoken
              sentence is in it: who listens first needs longer.
whole_try_paced  the same where a picture is always looked at before the next one comes, twelve a second: without
              the child, by the times of the pictures; so it says what the challenge takes, on any machine
"""

import asyncio
import io
import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image

from bench.busy_face import warm_engine
from bench.contestant import BenchError
from bench.face.clips import KINDS, PER_SECOND, manner
from bench.figures import load, spread
from bench.process_tree import memory_of_children, work_of_children
from hardware.emulators.head.actor import Actor, Cast, Order
from hardware.emulators.head.photograph import CARD, Photograph, PhotographMissing
from hardware.emulators.head.scene import HEIGHT, WIDTH, Studio
from kiosk.app.demo.shelf import ASTRONAUT
from kiosk.app.face_evaluation.eyes import opened
from kiosk.app.models_place import models_folder
from kiosk.faces.challenge import drawn
from kiosk.faces.contract import Asked, FaceEngine, Outcome, Portrait, Seen, Step, Verdict
from kiosk.faces.trial import Trial

CHILD = "kiosk.faces.engine_process"
_ORDERS = {Step.FRONT: Order.LOOK, Step.LEFT: Order.LEFT, Step.RIGHT: Order.RIGHT, Step.BLINK: Order.BLINK}
_PATIENCE_S = 60.0
Say = Callable[[str], None]


@dataclass(slots=True)
class Times:
    """What was measured, in milliseconds."""

    pictures: list[float] = field(default_factory=list)
    tries: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)


def measure(tries: int, say: Say = lambda _line: None) -> dict[str, Any]:
    """The report of `kiosk bench face`; a try takes some six seconds. Raises: BenchError."""
    try:
        photograph = Photograph(ASTRONAUT)
    except PhotographMissing as missing:
        raise BenchError(str(missing)) from None
    return asyncio.run(_measure(tries, photograph, say))


async def _measure(tries: int, photograph: Photograph, say: Say) -> dict[str, Any]:
    times, chance = Times(), random.Random(20261122)
    async with AsyncExitStack() as stack:
        engine = await warm_engine(models_folder())
        stack.push_async_callback(engine.close)
        worked = work_of_children(CHILD)
        for number in range(tries):
            await _one(engine, photograph, chance, times)
            say(f"try {number + 1} of {tries}; {load()}")
        memory, worked = memory_of_children(CHILD), work_of_children(CHILD) - worked
    if not times.pictures:
        raise BenchError("no picture was looked at")
    return {
        "picture": spread(times.pictures),
        "picture_cpu_ms": round(worked * 1000 / len(times.pictures), 1),
        "whole_try": spread(times.tries) if times.tries else None,
        "outcomes": dict(times.outcomes),
        **_paced(tries, photograph, say),
        "tries": tries,
        "child_rss_mb": memory,
    }


async def _one(engine: FaceEngine, photograph: Photograph, chance: random.Random, times: Times) -> None:
    """One try; only one that ends well has a time."""
    studio, actor = Studio(photograph, chance.randrange(1 << 30)), Actor(Cast.RESIDENT, manner(KINDS[0], chance))
    watcher = _Obeying(actor)
    begun = time.monotonic()
    trying = engine.begin(Asked((card(photograph),)), watcher)
    seq = 0
    while not watcher.ended_at:
        shown = time.monotonic()
        if shown - begun > _PATIENCE_S:
            raise BenchError("a try does not end")
        seq += 1
        picture = await asyncio.to_thread(_picture, studio, actor, shown)
        watcher.answered.clear()
        fed = time.monotonic()
        trying.feed(WIDTH, HEIGHT, picture, seq, fed)
        await asyncio.wait_for(watcher.answered.wait(), _PATIENCE_S)
        times.pictures.append((time.monotonic() - fed) * 1000)
        await asyncio.sleep(max(0.0, shown + 1 / PER_SECOND - time.monotonic()))
    times.outcomes[watcher.outcome] += 1
    if watcher.outcome == "same":
        times.tries.append((watcher.ended_at - begun) * 1000)


def _paced(tries: int, photograph: Photograph, say: Say) -> dict[str, Any]:
    """Whole tries by the times of their pictures alone."""
    eye, chance, reference = opened(models_folder()), random.Random(20261122), card(photograph)
    seconds: list[float] = []
    outcomes: Counter[str] = Counter()
    for number in range(tries):
        studio, actor = Studio(photograph, chance.randrange(1 << 30)), Actor(Cast.RESIDENT, manner(KINDS[0], chance))
        trial, step, at = Trial(eye, Asked((reference,)), drawn(chance), 0.0), Step.FRONT, 0.0
        while isinstance(found := trial.look(np.asarray(studio.picture(actor.scene(at))), at), Seen):
            if found.step is not step:
                step = found.step
                actor.do(_ORDERS[step], at)
            at += 1 / PER_SECOND
        outcomes[found.outcome.value] += 1
        if found.outcome is Outcome.SAME:
            seconds.append(at * 1000)
        say(f"paced {number + 1} of {tries}")
    return {"whole_try_paced": spread(seconds) if seconds else None, "outcomes_paced": dict(outcomes)}


def _picture(studio: Studio, actor: Actor, at: float) -> bytes:
    return studio.picture(actor.scene(at)).tobytes()


class _Obeying:
    """Does what it is told, at once. Implements `kiosk.faces.contract.Watcher`."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._step = Step.FRONT
        self.answered = asyncio.Event()
        self.ended_at = 0.0
        self.outcome = ""

    def seen(self, seen: Seen) -> None:
        """What she is to do now."""
        if seen.step is not self._step:
            self._step = seen.step
            self._actor.do(_ORDERS[seen.step], time.monotonic())
        self.answered.set()

    def ended(self, verdict: Verdict) -> None:
        """The try is over."""
        self.outcome = verdict.outcome.value
        self.ended_at = time.monotonic()
        self.answered.set()


def card(photograph: Photograph) -> Portrait:
    """The photo of her card, as a photo program gives it."""
    with Image.open(io.BytesIO(photograph.card_photo())) as small:
        return Portrait(*CARD, small.convert("RGB").tobytes())
