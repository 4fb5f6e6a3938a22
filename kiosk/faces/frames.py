"""What goes over `kiosk.foundation.child_wire` between the terminal and the process that sees.

The number is that of a try, or of a question (LOAD, PING), whose answer carries it again. References come before their
try begins. Each PICTURE is answered by one SEEN, or by ENDED. Big-endian; what is no picture or template is JSON.
"""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from kiosk.faces.contract import (
    MOST_PORTRAIT_SIDE,
    MOST_REFERENCES,
    Advice,
    Asked,
    Outcome,
    Portrait,
    Seen,
    Stake,
    Step,
    Template,
    Verdict,
)
from kiosk.faces.models import FaceModel
from kiosk.foundation import child_wire
from kiosk.foundation.child_wire import FrameBroken, Wire, fields, json_body, parsed

MOST_PIXELS = 600_000
"""Of a picture on the wire; what the terminal is given beyond that it thins out first."""
LEAST_SIDE, MOST_SIDE = 64, 4_096
LONGEST = max(MOST_PIXELS * 3, MOST_PORTRAIT_SIDE * MOST_PORTRAIT_SIDE * 3) + 64
_LONGEST_MODEL = 100
_LONGEST_TEMPLATE = 1 << 16
_PICTURE = struct.Struct(">dHH")
_PORTRAIT = struct.Struct(">HH")
_SEEN = struct.Struct(">BB")
_ENDED = struct.Struct(">BB")
_NONE = 255
_STEPS, _ADVICE, _OUTCOMES = tuple(Step), tuple(Advice), tuple(Outcome)
PICTURE_HEAD = _PICTURE.size


class Kind(IntEnum):
    """What a frame is. The first ones go to the child, the others come from it."""

    LOAD = 1  # models -> LOADED or FAULT
    PORTRAIT = 2  # a reference of the try to come
    TEMPLATE = 3  # another
    BEGIN = 4
    PICTURE = 5  # -> SEEN or ENDED
    CANCEL = 6  # and wipe what is known of her
    PING = 7  # -> PONG
    READY = 32
    LOADED = 33  # what its templates are called
    SEEN = 34
    ENDED = 35
    PONG = 36
    FAULT = 37  # a key, in ASCII


Frame = child_wire.Frame[Kind]
WIRE = Wire(Kind, LONGEST)


@dataclass(frozen=True, slots=True)
class PictureHead:
    """When a picture was taken, and its size."""

    at: float
    width: int
    height: int

    @property
    def octets(self) -> int:
        """How many bytes its pixels take."""
        return self.width * self.height * 3


def pack_models(models: Sequence[FaceModel]) -> bytes:
    """What the child needs to load its engine."""
    return json_body([{**_plain(model), "files": dict(model.files)} for model in models])


def unpack_models(body: bytes) -> tuple[FaceModel, ...]:
    """Models; raises FrameBroken."""
    told = parsed(body)
    if not isinstance(told, list):
        raise FrameBroken
    rows = [fields(row, id=str, runtime=str, folder=str, files=dict) for row in told]
    return tuple(FaceModel(row["id"], row["runtime"], Path(row["folder"]), row["files"]) for row in rows)


def pack_reference(given: Portrait | Template) -> tuple[Kind, bytes]:
    """A reference, and what kind of frame it goes in."""
    if isinstance(given, Portrait):
        return Kind.PORTRAIT, _PORTRAIT.pack(given.width, given.height) + given.rgb
    return Kind.TEMPLATE, _pack_template(given)


def unpack_portrait(body: bytes) -> Portrait:
    """A portrait; raises FrameBroken."""
    try:
        width, height = _PORTRAIT.unpack_from(body)
    except struct.error:
        raise FrameBroken from None
    if max(width, height) > MOST_PORTRAIT_SIDE or len(body) != _PORTRAIT.size + width * height * 3:
        raise FrameBroken
    return Portrait(width, height, body[_PORTRAIT.size :])


