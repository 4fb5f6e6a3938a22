"""From the 256 bytes of text that a card holds to an identity card, or a refusal that names only the field.

Layouts: resident, 'J' permit, 'I' foreigner 2017, 'Y' foreigner 2023; UTF-16LE, padded with spaces, told apart by
the flag at offset 248. Sources: docs/devices/id_card_reader.md.
"""

import re
import unicodedata
from datetime import date

from hardware.gb_codes import Sex, check_digit
from hardware.id_card_reader.cards import (
    CardKind,
    Foreigner2017Card,
    Foreigner2023Card,
    IdCard,
    PermitCard,
    ResidentCard,
)
from hardware.id_card_reader.nations import NATIONS

SIZE = 256
_REFUSED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_PERMIT_REGIONS = {"810000", "820000", "830000"}
_SEXES = frozenset(Sex)
_FOR_EVER = "长期"


class CardDataWrong(ValueError):
    """A field of the card does not hold what it must; `field` is its name, the content is never told."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def parse(block: bytes) -> IdCard:
    """Read a card's text block; raises CardDataWrong for anything but a whole and consistent card."""
    if len(block) != SIZE:
        raise CardDataWrong("length")
    flag = _text(block, "flag", 248, 2)
    if flag == "":
        return _resident(block)
    if flag == "J":
        return _permit(block)
    if flag == "I":
        return _foreigner_2017(block)
    if flag == "Y":
        return _foreigner_2023(block)
    raise CardDataWrong("flag")


def _resident(block: bytes) -> ResidentCard:
    birth = _date(block, "birth", 36)
    nation = NATIONS.get(_text(block, "nation", 32, 4))
    if nation is None:
        raise CardDataWrong("nation")
    valid_from, valid_until = _validity(block)
    return ResidentCard(
        kind=CardKind.RESIDENT,
        name=_filled(block, "name", 0, 30),
        sex=_sex(block, 30),
        nation=nation,
        birth=birth,
        address=_text(block, "address", 52, 70),
        number=_number(block, birth),
        issuer=_text(block, "issuer", 158, 30),
        valid_from=valid_from,
        valid_until=valid_until,
    )


def _permit(block: bytes) -> PermitCard:
    birth = _date(block, "birth", 36)
    number = _number(block, birth)
    if number[:6] not in _PERMIT_REGIONS:
        raise CardDataWrong("number")
    valid_from, valid_until = _validity(block)
    return PermitCard(
        kind=CardKind.PERMIT,
        name=_filled(block, "name", 0, 30),
        sex=_sex(block, 30),
        birth=birth,
        address=_text(block, "address", 52, 70),
        number=number,
        issuer=_text(block, "issuer", 158, 30),
        valid_from=valid_from,
        valid_until=valid_until,
        pass_number=_matching(block, "pass_number", 220, 18, r"[A-Z0-9]{1,9}"),
        issue_count=int(_matching(block, "issue_count", 238, 4, r"[0-9]{1,2}")),
    )


def _foreigner_2017(block: bytes) -> Foreigner2017Card:
    english, chinese = _text(block, "english_name", 0, 120), _text(block, "chinese_name", 158, 30)
    valid_from, valid_until = _validity(block)
    return Foreigner2017Card(
        kind=CardKind.FOREIGNER_2017,
        name=_either(chinese, english),
        english_name=english,
        chinese_name=chinese,
        sex=_sex(block, 120),
        number=_matching(block, "number", 122, 30, r"[A-Z]{3}[0-9]{12}"),
        nationality=_matching(block, "nationality", 152, 6, r"[A-Z]{3}"),
        birth=_date(block, "birth", 220),
        valid_from=valid_from,
        valid_until=valid_until,
        version=_text(block, "version", 236, 4),
        issuer=_text(block, "authority", 240, 8),
    )


def _foreigner_2023(block: bytes) -> Foreigner2023Card:
    chinese = _text(block, "chinese_name", 0, 30)
    # One name in two places: characters 1 to 35, then 36 to 46; a space may end the first place.
    english = (_raw(block, "english_name", 52, 70) + _raw(block, "english_name", 220, 22)).rstrip(" ")
    number = _matching(block, "number", 122, 36, r"9[0-9]{16}[0-9X]")
    if check_digit(number[:17]) != number[17]:
        raise CardDataWrong("number")
    valid_from, valid_until = _validity(block)
    return Foreigner2023Card(
        kind=CardKind.FOREIGNER_2023,
        name=_either(chinese, english),
        english_name=english,
        chinese_name=chinese,
        sex=_sex(block, 30),
        number=number,
        nationality=_matching(block, "nationality", 242, 6, r"[A-Z]{3}"),
        birth=_date(block, "birth", 36),
        valid_from=valid_from,
        valid_until=valid_until,
        issuer="",
        renewal_count=int(_matching(block, "renewal_count", 32, 4, r"[0-9]{1,2}")),
        old_number_link=_text(block, "old_number_link", 250, 6),
    )


def _raw(block: bytes, field: str, offset: int, length: int) -> str:
    # "replace" and not "strict": a decoder's error carries the bytes of the card wherever it is logged.
    text = block[offset : offset + length].decode("utf-16-le", "replace")
    if "\ufffd" in text or any(unicodedata.category(character) in _REFUSED for character in text):
        raise CardDataWrong(field)
    return text


def _text(block: bytes, field: str, offset: int, length: int) -> str:
    return _raw(block, field, offset, length).rstrip(" ")


def _filled(block: bytes, field: str, offset: int, length: int) -> str:
    text = _text(block, field, offset, length)
    if not text:
        raise CardDataWrong(field)
    return text


def _either(chinese: str, english: str) -> str:
    if not (chinese or english):
        raise CardDataWrong("name")
    return chinese or english


def _matching(block: bytes, field: str, offset: int, length: int, pattern: str) -> str:
    text = _text(block, field, offset, length)
    if re.fullmatch(pattern, text) is None:
        raise CardDataWrong(field)
    return text


def _number(block: bytes, birth: date) -> str:
    number = _matching(block, "number", 122, 36, r"[0-9]{17}[0-9X]")
    if check_digit(number[:17]) != number[17] or number[6:14] != birth.strftime("%Y%m%d"):
        raise CardDataWrong("number")
    return number


def _sex(block: bytes, offset: int) -> Sex:
    told = _text(block, "sex", offset, 2)
    if told not in _SEXES:  # asked before, for the error of an enum tells what it was given
        raise CardDataWrong("sex")
    return Sex(told)


def _date(block: bytes, field: str, offset: int) -> date:
    text = _matching(block, field, offset, 16, r"[0-9]{8}")
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise CardDataWrong(field) from None


def _validity(block: bytes) -> tuple[date, date | None]:
    valid_from = _date(block, "valid_from", 188)
    if _text(block, "valid_until", 204, 16) == _FOR_EVER:
        return valid_from, None
    valid_until = _date(block, "valid_until", 204)
    if valid_until < valid_from:
        raise CardDataWrong("valid_until")
    return valid_from, valid_until
