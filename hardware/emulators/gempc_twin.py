"""A GemPC Twin: a serial reader for chip cards, behind the real pcscd, at the far end of a serial line.

It speaks CCID in the serial framing of libccid's Twin driver, and to its cards in T=0 or T=1, block by block, for the
driver leaves that to itself. Two slots make it a GemCore SIM Pro 2, which does not echo. Thread-safe.
"""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Self

from hardware.emulators.chip_cards.bank import BankChip
from hardware.emulators.chip_cards.chip import CardFaults, ChipCard
from hardware.emulators.chip_cards.contactless import ContactlessChip
from hardware.emulators.chip_cards.hall import HallChip
from hardware.emulators.chip_cards.protocols import BlockProtocol, ByteProtocol
from hardware.emulators.chip_cards.social_security import SocialSecurityChip
from hardware.emulators.ends import PtyEnd
from hardware.emulators.handles import Handle

_START = b"\x03\x06"
_REFUSAL = b"\x03\x15\x16"
_MORE_TIME = b"\x80"
_HEAD = 10
_FIRMWARE = b"GemTwin-V2.00-EMU0"
_MUTE = 0xFE
_FAILED = 0x40
_BUSY_STEP_S = 0.1


@dataclass(frozen=True, slots=True)
class TwinFaults:
    """What is wrong with the reader right now; nothing, unless told."""

    mute: bool = False
    refuses: int = 0  # so many coming messages are said to have come damaged
    damaged: int = 0  # so many coming answers go out with a wrong checksum
    chunk: int = 0  # answers go out in pieces of so many bytes
    late_s: float = 0.0
    extensions: int = 0  # "still busy" so many times before every answer of a card
    stale: bool = False  # sends the last answer instead of this one
    overlong: int = 0  # claims so many bytes more than it sends


class _Slot:
    """A place for a card, and what it has been through."""

    def __init__(self) -> None:
        self.card: ChipCard | None = None
        self.powered = False
        self.talk: ByteProtocol | BlockProtocol | None = None

    def put(self, card: ChipCard | None) -> None:
        self.card, self.powered, self.talk = card, False, None

    def power(self) -> bytes:
        """Reset the card; its answer to reset, empty when it has none."""
        assert self.card is not None
        self.card.reset()
        self.powered = True
        self.talk = ByteProtocol(self.card)
        return self.card.atr

    @property
    def state(self) -> int:
        if self.card is not None and self.card.pulled:
            self.put(None)
        if self.card is None:
            return 2
        return 0 if self.powered else 1


