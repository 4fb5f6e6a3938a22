"""Numbers as they are said in English: `one three eight`, `double three`, `twenty-one`, `one hundred and five`."""

import re
from itertools import groupby

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SMALL = _UNITS | _TENS
_HUNDRED = "hundred"
_HUNDRED_AND = re.compile(rf"\bhundred and (?=(?:{'|'.join(_SMALL)})\b)")
_NOUGHT = frozenset({"oh", "o"})
_TIMES = {"double": 2, "triple": 3}


def numbered(said: str) -> str:
    """The words with every number in figures: `building twenty one` is `building 21`."""
    words = _HUNDRED_AND.sub("hundred ", said).split()
    runs = [
        (is_number, list(run)) for is_number, run in groupby(words, lambda word: word in _SMALL or word == _HUNDRED)
    ]
    return " ".join((is_number and digits_of(run)) or " ".join(run) for is_number, run in runs)


def digits_of(words: list[str]) -> str:
    """The digits that the words say; empty: they say something else besides."""
    digits, left = "", words
    while left:
        found, used = _first(left)
        if not used:
            return ""
        digits, left = digits + found, left[used:]
    return digits


def _first(left: list[str]) -> tuple[str, int]:
    """The digits of the first number, and how many words it took; none: it is no number."""
    word = left[0]
    if word in _NOUGHT:
        return "0", 1
    if word.isascii() and word.isdigit():
        return word, 1
    if word in _TIMES and len(left) > 1:
        found, used = _first(left[1:])
        return (found[0] * _TIMES[word] + found[1:], 1 + used) if used else ("", 0)
    number, used = _hundreds(left)
    return (str(number), used) if used else ("", 0)


def _hundreds(left: list[str]) -> tuple[int, int]:
    number, used = _small(left)
    if not 1 <= number <= 9 or left[used : used + 1] != [_HUNDRED]:
        return number, used
    rest, more = _small(left[used + 1 :])
    return number * 100 + rest, used + 1 + more


def _small(left: list[str]) -> tuple[int, int]:
    """A number below a hundred, and how many words it took."""
    if not left or left[0] not in _SMALL:
        return 0, 0
    tens, unit = _SMALL[left[0]], _UNITS.get(left[1], 0) if len(left) > 1 else 0
    return (tens + unit, 2) if left[0] in _TENS and 1 <= unit <= 9 else (tens, 1)
