"""A bank card with a contactless payment application, as far as recognising it goes."""

from hardware.emulators.chip_cards.chip import (
    CONTACT_ATR,
    CONTACTLESS_ATR,
    DONE,
    UNKNOWN_CLASS,
    CardFaults,
    ChipCard,
    body,
)

UNIONPAY_DEBIT = bytes.fromhex("A000000333010101")
_ENVIRONMENT = b"2PAY.SYS.DDF01"
_CONTACT_ENVIRONMENT = b"1PAY.SYS.DDF01"
# What the card asks the terminal for: 9F66 9F02 9F03 9F1A 95 5F2A 9A 9C 9F37, 33 bytes.
_WANTED = bytes.fromhex("9F6604 9F0206 9F0306 9F1A02 9505 5F2A02 9A03 9C01 9F3704")


class BankChip(ChipCard):
    """An invented card: no issuer's numbers begin with 6999."""

    atr = CONTACTLESS_ATR
    label = "a bank card"

    def __init__(
        self,
        pan: str = "6999001234567890128",
        *,
        application: bytes = UNIONPAY_DEBIT,
        in_record: bool = False,
        contact: bool = False,
        faults: CardFaults | None = None,
    ) -> None:
        super().__init__(faults)
        self._pan = pan
        self._application = application
        self._in_record = in_record
        self._contact = contact
        if contact:
            self.atr = CONTACT_ATR
        self.forget()

    def forget(self) -> None:
        """Nothing is selected."""
        self._selected = b""

    def play(self, command: bytes) -> bytes:
        """SELECT, GET PROCESSING OPTIONS, READ RECORD."""
        if command[:2] == b"\xff\xca":
            return bytes.fromhex("08690102") + DONE
        if command[0] not in {0x00, 0x80}:
            return UNKNOWN_CLASS
        if command[1] == 0xA4:
            return self._select(body(command))
        if command[1] == 0xB2 and self._selected == _CONTACT_ENVIRONMENT and command[2:4] == b"\x01\x0c":
            return _tlv("70", self._entry()) + DONE
        if command[1] == 0xA8 and self._selected:
            return self._options(body(command))
        if command[1] == 0xB2 and self._selected and self._in_record and command[2:4] == b"\x01\x0c":
            return _tlv("70", _tlv("57", self._track()) + _tlv("5A", self._digits())) + DONE
        return b"\x6a\x82"

    def _select(self, name: bytes) -> bytes:
        if name == _CONTACT_ENVIRONMENT and self._contact:
            self._selected = name
            return _tlv("6F", _tlv("84", name) + _tlv("A5", _tlv("88", b"\x01"))) + DONE
        if name == _ENVIRONMENT and not self._contact:
            inside = _tlv("84", name) + _tlv("A5", _tlv("BF0C", self._entry()))
            return _tlv("6F", inside) + DONE
        if name == self._application:
            self._selected = name
            return _tlv("6F", _tlv("84", name) + _tlv("A5", _tlv("50", b"DEBIT") + _tlv("9F38", _WANTED))) + DONE
        return b"\x6a\x82"

    def _entry(self) -> bytes:
        return _tlv("61", _tlv("4F", self._application) + _tlv("50", b"DEBIT") + _tlv("87", b"\x01"))

    def _options(self, data: bytes) -> bytes:
        if data[:1] != b"\x83" or data[1] != 33 or len(data) != 35:
            return b"\x67\x00"
        if self._in_record:
            return _tlv("77", _tlv("82", b"\x00\x00") + _tlv("94", b"\x08\x01\x01\x00")) + DONE
        return _tlv("77", _tlv("82", b"\x00\x00") + _tlv("57", self._track()) + _tlv("9F27", b"\x80")) + DONE

    def _track(self) -> bytes:
        digits = self._pan + "D" + "3012" + "201"
        return bytes.fromhex(digits + "F" * (len(digits) % 2))

    def _digits(self) -> bytes:
        return bytes.fromhex(self._pan + "F" * (len(self._pan) % 2))


def _tlv(tag: str, value: bytes) -> bytes:
    size = bytes([len(value)]) if len(value) < 128 else b"\x81" + bytes([len(value)])
    return bytes.fromhex(tag) + size + value
