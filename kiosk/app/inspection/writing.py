"""Rules of words: tall enough, whole, in their place, in short sentences."""

import re
from collections.abc import Iterator
from itertools import combinations

from kiosk.app.inspection.sight import CAPITAL_BOX, HANZI_BOX, Sight, Word
from kiosk.app.inspection.violation import Rule, Violation
from kiosk.visit.modes import Modes

LEAST_MM = 4.8  # a capital letter, anywhere
MAIN_MM = 7.3  # a hanzi: 0.7 degrees at 600 mm
ELDER_MM = 12.0  # a hanzi of a page; the frame's words, which are the same on every page, may keep the standard height
MOST_HANZI = 25
AT_LENGTH = "read-all"  # the key behind which all words of a page stand at length
_ROUNDING_MM = 0.15
_HANZI = re.compile("[\u3400-\u9fff]")
_ENDS = re.compile("[。！？；\n]")


def of_words(sight: Sight, modes: Modes) -> Iterator[Violation]:
    """What is wrong with the words on the screen."""
    for word in sight.words:
        if not word.icon:
            yield from _height(word, elder=modes.elder)
            yield from _sentences(word)
        if not word.keyboard:
            yield from _place(sight, word)
    ours = [word for word in sight.words if not word.keyboard]
    for one, other in combinations(ours, 2):
        if one.core.intersects(other.core):
            yield Violation(Rule.OVERLAP, one.said, f"and {other.said}")


def _height(word: Word, *, elder: bool) -> Iterator[Violation]:
    least = LEAST_MM if word.keyboard else ELDER_MM if elder and not word.frame else MAIN_MM
    tall = word.size_mm * HANZI_BOX
    if tall < least - _ROUNDING_MM:
        yield Violation(Rule.TEXT_HEIGHT, word.said, f"{tall:.1f} mm of {least}")
    elif word.size_mm * CAPITAL_BOX < LEAST_MM and not word.keyboard:
        yield Violation(Rule.TEXT_HEIGHT, word.said, f"capitals of {word.size_mm * CAPITAL_BOX:.1f} mm")


def _sentences(word: Word) -> Iterator[Violation]:
    for sentence in _ENDS.split(word.said):
        count = len(_HANZI.findall(sentence))
        if count > MOST_HANZI:
            yield Violation(Rule.SENTENCE, word.said, f"{count} hanzi")


def _place(sight: Sight, word: Word) -> Iterator[Violation]:
    core = word.core
    if word.truncated and sight.key(AT_LENGTH) is None:
        yield Violation(Rule.ELIDED, word.said)
    if word.too_broad or word.clipped:
        yield Violation(Rule.CUT_OFF, word.said)
    if not sight.bounds.adjusted(-1, -1, 1, 1).contains(core):
        yield Violation(Rule.OUTSIDE, word.said, "beyond the window")
    elif word.key and not word.key.place.adjusted(-1, -1, 1, 1).contains(core):
        yield Violation(Rule.OUTSIDE, word.said, f"out of {word.key.id}")
    over = next(
        (key for key in sight.keys if key is not word.key and not key.page and key.place.intersects(core)), None
    )
    if over is not None:
        yield Violation(Rule.OVERLAP, word.said, f"under or over {over.id}")
