"""Faces in a process of their own, watched: a hang, a crash or growing memory costs a try, never the terminal."""

import asyncio
import contextlib
import logging
import sys
import time
from collections.abc import Sequence

from kiosk.faces.child_try import ChildTry
from kiosk.faces.contract import MOST_REFERENCES, Asked, EngineState, Outcome, Try, Verdict, Watcher
from kiosk.faces.engines import whole_engine
from kiosk.faces.frames import (
    WIRE,
    Frame,
    Kind,
    fits,
    pack_asked,
    pack_models,
    pack_picture_head,
    pack_reference,
    unpack_seen,
    unpack_verdict,
)
from kiosk.faces.models import FaceModel
from kiosk.faces.watch import Watch
from kiosk.foundation.at_work import AtWork
from kiosk.foundation.child_process import LOST, Child
from kiosk.foundation.child_wire import FrameBroken

_log = logging.getLogger(__name__)
COMMAND = (sys.executable, "-m", "kiosk.faces.engine_process")
SURROUNDINGS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
_PIPE = 1 << 20
"""Bytes: a picture then goes to the child in one piece; the most that Linux gives without asking."""


class ChildFaceEngine:
    """Implements `kiosk.faces.contract.FaceEngine`. Loop thread only, but `Try.feed`."""

    def __init__(
        self, models: Sequence[FaceModel], watch: Watch | None = None, command: Sequence[str] = COMMAND
    ) -> None:
        """`models`: the packs that lie here; where they make no engine, it rests."""
        self._models = whole_engine(models)
        self._watch = watch or Watch()
        self._command = tuple(command)
        self._state = EngineState.STARTING if self._models else EngineState.RESTING
        self._model = ""
        self._child: Child[Kind] | None = None
        self._life: asyncio.Task[None] | None = None
        self._settled = asyncio.Event()
        self._number = 0
        self._try: ChildTry | None = None
        self._awaited: AtWork | None = None
        self._deaths = 0
        self.restarts = -1

    # How it is.

    @property
    def state(self) -> EngineState:
        """How the engine is now."""
        return self._state

    @property
    def model(self) -> str:
        """What its templates are called; empty until it was ready once."""
        return self._model

    @property
    def memory(self) -> int:
        """Bytes that the child holds in memory; 0 without one."""
        return self._child.memory if self._child is not None and self._child.alive else 0

    @property
    def child_pid(self) -> int | None:
        """The number of the child's process, while there is one."""
        return self._child.pid if self._child is not None and self._child.alive else None

    # What it does.

    async def warm(self) -> None:
        """Load the models; returns when it is ready, or rests. It goes on trying by itself."""
        if not self._models or self._state is EngineState.CLOSED:
            return
        if self._life is None:
            self._life = asyncio.get_running_loop().create_task(self._live())
        await self._settled.wait()

    def begin(self, asked: Asked, watcher: Watcher) -> Try:
        """Begin a try; one that was going on is cancelled. One that is begun while the models load waits for them."""
        if len(asked.references) > MOST_REFERENCES:
            raise ValueError(f"more than {MOST_REFERENCES} references")
        if self._try is not None:
            self._try.cancel()
        self._number += 1
        begun = ChildTry(self._number, asked, watcher, self._push, self._forget)
        self._try = begun
        if not all(map(fits, asked.references)):
            begun.end_soon(Verdict(Outcome.NO_REFERENCE))
        elif self._state is EngineState.READY:
            self._send_begin(begun)
        elif self._state is not EngineState.STARTING or self._life is None:
            begun.end_soon(Verdict(Outcome.BROKEN))
        return begun

    async def close(self) -> None:
        """End the child."""
        self._state = EngineState.CLOSED
        self._settled.set()
        if self._try is not None:
            self._try.cancel()
        if self._life is not None:
            self._life.cancel()
            await asyncio.gather(self._life, return_exceptions=True)

    # For its tries.

    def _push(self, of: ChildTry) -> None:
        """A picture waits: send it, if the child has answered the one before."""
        child = self._child
        if of is not self._try or child is None or not of.sent or of.in_flight:
            return
        with of.picture() as picture:
            if picture is not None:
                head, pixels = picture
                child.send_parts(Kind.PICTURE, of.number, pack_picture_head(head), pixels)
                self._await(child)

    def _forget(self, of: ChildTry) -> None:
        """A try was cancelled."""
        if of is self._try:
            self._try = None
            if of.sent and self._child is not None:
                self._child.send(Kind.CANCEL, of.number)

    def _send_begin(self, begun: ChildTry) -> None:
        assert self._child is not None
        for given in begun.asked.references:
            kind, body = pack_reference(given)
            self._child.send(kind, begun.number, body)
        self._child.send(Kind.BEGIN, begun.number, pack_asked(begun.asked))
        begun.go()
        self._push(begun)

    def _end(self, verdict: Verdict) -> None:
        if self._try is not None:
            ended, self._try = self._try, None
            ended.end(verdict)

    # Life of the child.

    async def _live(self) -> None:
        """A child after the other, with longer and longer rests between them."""
        while self._state is not EngineState.CLOSED:
            why, rest = await self._one_life()
            self._deaths += 1
            if self._state is not EngineState.RESTING:
                _log.warning("faces were lost: %s", why)
            self._state = EngineState.RESTING
            self._settled.set()
            self._end(Verdict(Outcome.BROKEN))
            await asyncio.sleep(rest or self._watch.rest_s(self._deaths))

    async def _one_life(self) -> tuple[str, float]:
        """Start a child, and follow it to its end; gives why, and how long to rest (0: by the number of deaths)."""
        self.restarts += 1
        try:
            child = await Child.start(self._command, WIRE, Kind.READY, SURROUNDINGS, self._watch.start_s)
        except LOST as error:
            return type(error).__name__, 0
        self._child = child
        try:
            child.widen(_PIPE)
            self._number += 1
            child.send(Kind.LOAD, self._number, pack_models(self._models))
            self._await(child)
            return await self._follow(child)
        finally:
            self._child = self._awaited = None
            await asyncio.shield(asyncio.ensure_future(child.end()))

    async def _follow(self, child: Child[Kind]) -> tuple[str, float]:
        """Take what it tells, and keep a stopwatch on it."""
        telling = asyncio.ensure_future(child.receive())
        pinged = time.monotonic()
        try:
            while True:
                await asyncio.wait((telling,), timeout=self._watch.tick_s)
                if telling.done():
                    frame = telling.result()
                    if frame.kind is Kind.FAULT:  # of the models: nothing changes that soon
                        return frame.body[:40].decode("ascii", "replace"), self._watch.retry_s[-1]
                    self._take(child, frame)
                    telling = asyncio.ensure_future(child.receive())
                elif why := self._verdict_on(child):
                    return why, 0
                elif self._awaited is None and time.monotonic() - pinged > self._watch.ping_every_s:
                    pinged = time.monotonic()
                    child.send(Kind.PING, 0)
                    self._await(child)
                self._mind_silence()
        except LOST as error:
            return type(error).__name__, 0
        finally:
            telling.cancel()
            with contextlib.suppress(asyncio.CancelledError, *LOST):
                await telling

    def _take(self, child: Child[Kind], frame: Frame) -> None:
        """Do what a frame of the child's says; raises FrameBroken."""
        self._awaited = None
        of = self._try if self._try is not None and frame.number == self._try.number else None
        match frame.kind:
            case Kind.LOADED:
                self._ready(frame.body.decode("ascii", "replace"))
            case Kind.SEEN:
                if of is not None:
                    of.answered(unpack_seen(frame.body))
                    self._push(of)
            case Kind.ENDED:
                self._deaths = 0
                verdict = unpack_verdict(frame.body)
                if of is not None:
                    if not _answers(verdict, of.asked):
                        raise FrameBroken
                    self._end(verdict)
            case Kind.PONG:
                pass
            case _:
                raise FrameBroken
        if self._try is not None and self._try.in_flight:
            self._await(child)

    def _ready(self, model: str) -> None:
        if self._state is EngineState.RESTING:
            _log.info("faces are back")
        self._model = model
        self._state = EngineState.READY
        self._settled.set()
        if self._try is not None:
            self._send_begin(self._try)

    def _await(self, child: Child[Kind]) -> None:
        self._awaited = AtWork(child, self._watch.still_s, self._watch.work_s)

    def _verdict_on(self, child: Child[Kind]) -> str:
        if child.memory > self._watch.most_memory:
            return "memory"
        return self._awaited.verdict() if self._awaited is not None else ""

    def _mind_silence(self) -> None:
        """A try that no picture comes for any more: nobody is seen."""
        if self._try is not None and self._try.silent_for > self._watch.silence_s:
            if self._try.sent and self._child is not None:
                self._child.send(Kind.CANCEL, self._try.number)
            self._end(Verdict(Outcome.LOST))


def _answers(verdict: Verdict, asked: Asked) -> bool:
    """Does it say what was asked: one of the references, or a template where there were none?"""
    if verdict.outcome is not Outcome.SAME:
        return True
    if not asked.references:
        return verdict.template is not None
    return verdict.which is not None and verdict.which < len(asked.references)
