"""A relay board that speaks Modbus RTU at the far end of a serial line, with faults on demand. Thread-safe."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from hardware.emulators.ends import PtyEnd
from hardware.emulators.handles import Handle


@dataclass(frozen=True, slots=True)
class BoardFaults:
    """What is wrong with the board right now; nothing, unless told."""

    mute: bool = False
    bad_check: bool = False  # answers with a wrong CRC
    noise: bytes = b""  # before every answer
    chunk: int = 0  # answers go out in pieces of so many bytes
    refuse: int = 0  # answers with this exception code
    previous: bool = False  # the answer to the question before
    late_s: float = 0.0
    other_coil: bool = False  # echoes a coil that was not asked for
    stuck: int = -1  # this coil says that it was switched, and was not
    flood: int = 0  # so many bytes before every answer


_FAULTS = {
    "mute": ("says nothing", BoardFaults(mute=True)),
    "bad_check": ("wrong checksums", BoardFaults(bad_check=True)),
    "refuse": ("refuses", BoardFaults(refuse=2)),
    "torn": ("answers in pieces", BoardFaults(chunk=2)),
    "previous": ("answers the question before", BoardFaults(previous=True)),
    "late": ("answers too late", BoardFaults(late_s=0.6)),
    "stuck": ("coil 0 is stuck", BoardFaults(stuck=0)),
}


class LightBoardEmulator:
    """A board of `coils` relays at `path`, all off."""

    def __init__(self, path: Path, *, unit: int = 1, coils: int = 16, names: Mapping[int, str] | None = None) -> None:
        """`names`: which light hangs on which coil, for `looks`."""
        self.title = "Lights"
        self._end = PtyEnd(path, self)
        self._lock = threading.Lock()
        self._unit = unit
        self._coils = [False] * coils
        self._names = dict(names or {})
        self._faults = BoardFaults()
        self._input = b""
        self._before = b""
        self.switched: list[tuple[int, bool]] = []

    def __enter__(self) -> Self:
        self._end.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.__exit__()

    @property
    def path(self) -> Path:
        """Where the board appears when it is plugged in."""
        return self._end.path

    @property
    def lit(self) -> frozenset[int]:
        """The coils that are on."""
        with self._lock:
            return frozenset(coil for coil, on in enumerate(self._coils) if on)

    def restart(self) -> None:
        """It loses its power for a moment, and forgets what it showed."""
        with self._lock:
            self._coils = [False] * len(self._coils)

    def break_with(self, faults: BoardFaults) -> None:
        """Have these faults from now on; `BoardFaults()` mends everything."""
        with self._lock:
            self._faults = faults

    def handles(self) -> tuple[Handle, ...]:
        """What can happen to it."""
        return (Handle("Board restarts", self.restart),)

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return {key: label for key, (label, _) in _FAULTS.items()}

    def break_with_fault(self, key: str) -> None:
        """Have this fault."""
        self.break_with(_FAULTS[key][1] if key else BoardFaults())

    def looks(self) -> str:
        """Which lights burn."""
        return " ".join(self._names.get(coil, str(coil)) for coil in sorted(self.lit)) or "all dark"

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
        """Forget half a question."""
        with self._lock:
            self._input = b""

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Answer each whole question of eight bytes; what is none is dropped, as by the gap on a real line."""
        with self._lock:
            self._input += data
            answers = []
            while len(self._input) >= 8:
                question, self._input = self._input[:8], self._input[8:]
                if _crc(question[:6]) != question[6:]:
                    self._input = b""
                    break
                if question[0] == self._unit:
                    answers.append(self._answer(question))
            faults = self._faults
        for answer in answers:
            if faults.mute:
                continue
            if faults.previous:
                answer, self._before = self._before, answer  # noqa: PLW2901 - what goes out in its stead
            out = faults.noise + b"\x55" * faults.flood + answer
            step = faults.chunk or len(out) or 1
            for start in range(0, len(out), step):
                yield (faults.late_s if start == 0 else 0.002), out[start : start + step]

    def _answer(self, question: bytes) -> bytes:
        function, at = question[1], int.from_bytes(question[2:4], "big")
        value = int.from_bytes(question[4:6], "big")
        if self._faults.refuse:
            body = bytes([self._unit, function | 0x80, self._faults.refuse])
        elif function == 5 and at < len(self._coils) and value in {0, 0xFF00}:
            if at != self._faults.stuck:
                self._coils[at] = bool(value)
                self.switched.append((at, bool(value)))
            body = question[:3] + bytes([question[3] ^ self._faults.other_coil]) + question[4:6]
        elif function == 1 and at + value <= len(self._coils):
            asked = self._coils[at : at + value]
            octets = [sum(on << bit for bit, on in enumerate(asked[i : i + 8])) for i in range(0, len(asked), 8)]
            body = bytes([self._unit, 1, len(octets), *octets])
        else:
            body = bytes([self._unit, function | 0x80, 2 if function in {1, 5} else 1])
        check = _crc(body)
        return body + (bytes([check[0] ^ 1, check[1]]) if self._faults.bad_check else check)


def _crc(data: bytes) -> bytes:
    value = 0xFFFF
    for octet in data:
        value ^= octet
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value.to_bytes(2, "little")
