"""sayings.yaml: whole sayings of a dialect, under what they ask for or under `nothing`; learned as they are read."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from kiosk.understanding.evidence import NOTHING, Learned
from kiosk.understanding.notation import slots_in
from kiosk.understanding.sheets import Sheet

SAYINGS = "sayings.yaml"
"""A dialect need not have it."""
HALLS_TIMES = 3
"""What a hall wrote itself counts so much: it knows its residents, and writes ten lines beside our thousands."""
MOST_SAYINGS = 8000
_SAYING = re.compile(r"[^\W_]{1,60}")


class Sayings:
    """One file of sayings. `places` holds the line of each, under its key."""

    def __init__(self, path: Path, shown: str, keys: Sequence[str]) -> None:
        self.sheet = Sheet(path, shown, optional=not path.exists())
        self.places: dict[tuple[str, str], int] = {}
        self._keys = (*keys, NOTHING)
        meant: dict[str, str] = {}
        for key, (line, node) in self.sheet.rows().items():
            if key not in self._keys:
                self.sheet.wrong(line, f"nobody knows `{key}`; there are {', '.join(self._keys)}")
                continue
            for word in self.sheet.words(node):
                if not _SAYING.fullmatch(word.words):
                    self.sheet.wrong(word.line, f"`{word.words[:40]}`: a saying has no signs, brackets or blanks")
                elif len(self.places) >= MOST_SAYINGS:
                    self.sheet.wrong(word.line, f"more than {MOST_SAYINGS} sayings; so many are the most")
                elif (first := meant.setdefault(word.words, key)) != key:
                    self.sheet.wrong(word.line, f"`{word.words}` stands under `{first}` and under `{key}`")
                else:
                    self.places[key, word.words] = word.line

    def learned(self, phrases: Mapping[str, Sequence[str]], times: int) -> Learned:
        """What they have in common, with these phrases of the same keys."""
        learned = Learned()
        for key in self._keys:
            learned.learn(key, (phrase for phrase in phrases.get(key, ()) if not slots_in(phrase)), times)
            learned.learn(key, (said for asked, said in self.places if asked == key), times)
        return learned
