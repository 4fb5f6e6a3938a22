"""The check digit of Chinese 18-place numbers (GB 11643, ISO 7064 MOD 11-2)."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_LETTERS = "10X98765432"


def check_letter(first_17: str) -> str:
    """The eighteenth place of a number."""
    return CHECK_LETTERS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_17, strict=True)) % 11]


def is_well_formed(number: str) -> bool:
    """Whether a number of 18 places has the right last one; the 15 places of the card of 2017 have none to check."""
    if len(number) == 15:
        return number.isascii() and number[:3].isalpha() and number[3:].isdigit()
    digits = number[:17]
    return len(number) == 18 and digits.isascii() and digits.isdigit() and check_letter(digits) == number[17]
