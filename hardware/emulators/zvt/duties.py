"""What an emulated payment terminal does when it is asked, its customer's cards, its journal and its faults."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from hardware.emulators.zvt.wire import block, digits, message_of

_TID = "29" + "12345678"
_REFUSED = 0x83


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


@dataclass(frozen=True, slots=True)
class Say:
    """Send a message and wait for the other side's acknowledgement; gives whether it was positive."""

    message: bytes


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait until it is so, at most for so long; gives whether it came about."""

    until: Callable[[], bool]
    seconds: float


Script = Generator[Say | Wait, bool, None]


_RECEIPT = ("HALL OF SERVICES", "CARD ************{pan}", "SUM {fen} FEN", "")
_DIRTY = ("GOOD LINE", "BAD \x1b@ LINE", "CARD 6291 2345 6789 0127", "x" * 200, *("again",) * 400)


class Duties:
    """What a terminal can do when it is asked, each as a script, and its journal; used under its lock."""

    def __init__(self) -> None:
        self._faults = TerminalFaults()
        self._journal: list[Entry] = []
        self._last: bytes | None = None  # the fields of the last status it told
        self._trace = 0
        self._cut = ""  # how the connection is about to be lost: line, power
        self._registered = False
        self._steps_wanted = False
        self._shows = "ready"
        self._card: Card | None = None
        self._pin: bool | None = None
        self._stop = False
        self._aborting = False
        self.customer: Card | None = Card.GOOD  # who pays by herself, with this card; None: by hand
        self.patience_s = 60.0

    def _script_for(self, name: bytes, data: bytes) -> "Script | None":
        """What a command has it do; None for one that it does not know."""
        does: Mapping[bytes, Callable[[bytes], Script]] = {
            b"\x06\x00": self._registration,
            b"\x05\x01": self._state,
            b"\x06\x01": lambda data: self._payment(data, "payment"),
            b"\x06\x31": lambda data: self._payment(data[3:], "refund"),
            b"\x06\x20": self._repeat_receipt,
            b"\x06\x30": self._reversal,
            b"\x06\x50": self._end_of_day,
        }
        return does[name](data) if name in does and not (name == b"\x06\x20" and self._faults.forgetful) else None

    def _registration(self, data: bytes) -> Script:
        if data[4:6] not in {b"", b"\x01\x56"}:
            yield Say(message_of(0x061E, b"\x6f"))
            return
        self._registered, self._steps_wanted = True, bool(data[3] & 8)
        yield Say(message_of(0x060F, b"\x19\x00" + bytes.fromhex(_TID) + b"\x49\x01\x56"))

    def _state(self, data: bytes) -> Script:
        del data
        yield Say(message_of(0x060F, b"\xf0\xf0\xf9EMU 1.0.0\x00"))

    def _repeat_receipt(self, data: bytes) -> Script:
        del data
        if self._last is None:
            yield Say(message_of(0x061E, bytes([_REFUSED])))
            return
        yield Say(message_of(0x040F, self._last))
        yield Say(message_of(0x060F))

    def _reversal(self, data: bytes) -> Script:
        receipt = int(data[data.index(0x87) + 1 :][:2].hex())
        place = next((at for at, entry in enumerate(self._journal) if entry.receipt == receipt), None)
        if place is None:
            yield Say(message_of(0x061E, b"\xb5"))
            return
        entry = self._journal[place]
        if entry.taken_back:
            yield Say(message_of(0x061E, b"\xb4"))
            return
        self._journal[place] = replace(entry, taken_back=True)
        self._trace += 1
        self._last = self._status_of(0, entry.fen, receipt, Card.GOOD)
        yield Say(message_of(0x040F, self._last))
        yield Say(message_of(0x060F))

    def _end_of_day(self, data: bytes) -> Script:
        del data
        total = sum(entry.fen for entry in self._journal if not entry.taken_back and entry.kind == "payment")
        yield Say(message_of(0x06D1, b"\x00END OF DAY"))
        yield Say(message_of(0x06D1, b"\x00" + f"TOTAL {total // 100}.{total % 100:02}".encode()))
        yield Say(message_of(0x060F))

    def _payment(self, data: bytes, kind: str) -> Script:
        fen = int(data[1:7].hex()) if data[:1] == b"\x04" else 0
        if b"\x49\x01\x56" not in data or not fen:
            yield Say(message_of(0x061E, b"\x6f"))
            return
        if self._faults.answers_last and self._last is not None:
            yield Say(message_of(0x040F, self._last))
            yield Say(message_of(0x060F))
            return
        card = yield from self._ask_card(fen)
        if isinstance(card, int):
            yield from self._fail(fen, card)
            return
        yield from self._tell(0x04, "asking the bank")
        if self._faults.drop_at_bank:
            self._cut = "line"
        yield Wait(lambda: False, self._faults.bank_s)
        result = 0x7D if self._faults.bank_away else 0x6C if self._aborting else card.value[2]
        if result:
            yield from self._fail(fen, result)
            return
        yield from self._book(fen, kind, card)

    def _ask_card(self, fen: int) -> "Generator[Say | Wait, bool, Card | int]":
        """The card with its right PIN, or the code why not."""
        yield from self._tell(0x0A, f"{fen // 100}.{fen % 100:02} - card please")
        while self._faults.flood:
            yield Say(message_of(0x04FF, b"\x0e"))
            if self._aborting:
                return 0x6C
        yield Wait(lambda: self._card is not None or self._given_up or self.customer is not None, self.patience_s)
        card = self._card or (None if self._given_up else self.customer)
        if card is None:
            return 0x6C
        if not card.value[0]:
            return card.value[2]
        for _ in range(3):
            yield from self._tell(0x01, "PIN please")
            yield Wait(lambda: self._pin is not None or self._given_up or self.customer is not None, self.patience_s)
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

    def _book(self, fen: int, kind: str, card: Card) -> Script:
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
        accepted = yield Say(message_of(0x040F, self._last))
        if not accepted:
            self._take_back()
        for line in _RECEIPT if not faults.dirty_receipt else _DIRTY:
            yield Say(message_of(0x06D1, b"\x00" + line.format(fen=booked, pan=card.value[0][-4:]).encode("cp437")))
        yield Say(message_of(0x06D3, block(f"RECEIPT {receipt:04}", "THANK YOU")))
        yield Say(message_of(0x061E, b"\x6c") if faults.contradicts else message_of(0x060F))

    def _take_back(self) -> None:
        self._journal[-1] = replace(self._journal[-1], taken_back=True)
        earlier = [entry for entry in self._journal if not entry.taken_back]
        last = earlier[-1] if earlier else None
        self._last = None if last is None else self._status_of(0, last.fen, last.receipt, Card.GOOD, trace=last.trace)

    def _fail(self, fen: int, code: int) -> Script:
        self._trace += 1
        yield from self._tell(0x0D, "not paid")
        yield Say(message_of(0x040F, bytes([0x27, code]) + b"\x04" + digits(fen, 6) + b"\x49\x01\x56"))
        yield Say(message_of(0x061E, bytes([code])))

    def _tell(self, code: int, shows: str) -> Script:
        self._shows = shows
        if self._steps_wanted:
            yield Say(message_of(0x04FF, bytes([code])))

    def _status_of(self, result: int, fen: int, receipt: int, card: Card, trace: int | None = None) -> bytes:
        pan = bytes.fromhex("EEEEEEEEEEEE" + card.value[0][-4:])
        name = card.value[1].encode() + b"\x00"
        return (
            bytes([0x27, result])
            + b"\x04"
            + digits(fen, 6)
            + b"\x0b"
            + digits(self._trace if trace is None else trace, 3)
            + bytes.fromhex("0C101530" + "0D1121" + _TID)
            + b"\x22\xf0"
            + bytes([0xF0 | len(pan)])
            + pan
            + b"\x49\x01\x56\x87"
            + digits(receipt, 2)
            + b"\x8b"
            + bytes([0xF0 | len(name) // 10, 0xF0 | len(name) % 10])
            + name
        )
