"""The two national codes that several readers meet: the sex on a card, and the check digit of an identity number."""

from enum import StrEnum

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


class Sex(StrEnum):
    """The sex on a card, GB/T 2261.1."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    NOT_STATED = "9"


def check_digit(first_seventeen: str) -> str:
    """The last character of an 18-digit number: ISO 7064 MOD 11-2, as in GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]
