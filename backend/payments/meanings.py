"""What a provider's word means to us, by tables; a word that stands in none means that nothing is known."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from backend.payments.channel import NoAnswer, Refused

T = TypeVar("T")
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class Wrong(StrEnum):
    """What a word means if it is no answer to what was asked."""

    REFUSED = "refused"  # for sure nothing happened
    NO_ANSWER = "no_answer"  # it may have happened or not, or it happened before: ask


def meaning(code: str, table: Mapping[str, T | Wrong]) -> T:
    """What it means in this table. Raises NoAnswer, Refused."""
    found = table.get(code, Wrong.NO_ANSWER)
    if found is Wrong.REFUSED:
        raise Refused(code)
    if isinstance(found, Wrong):
        raise NoAnswer(code if _WORD.fullmatch(code) else "a word that is none")
    return found
