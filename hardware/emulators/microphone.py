"""What stands in for a microphone: a WAV file, written here, that is heard in its own time; with faults on demand."""

import array
import math
import random
import struct
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from hardware.emulators.handles import Handle

_RATE = 16_000
_SECONDS = 2
_FAULTS = {
    "dead": "nothing but zeros",
    "clipping": "far too loud",
    "garbage": "the file is none",
    "other_rate": "another rate",
}
_SCENES = {"hush": "Be quiet", "tone": "Hum a tone"}


class MicrophoneEmulator:
    """A file that a microphone of files hears. Plugged in from the start; from any one thread."""

    title = "Microphone"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._scene = "hush"
        self._fault = ""
        self._in = False
        self.plug()

    def plug(self) -> None:
        """Put the microphone in."""
        self._in = True
        self._sound()

    def unplug(self) -> None:
        """Pull the microphone out."""
        self._in = False
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Put it away."""
        self.unplug()

    def sound(self, scene: str) -> None:
        """Let something else be heard: hush or tone."""
        if scene not in _SCENES:
            raise KeyError(scene)
        self._scene = scene
        self._sound()

    def handles(self) -> tuple[Handle, ...]:
        """What can be done before it."""
        return tuple(Handle(label, partial(self.sound, key)) for key, label in _SCENES.items() if key != self._scene)

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return _FAULTS

    def break_with_fault(self, key: str) -> None:
        """Fail like this from now on; "" is well again."""
        if key and key not in _FAULTS:
            raise KeyError(key)
        self._fault = key
        self._sound()

    def looks(self) -> str:
        """What a person hears before it."""
        return self._scene if self._in else "pulled out"

    def _sound(self) -> None:
        """Put another file in the place of this one at once, so that nobody hears half of it."""
        if not self._in:
            return
        fresh = self.path.with_name(self.path.name + ".new")
        fresh.write_bytes(self._octets())
        fresh.replace(self.path)

    def _octets(self) -> bytes:
        if self._fault == "garbage":
            return bytes(range(256)) * 16
        loud = {"hush": 30.0, "tone": 8_000.0}[self._scene]
        if self._fault in {"dead", "clipping"}:
            loud = {"dead": 0.0, "clipping": 200_000.0}[self._fault]
        return wav(_samples(self._scene, loud), 44_100 if self._fault == "other_rate" else _RATE)


def _samples(scene: str, loud: float) -> bytes:
    tremble = random.Random(1)  # noqa: S311 - the same noise each time
    told = array.array("h")
    for n in range(_RATE * _SECONDS):
        wave = math.sin(2 * math.pi * 440 * n / _RATE) if scene == "tone" else tremble.uniform(-1, 1)
        told.append(max(-32_768, min(32_767, round(loud * wave))))
    return told.tobytes()


def wav(samples: bytes, rate: int = _RATE) -> bytes:
    """16-bit mono samples as a WAV file: RIFF, the shape, the samples."""
    shape = struct.pack("<HHIIHH", 1, 1, rate, 2 * rate, 2, 16)
    inside = b"WAVEfmt " + struct.pack("<I", len(shape)) + shape + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(inside)) + inside
