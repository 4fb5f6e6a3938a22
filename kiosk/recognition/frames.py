"""The wire between the terminal and the process that listens: a length, a kind, a number, then sound, words or figures.

    frame  u32 length | u8 kind | u32 number | body

All big-endian. The number is that of an utterance, or of a question (LOAD, SCORE, LOOK_AGAIN, PING), whose answer
carries it again.
Sound is a u32 of how many blocks were missing before it, then 16-bit little-endian samples; everything else is JSON.
Both sides bound every length before they believe it; a fault tells nothing of what was on the wire.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from kiosk.recognition.contract import Asked, End, Heard, InstalledModel

LENGTH = struct.Struct(">I")
_HEAD = struct.Struct(">BI")
_GAP = struct.Struct(">I")
LONGEST = 1 << 20
"""Bytes of a frame: half a minute of sound, or all phrases of a prompt."""
MOST_SCORED = 64
LONGEST_PHRASE = 60


class FrameBroken(Exception):
    """The other side does not speak this wire."""


class Kind(IntEnum):
    """What a frame is. The first ones go to the child, the others come from it."""

    LOAD = 1  # a model -> LOADED or FAULT
    LISTEN = 2  # begin an utterance
    SOUND = 3
    FINISH = 4
    CANCEL = 5  # and wipe its sound
    SCORE = 6  # phrases -> SCORES or FAULT
    PING = 7  # -> PONG
    SETTLE = 8  # FINISH, unless she went on speaking
    LOOK_AGAIN = 9  # -> LOOKED or FAULT
    READY = 32
    LOADED = 33
    BEGAN = 34
    PARTIAL = 35
    ENDED = 36
    SCORES = 37
    PONG = 38
    FAULT = 39  # a key, in ASCII
    DECIDED = 40  # the end of speech is known, its words are being worked out
    PAUSED = 41  # all words so far, while she is silent
    LOOKED = 42  # what a second look at the sound gave


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """One message. It has no repr: it may hold what was said."""

    kind: Kind
    number: int
    body: bytes = b""


def pack(kind: Kind, number: int, body: bytes = b"") -> bytes:
    """A frame with its length."""
    return LENGTH.pack(_HEAD.size + len(body)) + _HEAD.pack(kind, number) + body


def unpack(frame: bytes) -> Frame:
    """A frame without its length; raises FrameBroken."""
    try:
        kind, number = _HEAD.unpack_from(frame)
        return Frame(Kind(kind), number, frame[_HEAD.size :])
    except (struct.error, ValueError):
        raise FrameBroken from None


def checked_length(head: bytes) -> int:
    """The length that a frame's head tells; raises FrameBroken when there is no such frame."""
    if len(head) != LENGTH.size:
        raise FrameBroken
    length: int = LENGTH.unpack(head)[0]
    if not _HEAD.size <= length <= LONGEST:
        raise FrameBroken
    return length


# Bodies.


def pack_sound(missing: int, pcm: bytes) -> bytes:
    """Samples, and how many blocks were lost before them."""
    return _GAP.pack(min(missing, 0xFFFFFFFF)) + pcm


def unpack_sound(body: bytes) -> tuple[int, memoryview]:
    """How many blocks were lost, and samples; raises FrameBroken."""
    if len(body) < _GAP.size:
        raise FrameBroken
    return _GAP.unpack_from(body)[0], memoryview(body)[_GAP.size :]


def pack_model(model: InstalledModel) -> bytes:
    """What the child needs to load a model."""
    return _json({**asdict(model), "folder": str(model.folder), "options": dict(model.options)})


def unpack_model(body: bytes) -> InstalledModel:
    """A model; raises FrameBroken."""
    told = _fields(body, id=str, runtime=str, folder=str, dialects=list, options=dict)
    return InstalledModel(
        told["id"], told["runtime"], Path(told["folder"]), tuple(map(str, told["dialects"])), told["options"]
    )


def pack_asked(asked: Asked) -> bytes:
    """How to listen."""
    return _json(asdict(asked))


def unpack_asked(body: bytes) -> Asked:
    """How to listen; raises FrameBroken."""
    told = _fields(body, dialect=str, phrases=list, pause_s=float, patience_s=float, language=str)
    return Asked(**{**told, "phrases": tuple(map(str, told["phrases"]))})


def pack_end(end: End, heard: Heard | None) -> bytes:
    """How an utterance ended."""
    return _json({"end": end.value, "heard": _heard_fields(heard)})


def unpack_end(body: bytes) -> tuple[End, Heard | None]:
    """How an utterance ended; raises FrameBroken."""
    told = _object(body)
    try:
        end = End(told["end"])
    except (KeyError, ValueError):
        raise FrameBroken from None
    return end, _heard_of(told.get("heard"))


def pack_heard(heard: Heard | None) -> bytes:
    """What was heard; None: nothing."""
    return _json(_heard_fields(heard))


def unpack_heard(body: bytes) -> Heard | None:
    """What was heard; raises FrameBroken."""
    return _heard_of(_parsed(body))


def pack_phrases(phrases: Sequence[str]) -> bytes:
    """Phrases to be scored."""
    return _json([phrase[:LONGEST_PHRASE] for phrase in phrases[:MOST_SCORED]])


def unpack_phrases(body: bytes) -> tuple[str, ...]:
    """Phrases to be scored; raises FrameBroken."""
    told = _parsed(body)
    if not isinstance(told, list) or len(told) > MOST_SCORED or not all(isinstance(phrase, str) for phrase in told):
        raise FrameBroken
    return tuple(told)


def pack_scores(scores: Sequence[float]) -> bytes:
    """How well each phrase fits."""
    return _json(list(scores))


def unpack_scores(body: bytes) -> tuple[float, ...]:
    """How well each phrase fits; raises FrameBroken."""
    told = _parsed(body)
    if not isinstance(told, list) or not all(isinstance(score, float) for score in told):
        raise FrameBroken
    return tuple(told)


def _heard_fields(heard: Heard | None) -> dict[str, Any] | None:
    return None if heard is None else asdict(heard)


def _heard_of(told: object) -> Heard | None:
    if told is None:
        return None
    own = _checked(told, words=str, others=list, likely=float, engine=str, dialect=str, speech_s=float, spent_s=float)
    return Heard(**{**own, "others": tuple(map(str, own["others"]))})


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise FrameBroken from None  # the error would carry the words


def _object(body: bytes) -> Mapping[str, Any]:
    told = _parsed(body)
    if not isinstance(told, dict):
        raise FrameBroken
    return told


def _fields(body: bytes, **types: type) -> dict[str, Any]:
    return _checked(_object(body), **types)


def _checked(told: object, **types: type) -> dict[str, Any]:
    """Exactly these fields, each of its type; a whole number is a float too."""
    if not isinstance(told, dict) or told.keys() != types.keys():
        raise FrameBroken
    fields = {
        name: float(value) if types[name] is float and type(value) is int else value for name, value in told.items()
    }
    if not all(isinstance(fields[name], kind) for name, kind in types.items()):
        raise FrameBroken
    return fields