def unpack_template(body: bytes) -> Template:
    """A template; raises FrameBroken. Whether it is one of this engine's is the engine's to say."""
    length = body[0] if body else 0
    name, vectors = body[1 : 1 + length], body[1 + length :]
    if not name or len(name) != length or length > _LONGEST_MODEL or not name.isascii() or not vectors:
        raise FrameBroken
    if len(vectors) > _LONGEST_TEMPLATE:
        raise FrameBroken
    return Template(name.decode("ascii"), vectors)


def fits(given: Portrait | Template) -> bool:
    """Can it go over the wire?"""
    if isinstance(given, Portrait):
        return max(given.width, given.height) <= MOST_PORTRAIT_SIDE and len(given.rgb) == given.width * given.height * 3
    short = 0 < len(given.model) <= _LONGEST_MODEL and 0 < len(given.vectors) <= _LONGEST_TEMPLATE
    return given.model.isascii() and short


def pack_asked(asked: Asked) -> bytes:
    """How a try is to go; its references went before."""
    return json_body({"stake": asked.stake.name, "by_ear": asked.by_ear, "references": len(asked.references)})


def unpack_asked(body: bytes, references: Sequence[Portrait | Template]) -> Asked:
    """A try with the references that came before it; raises FrameBroken where they are not all there."""
    told = fields(parsed(body), stake=str, by_ear=bool, references=int)
    if told["references"] != len(references) or len(references) > MOST_REFERENCES:
        raise FrameBroken
    try:
        return Asked(tuple(references), Stake[told["stake"]], told["by_ear"])
    except KeyError:
        raise FrameBroken from None


def pack_picture_head(head: PictureHead) -> bytes:
    """What goes before the pixels of a picture."""
    return _PICTURE.pack(head.at, head.width, head.height)


def unpack_picture_head(body: bytes | bytearray | memoryview) -> PictureHead:
    """When it was taken and its size, which is that of the pixels that follow; raises FrameBroken."""
    if len(body) < _PICTURE.size:
        raise FrameBroken
    head = PictureHead(*_PICTURE.unpack_from(body))
    if not math.isfinite(head.at) or len(body) != _PICTURE.size + head.octets or not sendable(head.width, head.height):
        raise FrameBroken
    return head


def sendable(width: int, height: int) -> bool:
    """Is it of a size that is looked at?"""
    return min(width, height) >= LEAST_SIDE and max(width, height) <= MOST_SIDE and width * height <= MOST_PIXELS


def pack_seen(seen: Seen) -> bytes:
    """What she is to do now, and what is wrong."""
    return _SEEN.pack(_STEPS.index(seen.step), _NONE if seen.advice is None else _ADVICE.index(seen.advice))


def unpack_seen(body: bytes) -> Seen:
    """What she is to do now; raises FrameBroken."""
    try:
        step, advice = _SEEN.unpack(body)
        return Seen(_STEPS[step], None if advice == _NONE else _ADVICE[advice])
    except (struct.error, IndexError):
        raise FrameBroken from None


def pack_verdict(verdict: Verdict) -> bytes:
    """How a try ended."""
    head = _ENDED.pack(_OUTCOMES.index(verdict.outcome), _NONE if verdict.which is None else verdict.which)
    return head + (b"" if verdict.template is None else _pack_template(verdict.template))


def unpack_verdict(body: bytes) -> Verdict:
    """How a try ended; raises FrameBroken, also where it says what no engine may say."""
    try:
        outcome, which = _ENDED.unpack_from(body)
        told, place = _OUTCOMES[outcome], None if which == _NONE else which
    except (struct.error, IndexError):
        raise FrameBroken from None
    rest = body[_ENDED.size :]
    template = unpack_template(rest) if rest else None
    if (place is not None or template is not None) != (told is Outcome.SAME):
        raise FrameBroken
    if (place is not None and template is not None) or (place or 0) >= MOST_REFERENCES:
        raise FrameBroken
    return Verdict(told, place, template)


def _pack_template(template: Template) -> bytes:
    name = template.model.encode("ascii")
    return bytes([len(name)]) + name + template.vectors


def _plain(model: FaceModel) -> dict[str, str]:
    return {"id": model.id, "runtime": model.runtime, "folder": str(model.folder)}
