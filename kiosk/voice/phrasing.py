"""Cutting what is to be said: into sentences for the caption, and into phrases so that the first sound comes early.

English differs in two ways: its signs stand inside numbers too (86,412.50), so only one that a blank follows ends
anything; and Chinese names in it are phrases of their own, for the Chinese voice.
"""

import re
from dataclasses import dataclass

from kiosk.visit.modes import Tongue
from kiosk.voice.contract import LONGEST_SENTENCE

_SENTENCES = {
    Tongue.CHINESE: re.compile(r"[^。！？!?\n]*[。！？!?\n]+|[^。！？!?\n]+"),
    Tongue.ENGLISH: re.compile(r"(?:[^。！？.!?\n]|[.!?](?!\s|$))*(?:[。！？\n]|[.!?](?=\s|$))+|.+"),
}
_PHRASES = {
    Tongue.CHINESE: re.compile(r"[^，；：、,;:。！？!?]*[，；：、,;:。！？!?]+|[^，；：、,;:。！？!?]+"),
    Tongue.ENGLISH: re.compile(r"(?:[^，；：、,;:]|[,;:](?!\s|$))*(?:[，；：、]|[,;:](?=\s|$))+|.+"),
}
_DOUBLED = {
    Tongue.CHINESE: re.compile(r"(?<=[。！？!?])[。！？!?]+"),
    Tongue.ENGLISH: re.compile(r"(?<=[。！？.!?])[。！？.!?]+"),
}
_SHORT = {Tongue.CHINESE: 4, Tongue.ENGLISH: 12}  # a phrase as short as this is said in one breath with the next
_SAYABLE = re.compile(r"\w")
_RUNS = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+|[^\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
_HANZI = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, repr=False)
class Phrase:
    """Words for one breath, all in one tongue."""

    words: str
    tongue: Tongue = Tongue.CHINESE


def sentences(words: str, tongue: Tongue = Tongue.CHINESE) -> tuple[str, ...]:
    """The sentences of a text, each as it stands in the caption."""
    found = (part.strip() for part in _SENTENCES[tongue].findall(_DOUBLED[tongue].sub("", words)))
    return tuple(part for part in found if _SAYABLE.search(part))


def phrases(sentence: str, tongue: Tongue = Tongue.CHINESE) -> tuple[Phrase, ...]:
    """The phrases of a sentence, none longer than a voice takes."""
    joined: list[str] = []
    for part in _PHRASES[tongue].findall(sentence):
        if joined and len(joined[-1]) <= _SHORT[tongue]:
            joined[-1] += part
        else:
            joined.append(part)
    spoken = (phrase for part in joined for phrase in _by_tongue(part.strip(), tongue))
    return tuple(Phrase(piece, p.tongue) for p in spoken for piece in _cut(p.words) if _SAYABLE.search(piece))


def _by_tongue(words: str, tongue: Tongue) -> tuple[Phrase, ...]:
    """English parts and Chinese parts of English words; all of Chinese words is for the Chinese voice."""
    if tongue is Tongue.CHINESE or not _HANZI.search(words):
        return (Phrase(words, tongue),)
    return tuple(Phrase(run.strip(), Tongue.CHINESE if _HANZI.search(run) else tongue) for run in _RUNS.findall(words))


def _cut(phrase: str) -> tuple[str, ...]:
    return tuple(phrase[at : at + LONGEST_SENTENCE] for at in range(0, len(phrase), LONGEST_SENTENCE))
