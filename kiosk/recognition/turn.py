"""The parent's side of one utterance: sound to the child, news from it, and a stopwatch on both."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from kiosk.foundation.child_wire import FrameBroken
from kiosk.recognition.contract import Asked, End, Heard, Listener, RecognitionFault
from kiosk.recognition.frames import Frame, Kind, pack_sound, unpack_end

_PIECE = 1 << 19
_RESTARTED = 0xFFFF
"""So many blocks are said to be lost when the microphone began to count anew."""


class Room(Protocol):
    """What an utterance needs of its recogniser."""

    def send(self, turn: "Turn", kind: Kind, body: bytes = b"") -> None:
        """Send a frame of this utterance, if the child that hears it lives."""
        ...

    async def scores(self, turn: "Turn", phrases: Sequence[str]) -> tuple[float, ...]:
        """Score phrases; raises RecognitionFault."""
        ...

    async def second_look(self, turn: "Turn") -> Heard | None:
        """Hear it once more; raises RecognitionFault."""
        ...

    def lost(self, turn: "Turn", why: str) -> None:
        """The child cannot be trusted any more."""
        ...


class Turn:
    """Implements `kiosk.recognition.contract.Utterance`. Loop thread, but `feed`."""

    def __init__(self, room: Room, number: int, asked: Asked, listener: Listener) -> None:
        self.number = number
        self.asked = asked
        self.over = False
        """Has `ended` been told, or does nobody want to know any more?"""
        self.wiped = False
        self.begun = self.last_sound = time.monotonic()
        self.sounded = False
        self.decided: float | None = None
        """When the end of speech was known, on the stopwatch: from then on words are awaited."""
        self._room = room
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._seq: int | None = None

    # Of the contract.

    def feed(self, pcm: bytes, seq: int) -> None:
        """Hand sound over; from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended before the microphone
            self._loop.call_soon_threadsafe(self._feed, pcm, seq)

    def finish(self) -> None:
        """What was fed until now counts."""
        self._loop.call_soon(self._finish)

    def settle(self) -> None:
        """It ends now, unless she has gone on speaking."""
        self._loop.call_soon(self._settle)  # behind the sound that was fed before

    def cancel(self) -> None:
        """Nobody wants to know any more."""
        self.over = True
        self.forget()

    async def score(self, phrases: Sequence[str]) -> tuple[float, ...]:
        """How well the sound fits each phrase; raises RecognitionFault."""
        if self.wiped:
            raise RecognitionFault("forgotten")
        return await self._room.scores(self, phrases)

    async def look_again(self) -> Heard | None:
        """The same sound once more, with more care; raises RecognitionFault."""
        if self.wiped:
            raise RecognitionFault("forgotten")
        heard = await self._room.second_look(self)
        if self.wiped:  # it was forgotten meanwhile
            raise RecognitionFault("forgotten")
        return heard

    def forget(self) -> None:
        """Wipe the sound, and what was likely to be said, which may name people."""
        if not self.wiped:
            self.wiped = True
            self.asked = replace(self.asked, phrases=())
            self._room.send(self, Kind.CANCEL)

    # From the child.

    def take(self, frame: Frame) -> None:
        """News of this utterance; raises FrameBroken."""
        if self.over:
            return
        match frame.kind:
            case Kind.BEGAN:
                self._loop.call_soon(self._tell_began)
            case Kind.PARTIAL:
                self._loop.call_soon(self._tell_partial, frame.body.decode("utf-8", "replace"))
            case Kind.PAUSED:
                self._loop.call_soon(self._tell_paused, frame.body.decode("utf-8", "replace"))
            case Kind.DECIDED:
                self._decide()
            case Kind.ENDED:
                self.end(*unpack_end(frame.body))
            case Kind.FAULT:
                self.end(End.BROKEN, None)
            case _:
                raise FrameBroken

    def end(self, end: End, heard: Heard | None) -> None:
        """Tell the end, once."""
        if not self.over:
            self.over = True
            self._loop.call_soon(self._listener.ended, end, heard)

    def _decide(self) -> None:
        """The end of speech is known, by the child or by the key that was let go."""
        if self.decided is None:
            self.decided = time.monotonic()
            self._loop.call_soon(self._tell_decided)

    def _tell_began(self) -> None:
        if not self.wiped:
            self._listener.began()

    def _tell_partial(self, words: str) -> None:
        if not self.over:
            self._listener.partial(words)

    def _tell_paused(self, words: str) -> None:
        if not self.over and self.decided is None:
            self._listener.paused(words)

    def _tell_decided(self) -> None:
        if not self.over:
            self._listener.decided()

    # To the child.

    def _feed(self, pcm: bytes, seq: int) -> None:
        if self.over or self.wiped or self.decided is not None:
            return
        missing = self._missing(seq)
        if missing < 0:
            return  # it came already
        self._seq, self.sounded, self.last_sound = seq, True, time.monotonic()
        for at in range(0, len(pcm), _PIECE):
            self._room.send(self, Kind.SOUND, pack_sound(0 if at else missing, pcm[at : at + _PIECE]))

    def _missing(self, seq: int) -> int:
        if self._seq is None:
            return 0
        if seq == 1 and self._seq >= 1:
            return _RESTARTED
        return seq - self._seq - 1

    def _settle(self) -> None:
        if not self.over and self.decided is None:
            self._room.send(self, Kind.SETTLE)

    def _finish(self) -> None:
        if not self.over and self.decided is None:
            self._decide()
            self._room.send(self, Kind.FINISH)
