"""An identity card reader with a security module, at the far end of a serial line.

Answers the frames of GA/T 467 as the module does, card by card, with faults on demand. Thread-safe.
"""

import os
import termios
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Self

from hardware.emulators import cards
from hardware.emulators.ends import PtyEnd
from hardware.emulators.handles import Handle

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
    behind: int = 0  # each question gets the answer to the one so many before it
    fingerprint: bool = False  # a read without fingerprints is answered as one with them


# What the module answers when its self-check failed, and for a card that it cannot trust.
_SELF_CHECK_FAILED = 0x60
_CARD_UNTRUSTED = 0x32
_KNOWN_FAULTS = {
    "mute": ("answers nothing", ReaderFaults(mute=True)),
    "damaged": ("next read has a wrong byte", ReaderFaults(damaged=1)),
    "torn": ("answers in pieces of 7 bytes", ReaderFaults(chunk=7)),
    "noise": ("noise before each answer", ReaderFaults(noise=b"\xaa\xaa\x00\x96\xff" * 3)),
    "late": ("answers 3 s late", ReaderFaults(late_s=3.0)),
    "behind": ("answers the last question instead", ReaderFaults(behind=1)),
    "cut": ("reads end after 200 bytes", ReaderFaults(cut_after=200)),
    "pulled": ("next card is pulled half-way", ReaderFaults(pulled=True)),
    "fingerprint": ("adds fingerprints unasked", ReaderFaults(fingerprint=True)),
    "untrusted": ("cards are not trusted (0x32)", ReaderFaults(status=_CARD_UNTRUSTED, status_for=b"\x20\x02")),
    "module": ("security module is broken (0x60)", ReaderFaults(status=_SELF_CHECK_FAILED)),
}
_CARDS: Mapping[str, bytes] = MappingProxyType(
    {
        "Resident": cards.resident_card(),
        "Permit (HK, Macao, Taiwan)": cards.permit_card(),
        "Foreigner, 2017": cards.foreigner_2017_card(),
        "Foreigner, 2023": cards.foreigner_2023_card(),
        "Expired": cards.resident_card(start="20100101", end="20200101"),
        "Wrong check digit": cards.resident_card(number="690104195605200027"),
    }
)
_SPEEDS = {
    9600: termios.B9600,
    19200: termios.B19200,
    38400: termios.B38400,
    57600: termios.B57600,
    115200: termios.B115200,
}


class IdCardReaderEmulator:
    """A reader at `path`; put a card on it, lift it, break it, unplug it."""

    title = "ID card reader"

    def __init__(
        self, path: Path, *, finds_resting_card: bool = False, read_s: float = 0.0, baud: int | None = None
    ) -> None:
        """`finds_resting_card`: whether a card that stays is found again after it was read; readers differ.

        `baud`: it hears nothing but noise while the line is set to any other rate.
        """
        self._speed = None if baud is None else _SPEEDS[baud]
        self.baud_changes: list[int] = []
        self._unsent: deque[bytes] = deque()
        self._plugged = False
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
        self._plugged = True
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
    def broken_with(self) -> ReaderFaults:
        """What is wrong now."""
        return self._faults

    def unplug(self) -> None:
        """Pull the plug."""
        self._end.unplug()
        self._plugged = False

    def plug(self) -> None:
        """Put the plug in again, at the same path."""
        self._end.plug()
        self._plugged = True

    def handles(self) -> tuple[Handle, ...]:
        """Lift what lies there, or lay one of the cards."""
        if self.has_card:
            return (Handle("Lift the card", self.lift_card),)
        return tuple(Handle(f"Lay: {label}", self._layer(text)) for label, text in _CARDS.items())

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return {key: label for key, (label, _) in _KNOWN_FAULTS.items()}

    def break_with_fault(self, key: str) -> None:
        """Have the fault of this name."""
        self.break_with(_KNOWN_FAULTS[key][1] if key else ReaderFaults())

    def looks(self) -> str:
        """Its cable, and whether a card lies on it."""
        return f"{'plugged in' if self._plugged else 'unplugged'}, {'a card' if self.has_card else 'no card'} on it"

    def _layer(self, text: bytes) -> Callable[[], None]:
        return lambda: self.put_card(text)

    @property
    def takes_bytes(self) -> bool:
        """Always: questions are short."""
        return True

    def hung_up(self) -> None:
        """Forget half a question."""
        with self._lock:
            self._input = b""
            self._unsent.clear()

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Answer each whole question."""
        if data and not self._at_right_speed():
            yield 0.0, b"\xf8\x00\x80"
            return
        with self._lock:
            self._input += data
            questions = list(self._questions())
        for question in questions:
            with self._lock:
                faults, answer = self._faults, self._answer(question)
                self._unsent.append(answer)
                while len(self._unsent) > faults.behind + 1:
                    self._unsent.popleft()
                due = self._unsent.popleft() if len(self._unsent) > faults.behind else None
            if faults.mute or due is None:
                continue
            answer = due
            wait = faults.late_s + (self._read_s if question[:1] == b"\x30" else 0)
            if faults.cut_after and question[:1] == b"\x30":
                answer = answer[: faults.cut_after]
            answer = faults.noise + answer
            step = faults.chunk or len(answer) or 1
            for start in range(0, len(answer), step):
                yield (wait if start == 0 else 0.0005), answer[start : start + step]

    def _at_right_speed(self) -> bool:
        """Whether the line is set to our rate; a pseudo terminal keeps the setting, although it sends at any."""
        if self._speed is None:
            return True
        try:
            fd = os.open(self.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError:
            return False
        try:
            speed = termios.tcgetattr(fd)[5]
        finally:
            os.close(fd)
        self.baud_changes.append(next(baud for baud, code in _SPEEDS.items() if code == speed))
        return bool(speed == self._speed)

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
        does: dict[bytes, Callable[[], bytes]] = {
            b"\x10\xff": self._check,
            b"\x11\xff": self._check,
            b"\x12\xff": lambda: _frame(0x90, SAM_NUMBER),
            b"\x20\x01": self._find,
            b"\x20\x02": self._select,
            b"\x30\x01": self._read,
            b"\x30\x10": lambda: self._read(fingerprint=True),
        }
        return does.get(question, lambda: _frame(0x21))()

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

    def _read(self, *, fingerprint: bool = False) -> bytes:
        if self._faults.pulled:
            self._card = None
        if self._card is None or self._stage != "selected":
            return _frame(0x41)
        self._stage = "spent"
        parts = [self._card, self._photo]
        if fingerprint or self._faults.fingerprint:
            parts.append(bytes(1024))  # nobody's
        answer = _frame(0x90, b"".join([*(len(part).to_bytes(2, "big") for part in parts), *parts]))
        if self._faults.damaged:
            self._faults = _less_damaged(self._faults)
            middle = len(answer) // 8
            return answer[:middle] + bytes([answer[middle] ^ 0x20]) + answer[middle + 1 :]
        return answer


def _less_damaged(faults: ReaderFaults) -> ReaderFaults:
    return replace(faults, damaged=faults.damaged - 1)


def _sum(data: bytes) -> int:
    total = 0
    for byte in data:
        total ^= byte
    return total


def _frame(status: int, data: bytes = b"") -> bytes:
    size = 3 + len(data) + 1
    inside = bytes([size // 256, size % 256, 0, 0, status]) + data
    return _MARK + inside + bytes([_sum(inside)])