class GemPcTwinEmulator:
    """A reader at `path`; put a card in, pull it out, break it, unplug it."""

    title = "Chip card reader"

    def __init__(self, path: Path, *, slots: int = 1) -> None:
        self._end = PtyEnd(path, self)
        self._lock = threading.RLock()
        self._slots = [_Slot() for _ in range(slots)]
        self._faults = TwinFaults()
        self._input = b""
        self._before = b""
        self._closed = threading.Event()
        self.commands = 0
        self.busy = False  # whether an answer is on its way
        self.polls = 0  # how often somebody asked whether a card is there

    def __enter__(self) -> Self:
        self._closed.clear()
        self._end.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._end.__exit__()

    @property
    def path(self) -> Path:
        """Where the reader appears when it is plugged in."""
        return self._end.path

    @property
    def device_name(self) -> str:
        """What stands in pcscd's configuration: the path, and which of libccid's serial readers this is."""
        return f"{self.path}:{'GemPCTwin' if len(self._slots) == 1 else 'GemCoreSIMPro2'}"

    def put_card(self, card: ChipCard, slot: int = 0) -> None:
        """Put a card in."""
        with self._lock:
            self._slots[slot].put(card)

    def pull_card(self, slot: int = 0) -> None:
        """Pull the card out."""
        with self._lock:
            self._slots[slot].put(None)

    def card(self, slot: int = 0) -> ChipCard | None:
        """What is in the slot."""
        return self._slots[slot].card

    def powered(self, slot: int = 0) -> bool:
        """Whether the card in the slot has been given power."""
        return self._slots[slot].powered

    def break_with(self, faults: TwinFaults) -> None:
        """Have these faults from now on; `TwinFaults()` mends everything."""
        with self._lock:
            self._faults = faults

    def plug(self) -> None:
        """Put the plug in again, at the same path; a serial reader is found again when pcscd starts anew."""
        self._end.plug()

    def unplug(self) -> None:
        """Pull the plug."""
        self._end.unplug()

    def handles(self) -> tuple[Handle, ...]:
        """Cards to put in, and pulling what is in."""
        return (
            Handle("Social-security card", lambda: self.put_card(SocialSecurityChip())),
            Handle("... upside down", lambda: self.put_card(SocialSecurityChip(faults=_UPSIDE_DOWN))),
            Handle("... that wants a PIN", lambda: self.put_card(SocialSecurityChip(needs="pin"))),
            Handle("Hall card", lambda: self.put_card(HallChip())),
            Handle("Hall card of elsewhere", lambda: self.put_card(HallChip(master_key=bytes(16)))),
            Handle("Bank card", lambda: self.put_card(BankChip())),
            Handle("Unknown contactless", lambda: self.put_card(ContactlessChip())),
            Handle("Pull the card", self.pull_card),
        )

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return _FAULT_LABELS

    def break_with_fault(self, key: str) -> None:
        """Have this fault instead of the one before."""
        self.break_with(_FAULTS[key])

    def looks(self) -> str:
        """What lies in it."""
        cards = [slot.card.label if slot.card is not None else "nothing" for slot in self._slots]
        return f"in it: {', '.join(cards)}"

    @property
    def takes_bytes(self) -> bool:
        """Always: questions are short."""
        return True

    def hung_up(self) -> None:
        """Forget half a question."""
        with self._lock:
            self._input = b""

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Answer each whole message."""
        with self._lock:
            self._input += data
            messages = list(self._messages())
        for message in messages:
            self.busy = True
            try:
                yield from self._converse(message)
            finally:
                self.busy = False

    def _messages(self) -> Iterator[bytes]:
        while _START in self._input:
            rest = self._input[self._input.index(_START) + 2 :]
            if len(rest) < _HEAD:
                return
            end = _HEAD + int.from_bytes(rest[1:5], "little")
            if len(rest) < end + 1:
                return
            message, self._input = rest[:end], rest[end + 1 :]
            yield message

    def _converse(self, message: bytes) -> Iterator[tuple[float, bytes]]:
        with self._lock:
            self.commands += 1
            faults = self._faults
            if faults.mute:
                return
            if faults.refuses:
                self._faults = _one_less(faults, "refuses")
                yield 0, _REFUSAL
                return
        if len(self._slots) == 1:
            yield 0, _frame(message)
        if message[0] == 0x6F:
            yield from self._make_wait(message[5], faults)
        with self._lock:
            answer = _frame(self._answer(message))
        yield from self._send(answer, faults)

    def _make_wait(self, slot: int, faults: TwinFaults) -> Iterator[tuple[float, bytes]]:
        for _ in range(faults.extensions):
            yield _BUSY_STEP_S, _MORE_TIME
        card = self._slots[slot].card if slot < len(self._slots) else None
        # A T=0 card that stalls makes the reader say so; a T=1 card says it itself, in its blocks.
        while card is not None and card.faults.stalls and self._slots[slot].card is card and not self._closed.is_set():
            if isinstance(self._slots[slot].talk, BlockProtocol):
                return
            yield _BUSY_STEP_S, _MORE_TIME

    def _send(self, answer: bytes, faults: TwinFaults) -> Iterator[tuple[float, bytes]]:
        with self._lock:
            answer, self._before = (self._before if faults.stale and self._before else answer), answer
            if faults.damaged:
                self._faults = _one_less(self._faults, "damaged")
                answer = answer[:-1] + bytes([answer[-1] ^ 0x55])
            if faults.overlong:
                size = int.from_bytes(answer[3:7], "little") + faults.overlong
                answer = answer[:3] + size.to_bytes(4, "little") + answer[7:]
        step = faults.chunk or len(answer)
        for start in range(0, len(answer), step):
            yield (faults.late_s if start == 0 else 0.0005), answer[start : start + step]

    def _answer(self, message: bytes) -> bytes:
        kind, number, sequence = message[0], message[5], message[6]
        if number >= len(self._slots):
            return _reply(0x81, number, sequence, _FAILED | 2, 5)
        slot, data = self._slots[number], message[_HEAD:]
        if kind == 0x6B:
            return self._escape(number, sequence, slot, data)
        if kind in {0x6C, 0x6D}:
            return _reply(0x82, number, sequence, slot.state, 0)
        if kind == 0x63:
            slot.powered = False
        self.polls += kind == 0x65
        if kind in {0x63, 0x65}:
            return _reply(0x81, number, sequence, slot.state, 0)
        if slot.state == 2:
            return _reply(0x82 if kind == 0x61 else 0x80, number, sequence, _FAILED | 2, _MUTE)
        if kind == 0x62 and slot.card is not None and slot.card.faults.upside_down:
            return _reply(0x80, number, sequence, _FAILED | 1, _MUTE)
        if kind == 0x62:
            return _reply(0x80, number, sequence, 0, 0, slot.power())
        if kind == 0x61:
            card = slot.card
            assert card is not None
            slot.talk = BlockProtocol(card) if message[7] == 1 else ByteProtocol(card)
            return _reply(0x82, number, sequence, slot.state, 0, data, message[7])
        return self._exchange(number, sequence, slot, data)

    def _escape(self, number: int, sequence: int, slot: _Slot, data: bytes) -> bytes:
        if data == b"\x02":
            return _reply(0x83, number, sequence, slot.state, 0, _FIRMWARE)
        if data[:1] == b"\x6a":
            return _reply(0x83, number, sequence, _FAILED | slot.state, 0x0A)
        return _reply(0x83, number, sequence, slot.state, 0, b"\x00")

    def _exchange(self, number: int, sequence: int, slot: _Slot, data: bytes) -> bytes:
        if data[:1] == b"\xff" and len(data) in {3, 4, 5, 6} and data[:2] != b"\xff\xca":  # a wish for a speed
            return _reply(0x80, number, sequence, slot.state, 0, data)
        answer = slot.talk.receive(data) if slot.talk is not None else None
        if answer is None:
            return _reply(0x80, number, sequence, _FAILED | slot.state, _MUTE)
        return _reply(0x80, number, sequence, slot.state, 0, answer)


_UPSIDE_DOWN = CardFaults(upside_down=True)
_FAULT_LABELS: Mapping[str, str] = MappingProxyType(
    {"mute": "says nothing", "damaged": "wrong checksums", "torn": "torn answers", "slow": "slow answers"}
)
_FAULTS: Mapping[str, TwinFaults] = MappingProxyType(
    {
        "": TwinFaults(),
        "mute": TwinFaults(mute=True),
        "damaged": TwinFaults(damaged=1_000_000),
        "torn": TwinFaults(chunk=1),
        "slow": TwinFaults(late_s=0.1, extensions=1),
    }
)


def _one_less(faults: TwinFaults, name: str) -> TwinFaults:
    fields = {field: getattr(faults, field) for field in faults.__slots__}
    return TwinFaults(**fields | {name: fields[name] - 1})


def _reply(kind: int, slot: int, sequence: int, status: int, error: int, data: bytes = b"", last: int = 0) -> bytes:
    return bytes([kind]) + len(data).to_bytes(4, "little") + bytes([slot, sequence, status, error, last]) + data


def _frame(message: bytes) -> bytes:
    total = 0x03 ^ 0x06
    for byte in message:
        total ^= byte
    return _START + message + bytes([total])
