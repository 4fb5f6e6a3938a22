"""An identity card reader with a security module, at the far end of a serial line.

Answers the frames of GA/T 467 as the module does, card by card, with faults on demand. Thread-safe.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from hardware.emulators.ends import PtyEnd

_MARK = b"\xaa\xaa\xaa\x96\x69"
SAM_NUMBER = bytes.fromhex("0500 0100 59 2C 33 01 40 42 0F 00 2A 00 00 00")


@dataclass(frozen=True, slots=True)
class ReaderFaults:
    """What is wrong with the reader right now; nothing, unless told."""

    mute: bool = False
    damaged: int = 0  # so many coming card reads go out with one wrong byte
    chunk: int = 0  # answers go out in pieces of so many bytes
    noise: bytes = b""  # comes before every answer
    late_s: float = 0.0
    status: int = 0  # this status byte (SW3) instead of what would be true ...
    status_for: bytes = b""  # ... for this command only, such as b"\x30\x01"
    pulled: bool = False  # the next card is taken away while it is being read
    cut_after: int = 0  # answers to a card read end after so many bytes


class IdCardReaderEmulator:
    """A reader at `path`; put a card on it, lift it, break it, unplug it."""

    def __init__(self, path: Path, *, finds_resting_card: bool = False, read_s: float = 0.0) -> None:
        """`finds_resting_card`: whether a card that stays is found again after it was read; readers differ."""
        self._end = PtyEnd(path, self)
        self._lock = threading.Lock()
        self._finds_resting_card = finds_resting_card
        self._read_s = read_s
        self._faults = ReaderFaults()
        self._card: bytes | None = None
        self._photo = b""
        self._stage = "new"  # what the card on the reader has been through: new, found, selected, spent
        self._input = b""
        self.commands: list[bytes] = []

    def __enter__(self) -> Self:
        self._end.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.__exit__()

    @property
    def path(self) -> Path:
        """Where the reader appears when it is plugged in."""
        return self._end.path

    def put_card(self, text: bytes, photo: bytes = bytes(range(256)) * 4) -> None:
        """Lay a card on the reader."""
        with self._lock:
            self._card, self._photo, self._stage = text, photo, "new"

    def lift_card(self) -> None:
        """Take the card away."""
        with self._lock:
            self._card = None

    @property
    def has_card(self) -> bool:
        """Whether a card lies on the reader."""
        return self._card is not None

    def break_with(self, faults: ReaderFaults) -> None:
        """Have these faults from now on; `ReaderFaults()` mends everything."""
        with self._lock:
            self._faults = faults

    @property
    def faults(self) -> ReaderFaults:
        """What is wrong now."""
        return self._faults

    def unplug(self) -> None:
        """Pull the plug."""
        self._end.unplug()

    def plug(self) -> None:
        """Put the plug in again, at the same path."""
        self._end.plug()

    @property
    def takes_bytes(self) -> bool:
        """Always: questions are short."""
        return True

    def hung_up(self) -> None:
        """Forget half a question."""
        with self._lock:
            self._input = b""

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Answer each whole question."""
        with self._lock:
            self._input += data
            questions = list(self._questions())
        for question in questions:
            with self._lock:
                faults, answer = self._faults, self._answer(question)
            if faults.mute:
                continue
            wait = faults.late_s + (self._read_s if question[:1] == b"\x30" else 0)
            if faults.cut_after and question[:1] == b"\x30":
                answer = answer[: faults.cut_after]
            answer = faults.noise + answer
            step = faults.chunk or len(answer) or 1
            for start in range(0, len(answer), step):
                yield (wait if start == 0 else 0.0005), answer[start : start + step]

    def _questions(self) -> Iterator[bytes]:
        while _MARK in self._input:
            rest = self._input.split(_MARK, 1)[1]
            if len(rest) < 2 or len(rest) < 2 + rest[0] * 256 + rest[1]:
                return
            end = 2 + rest[0] * 256 + rest[1]
            frame, self._input = rest[:end], rest[end:]
            # An empty question stands for one whose checksum is wrong.
            yield frame[2:-1] if _sum(frame[:-1]) == frame[-1] else b""

    def _answer(self, question: bytes) -> bytes:
        self.commands.append(question)
        faults = self._faults
        if faults.status and faults.status_for in {b"", question}:
            return _frame(faults.status)
        if not question:
            return _frame(0x10)
        does = {
            b"\x10\xff": self._check,
            b"\x11\xff": self._check,
            b"\x12\xff": lambda: _frame(0x90, SAM_NUMBER),
            b"\x20\x01": self._find,
            b"\x20\x02": self._select,
            b"\x30\x01": self._read,
        }.get(question)
        return does() if does else _frame(0x21)

    def _check(self) -> bytes:
        return _frame(0x90)

    def _find(self) -> bytes:
        if self._card is None or (self._stage != "new" and not self._finds_resting_card):
            return _frame(0x80)
        self._stage = "found"
        return _frame(0x9F, bytes(4))

    def _select(self) -> bytes:
        if self._card is None or self._stage != "found":
            return _frame(0x81)
        self._stage = "selected"
        return _frame(0x90, bytes(8))

    def _read(self) -> bytes:
        if self._faults.pulled:
            self._card = None
        if self._card is None or self._stage != "selected":
            return _frame(0x41)
        self._stage = "spent"
        lengths = len(self._card).to_bytes(2, "big") + len(self._photo).to_bytes(2, "big")
        answer = _frame(0x90, lengths + self._card + self._photo)
        if self._faults.damaged:
            self._faults = _less_damaged(self._faults)
            middle = len(answer) // 8
            return answer[:middle] + bytes([answer[middle] ^ 0x20]) + answer[middle + 1 :]
        return answer


def _less_damaged(faults: ReaderFaults) -> ReaderFaults:
    fields = {name: getattr(faults, name) for name in faults.__slots__}
    return ReaderFaults(**fields | {"damaged": faults.damaged - 1})


def _sum(data: bytes) -> int:
    total = 0
    for byte in data:
        total ^= byte
    return total


def _frame(status: int, data: bytes = b"") -> bytes:
    size = 3 + len(data) + 1
    inside = bytes([size // 256, size % 256, 0, 0, status]) + data
    return _MARK + inside + bytes([_sum(inside)])
