"""The one thread on which an engine works: what is asked of it is done in order."""

import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kiosk.recognition.contract import Asked, Heard
from kiosk.recognition.engine import Engine, EngineFault, Stream

if TYPE_CHECKING:
    from kiosk.recognition.engine import Samples

Job = Callable[[Engine], None]


class EngineThread:
    """Holds at most one engine, and does jobs with it. From any thread."""

    def __init__(self) -> None:
        self._jobs: deque[Callable[[], None]] = deque()
        self._more = threading.Condition()
        self._engine: Engine | None = None
        threading.Thread(target=self._run, name="engine", daemon=True).start()

    @property
    def waiting(self) -> int:
        """How many jobs are not begun yet."""
        return len(self._jobs)

    def post(self, job: Job) -> None:
        """Do this with the engine, after what was posted before; without one, with one that raises EngineFault."""
        self._queue(lambda: job(self._engine or NoEngine()))

    def change(self, make: Callable[[], Engine], done: Callable[[Exception | None], None]) -> None:
        """Close the engine that there is, then load another one; `done` is told on the engine's thread how it went."""
        self._queue(lambda: self._change(make, done))

    def _change(self, make: Callable[[], Engine], done: Callable[[Exception | None], None]) -> None:
        try:
            if self._engine is not None:
                old, self._engine = self._engine, None
                old.close()
                del old  # its memory is given back before the next one takes as much
            engine = make()
            engine.load()
        except (EngineFault, ImportError, OSError, ValueError, RuntimeError, MemoryError) as error:
            done(error)
        else:
            self._engine = engine
            done(None)

    def _queue(self, job: Callable[[], None]) -> None:
        with self._more:
            self._jobs.append(job)
            self._more.notify()

    def _run(self) -> None:
        while True:
            with self._more:
                while not self._jobs:
                    self._more.wait()
                job = self._jobs.popleft()
            try:
                job()
            except BaseException:  # noqa: BLE001  the edge of the thread; a process without it would only seem alive
                os._exit(1)
            del job  # it may hold sound


class NoEngine:
    """What is there until an engine is loaded: hears nothing, and says so."""

    name = ""

    def load(self) -> None:
        """Nothing is loaded."""

    def close(self) -> None:
        """Nothing is let go."""

    def transcribe(self, samples: "Samples", asked: Asked) -> Heard | None:  # noqa: ARG002
        """Raise EngineFault."""
        raise EngineFault("no_engine")

    def look_again(self, samples: "Samples", asked: Asked) -> Heard | None:  # noqa: ARG002
        """Raise EngineFault."""
        raise EngineFault("no_engine")

    def score(self, samples: "Samples", phrases: Sequence[str], within_s: float) -> tuple[float, ...]:  # noqa: ARG002
        """Raise EngineFault."""
        raise EngineFault("no_engine")

    def stream(self, asked: Asked) -> Stream | None:  # noqa: ARG002
        """None."""
        return None

    def forget(self) -> None:
        """Nothing is kept."""
