"""May words that are understood already still be the beginning of something else? 三 of 三栋, 社保 of 社保卡."""

import re
from collections.abc import Sequence

from kiosk.understanding.meanings import Candidate, Meaning
from kiosk.understanding.notation import slots_in
from kiosk.understanding.syllables import syllables

_ENDS_IN_A_NUMBER = re.compile("[0-9零〇一二两三四五六七八九十百千幺]\\W*$")
_SHORTEST_TAIL = 2
"""A single last syllable begins something everywhere: only the whole of what was said counts as such a beginning."""


def may_go_on(words: str, meant: Meaning, among: Sequence[Candidate]) -> bool:
    """Do the words, or their last ones, only begin a candidate that means something else? Tones do not count."""
    if _ENDS_IN_A_NUMBER.search(words):
        return True
    said = [(syllable.initial, syllable.final) for syllable in syllables(words)]
    tails = {tuple(said[at:]) for at in range(len(said)) if at == 0 or len(said) - at >= _SHORTEST_TAIL}
    return any(_begins_with(candidate, tails) for candidate in among if candidate.meaning != meant)


def _begins_with(candidate: Candidate, tails: set[tuple[tuple[str, str], ...]]) -> bool:
    if slots_in(candidate.phrase):
        return False  # a number begins or ends it, or it has words of its own that begin it
    sounds = [(syllable.initial, syllable.final) for syllable in candidate.sounds]
    return any(tuple(sounds[:end]) in tails for end in range(1, len(sounds)))
