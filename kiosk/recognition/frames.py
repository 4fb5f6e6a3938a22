"""What goes over `kiosk.foundation.child_wire` between the terminal and the process that listens.

The number is that of an utterance, or of a question (LOAD, SCORE, LOOK_AGAIN, PING), whose answer carries it again.
Sound is a u32 of how many blocks were missing before it, then 16-bit little-endian samples; everything else is JSON.
"""

import struct
from collections.abc import Sequence
from dataclasses import asdict
from enum import IntEnum
from pathlib import Path
from typing import Any

from kiosk.foundation import child_wire
from kiosk.foundation.child_wire import FrameBroken, Wire, fields, json_body, parsed, parsed_object
from kiosk.recognition.contract import Asked, End, Heard, InstalledModel

_GAP = struct.Struct(">I")
LONGEST = 1 << 20
"""Bytes of a frame: half a minute of sound, or all phrases of a prompt."""
MOST_SCORED = 64
LONGEST_PHRASE = 60
MOST_DIGITS = 99


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


Frame = child_wire.Frame[Kind]
WIRE = Wire(Kind, LONGEST)
pack, unpack, checked_length = WIRE.pack, WIRE.unpack, WIRE.checked_length


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
    return json_body({**asdict(model), "folder": str(model.folder), "options": dict(model.options)})


def unpack_model(body: bytes) -> InstalledModel:
    """A model; raises FrameBroken."""
    told = fields(parsed(body), id=str, runtime=str, folder=str, dialects=list, options=dict)
    return InstalledModel(
        told["id"], told["runtime"], Path(told["folder"]), tuple(map(str, told["dialects"])), told["options"]
    )


def pack_asked(asked: Asked) -> bytes:
    """How to listen."""
    return json_body(asdict(asked))


def unpack_asked(body: bytes) -> Asked:
    """How to listen; raises FrameBroken."""
    told = fields(
        parsed(body),
        dialect=str,
        phrases=list,
        pause_s=float,
        patience_s=float,
        language=str,
        fewest_digits=int,
        most_digits=int,
    )
    if not 0 <= told["fewest_digits"] <= told["most_digits"] <= MOST_DIGITS:
        raise FrameBroken
    return Asked(**{**told, "phrases": tuple(map(str, told["phrases"]))})


def pack_end(end: End, heard: Heard | None) -> bytes:
    """How an utterance ended."""
    return json_body({"end": end.value, "heard": _heard_fields(heard)})


def unpack_end(body: bytes) -> tuple[End, Heard | None]:
    """How an utterance ended; raises FrameBroken."""
    told = parsed_object(body)
    try:
        end = End(told["end"])
    except (KeyError, ValueError):
        raise FrameBroken from None
    return end, _heard_of(told.get("heard"))


def pack_heard(heard: Heard | None) -> bytes:
    """What was heard; None: nothing."""
    return json_body(_heard_fields(heard))


def unpack_heard(body: bytes) -> Heard | None:
    """What was heard; raises FrameBroken."""
    return _heard_of(parsed(body))


def pack_phrases(phrases: Sequence[str]) -> bytes:
    """Phrases to be scored."""
    return json_body([phrase[:LONGEST_PHRASE] for phrase in phrases[:MOST_SCORED]])


def unpack_phrases(body: bytes) -> tuple[str, ...]:
    """Phrases to be scored; raises FrameBroken."""
    told = parsed(body)
    if not isinstance(told, list) or len(told) > MOST_SCORED or not all(isinstance(phrase, str) for phrase in told):
        raise FrameBroken
    return tuple(told)


def pack_scores(scores: Sequence[float]) -> bytes:
    """How well each phrase fits."""
    return json_body(list(scores))


def unpack_scores(body: bytes) -> tuple[float, ...]:
    """How well each phrase fits; raises FrameBroken."""
    told = parsed(body)
    if not isinstance(told, list) or not all(isinstance(score, float) for score in told):
        raise FrameBroken
    return tuple(told)


def _heard_fields(heard: Heard | None) -> dict[str, Any] | None:
    return None if heard is None else asdict(heard)


def _heard_of(told: object) -> Heard | None:
    if told is None:
        return None
    own = fields(
        told,
        words=str,
        others=list,
        likely=float,
        engine=str,
        dialect=str,
        speech_s=float,
        spent_s=float,
        number=str,
        number_likely=float,
    )
    if own["number"] and not (own["number"].isascii() and own["number"].isdigit()):
        raise FrameBroken
    return Heard(**{**own, "others": tuple(map(str, own["others"]))})
