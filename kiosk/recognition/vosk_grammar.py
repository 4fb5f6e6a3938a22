"""Phrases as Vosk's grammar wants them: words of the model's own lexicon, with spaces between.

A word that the lexicon lacks would be left out without a word said, and the rest of its phrase would be listened for.
So each word is looked up first, and a phrase that cannot be spelled whole is dropped and counted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

LONGEST_WORD = 8
MOST_PHRASES = 400
MOST_WORDS = 20_000
"""Remembered at a time; parts of words are looked up as well."""
# Characters of Chinese and its marks; Korean lies between, and is written with spaces.
_CHINESE = (("\u2e80", "\uabff"), ("\uf900", "\ufaff"), ("\uff00", "\uffef"), ("\U00020000", "\U0003ffff"))


@dataclass(frozen=True, slots=True, repr=False)
class Grammar:
    """`spelled` are the phrases that can be listened for, each beside its spelling; what was dropped is only counted.

    Phrases can hold names of people, so its repr tells figures alone.
    """

    spelled: tuple[tuple[str, str], ...]
    dropped: int = 0
    unknown_words: int = 0

    def __repr__(self) -> str:
        return f"Grammar({len(self.spelled)} phrases, {self.dropped} dropped, {self.unknown_words} unknown words)"

    @property
    def lines(self) -> tuple[str, ...]:
        """What the engine is given."""
        return tuple(dict.fromkeys(spelling for _, spelling in self.spelled))


class Lexicon:
    """Looks words up in a model, each once for an utterance: among them are names of people."""

    def __init__(self, find_word: Callable[[str], int]) -> None:
        """`find_word` gives the number of a word in the model, or less than 0."""
        self.has = lru_cache(MOST_WORDS)(lambda word: find_word(word) >= 0)

    def forget(self) -> None:
        """Forget which words were looked up."""
        self.has.cache_clear()

    def grammar(self, phrases: Iterable[str]) -> Grammar:
        """The phrases of a prompt, as far as the model knows their words."""
        asked = tuple(dict.fromkeys(phrases))
        spellings = {phrase: self._spell(phrase) for phrase in asked[:MOST_PHRASES]}
        spelled = tuple((phrase, " ".join(words)) for phrase, words in spellings.items() if words)
        unknown = {word for phrase, words in spellings.items() if not words for word in self._unknown(phrase)}
        return Grammar(spelled, len(asked) - len(spelled), len(unknown))

    def _spell(self, phrase: str) -> tuple[str, ...]:
        """The phrase in words of the lexicon; nothing if it cannot be spelled whole."""
        words: list[str] = []
        for token in phrase.lower().split():
            found = self._split(token)
            if not found:
                return ()
            words += found
        return tuple(words)

    def _split(self, token: str) -> tuple[str, ...]:
        """The fewest words of the lexicon that make up the token: what is written without spaces has none to go by."""
        if self.has(token):
            return (token,)
        best: list[tuple[str, ...] | None] = [(), *([None] * len(token))]
        for end in range(1, len(token) + 1):
            for begin in range(max(0, end - LONGEST_WORD), end):
                before = best[begin]
                if before is None or not self.has(token[begin:end]):
                    continue
                known = best[end]
                if known is None or len(before) + 1 < len(known):
                    best[end] = (*before, token[begin:end])
        return best[-1] or ()

    def _unknown(self, phrase: str) -> tuple[str, ...]:
        return tuple(token for token in phrase.lower().split() if not self._split(token))


def written(words: str) -> str:
    """An engine's words as people write them: Chinese without spaces."""
    pieces = words.split()
    out = pieces[:1]
    for before, piece in pairwise(pieces):
        out.append(piece if _is_chinese(before[-1]) and _is_chinese(piece[0]) else f" {piece}")
    return "".join(out)


def _is_chinese(letter: str) -> bool:
    return any(first <= letter <= last for first, last in _CHINESE)
