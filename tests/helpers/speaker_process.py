"""A speaker in a process of its own, with an environment of its own: what it plays to is found through that.

Orders come as JSON lines on standard input, what happens goes out as JSON lines with the machine's stopwatch.
"""

import array
import json
import math
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_PATIENCE_S = 20.0


def tone(seconds: float, rate: int = 22_050, hertz: int = 441) -> bytes:
    """A tone that nobody mistakes for silence."""
    samples = (int(12_000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(int(rate * seconds)))
    return array.array("h", samples).tobytes()


class SpeakerProcess:
    """The test's end."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.speaker_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.events: list[dict[str, Any]] = []
        self._came = threading.Condition()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def order(self, what: str, **details: object) -> None:
        """Have something done."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"what": what, **details}) + "\n")
        self._process.stdin.flush()

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first event that is wanted."""
        ends = time.monotonic() + _PATIENCE_S
        with self._came:
            while True:
                found = next((event for event in self.events if wanted(event)), None)
                if found is not None:
                    return found
                assert self._came.wait(ends - time.monotonic()), f"it did not come; there was {self.events}"

    def sound(self, what: str, name: str) -> dict[str, Any]:
        """When a sound started or finished."""
        return self.until(lambda event: event["what"] == what and event.get("name") == name)

    def state(self, wanted: str) -> dict[str, Any]:
        """When the speaker came to a state."""
        return self.until(lambda event: event.get("state") == wanted)

    def close(self) -> str:
        """End it; what it wrote to standard error."""
        assert self._process.stdin is not None
        assert self._process.stderr is not None
        self._process.stdin.close()
        told = self._process.stderr.read()
        self._process.wait(_PATIENCE_S)
        self._thread.join(5)
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
        return told

    @property
    def returncode(self) -> int | None:
        """How it ended."""
        return self._process.returncode

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._came:
                self.events.append(json.loads(line))
                self._came.notify_all()


@contextmanager
def speaker_process(environment: dict[str, str]) -> Iterator[SpeakerProcess]:
    """A speaker that was started; ended whatever happens."""
    process = SpeakerProcess(environment)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.close()


def _main() -> None:
    from hardware.speaker.contract import Sound
    from hardware.speaker.qt import QtSpeaker
    from hardware.supervisor import Timing

    lock = threading.Lock()

    def tell(what: str, **details: object) -> None:
        with lock:
            sys.stdout.write(json.dumps({"what": what, "at": time.monotonic(), **details}) + "\n")
            sys.stdout.flush()

    speaker = QtSpeaker("speaker", Timing(retry_s=(0.1,), probe_s=0.2), try_again_s=0.5)
    speaker.subscribe(lambda change: tell("status", state=change.new.state.value, detail=change.new.detail))
    speaker.start()

    def play(name: str, seconds: float, rate: int) -> None:
        speaker.play(
            Sound(tone(seconds, rate), rate),
            started=lambda: tell("started", name=name),
            finished=lambda heard: tell("finished", name=name, heard=heard),
        )

    for line in sys.stdin:
        order = json.loads(line)
        match order["what"]:
            case "play":
                play(order["name"], order["seconds"], order.get("rate", 22_050))
            case "stop":
                tell("stopping")
                speaker.stop()
            case "volume":
                speaker.set_volume(order["volume"])
    speaker.close()
    tell("closed", threads=threading.active_count())


if __name__ == "__main__":
    _main()
