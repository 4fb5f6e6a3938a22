"""Makes assets/pinyin from the dictionaries of pypinyin: `packaging/pinyin_table.py [FOLDER]`, after each new pypinyin.

pypinyin holds its dictionaries as Python objects, 55 MB of them. These files say the same in 0.7 MB, in a shape that
is searched as it is (kiosk/pinyin/table.py, kiosk/directory/initials.py):

readings.txt  a line for each syllable: the syllable, a blank, every character whose first reading it is
words.txt     a line for each character that a word begins with: the character, then the rest of each such word behind
              a blank; where a word is not read as its characters are, a colon and its syllables, without those that are
initials.txt  a line for each letter: the letter, a blank, every character with a reading that begins with it
"""

import sys
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_tone3

FOLDER = Path(__file__).parents[1] / "assets" / "pinyin"


@cache
def with_digit(syllable: str) -> str:
    """The reading `zhòng` as the voice wants it: `zhong4`."""
    return to_tone3(syllable, neutral_tone_with_five=True)


def readings(first: Mapping[str, str]) -> list[str]:
    """The lines of readings.txt."""
    characters = defaultdict(list)
    for character in sorted(first):
        characters[first[character]].append(character)
    return [f"{syllable} {''.join(characters[syllable])}" for syllable in sorted(characters)]


def words(first: Mapping[str, str]) -> list[str]:
    """The lines of words.txt."""
    beginnings = groupby(sorted(PHRASES_DICT), key=lambda word: word[0])
    return [" ".join([character, *(rest(word, first) for word in group)]) for character, group in beginnings]


def rest(word: str, first: Mapping[str, str]) -> str:
    """A word without its first character, and what is unusual in how it is read."""
    syllables = [with_digit(likeliest) for likeliest, *_ in PHRASES_DICT[word]]
    unusual = ["" if said == first[character] else said for said, character in zip(syllables, word, strict=True)]
    return f"{word[1:]}:{','.join(unusual)}" if any(unusual) else word[1:]


def initials() -> list[str]:
    """The lines of initials.txt."""
    characters = defaultdict(set)
    for code, said in PINYIN_DICT.items():
        for reading in said.split(","):
            characters[with_digit(reading)[0].replace("ê", "e")].add(chr(code))
    return [f"{letter} {''.join(sorted(characters[letter]))}" for letter in sorted(characters)]


def main(folder: Path) -> None:
    """Write the files."""
    first = {chr(code): with_digit(said.split(",")[0]) for code, said in PINYIN_DICT.items()}
    files = {"readings.txt": readings(first), "words.txt": words(first), "initials.txt": initials()}
    for name, lines in files.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
