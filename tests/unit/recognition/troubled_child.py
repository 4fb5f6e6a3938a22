"""A child whose engine does what the model's runtime says: echo, crash, hang, grow, fail, deaf, slow, broken ...

Loud blocks are speech to it. The wire, the endpoint and the engine's thread are the real ones.
"""

import array
import os
import sys
import time
from collections.abc import Sequence
from typing import Any

from kiosk.foundation.child_end import Outlet
from kiosk.recognition.contract import Asked, Heard, InstalledModel
from kiosk.recognition.engine import EngineFault
from kiosk.recognition.engine_process import Child, serve
from kiosk.recognition.frames import WIRE

TOIL_S = 3.0


class LoudIsSpeech:
    def __call__(self, audio: "bytes | bytearray | memoryview", /) -> float:
        return float(max(map(abs, array.array("h", bytes(audio)))) > 1000)

    def reset(self) -> None:
        pass


def _work(seconds: float) -> None:
    """Keep a processor busy for so long, however little of it this process is given."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        sum(range(10_000))


class Troubled:
    def __init__(self, model: InstalledModel) -> None:
        self.name = model.id
        self._trouble = model.runtime
        self._grown: list[bytes] = []
        self._toiled = False

    def load(self) -> None:
        if self._trouble == "broken":
            raise EngineFault("broken")
        if self._trouble == "dies at birth":
            os._exit(3)

    def close(self) -> None:
        pass

    def transcribe(self, samples: Any, asked: Asked) -> Heard | None:
        match self._trouble:
            case "crash":
                os.abort()
            case "hang":
                time.sleep(60)
            case "grow":
                self._grown.append(b"x" * (100 << 20))
                time.sleep(60)
            case "fail":
                raise ValueError("查社保")
            case "deaf":
                return None
            case "slow":
                time.sleep(0.4)
            case "toil" if not self._toiled:  # the first time is the hard one
                self._toiled = True
                _work(TOIL_S)
            case "spin":
                _work(3600)
        return Heard(f"{len(samples)}", likely=-0.5, engine=self.name)

    def look_again(self, samples: Any, asked: Asked) -> Heard | None:
        match self._trouble:
            case "crash later":
                os.abort()
            case "hang later":
                time.sleep(60)
            case "spin later":
                _work(3600)
            case "fail later":
                raise ValueError("查社保")
            case "slow later":
                time.sleep(0.5)
        return Heard(f"again {len(samples)}", likely=-0.5, engine=self.name)

    def score(self, samples: Any, phrases: Sequence[str], within_s: float) -> tuple[float, ...]:
        if phrases[0] == "死":
            os.abort()
        if phrases[0] == "等":
            time.sleep(60)
        return tuple(-float(len(phrase)) for phrase in phrases)

    def stream(self, asked: Asked) -> None:
        return None

    def forget(self) -> None:
        pass


if __name__ == "__main__":
    outlet = Outlet(sys.stdout.buffer, WIRE)
    serve(Child(outlet, LoudIsSpeech(), Troubled), sys.stdin.buffer, outlet)
    os._exit(0)
