"""What the payer reads in her app: what kind of bills and how many, never a name, a number or an address."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from backend.payments.channel import SUBJECT_MOST

_REFUSED = frozenset("/=&")  # Alipay takes none of them in a subject


class Fee(StrEnum):
    """What can be paid for, in the payer's words."""

    WATER = "水费"
    POWER = "电费"
    GAS = "燃气费"
    HALL = "服务费"


def subject_of(bills: Mapping[Fee, int]) -> str:
    """Such as 水费 2 笔、电费 1 笔. ValueError without a bill."""
    parts = [f"{fee.value} {bills[fee]} 笔" for fee in Fee if bills.get(fee, 0) > 0]
    if not parts:
        raise ValueError("nothing to pay for")
    return checked_subject("、".join(parts))


def checked_subject(subject: str) -> str:
    """The subject itself. ValueError if a provider would not take it."""
    if not 1 <= len(subject) <= SUBJECT_MOST or subject != subject.strip():
        raise ValueError("a subject has 1 to SUBJECT_MOST characters")
    if any(character in _REFUSED or unicodedata.category(character)[0] == "C" for character in subject):
        raise ValueError("a subject has a character that no provider takes")
    return subject
