"""Pairs of sounds that are not kept apart, as dialects name them: `{between: [n, l], cost: 0.1}`."""

from dataclasses import dataclass

NO_INITIAL = "-"
INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcs")
FINALS = (
    "a", "o", "e", "ê", "er", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong",
    "i", "ia", "ie", "iao", "iu", "ian", "in", "iang", "ing", "io", "iong",
    "u", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ueng", "v", "ve", "van", "vn",
)  # fmt: skip
"""As Hanyu Pinyin spells them behind an initial; ü is written v."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two sounds that speakers, or recognition of them, do not keep apart.

    Two initials (`-`: none), two finals, or an initial with its u on one side (`hu` and `f`). `cost`: 0 the same
    sound, 1 nothing in common.
    """

    one: str
    other: str
    cost: float


def is_onset(sound: str) -> bool:
    """Is it an initial with its u, such as `hu`?"""
    return sound.endswith("u") and sound[:-1] in INITIALS


def is_comparable(one: str, other: str) -> bool:
    """May a confusion name these two?"""
    begins = [sound in (*INITIALS, NO_INITIAL) or is_onset(sound) for sound in (one, other)]
    ends = [sound in FINALS for sound in (one, other)]
    return one != other and (all(begins) or all(ends))
