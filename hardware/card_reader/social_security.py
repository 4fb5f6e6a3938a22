"""The records of a social-security card's files (社会保障卡, SSSE environment), bytes to fields and no I/O.

A record is a tag, a length and a value, each head two bytes. EF05 tells of the card, EF06 of its holder.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hardware.card_reader.cards import Access, SocialSecurityCard
from hardware.gb_codes import Sex, check_digit

ENVIRONMENT = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")  # sx1.sh.社会保障
CARD_FILE = 0xEF05
HOLDER_FILE = 0xEF06
_NAME_BYTES = 30
# Letters with their marks, and what stands between them: never markup that a screen could obey, nothing unseen.
_JOINTS = frozenset(" ·•．.‧-'’,()（）")
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0")  # fillers that count as letters
_NO_DATE = {bytes(4), b"\xff" * 4}


class RecordDamaged(ValueError):
    """A record is not what was asked for; `field` is its name, the content is never told."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Record:
    """Where a field stands: file, number, tag, and the longest that it may be."""

    field: str
    file: int
    number: int
    tag: int
    most: int


RECORDS = (
    Record("identifier", CARD_FILE, 1, 0x01, 16),
    Record("version", CARD_FILE, 3, 0x03, 4),
    Record("issued", CARD_FILE, 5, 0x05, 4),
    Record("valid_until", CARD_FILE, 6, 0x06, 4),
    Record("card_number", CARD_FILE, 7, 0x07, 9),
    Record("number", HOLDER_FILE, 1, 0x08, 18),
    Record("name", HOLDER_FILE, 2, 0x09, _NAME_BYTES),
    Record("name_rest", HOLDER_FILE, 3, 0x4E, 20),
    Record("sex", HOLDER_FILE, 4, 0x0A, 1),
    Record("nation", HOLDER_FILE, 5, 0x0B, 1),
    Record("birth", HOLDER_FILE, 7, 0x0D, 4),
)


def value(record: Record, data: bytes) -> bytes:
    """What is in a record that was read; raises RecordDamaged for any but the one that was asked for."""
    if len(data) < 2 or data[0] != record.tag or data[1] > record.most or len(data) != 2 + data[1]:
        raise RecordDamaged(record.field)
    return data[2:]


def card(access: Access, values: Mapping[str, bytes]) -> SocialSecurityCard:
    """The card that these values, by field, make; raises RecordDamaged when they do not agree with themselves."""
    birth = _date(values, "birth")
    number = _number(values, birth)
    name = _name(values)
    if access is Access.OPEN and (number is None or name is None):
        raise RecordDamaged("number" if number is None else "name")
    return SocialSecurityCard(
        access=access,
        number=number,
        name=name,
        sex=_sex(values),
        birth=birth,
        nation_code=_digits(values, "nation", 1),
        card_number=_text(values, "card_number", r"[0-9A-Z]{9}"),
        region=_region(values),
        version=_text(values, "version", r"[0-9]\.[0-9]{2}"),
        issued=_date(values, "issued"),
        valid_until=_date(values, "valid_until"),
    )


def _name(values: Mapping[str, bytes]) -> str | None:
    raw = values.get("name")
    if raw is None:
        return None
    if len(raw) == _NAME_BYTES and raw[-1:] not in {b"\0", b" "}:
        raw += values.get("name_rest", b"")  # a character may be torn between the two
    # "replace" and not "strict": a decoder's error carries the bytes of the card wherever it is logged.
    name = raw.rstrip(b"\0 \xff").decode("gb18030", "replace")
    if not any(map(_is_letter, name)) or not all(_stands_in_a_name(character) for character in name):
        raise RecordDamaged("name")
    return name


def _is_letter(character: str) -> bool:
    """Also 〇, which Unicode takes for a number and people for a name."""
    return (unicodedata.category(character)[0] == "L" and character not in _UNSEEN) or character == "〇"


def _stands_in_a_name(character: str) -> bool:
    return _is_letter(character) or unicodedata.category(character) == "Mn" or character in _JOINTS


def _number(values: Mapping[str, bytes], birth: date | None) -> str | None:
    number = _text(values, "number", r"[0-9A-Z]{15,18}")
    if number is None or re.fullmatch(r"[0-9]{17}[0-9X]", number) is None:
        return number
    if check_digit(number[:17]) != number[17]:
        raise RecordDamaged("number")
    if birth is not None and number[6:14] != birth.strftime("%Y%m%d"):
        raise RecordDamaged("birth")
    _date({"number": bytes.fromhex(number[6:14])}, "number")
    return number


def _sex(values: Mapping[str, bytes]) -> Sex | None:
    text = _text(values, "sex", r"[0129]")
    return None if text is None else Sex(text)


def _region(values: Mapping[str, bytes]) -> str | None:
    raw = values.get("identifier")
    return None if raw is None else _bcd("identifier", raw[:3], 3)


def _text(values: Mapping[str, bytes], field: str, pattern: str) -> str | None:
    raw = values.get(field)
    if raw is None:
        return None
    text = raw.rstrip(b"\0 ").decode("ascii", "replace")
    if re.fullmatch(pattern, text, re.ASCII) is None:
        raise RecordDamaged(field)
    return text


def _digits(values: Mapping[str, bytes], field: str, size: int) -> str | None:
    raw = values.get(field)
    return None if raw is None else _bcd(field, raw, size)


def _bcd(field: str, raw: bytes, size: int) -> str:
    digits = raw.hex()
    if len(raw) != size or not digits.isdecimal():
        raise RecordDamaged(field)
    return digits


def _date(values: Mapping[str, bytes], field: str) -> date | None:
    raw = values.get(field)
    if raw is None or (raw in _NO_DATE and field != "birth"):
        return None
    digits = _bcd(field, raw, 4)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise RecordDamaged(field) from None
