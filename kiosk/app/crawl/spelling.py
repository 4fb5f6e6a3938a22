"""How a sample answer is typed: as pinyin where Hanzi are chosen, as initials where there are letters alone."""

import re

from kiosk.directory.initials import initials
from kiosk.pinyin.spelling import spell


def as_initials(sample: str) -> str:
    """物业 -> wy; digits and letters stay."""
    return "".join(letters[0] for letters in initials(sample))


def as_pinyin(sample: str) -> str:
    """物业 -> wuye, as the keyboard wants it."""
    return re.sub("[^a-z]", "", spell(sample).casefold().replace("ü", "v"))
