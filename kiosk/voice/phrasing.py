"""Cutting what is to be said: into sentences for the caption, and into phrases so that the first sound comes early."""

import re

from kiosk.voice.contract import LONGEST_SENTENCE

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]+|[^。！？!?\n]+")
_PHRASE = re.compile(r"[^，；：、,;:。！？!?]*[，；：、,;:。！？!?]+|[^，；：、,;:。！？!?]+")
_DOUBLED = re.compile(r"(?<=[。！？!?])[。！？!?]+")
_SHORT = 4  # hanzi; a phrase as short as this is said in one breath with the next
_SAYABLE = re.compile(r"\w")


def sentences(words: str) -> tuple[str, ...]:
    """The sentences of a text, each as it stands in the caption."""
    found = (part.strip() for part in _SENTENCE.findall(_DOUBLED.sub("", words)))
    return tuple(part for part in found if _SAYABLE.search(part))


def phrases(sentence: str) -> tuple[str, ...]:
    """The phrases of a sentence, none longer than a voice takes."""
    joined: list[str] = []
    for part in _PHRASE.findall(sentence):
        if joined and len(joined[-1]) <= _SHORT:
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(piece for phrase in joined for piece in _cut(phrase.strip()) if _SAYABLE.search(piece))


def _cut(phrase: str) -> tuple[str, ...]:
    return tuple(phrase[at : at + LONGEST_SENTENCE] for at in range(0, len(phrase), LONGEST_SENTENCE))
