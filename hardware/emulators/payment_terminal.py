"""A payment terminal of an acquirer at the far end of a wire (TCP, or a serial line), with its own journal of money.

Written from the ZVT protocol alone. It has a customer before it who presents cards and types PINs, by hand or by
herself, and it breaks on demand. Thread-safe.
"""

import binascii
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Protocol, Self

from hardware.emulators.ends import Hangup, PtyEnd, TcpEnd
from hardware.emulators.handles import Handle

_TID = "29" + "12345678"
_ACK, _REFUSED, _BUSY = b"\x80\x00\x00", 0x83, 0x9C


class Card(Enum):
    """What a customer may hold to the terminal: its number (invented), its name, and what the bank says to it."""

    GOOD = ("6291234567890127", "HALL CARD", 0x00)
    POOR = ("6291234567890135", "HALL CARD", 0x71)
    BLOCKED = ("6291234567890143", "HALL CARD", 0x05)
    EXPIRED = ("6291234567890150", "HALL CARD", 0x78)
    UNREADABLE = ("", "", 0x64)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the terminal's own journal: money that really moved."""

    kind: str  # payment, refund
    fen: int
    receipt: int
    trace: int
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class TerminalFaults:
    """What is wrong with the terminal right now; nothing, unless told."""

    mute: bool = False
    noise: bytes = b""  # before all that it sends
    torn: int = 0  # sends so many bytes at a time
    late_s: float = 0.0  # before all that it sends
    bad_crc: int = 0  # damages so many of the next frames it sends (serial line)
    nak: int = 0  # takes so many of the next frames for damaged (serial line)
    false_nak: int = 0  # takes so many of the next frames, and says that they were damaged (serial line)
    drop_after: int | None = None  # the connection is lost after so many messages more, either way
    drop_at_bank: bool = False  # the connection is lost while the bank thinks
    goes_on: bool = False  # and it goes on with a payment although nobody listens
    takes_back: bool = False  # what nobody acknowledged is taken back, as the protocol wants it
    power_cut: bool = False  # between the booking and its word of it
    bank_away: bool = False
    bank_s: float = 0.0  # how long the bank thinks
    books_other: int = 0  # books so many fen more than was asked, and says so
    says_other: int = 0  # says so many fen more than it booked
    answers_last: bool = False  # answers a payment with what it did before
    contradicts: bool = False  # says that it is approved, and then that it was aborted
    forgetful: bool = False  # does not know how to repeat the last receipt
    busy: bool = False
    dirty_receipt: bool = False  # control characters, a whole card number and no end
    flood: bool = False  # tells steps without end


class Skin(Protocol):
    """How messages are wrapped on the wire."""

    def unwrap(self, data: bytes, refuse: int) -> "Heard":
        """What is in `data`, with the next `refuse` frames taken for damaged."""

    def wrap(self, message: bytes, *, damaged: bool) -> bytes:
        """A message as it goes on the wire."""

    def forget(self) -> None:
        """The wire was cut."""


@dataclass(slots=True)
class Heard:
    """Messages, what is answered at once, how many frames were refused, and what was said to our own frames."""

    messages: list[bytes]
    said: bytes = b""
    refused: int = 0
    signals: bytes = b""


class _TcpSkin:
    def __init__(self) -> None:
        self._rest = b""

    def unwrap(self, data: bytes, refuse: int) -> Heard:
        del refuse
        self._rest += data
        messages = []
        while len(self._rest) >= 3:
            head, size = (
                (5, self._rest[3] + 256 * self._rest[4])
                if self._rest[2] == 255 and len(self._rest) > 4
                else (3, self._rest[2])
            )
            if len(self._rest) < head + size:
                break
            messages.append(self._rest[: head + size])
            self._rest = self._rest[head + size :]
        return Heard(messages)

    def wrap(self, message: bytes, *, damaged: bool) -> bytes:
        del damaged
        return message

    def forget(self) -> None:
        self._rest = b""


