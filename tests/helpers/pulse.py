"""A sound server of the test's own, with a sink that plays to nobody and a recorder that hears it all."""

from __future__ import annotations  # array.array is generic for the checker only

import array
import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

RATE = 48_000
_LOUD = 400
_UP_S = 10.0


class Ear:
    """Listens to the sink's monitor; remembers when each piece of sound came and how loud it was."""

    def __init__(self, server: str, sink: str = "hall") -> None:
        self._parec = subprocess.Popen(
            ["parec", "-s", server, "-d", f"{sink}.monitor", "--raw", "--format=s16le", f"--rate={RATE}",
             "--channels=1", "--latency-msec=5"],
            stdout=subprocess.PIPE,
        )  # fmt: skip
        self.pieces: list[tuple[float, array.array[int]]] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        stream = self._parec.stdout
        assert stream is not None
        while received := stream.read1(2048):  # type: ignore[attr-defined]
            self.pieces.append((time.monotonic(), array.array("h", received[: len(received) // 2 * 2])))

    def loudness(self, since: float, until: float) -> int:
        """The highest sample between two moments."""
        return max((max(map(abs, p), default=0) for at, p in list(self.pieces) if since <= at <= until), default=0)

    def first_sound(self, since: float) -> float | None:
        """When something was heard for the first time after a moment."""
        return next((at for at, p in list(self.pieces) if at >= since and max(map(abs, p), default=0) > _LOUD), None)

    def last_sound(self) -> float | None:
        """When something was heard last."""
        return next((at for at, p in reversed(list(self.pieces)) if max(map(abs, p), default=0) > _LOUD), None)

    def samples(self, since: float) -> array.array[int]:
        """All that was heard since."""
        heard: array.array[int] = array.array("h")
        for at, piece in list(self.pieces):
            if at >= since:
                heard.extend(piece)
        return heard

    def close(self) -> None:
        self._parec.terminate()
        self._parec.wait(5)
        self._thread.join(5)
        if self._parec.stdout is not None:
            self._parec.stdout.close()


class SoundServer:
    """A PulseAudio of our own; `environment` is for whoever should play to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.address = f"unix:{folder}/native"
        self.environment = {"XDG_RUNTIME_DIR": str(folder), "PULSE_SERVER": self.address, "HOME": str(folder)}
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        self._server = subprocess.Popen(
            ["pulseaudio", "--system=false", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1",
             "--disable-shm=yes", "-L", f"module-native-protocol-unix auth-anonymous=1 socket={self._folder}/native",
             "-L", f"module-null-sink sink_name=hall rate={RATE}"],
            env={**os.environ, **self.environment}, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        ends = time.monotonic() + _UP_S
        while subprocess.run(["pactl", "-s", self.address, "info"], check=False, capture_output=True).returncode:
            if time.monotonic() > ends:
                raise TimeoutError("the sound server did not come up")
            time.sleep(0.02)

    def kill(self) -> None:
        """As if it crashed."""
        if self._server is not None:
            self._server.kill()
            self._server.wait(5)
        self._server = None


@contextlib.contextmanager
def sound_server() -> Iterator[SoundServer]:
    """A running server in a folder with a short name (socket paths are short), gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pulse-"))
    server = SoundServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def listening(server: SoundServer, sink: str = "hall") -> Iterator[Ear]:
    """An ear at a sink of the server's."""
    ear = Ear(server.address, sink)
    try:
        yield ear
    finally:
        ear.close()
