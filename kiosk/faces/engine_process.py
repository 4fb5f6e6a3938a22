"""The child process that sees: `python -m kiosk.faces.engine_process`.

Frames (`kiosk.faces.frames`) come on standard input and go to what was standard output; what libraries print goes
nowhere. It opens no camera, writes no file, has one thread, and ends when its parent does. Pictures lie in one buffer,
which is wiped when a try is over or cancelled.
"""

import os
import random
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from kiosk.faces.challenge import drawn
from kiosk.faces.contract import MOST_REFERENCES, Portrait, Seen, Template
from kiosk.faces.engines import EyeFault, open_eye
from kiosk.faces.frames import (
    PICTURE_HEAD,
    WIRE,
    Kind,
    pack_seen,
    pack_verdict,
    unpack_asked,
    unpack_models,
    unpack_picture_head,
    unpack_portrait,
    unpack_template,
)
from kiosk.faces.models import FaceModel
from kiosk.faces.trial import Trial
from kiosk.foundation.child_end import Outlet, leave_for_work
from kiosk.foundation.child_wire import HEAD_SIZE, LENGTH, FrameBroken

if TYPE_CHECKING:
    from kiosk.faces.eye import Eye

NICE = 10
"""Behind the screen and the voice, which are at 0: docs/ARCHITECTURE.md, "Threads"."""


class Child:
    """Does what frames ask."""

    def __init__(
        self,
        outlet: Outlet[Kind],
        load: "Callable[[Sequence[FaceModel]], Eye]" = open_eye,
        chance: random.Random | None = None,
    ) -> None:
        self._outlet = outlet
        self._load = load
        self._chance = chance or random.SystemRandom()
        self._eye: Eye | None = None
        self._number = 0
        self._references: list[Portrait | Template] = []
        self._asked: Callable[[float], Trial] | None = None
        self._trial: Trial | None = None

    def do(self, kind: Kind, number: int, body: memoryview) -> None:
        """Do one frame, whose body is the caller's again afterwards; raises FrameBroken."""
        match kind:
            case Kind.LOAD:
                self._open(number, bytes(body))
            case Kind.PORTRAIT | Kind.TEMPLATE:
                self._take_reference(number, unpack_portrait if kind is Kind.PORTRAIT else unpack_template, body)
            case Kind.BEGIN:
                self._begin(number, bytes(body))
            case Kind.PICTURE:
                self._look(number, body)
            case Kind.CANCEL:
                if number == self._number:
                    self._wipe()
            case Kind.PING:
                self._outlet.put(Kind.PONG, number)
            case _:
                raise FrameBroken

    def _open(self, number: int, body: bytes) -> None:
        self._wipe()
        self._eye = None
        try:
            self._eye = self._load(unpack_models(body))
        except EyeFault as fault:
            self._outlet.put(Kind.FAULT, number, fault.reason.encode("ascii"))
        else:
            self._outlet.put(Kind.LOADED, number, self._eye.model.encode("ascii"))

    def _take_reference(self, number: int, read: Callable[[bytes], Portrait | Template], body: memoryview) -> None:
        if number != self._number:
            self._wipe()
            self._number = number
        if len(self._references) >= MOST_REFERENCES:
            raise FrameBroken
        self._references.append(read(bytes(body)))

    def _begin(self, number: int, body: bytes) -> None:
        if self._eye is None:
            raise FrameBroken
        if number != self._number:
            self._wipe()
        asked, eye = unpack_asked(body, self._references), self._eye
        self._number = number
        steps = drawn(self._chance)
        self._asked = lambda at: Trial(eye, asked, steps, at)

    def _look(self, number: int, body: memoryview) -> None:
        """A picture; the stopwatch of a try begins with its first one. Those of another try are passed over."""
        head = unpack_picture_head(body)
        if number != self._number or self._asked is None:
            return
        if self._trial is None:
            self._trial = self._asked(head.at)
        pixels = np.frombuffer(body[PICTURE_HEAD:], np.uint8).reshape(head.height, head.width, 3)
        looked = self._trial.look(pixels, head.at)
        if isinstance(looked, Seen):
            self._outlet.put(Kind.SEEN, number, pack_seen(looked))
        else:
            self._outlet.put(Kind.ENDED, number, pack_verdict(looked))
            self._wipe()

    def _wipe(self) -> None:
        if self._trial is not None:
            self._trial.wipe()
        self._trial = self._asked = None
        self._references.clear()
        self._number = 0


def serve(child: Child, frames: BinaryIO, outlet: Outlet[Kind]) -> None:
    """Do frames until the parent closes the pipe; raises FrameBroken when it sends nonsense."""
    outlet.put(Kind.READY, 0)
    buffer = bytearray(WIRE.longest)
    while head := frames.read(LENGTH.size):
        length = WIRE.checked_length(head)
        frame = memoryview(buffer)[:length]
        _fill(frames, frame)
        kind, number = WIRE.unpack_head(bytes(frame[:HEAD_SIZE]))
        child.do(kind, number, frame[HEAD_SIZE:])
        frame[:] = bytes(length)


def _fill(frames: BinaryIO, wanted: memoryview) -> None:
    done = 0
    while done < len(wanted):
        more = frames.readinto(wanted[done:])  # type: ignore[attr-defined]  # every buffered reader has it
        if not more:
            raise FrameBroken
        done += more


def main() -> int:
    """Serve standard input."""
    outlet = Outlet(leave_for_work(NICE), WIRE)
    try:
        serve(Child(outlet), sys.stdin.buffer, outlet)
    except (FrameBroken, KeyboardInterrupt):
        return 1
    except Exception:  # noqa: BLE001  the edge of the process; no traceback, for it may hold who was seen
        os._exit(2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
