"""An LD2410 radar at the far end of a serial line: it talks by itself, with faults on demand. Thread-safe."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from hardware.emulators.ends import PtyEnd
from hardware.emulators.handles import Handle


@dataclass(frozen=True, slots=True)
class RadarFaults:
    """What is wrong with the radar right now; nothing, unless told."""

    mute: bool = False
    damaged: bool = False  # every report ends with a wrong byte
    noise: bytes = b""  # comes before every report
    chunk: int = 0  # reports go out in pieces of so many bytes
    babble: int = 0  # so many reports at once, each time
    foreign: bytes = b""  # this instead of reports: another baud rate, another device


_FAULTS = {
    "mute": ("says nothing", RadarFaults(mute=True)),
    "damaged": ("every report is damaged", RadarFaults(damaged=True)),
    "noise": ("noise between reports", RadarFaults(noise=bytes(range(1, 200, 7)))),
    "torn": ("reports come in pieces", RadarFaults(chunk=5)),
    "babble": ("floods the line", RadarFaults(babble=300)),
    "foreign": ("wrong baud rate", RadarFaults(foreign=bytes([0x80, 0x00, 0xF8]) * 60)),
}


class RadarEmulator:
    """A radar at `path` that reports every `interval_s`; nobody is before it."""

    def __init__(self, path: Path, *, interval_s: float = 0.1, engineering: bool = False) -> None:
        self.title = "Presence radar"
        self._end = PtyEnd(path, self)
        self._interval_s = interval_s
        self._engineering = engineering
        self._lock = threading.Lock()
        self._faults = RadarFaults()
        self._state, self._distance_cm = 0, 0
        self._due = False
        self._stopping = threading.Event()
        self._ticker = threading.Thread(target=self._tick, name="emulated radar", daemon=True)

    def __enter__(self) -> Self:
        self._end.__enter__()
        self._ticker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._ticker.join(5)
        self._end.unplug()  # nobody may read any more: the end must not wait for a full line
        self._end.__exit__()

    @property
    def path(self) -> Path:
        """Where the radar appears when it is plugged in."""
        return self._end.path

    def come(self, distance_cm: int = 80, *, moving: bool = True) -> None:
        """Somebody stands there."""
        with self._lock:
            self._state, self._distance_cm = 1 if moving else 2, distance_cm

    def leave(self) -> None:
        """Nobody stands there."""
        with self._lock:
            self._state, self._distance_cm = 0, 0

    def measure_itself(self) -> None:
        """What newer firmware does: a state that says nothing of people."""
        with self._lock:
            self._state = 4

    def break_with(self, faults: RadarFaults) -> None:
        """Have these faults from now on; `RadarFaults()` mends everything."""
        with self._lock:
            self._faults = faults

    def handles(self) -> tuple[Handle, ...]:
        """Come, step back, leave."""
        return (
            Handle("Somebody comes", self.come),
            Handle("Stands far off", lambda: self.come(280, moving=False)),
            Handle("Everybody leaves", self.leave),
        )

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return {key: label for key, (label, _) in _FAULTS.items()}

    def break_with_fault(self, key: str) -> None:
        """Have this fault."""
        self.break_with(_FAULTS[key][1] if key else RadarFaults())

    def looks(self) -> str:
        """Who stands there."""
        return f"somebody at {self._distance_cm} cm" if self._state else "nobody there"

    def plug(self) -> None:
        """Put its plug in."""
        self._end.plug()

    def unplug(self) -> None:
        """Pull its plug."""
        self._end.unplug()

    @property
    def takes_bytes(self) -> bool:
        """Always."""
        return True

    def hung_up(self) -> None:
        """A radar does not mind."""

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Say what is due; what it is sent, a radar in normal operation lets pass."""
        with self._lock:
            due, self._due = self._due and not data, False
            faults, frame = self._faults, self._frame()
        if not due or faults.mute:
            return
        if faults.damaged:
            frame = frame[:-1] + b"\x00"
        out = faults.foreign or (faults.noise + frame) * max(1, faults.babble)
        step = faults.chunk or len(out)
        for start in range(0, len(out), step):
            yield (0.0 if start == 0 else 0.001), out[start : start + step]

    def _tick(self) -> None:
        while not self._stopping.wait(self._interval_s):
            with self._lock:
                self._due = True
            self._end.wake()

    def _frame(self) -> bytes:
        moving = self._distance_cm if self._state == 1 else 0
        resting = self._distance_cm if self._state == 2 else 0
        target = bytes([self._state, moving & 255, moving >> 8, 60, resting & 255, resting >> 8, 40, 0, 0])
        more = bytes([8, 8]) + bytes(range(18)) + bytes([0x60, 0x01]) if self._engineering else b""
        payload = (b"\x01" if self._engineering else b"\x02") + b"\xaa" + target + more + b"\x55\x00"
        return bytes([0xF4, 0xF3, 0xF2, 0xF1, len(payload), 0]) + payload + bytes([0xF8, 0xF7, 0xF6, 0xF5])
