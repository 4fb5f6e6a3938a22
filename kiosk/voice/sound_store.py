"""Sounds of fixed sentences on disk: made in idle time, so that they are heard at once, even on a busy machine.

Nothing personal can get here, because of what a key is made of: `FixedPhrase` is taken only from sentences without a
value in them, when the terminal starts, and what residents hear leads to no writing at all.
"""

import contextlib
import hashlib
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hardware.speaker.contract import Sound
from kiosk.visit.modes import Tongue
from kiosk.visit.text import Text
from kiosk.voice.phrasing import phrases, sentences

MOST_BYTES = 48 << 20  # about 15 minutes
_HEAD = struct.Struct(">4sI32s")
_MAGIC = b"LKS1"
_LONGEST = 4 << 20


@dataclass(frozen=True, slots=True)
class FixedPhrase:
    """A phrase of a sentence that is the same for everybody; made by `fixed_phrases` only."""

    words: str


def fixed_phrases(texts: Iterable[Text]) -> tuple[FixedPhrase, ...]:
    """What is said of Chinese sentences that have no values, in their order; the others are left out."""
    found = (
        FixedPhrase(phrase.words)
        for text in texts
        if not text.values and text.tongue is Tongue.CHINESE and "{" not in text.template
        for sentence in sentences(text.template)
        for phrase in phrases(sentence)
    )
    return tuple(dict.fromkeys(found))


class SoundStore:
    """A folder of sounds, one file each, bounded in size. Any thread, one at a time; it never raises OSError."""

    def __init__(self, folder: Path, recipe: str, most_bytes: int = MOST_BYTES) -> None:
        """`recipe` tells what the sounds are made with: a new one finds nothing that an old one left."""
        self._folder = folder
        self._recipe = recipe
        self._most = most_bytes

    def get(self, phrase: FixedPhrase, pace: float) -> Sound | None:
        """The sound of a phrase; None: it is not there, or not whole."""
        file = self._file(phrase, pace)
        try:
            if file.stat().st_size > _LONGEST:
                return None
            octets = file.read_bytes()
        except OSError:
            return None
        return _unpacked(octets)

    def put(self, phrase: FixedPhrase, pace: float, sound: Sound) -> bool:
        """Keep a sound, whole or not at all; False: there was no room for it."""
        octets = _HEAD.pack(_MAGIC, sound.rate, hashlib.sha256(sound.pcm).digest()) + sound.pcm
        file = self._file(phrase, pace)
        fresh = file.with_suffix(".new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if len(octets) > _LONGEST or not self._make_room(len(octets)):
                return False
            fresh.write_bytes(octets)
            fresh.replace(file)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink()
            return False
        return True

    def _file(self, phrase: FixedPhrase, pace: float) -> Path:
        key = hashlib.sha256("\n".join((self._recipe, f"{pace:.3f}", phrase.words)).encode()).hexdigest()
        return self._folder / f"{key}.sound"

    def _make_room(self, size: int) -> bool:
        """Drop what was made longest ago, other recipes' sounds among it, until so many bytes fit."""
        kept = sorted(self._kept())
        total = sum(length for _, length, _ in kept)
        while kept and total + size > self._most:
            _, length, file = kept.pop(0)
            file.unlink(missing_ok=True)
            total -= length
        return total + size <= self._most

    def _kept(self) -> Iterator[tuple[float, int, Path]]:
        for pattern in ("*.sound", "*.new"):
            for file in self._folder.glob(pattern):
                with contextlib.suppress(OSError):
                    told = file.stat()
                    yield told.st_mtime, told.st_size, file


def recipe_of(voice: str, files: Iterable[Path]) -> str:
    """A name for what sounds are made with: the voice, and every byte of the files; raises OSError.

    Takes some 50 ms for a model: not for the loop thread.
    """
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return f"{voice}-{digest.hexdigest()}"


def _unpacked(octets: bytes) -> Sound | None:
    try:
        magic, rate, digest = _HEAD.unpack_from(octets)
        pcm = octets[_HEAD.size :]
        if magic != _MAGIC or hashlib.sha256(pcm).digest() != digest:
            return None
        return Sound(pcm, rate)
    except (struct.error, ValueError):
        return None