class _SerialSkin:
    def __init__(self) -> None:
        self._rest = b""

    def unwrap(self, data: bytes, refuse: int) -> Heard:
        self._rest += data
        heard = Heard([])
        while True:
            while self._rest[:1] in {b"\x06", b"\x15"}:
                heard.signals += self._rest[:1]
                self._rest = self._rest[1:]
            found = self._frame()
            if found is None:
                return heard
            if not found or heard.refused < refuse:
                heard.refused += bool(found)
                heard.said += b"\x15"
            else:
                heard.said += b"\x06"
                heard.messages.append(found)

    def _frame(self) -> bytes | None:
        """The first whole frame's content; empty when it is damaged, None when there is none yet."""
        start = self._rest.find(b"\x10\x02")
        if start < 0:
            self._rest = self._rest[-1:]
            return None
        content, at = bytearray(), start + 2
        while at + 1 < len(self._rest):
            pair = self._rest[at : at + 2]
            if pair == b"\x10\x03":
                if at + 4 > len(self._rest):
                    return None
                told = self._rest[at + 2 : at + 4]
                self._rest = self._rest[at + 4 :]
                return bytes(content) if _crc(bytes(content) + b"\x03") == told else b""
            content.append(pair[0])
            at += 2 if pair == b"\x10\x10" else 1
        return None

    def wrap(self, message: bytes, *, damaged: bool) -> bytes:
        check = _crc(message + b"\x03")
        if damaged:
            check = bytes([check[0] ^ 0x40, check[1]])
        return b"\x10\x02" + message.replace(b"\x10", b"\x10\x10") + b"\x10\x03" + check

    def forget(self) -> None:
        self._rest = b""


@dataclass(frozen=True, slots=True)
class _Say:
    """Send a message and wait for the other side's acknowledgement; gives whether it was positive."""

    message: bytes


@dataclass(frozen=True, slots=True)
class _Wait:
    """Wait until it is so, at most for so long; gives whether it came about."""

    until: Callable[[], bool]
    seconds: float


_Script = Generator[_Say | _Wait, bool, None]


