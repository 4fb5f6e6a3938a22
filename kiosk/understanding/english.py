"""What may be said in English. Words are held against words: `no` is not said in `another`."""

import re

from kiosk.understanding.english_numerals import digits_of, numbered
from kiosk.understanding.vocabulary import Vocabulary, Wish

_SAID_FOR: dict[Wish, tuple[str, ...]] = {
    Wish.BACK: ("back", "go back", "previous page", "step back"),
    Wish.HOME: ("home", "go home", "home page", "main page"),
    Wish.REPEAT: ("again", "repeat", "repeat that", "say it again", "say that again", "one more time", "once more",
                  "pardon", "i did not hear", "i did not catch that", "read it again"),
    Wish.READ: ("read aloud", "read it aloud", "read it all", "read it", "read everything", "read page"),
    Wish.HELP: ("help", "help me", "how does this work", "how do i use this", "what can i say"),
    Wish.STAFF: ("staff", "call staff", "call someone", "call somebody", "talk to someone", "talk to person",
                 "real person"),
    Wish.LOUDER: ("louder", "speak up", "volume up", "turn it up", "i cannot hear", "i cannot hear you"),
    Wish.SOFTER: ("quieter", "softer", "too loud", "volume down", "turn it down"),
    Wish.SLOWER: ("slower", "slow down", "too fast", "more slowly"),
    Wish.FASTER: ("faster", "speed up", "too slow"),
    Wish.QUIET: ("quiet", "be quiet", "keep quiet", "stop talking", "stop reading", "shut up",
                 "silence", "hush", "stop"),
    Wish.SIZE: ("large", "larger", "bigger", "large type", "larger type", "large print", "bigger letters"),
    Wish.PAUSE: ("pause", "take break"),
    Wish.END: ("done", "finished", "leave", "exit", "goodbye", "end visit"),
    Wish.DIALECT: ("dialect", "speak dialect", "other dialect", "another dialect", "change dialect"),
}  # fmt: skip
WISHES: dict[str, Wish] = {numbered(said): wish for wish, saids in _SAID_FOR.items() for said in saids}
_SHORT = {"'m": " am", "'re": " are", "'s": " is", "'d": " would", "'ll": " will", "can't": "cannot", "n't": " not"}
_SPELLED = {"okay": "ok", "o k": "ok", "can not": "cannot"}
_ARTICLES = re.compile(r"\b(?:the|an?)\b")
_POLITE = re.compile(
    r"^(?:please|(?:can|could|would|will) you|i want(?: to)?|i would like(?: to)?|i need(?: to)?|let us|help me(?: to)?"
    r"|i am)\b|\b(?:please|thanks|thank you|for me)$"
)
_NO_WORD = re.compile(r"[^\w']+|_")
_PLACES = {word: n for n, word in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), 1)}
_NTH = re.compile(r"^(first|second|third|fourth|fifth|sixth)(?: (?:1|option|item|choice))?$")
_NUMBERED = re.compile(r"^(?:number|option|item|choice) ([1-6])$")
_MEASURES = frozenset({"building", "number", "room", "floor", "unit", "door", "block"})
# Alone they name nothing; and what holds one of the second ones means the contrary of what it holds besides.
_FILLERS = frozenset({"of", "to", "or", "and", "in", "on", "at", "by", "my", "your", "it", "is", "i", "you", "me",
                      "for", "with", "this", "that", "what", "do", "s", "t"})  # fmt: skip
_CONTRARY = frozenset({"not", "no", "never", "without", "cannot"})


def plain(words: str) -> str:
    """The words in small letters, one gap between them, without articles and politeness; numbers in figures."""
    said = words.lower().replace("’", "'")
    for short, whole in _SHORT.items():
        said = said.replace(short, whole)
    said = _ARTICLES.sub(" ", _NO_WORD.sub(" ", said).replace("'", " "))
    said = f" {' '.join(said.split())} "
    for spelled, usual in _SPELLED.items():
        said = said.replace(f" {spelled} ", f" {usual} ")
    return numbered(_polite_taken_off(said.strip()))


def _polite_taken_off(said: str) -> str:
    while (shorter := _POLITE.sub("", said).strip()) != said and shorter:
        said = shorter
    return said


def digits_in(words: str) -> str:
    """The digits that the words say, one by one (one oh five) or as numbers (twenty-one); empty: something else."""
    return digits_of([word for word in plain(words).split() if word not in _MEASURES])


def _place(said: str) -> int:
    if nth := _NTH.match(said):
        return _PLACES[nth.group(1)]
    number = _NUMBERED.match(said)
    return int(number.group(1)) if number else 0


def _is_in(said: str, name: str) -> bool:
    contrary = _CONTRARY & (set(said.split()) - set(name.split()))
    return f" {name} " in f" {said} " and not contrary


def _names(said: str) -> bool:
    return bool(_meaning(said))


def _shared(said: str, name: str) -> frozenset[str]:
    """One word alone is no answer (`post office`, `property office`), but it is worth asking back."""
    return frozenset(_meaning(said) & _meaning(name))


def _meaning(said: str) -> set[str]:
    return set(said.split()) - _FILLERS - _CONTRARY


def _entry(words: str) -> str:
    """Letters said one by one are pinyin initials (`W G F`); all else stays as it was said."""
    said = _NO_WORD.sub(" ", words).split()
    return "".join(said).upper() if said and all(len(word) == 1 for word in said) else " ".join(said)


ENGLISH = Vocabulary(
    wishes=WISHES,
    yes=frozenset({"yes", "yeah", "yep", "ok", "sure", "right", "correct", "that is right", "go ahead", "i do"}),
    no=frozenset({"no", "nope", "not now", "do not", "i do not", "not right", "that is not right", "wrong", "cancel",
                  "never mind"}),
    finish=frozenset({"ok", "done", "that is all", "that is it", "enter"}),
    clear=frozenset({"start again", "start over", "clear", "clear all", "delete all", "delete everything"}),
    erase=frozenset({"delete", "delete 1", "delete that", "erase", "backspace"}),
    leave=frozenset({"yes", "ok", "sure", "go ahead", "use loudspeaker", "read it aloud"}),
    plain=plain,
    digits=digits_in,
    place=_place,
    is_in=_is_in,
    names=_names,
    shared=_shared,
    entry=_entry,
)  # fmt: skip
