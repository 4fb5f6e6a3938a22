"""What is heard of written words: a character for each syllable, in a dialect's words and in Mandarin's."""

import re
import unicodedata
from collections.abc import Mapping

from kiosk.understanding.chinese import without_fillers
from kiosk.understanding.syllables import Syllable, syllables
from kiosk.visit.numerals import digits_aloud

_FIGURES = re.compile("[0-9]+")


def spoken(words: str) -> tuple[str, tuple[Syllable, ...]]:
    """What is heard of words: a character for each syllable, without what only fills the mouth."""
    plain = unicodedata.normalize("NFKC", words)
    plain = "".join(filter(str.isalnum, _FIGURES.sub(lambda found: digits_aloud(found.group()), plain)))
    said = syllables(plain := without_fillers(plain))
    if len(said) == len(plain):
        return plain, said
    heard = "".join(character for character in plain if syllables(character))
    return heard, syllables(heard)


def translated_by(lexicon: Mapping[str, str], words: str) -> str:
    """The words with those of a dialect in Mandarin, longest first."""
    if not lexicon:
        return words
    longest_first = sorted(lexicon, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda found: lexicon[found.group()], words)