class PaymentTerminalEmulator:
    """A terminal on a wire; make it with `tcp` or `serial`, and use it as a context."""

    title = "payment terminal"

    def __init__(self, make_end: "Callable[[PaymentTerminalEmulator], TcpEnd | PtyEnd]", skin: Skin) -> None:
        self._lock = threading.RLock()
        self._skin = skin
        self._faults = TerminalFaults()
        self._journal: list[Entry] = []
        self._last: bytes | None = None  # the fields of the last status it told
        self._trace = 0
        self._script: _Script | None = None
        self._saying: bytes | None = None
        self._waiting: _Wait | None = None
        self._timer: threading.Timer | None = None
        self._answer = False
        self._queue: list[bytes] = []  # for the serial line: the first of them is out and not yet acknowledged
        self._out: list[bytes] = []
        self._cut: str = ""
        self._alone = False
        self._registered = False
        self._steps_wanted = False
        self._unplugged = False
        self._shows = "ready"
        self._card: Card | None = None
        self._pin: bool | None = None
        self._stop = False
        self._aborting = False
        self.customer: Card | None = Card.GOOD  # who pays by herself, with this card; None: by hand
        self.patience_s = 60.0
        self.commands: list[bytes] = []
        self._end = make_end(self)

    @classmethod
    def tcp(cls, port: int = 0) -> Self:
        """A terminal on the network, at loopback; port 0 takes a free one."""
        return cls(lambda terminal: TcpEnd(terminal, port), _TcpSkin())

    @classmethod
    def serial(cls, path: Path) -> Self:
        """A terminal on a serial line."""
        return cls(lambda terminal: PtyEnd(path, terminal), _SerialSkin())

    def __enter__(self) -> Self:
        self._end.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._end_script()
        self._end.__exit__()

    @property
    def host(self) -> str:
        """The address of a terminal on the network; empty for a serial line."""
        return self._end.host if isinstance(self._end, TcpEnd) else ""

    @property
    def port(self) -> str:
        """The TCP port, or the path, as the driver's configuration wants it."""
        return str(self._end.port) if isinstance(self._end, TcpEnd) else str(self._end.path)

    # The journal.

    @property
    def journal(self) -> list[Entry]:
        """All money that ever moved here, oldest first; nothing, not even a power cut, loses it."""
        with self._lock:
            return list(self._journal)

    def moved(self, fen: int) -> int:
        """How many payments of just this amount stand (were not taken back)."""
        return sum(1 for entry in self.journal if entry.kind == "payment" and entry.fen == fen and not entry.taken_back)

    # The customer.

    def present_card(self, card: Card) -> None:
        """Hold a card to the terminal."""
        with self._lock:
            self._card = card
        self._go_on()

    def enter_pin(self, *, right: bool) -> None:
        """Type a PIN."""
        with self._lock:
            self._pin = right
        self._go_on()

    def press_stop(self) -> None:
        """Press the red key."""
        with self._lock:
            self._stop = True
        self._go_on()

    @property
    def shows(self) -> str:
        """What stands on its display."""
        return self._shows

    # The workbench.

    def handles(self) -> tuple[Handle, ...]:
        """The hands of a customer."""
        return (
            Handle("pay by herself", lambda: self._be(Card.GOOD)),
            Handle("pay by hand", lambda: self._be(None)),
            Handle("present card", lambda: self.present_card(Card.GOOD)),
            Handle("card without money", lambda: self.present_card(Card.POOR)),
            Handle("card unreadable", lambda: self.present_card(Card.UNREADABLE)),
            Handle("right PIN", lambda: self.enter_pin(right=True)),
            Handle("wrong PIN", lambda: self.enter_pin(right=False)),
            Handle("red key", self.press_stop),
        )

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return {
            "mute": "says nothing",
            "power_cut": "power cut after the booking",
            "lost": "line lost in mid-payment",
            "bank_away": "bank does not answer",
            "slow_bank": "bank thinks for 20 s",
            "books_other": "books one fen more",
            "busy": "busy with something else",
            "forgetful": "forgets its last booking",
            "noise": "noise on the line",
            "torn": "bytes come one by one",
        }

    def break_with_fault(self, key: str) -> None:
        """Have this fault instead of the one before."""
        faults = {
            "": TerminalFaults(),
            "mute": TerminalFaults(mute=True),
            "power_cut": TerminalFaults(power_cut=True),
            "lost": TerminalFaults(drop_at_bank=True, goes_on=True, bank_s=3.0),
            "bank_away": TerminalFaults(bank_away=True),
            "slow_bank": TerminalFaults(bank_s=20.0),
            "books_other": TerminalFaults(books_other=1),
            "busy": TerminalFaults(busy=True),
            "forgetful": TerminalFaults(forgetful=True),
            "noise": TerminalFaults(noise=b"\x55\xaa"),
            "torn": TerminalFaults(torn=1),
        }[key]
        self.break_with(faults)

    def looks(self) -> str:
        """What stands on its display, and what it booked last."""
        last = self._journal[-1] if self._journal else None
        booked = f"; last: {last.kind} of {last.fen} fen{', taken back' if last.taken_back else ''}" if last else ""
        return self._shows + booked

    def break_with(self, faults: TerminalFaults) -> None:
        """Have these faults from now on; `TerminalFaults()` mends everything."""
        with self._lock:
            self._faults = faults
        self._end.wake()

    @property
    def broken(self) -> TerminalFaults:
        """What is wrong now."""
        return self._faults

    def plug(self) -> None:
        """Put the plug in; after a power cut it starts anew with its journal."""
        if self._unplugged and isinstance(self._end, TcpEnd):
            _wait_until_free(self._end.port)
        self._unplugged = False
        self._end.plug()

    def unplug(self) -> None:
        """Pull the plug."""
        self._unplugged = True
        self._end.unplug()

    # The wire.

    @property
    def takes_bytes(self) -> bool:
        """Always: questions are short."""
        return True

    def hung_up(self) -> None:
        """The other side is gone: give up what is not booked, unless it goes on by itself."""
        with self._lock:
            self._skin.forget()
            self._out.clear()
            self._queue.clear()
            self._registered = False
            if self._script is None:
                return
            if self._faults.goes_on and self._cut != "power":
                self._alone = True
                self._acknowledge(good=True)
            else:
                if self._faults.takes_back and self._saying is not None and self._saying[:2] == b"\x04\x0f":
                    self._take_back()
                self._end_script()

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Take bytes in, do what they ask, give out what there is to say."""
        with self._lock:
            faults = self._faults
            heard = self._skin.unwrap(data, faults.nak)
            false = min(faults.false_nak, len(heard.messages))
            heard.said = heard.said.replace(b"\x06", b"\x15", false)
            self._faults = replace(self._faults, nak=faults.nak - heard.refused, false_nak=faults.false_nak - false)
            for signal in heard.signals:
                self._line_answered(good=signal == 0x06)
            for message in heard.messages:
                self._count_down()
                if not faults.mute and not self._cut:
                    self._obey(message)
            out, self._out = self._out, []
            cut, self._cut = self._cut, ""
        # Whole in one go: small pieces one after the other would wait for each other in TCP.
        if not faults.mute and (whole := heard.said + b"".join(out)):
            yield from _pieces(whole, faults)
        if cut == "power" and isinstance(self._end, TcpEnd):
            self.unplug()
        if cut:  # a serial line is unplugged by this alone
            raise Hangup

    def _obey(self, message: bytes) -> None:
        name, data = message[:2], message[5:] if message[2] == 255 else message[3:]
        if name == b"\x80\x00" or name[:1] == b"\x84":
            self._acknowledge(good=name == b"\x80\x00")
            return
        self.commands.append(name)
        if name == b"\x06\xb0":
            self._aborting = self._script is not None
            self._emit(_ACK)
            self._go_on()
            return
        if self._script is not None and not self._alone and name == b"\x06\x00":
            self.hung_up()  # whoever registers has begun anew
        if self._script is not None or self._faults.busy:
            self._emit(bytes([0x84, _BUSY, 0]))
            return
        self._begin(name, data)

    def _begin(self, name: bytes, data: bytes) -> None:
        does: Mapping[bytes, Callable[[bytes], _Script]] = {
            b"\x06\x00": self._registration,
            b"\x05\x01": self._state,
            b"\x06\x01": lambda data: self._payment(data, "payment"),
            b"\x06\x31": lambda data: self._payment(data[3:], "refund"),
            b"\x06\x20": self._repeat_receipt,
            b"\x06\x30": self._reversal,
            b"\x06\x50": self._end_of_day,
        }
        if name not in does or (name == b"\x06\x20" and self._faults.forgetful):
            self._emit(bytes([0x84, _REFUSED, 0]))
            return
        if not self._registered and name != b"\x06\x00":
            self._emit(bytes([0x84, 0x6B, 0]))
            return
        self._emit(_ACK)
        self._aborting = self._stop = self._alone = False
        self._card, self._pin = None, None
        self._script = does[name](data)
        self._answer = False
        self._run(first=True)

    def _acknowledge(self, *, good: bool) -> None:
        if self._saying is not None:
            self._saying, self._answer = None, good
            self._run()

    def _go_on(self) -> None:
        """Something changed before the terminal: look whether the script was waiting for it."""
        with self._lock:
            if self._waiting is not None and self._waiting.until():
                self._stop_waiting(came=True)
        self._end.wake()

    def _time_is_over(self, waiting: _Wait) -> None:
        with self._lock:
            if self._waiting is waiting:
                self._stop_waiting(came=False)
        self._end.wake()

    def _stop_waiting(self, *, came: bool) -> None:
        self._waiting, self._answer = None, came
        if self._timer is not None:
            self._timer.cancel()
        self._run()

    def _run(self, *, first: bool = False) -> None:
        """Go on with the script until it has to wait."""
        while self._script is not None:
            try:
                step = next(self._script) if first else self._script.send(self._answer)
            except StopIteration:
                self._end_script()
                return
            first = False
            if isinstance(step, _Say):
                if self._alone:
                    self._answer = True
                    continue
                self._saying = step.message
                self._emit(step.message)
                return
            if step.until() or step.seconds <= 0:
                self._answer = step.until()
                continue
            self._waiting = step
            self._timer = threading.Timer(step.seconds, self._time_is_over, (step,))
            self._timer.daemon = True
            self._timer.start()
            return

    def _end_script(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._script = self._saying = self._waiting = self._timer = None
        self._alone = self._aborting = False
        self._shows = "ready"

    def _emit(self, message: bytes) -> None:
        if self._cut:
            return
        if isinstance(self._skin, _SerialSkin):
            self._queue.append(message)
            if len(self._queue) == 1:
                self._out.append(self._wrap(message))
        else:
            self._out.append(self._wrap(message))
        self._count_down()

    def _line_answered(self, *, good: bool) -> None:
        """ACK or NAK to the frame that we sent last: the next one, or the same again."""
        if good and self._queue:
            del self._queue[0]
        if self._queue:
            self._out.append(self._wrap(self._queue[0]))

    def _wrap(self, message: bytes) -> bytes:
        left = self._faults.bad_crc
        self._faults = replace(self._faults, bad_crc=max(0, left - 1))
        return self._skin.wrap(message, damaged=left > 0)

    def _count_down(self) -> None:
        left = self._faults.drop_after
        if left is None or self._cut:
            return
        if left <= 0:
            self._faults = replace(self._faults, drop_after=None)
            self._cut = "line"
            if self._out:
                self._out.pop()  # it was lost on its way
        else:
            self._faults = replace(self._faults, drop_after=left - 1)

    # What it can do, each as a script.

    def _registration(self, data: bytes) -> _Script:
        if data[4:6] not in {b"", b"\x01\x56"}:
            yield _Say(_message(0x061E, b"\x6f"))
            return
        self._registered, self._steps_wanted = True, bool(data[3] & 8)
        yield _Say(_message(0x060F, b"\x19\x00" + bytes.fromhex(_TID) + b"\x49\x01\x56"))

    def _state(self, data: bytes) -> _Script:
        del data
        yield _Say(_message(0x060F, b"\xf0\xf0\xf9EMU 1.0.0\x00"))

    def _repeat_receipt(self, data: bytes) -> _Script:
        del data
        if self._last is None:
            yield _Say(_message(0x061E, bytes([_REFUSED])))
            return
        yield _Say(_message(0x040F, self._last))
        yield _Say(_message(0x060F))

    def _reversal(self, data: bytes) -> _Script:
        receipt = int(data[data.index(0x87) + 1 :][:2].hex())
        place = next((at for at, entry in enumerate(self._journal) if entry.receipt == receipt), None)
        if place is None:
            yield _Say(_message(0x061E, b"\xb5"))
            return
        entry = self._journal[place]
        if entry.taken_back:
            yield _Say(_message(0x061E, b"\xb4"))
            return
        self._journal[place] = replace(entry, taken_back=True)
        self._trace += 1
        self._last = self._status_of(0, entry.fen, receipt, Card.GOOD)
        yield _Say(_message(0x040F, self._last))
        yield _Say(_message(0x060F))

    def _end_of_day(self, data: bytes) -> _Script:
        del data
        total = sum(entry.fen for entry in self._journal if not entry.taken_back and entry.kind == "payment")
        yield _Say(_message(0x06D1, b"\x00END OF DAY"))
        yield _Say(_message(0x06D1, b"\x00" + f"TOTAL {total // 100}.{total % 100:02}".encode()))
        yield _Say(_message(0x060F))

    def _payment(self, data: bytes, kind: str) -> _Script:
        fen = int(data[1:7].hex()) if data[:1] == b"\x04" else 0
        if b"\x49\x01\x56" not in data or not fen:
            yield _Say(_message(0x061E, b"\x6f"))
            return
        if self._faults.answers_last and self._last is not None:
            yield _Say(_message(0x040F, self._last))
            yield _Say(_message(0x060F))
            return
        card = yield from self._ask_card(fen)
        if isinstance(card, int):
            yield from self._fail(fen, card)
            return
        yield from self._tell(0x04, "asking the bank")
        if self._faults.drop_at_bank:
            self._cut = "line"
        yield _Wait(lambda: False, self._faults.bank_s)
        result = 0x7D if self._faults.bank_away else 0x6C if self._aborting else card.value[2]
        if result:
            yield from self._fail(fen, result)
            return
        yield from self._book(fen, kind, card)

    def _ask_card(self, fen: int) -> "Generator[_Say | _Wait, bool, Card | int]":
        """The card with its right PIN, or the code why not."""
        yield from self._tell(0x0A, f"{fen // 100}.{fen % 100:02} - card please")
        while self._faults.flood:
            yield _Say(_message(0x04FF, b"\x0e"))
            if self._aborting:
                return 0x6C
        yield _Wait(lambda: self._card is not None or self._given_up or self.customer is not None, self.patience_s)
        card = self._card or (None if self._given_up else self.customer)
        if card is None:
            return 0x6C
        if not card.value[0]:
            return card.value[2]
        for _ in range(3):
            yield from self._tell(0x01, "PIN please")
            yield _Wait(lambda: self._pin is not None or self._given_up or self.customer is not None, self.patience_s)
            if self._given_up or (self._pin is None and self.customer is None):
                return 0x6C
            right, self._pin = self._pin is not False, None
            if right:
                return card
            yield from self._tell(0x15, "wrong PIN")
        return 0x37

    @property
    def _given_up(self) -> bool:
        return self._stop or self._aborting

    def _book(self, fen: int, kind: str, card: Card) -> _Script:
        faults = self._faults
        self._trace += 1
        receipt = self._journal[-1].receipt % 9999 + 1 if self._journal else 1
        booked = fen + faults.books_other
        self._journal.append(Entry(kind, booked, receipt, self._trace))
        self._shows = "approved"
        self._last = self._status_of(0, booked + faults.says_other, receipt, card)
        if faults.power_cut:
            self._faults = replace(faults, power_cut=False)
            self._cut = "power"
            return
        accepted = yield _Say(_message(0x040F, self._last))
        if not accepted:
            self._take_back()
        for line in _RECEIPT if not faults.dirty_receipt else _DIRTY:
            yield _Say(_message(0x06D1, b"\x00" + line.format(fen=booked, pan=card.value[0][-4:]).encode("cp437")))
        yield _Say(_message(0x06D3, _block(f"RECEIPT {receipt:04}", "THANK YOU")))
        yield _Say(_message(0x061E, b"\x6c") if faults.contradicts else _message(0x060F))

    def _take_back(self) -> None:
        self._journal[-1] = replace(self._journal[-1], taken_back=True)
        earlier = [entry for entry in self._journal if not entry.taken_back]
        last = earlier[-1] if earlier else None
        self._last = None if last is None else self._status_of(0, last.fen, last.receipt, Card.GOOD, trace=last.trace)

    def _fail(self, fen: int, code: int) -> _Script:
        self._trace += 1
        yield from self._tell(0x0D, "not paid")
        yield _Say(_message(0x040F, bytes([0x27, code]) + b"\x04" + _digits(fen, 6) + b"\x49\x01\x56"))
        yield _Say(_message(0x061E, bytes([code])))

    def _tell(self, code: int, shows: str) -> _Script:
        self._shows = shows
        if self._steps_wanted:
            yield _Say(_message(0x04FF, bytes([code])))

    def _status_of(self, result: int, fen: int, receipt: int, card: Card, trace: int | None = None) -> bytes:
        pan = bytes.fromhex("EEEEEEEEEEEE" + card.value[0][-4:])
        name = card.value[1].encode() + b"\x00"
        return (
            bytes([0x27, result])
            + b"\x04"
            + _digits(fen, 6)
            + b"\x0b"
            + _digits(self._trace if trace is None else trace, 3)
            + bytes.fromhex("0C101530" + "0D1121" + _TID)
            + b"\x22\xf0"
            + bytes([0xF0 | len(pan)])
            + pan
            + b"\x49\x01\x56\x87"
            + _digits(receipt, 2)
            + b"\x8b"
            + bytes([0xF0 | len(name) // 10, 0xF0 | len(name) % 10])
            + name
        )

    def _be(self, customer: Card | None) -> None:
        self.customer = customer
        self._go_on()


_RECEIPT = ("HALL OF SERVICES", "CARD ************{pan}", "SUM {fen} FEN", "")
_DIRTY = ("GOOD LINE", "BAD \x1b@ LINE", "CARD 6291 2345 6789 0127", "x" * 200, *("again",) * 400)


def _message(name: int, data: bytes = b"") -> bytes:
    size = bytes([len(data)]) if len(data) < 255 else bytes([255, len(data) % 256, len(data) // 256])
    return bytes([name // 256, name % 256]) + size + data


def _block(*lines: str) -> bytes:
    texts = b"".join(b"\x07" + bytes([len(line)]) + line.encode() for line in lines)
    inside = b"\x1f\x07\x01\x01" + b"\x25" + bytes([len(texts)]) + texts
    return b"\x06" + bytes([len(inside)]) + inside


def _digits(number: int, size: int) -> bytes:
    return bytes.fromhex(f"{number:0{size * 2}}")


def _crc(data: bytes) -> bytes:
    """The check of PA00P016: CCITT with every byte, and the result, read backwards."""
    turned = bytes(int(f"{byte:08b}"[::-1], 2) for byte in data)
    value = int(f"{binascii.crc_hqx(turned, 0):016b}"[::-1], 2)
    return bytes([value & 255, value >> 8])


def _wait_until_free(port: int) -> None:
    """A port that was closed a moment ago is held until the thread that waited at it has noticed."""
    for _ in range(200):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return
        time.sleep(0.005)


def _pieces(data: bytes, faults: TerminalFaults) -> Iterator[tuple[float, bytes]]:
    whole = faults.noise + data
    step = faults.torn or len(whole) or 1
    for start in range(0, len(whole), step):
        yield (faults.late_s if start == 0 else 0.0005), whole[start : start + step]
