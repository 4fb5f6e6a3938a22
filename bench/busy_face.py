"""The face engine at work all the while: twelve pictures a second of somebody before the camera, try after try.

The real child with the real models; as in the terminal it is fed and heard from the loop thread beside the GUI thread
that is measured. The pictures are made before: a head that looks, and does nothing of what it is asked, so every try
runs to its limits and every picture is worked through to the embeddings.
"""

import asyncio
import random
import time
from pathlib import Path

from bench.contestant import BenchError
from bench.face.clips import KINDS, PER_SECOND, played
from hardware.emulators.head.photograph import Photograph, PhotographMissing
from hardware.emulators.head.scene import HEIGHT, WIDTH, Studio
from kiosk.app.demo.shelf import ASTRONAUT
from kiosk.app.installed_models import face_models
from kiosk.faces.child_engine import ChildFaceEngine
from kiosk.faces.contract import Asked, EngineState, FaceEngine, Seen, Verdict

_PICTURES = 40
_ON_THE_FACE = (HEIGHT // 2 * WIDTH + WIDTH // 2) * 3


class BusyFace:
    """Implements `bench.busy.Busy`. Raises BenchError where there is nobody to look at."""

    def __init__(self, models: Path) -> None:
        self._models = models
        self._pictures = looking(_PICTURES)
        self._seen = 0
        self._tries = 0

    def counted(self) -> dict[str, int]:
        """Pictures that were looked at, and tries that came to their end."""
        return {"pictures_seen": self._seen, "tries": self._tries}

    async def work(self, ready: asyncio.Event) -> None:
        """Until cancelled; `ready` is set once the first picture was looked at. Loop thread."""
        engine = await warm_engine(self._models)
        try:
            while True:
                await self._try(engine, ready)
                self._tries += 1
        finally:
            await engine.close()

    async def _try(self, engine: FaceEngine, ready: asyncio.Event) -> None:
        watcher = _Watcher()
        trying = engine.begin(Asked(), watcher)
        seq = 0
        while not watcher.over:
            seq += 1
            picture = bytearray(self._pictures[seq % len(self._pictures)])
            picture[_ON_THE_FACE] = seq & 0xFF  # what came before, to the last bit, is taken for a film in a loop
            trying.feed(WIDTH, HEIGHT, bytes(picture), seq, time.monotonic())
            await asyncio.sleep(1 / PER_SECOND)
            if watcher.count:
                ready.set()
        self._seen += watcher.count


class _Watcher:
    """Implements `kiosk.faces.contract.Watcher`."""

    def __init__(self) -> None:
        self.count = 0
        self.over = False

    def seen(self, _seen: Seen) -> None:
        """A picture was looked at."""
        self.count += 1

    def ended(self, _verdict: Verdict) -> None:
        """The try is over."""
        self.over = True


async def warm_engine(models: Path) -> ChildFaceEngine:
    """The child with the models that lie there. Raises: BenchError."""
    engine = ChildFaceEngine(face_models(models))
    await engine.warm()
    if engine.state is not EngineState.READY:
        await engine.close()
        raise BenchError(
            f"the engine for faces is {engine.state}: do its models lie in {models}? `make setup` lays them"
        )
    return engine


def looking(count: int) -> list[bytes]:
    """So many pictures of somebody who looks into the camera, as a camera gives them. Raises: BenchError."""
    try:
        photograph = Photograph(ASTRONAUT)
    except PhotographMissing as missing:
        raise BenchError(str(missing)) from None
    studio = Studio(photograph)
    actor = next(actor for _, actor in played(KINDS[0], (), random.Random(1)))
    return [studio.picture(actor.scene(number / PER_SECOND)).tobytes() for number in range(count)]
