"""How hanzi are read, from the files in assets/pinyin: pypinyin's dictionaries, searched as text and never unpacked.

As Python objects they weigh 55 MB, and the child that speaks would hold nothing else; as text they weigh 1 MB, and a
sentence is read in a millisecond. What the files say is told in packaging/pinyin_table.py, which makes them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Self

FOLDER = Path(__file__).parents[2] / "assets" / "pinyin"
LONGEST_WORD = 10
Syllables = tuple[str, ...]


class PinyinTable:
    """The reading of each character, and the words: the longest word decides how its characters are read.

    `own` holds words that are read otherwise than the files say: syllables with a blank between. A character in it is
    read so where it stands in no word.
    """

    def __init__(self, readings: str, words: str, own: Mapping[str, str]) -> None:
        lines = [line.split(" ") for line in readings.splitlines()]
        self._syllables = [syllable for syllable, _ in lines]
        self._ends = list(accumulate(len(characters) for _, characters in lines))
        self._characters = "".join(characters for _, characters in lines)
        self._rests = {line[0]: f"{line[1:]} " for line in words.splitlines()}
        self._own = {word: tuple(said.split(" ")) for word, said in own.items()}

    @classmethod
    def load(cls, own: Mapping[str, str], folder: Path = FOLDER) -> Self:
        """Read the files; takes some milliseconds."""
        readings, words = ((folder / name).read_text(encoding="utf-8") for name in ("readings.txt", "words.txt"))
        return cls(readings, words, own)

    def read(self, text: str) -> list[str]:
        """A syllable with its tone for each hanzi, such as `zhong4`; what is no hanzi stays as it is."""
        return [syllable for _, spoken in self.words(text) for syllable in spoken]

    def words(self, text: str) -> Iterator[tuple[str, Syllables]]:
        """The words of a text, one by one, and how each of their characters is read."""
        at = 0
        while at < len(text):
            spoken = self._longest_word(text[at : at + LONGEST_WORD])
            yield text[at : at + len(spoken)], spoken
            at += len(spoken)

    def _longest_word(self, text: str) -> Syllables:
        for end in range(len(text), 1, -1):
            if syllables := self._word(text[:end]):
                return syllables
        return self._own.get(text[0]) or (self._character(text[0]),)

    def _word(self, word: str) -> Syllables:
        """The syllables of a word, or none if there is no such word."""
        if word in self._own:
            return self._own[word]
        rests = self._rests.get(word[0])
        if rests is None or not word.isalnum():  # blanks and colons would be taken for those of the file
            return ()
        if f" {word[1:]} " in rests:
            return tuple(map(self._character, word))
        _, found, behind = rests.partition(f" {word[1:]}:")
        unusual = behind.partition(" ")[0].split(",")
        return tuple(s or self._character(c) for s, c in zip(unusual, word, strict=True)) if found else ()

    def _character(self, character: str) -> str:
        at = self._characters.find(character)
        return character if at < 0 else self._syllables[bisect_right(self._ends, at)]
