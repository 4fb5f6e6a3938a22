"""A social-security card, as its files are laid out for the SSSE environment."""

from dataclasses import dataclass, field

from hardware.emulators.cards import card_number
from hardware.emulators.chip_cards.chip import DONE, NOT_FOUND, UNKNOWN_CLASS, UNKNOWN_INS, CardFaults, ChipCard, body

_ENVIRONMENT = b"sx1.sh." + "社会保障".encode("gbk")
_NEED = {"pin": b"\x69\x82", "sam": b"\x69\x85"}


@dataclass(frozen=True, slots=True)
class Holder:
    """Who the card belongs to; invented, as the region 69 tells."""

    name: str = "林小满"
    number: str = card_number("69010419560520002")
    sex: str = "2"
    nation: str = "01"
    birth: str = "19560520"
    card: str = "A69012345"
    region: str = "690104"
    issued: str = "20190311"
    until: str = "20290310"
    long_name: str = ""
    records: dict[tuple[str, int], bytes] = field(default_factory=dict)  # whole records to put in the place of ours


class SocialSecurityChip(ChipCard):
    """A contact card, T=0."""

    label = "a social-security card"

    def __init__(self, holder: Holder | None = None, *, needs: str = "", faults: CardFaults | None = None) -> None:
        """`needs`: "pin" or "sam" keep the holder's file shut, "card sam" only the card's number."""
        super().__init__(faults)
        self._needs = needs
        self._files = _files(holder or Holder())
        self.forget()

    def become(self, holder: Holder) -> None:
        """Be somebody else's card, without leaving the reader."""
        self._files = _files(holder)

    def forget(self) -> None:
        """Nothing is selected."""
        self._chosen = False
        self._file = ""

    def play(self, command: bytes) -> bytes:
        """SELECT and READ RECORD; no other command is known, VERIFY among them on purpose."""
        if command[0] != 0x00:
            return UNKNOWN_CLASS
        if command[1] == 0xA4:
            return self._select(command)
        if command[1] == 0xB2:
            return self._read(command[2], command[4])
        return UNKNOWN_INS

    def _select(self, command: bytes) -> bytes:
        if command[2] == 0x04:
            self._chosen = body(command) == _ENVIRONMENT
            self._file = ""
            return b"\x6f\x11\x84\x0f" + _ENVIRONMENT + DONE if self._chosen else NOT_FOUND
        name = body(command).hex()
        if not self._chosen or name not in self._files:
            return NOT_FOUND
        self._file = name
        return DONE

    def _read(self, number: int, wanted: int) -> bytes:
        if (self._needs == "card sam" and self._file == "ef05" and number == 7) or (
            self._needs in _NEED and self._file == "ef06"
        ):
            return _NEED[self._needs.removeprefix("card ")]
        record = self._files.get(self._file, {}).get(number)
        if record is None:
            return b"\x6a\x83"
        if wanted not in {0, len(record)}:
            return b"\x6c" + bytes([len(record) % 256])
        return record + DONE


def _files(holder: Holder) -> dict[str, dict[int, bytes]]:
    files = {
        "ef05": {
            1: _record(0x01, bytes.fromhex(holder.region + "D156000005" + "0069000000000001")),
            2: _record(0x02, b"1"),
            3: _record(0x03, b"3.00"),
            4: _record(0x04, bytes.fromhex("690104" + "00" * 9)),
            5: _record(0x05, bytes.fromhex(holder.issued)),
            6: _record(0x06, bytes.fromhex(holder.until)),
            7: _record(0x07, holder.card.encode("ascii")),
        },
        "ef06": {
            1: _record(0x08, holder.number.encode("ascii")),
            2: _record(0x09, _name(holder)),
            3: _record(0x4E, holder.long_name.encode("gbk")[30:50].ljust(20, b"\0")),
            4: _record(0x0A, holder.sex.encode("ascii")),
            5: _record(0x0B, bytes.fromhex(holder.nation)),
            6: _record(0x0C, bytes.fromhex("690104")),
            7: _record(0x0D, bytes.fromhex(holder.birth)),
        },
    }
    for (file, number), record in holder.records.items():
        files[file][number] = record
    return files


def _name(holder: Holder) -> bytes:
    return (holder.long_name or holder.name).encode("gbk")[:30].ljust(30, b"\0")


def _record(tag: int, value: bytes) -> bytes:
    return bytes([tag, len(value)]) + value
