"""Recognition in its own process, watched: a hang, a crash or growing memory costs an utterance, never the terminal."""

import asyncio
import contextlib
import logging
import math
import sys
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TypeVar

from kiosk.foundation.at_work import AtWork
from kiosk.foundation.child_process import LOST
from kiosk.foundation.child_process import Child as ChildProcess
from kiosk.foundation.child_wire import FrameBroken
from kiosk.recognition.contract import (
    Asked,
    EarState,
    End,
    Heard,
    InstalledModel,
    Listener,
    RecognitionFault,
    Utterance,
)
from kiosk.recognition.engine_choice import EngineChoice
from kiosk.recognition.frames import (
    WIRE,
    Frame,
    Kind,
    pack_asked,
    pack_model,
    pack_phrases,
    unpack_heard,
    unpack_scores,
)
from kiosk.recognition.turn import Turn
from kiosk.recognition.watch import Watch
from kiosk.visit.modes import MANDARIN

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

Child = ChildProcess[Kind]

# What numeric libraries would take for themselves, on two cores that also draw the screen.
SURROUNDINGS = {
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "HF_HUB_OFFLINE": "1",
}
COMMAND = (sys.executable, "-m", "kiosk.recognition.engine_process")


class ChildRecogniser:
    """Implements `kiosk.recognition.contract.Recogniser`. Loop thread only, but `Utterance.feed`."""

    def __init__(
        self,
        models: Sequence[InstalledModel],
        preferences: Mapping[str, Sequence[str]] | None = None,
        watch: Watch | None = None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        """`preferences`: dialect -> ids of models, best first; what is not installed is passed over."""
        self._choice = EngineChoice(models, preferences or {})
        self._watch = watch or Watch()
        self._command = tuple(command)
        self._state = EarState.STARTING
        self._child: Child | None = None
        self._loaded = ""
        self._loading = ""
        self._baseline = 0
        self._memories: dict[str, int] = {}
        self._dialect = MANDARIN
        self._turn: Turn | None = None
        self._turn_child: Child | None = None
        self._number = 0
        self._asked: dict[int, asyncio.Future[Frame]] = {}
        self._one_load = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._burials: set[asyncio.Task[None]] = set()
        self._reviving: asyncio.Task[None] | None = None
        self._deaths = 0
        self._not_before = 0.0
        self.restarts = -1

    # How it is.

    @property
    def state(self) -> EarState:
        """How recognition is now."""
        return self._state

    @property
    def memory(self) -> int:
        """Bytes that the child holds in memory; 0 without a child."""
        return self._child.memory if self._child is not None and self._child.alive else 0

    @property
    def memories(self) -> Mapping[str, int]:
        """Bytes that the child held when it had loaded each engine, by the id of the model."""
        return dict(self._memories)

    def engine_for(self, dialect: str) -> str:
        """The id of the model that would hear this dialect; empty: none."""
        return self._choice.engine_for(dialect)

    # What it does.

    async def warm(self, dialect: str = MANDARIN) -> None:
        """Load what hears this dialect, and drop the other dialects' engine; raises RecognitionFault."""
        async with self._one_load:
            self._dialect = dialect
            while True:
                id_ = self._choice.engine_for(dialect)
                if not id_:
                    self._rest()
                    raise RecognitionFault("no_model")
                child = await self._living()
                if self._loaded == id_ or await self._load(child, id_):
                    self._ready()
                    return

    def listen(self, asked: Asked, listener: Listener) -> Utterance:
        """Begin an utterance; one that was going on is cancelled. Raises RecognitionFault when nothing can hear."""
        if self._state is EarState.CLOSED:
            raise RecognitionFault("closed")
        id_ = self._choice.engine_for(asked.dialect)
        if not id_:
            raise RecognitionFault("no_model")
        child = self._child
        if child is None or not child.alive or not (self._loaded or self._loading):
            raise RecognitionFault(self._state.value)
        if self._turn is not None:
            self._turn.cancel()
        turn = self._turn = Turn(self, self._next(), asked, listener)
        self._turn_child = child
        child.send(Kind.LISTEN, turn.number, pack_asked(asked))
        if id_ != (self._loading or self._loaded):
            self._begin(self._warm_quietly(asked.dialect))  # it is loaded while she speaks
        self._begin(self._mind(turn, child))
        return turn

    async def close(self) -> None:
        """End the child."""
        self._state = EarState.CLOSED
        if self._turn is not None:
            self._turn.cancel()
        await self._end_child()
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._end_child()  # a start that was under way
        await asyncio.gather(*self._burials)

    # For its utterances.

    def send(self, turn: Turn, kind: Kind, body: bytes = b"") -> None:
        """Send a frame of this utterance, if the child that hears it lives."""
        child = self._child
        if child is None or turn is not self._turn or child is not self._turn_child:
            return
        child.send(kind, turn.number, body)
        if child.stuffed:
            self.lost(turn, "stuffed")

    async def scores(self, turn: Turn, phrases: Sequence[str]) -> tuple[float, ...]:
        """Score phrases against the sound of an utterance; raises RecognitionFault."""
        if not phrases:
            return ()
        scores = await self._ask_of(turn, unpack_scores, Kind.SCORE, pack_phrases(phrases))
        return (*scores, *(-math.inf,) * (len(phrases) - len(scores))) if scores else ()

    async def second_look(self, turn: Turn) -> Heard | None:
        """Hear an utterance once more; raises RecognitionFault."""
        return await self._ask_of(turn, unpack_heard, Kind.LOOK_AGAIN)

    async def _ask_of(self, turn: Turn, read: Callable[[bytes], _T], kind: Kind, body: bytes = b"") -> _T:
        """Ask the child that heard an utterance something about its sound; raises RecognitionFault."""
        child = self._child
        if turn is not self._turn:
            raise RecognitionFault("forgotten")
        if child is None or child is not self._turn_child:
            raise RecognitionFault("died")
        frame = await self._ask(child, kind, body, self._watch.answer_s)
        if frame.kind is Kind.FAULT:
            raise RecognitionFault(_key(frame))
        try:
            return read(frame.body)
        except FrameBroken:
            await self._mourn(child, "FrameBroken")
            raise RecognitionFault("died") from None

    def lost(self, turn: Turn, why: str) -> None:
        """The child that hears an utterance cannot be trusted any more."""
        if turn is self._turn and self._turn_child is not None:
            self._begin(self._mourn(self._turn_child, why))

    # Life of the child.

    async def _living(self) -> Child:
        """The child, started if need be; raises RecognitionFault while it rests."""
        if self._state is EarState.CLOSED:
            raise RecognitionFault("closed")
        if self._child is not None and self._child.alive:
            return self._child
        if self._child is not None:
            await self._mourn(self._child, "exit")
        if time.monotonic() < self._not_before:
            raise RecognitionFault("resting")
        self.restarts += 1
        try:
            child = await Child.start(self._command, WIRE, Kind.READY, SURROUNDINGS, self._watch.start_s)
        except LOST as error:
            self._count_death(type(error).__name__)
            raise RecognitionFault("no_start") from None
        self._child = child
        self._begin(self._read(child))
        return child

    async def _load(self, child: Child, id_: str) -> bool:
        """Load an engine; False: it cannot be, and the next one is to be tried. Raises RecognitionFault."""
        self._loaded, self._loading = "", id_
        try:
            model = self._choice.model(id_)
            frame = await self._ask(child, Kind.LOAD, pack_model(model), self._watch.load_s)
        finally:
            self._loading = ""
        if frame.kind is Kind.FAULT:
            _log.warning("the engine %s cannot be loaded: %s", id_, _key(frame))
            self._choice.leave_out(id_)
            return False
        self._loaded = id_
        self._baseline = self._memories[id_] = child.memory
        return True

    async def _read(self, child: Child) -> None:
        """Take what the child tells, until it is gone."""
        why = "end"
        try:
            while True:
                self._take(await child.receive())
        except LOST as error:
            why = type(error).__name__
        await self._mourn(child, why)

    def _take(self, frame: Frame) -> None:
        answered = self._asked.pop(frame.number, None)
        if answered is not None:
            if not answered.done():
                answered.set_result(frame)
        elif self._turn is not None and frame.number == self._turn.number:
            if frame.kind is Kind.ENDED:
                self._deaths = 0
                self._choice.forgive(self._loaded)
            self._turn.take(frame)
        elif frame.number > self._number:
            raise FrameBroken

    async def _mind(self, turn: Turn, child: Child) -> None:
        """Keep a stopwatch on an utterance, and an eye on the child's memory and on whether it answers."""
        watch = self._watch
        ping: asyncio.Task[Frame] | None = None
        try:
            while not turn.over and child is self._child:
                await asyncio.sleep(watch.tick_s)
                if ping is None or ping.done():
                    if ping is not None and ping.exception() is not None:
                        return  # it was mourned
                    ping = asyncio.ensure_future(self._ask(child, Kind.PING, b"", watch.hang_s))
                if self._grown(child):
                    await self._mourn(child, "memory")
                elif turn.decided is not None:
                    await self._await_words(turn, child)
                elif time.monotonic() - turn.last_sound > (watch.sound_s if turn.sounded else watch.first_sound_s):
                    _break(turn)
            if child is self._child and self._grown(child):
                await self._mourn(child, "memory")
        finally:
            if ping is not None:
                ping.cancel()
                with contextlib.suppress(RecognitionFault, asyncio.CancelledError):
                    await ping

    async def _await_words(self, turn: Turn, child: Child) -> None:
        """Speech has ended: give the engine time for its words while it works."""
        at_work = AtWork(child, self._watch.answer_s, self._watch.work_s)
        ends = time.monotonic() + self._watch.late_s
        while not turn.over and child is self._child:
            await asyncio.sleep(self._watch.tick_s)
            if self._loading:  # that has a stopwatch of its own
                at_work = AtWork(child, self._watch.answer_s, self._watch.work_s)
            if why := "memory" if self._grown(child) else at_work.verdict():
                await self._mourn(child, why)
            elif time.monotonic() > ends and not turn.over:
                _break(turn)
                with contextlib.suppress(RecognitionFault):  # does it ever come to an end?
                    await self._ask(child, Kind.SCORE, pack_phrases(()), self._watch.answer_s)

    def _grown(self, child: Child) -> bool:
        return bool(self._baseline) and child.memory > self._baseline + self._watch.most_growth

    async def _ask(self, child: Child, kind: Kind, body: bytes, still_s: float) -> Frame:
        """Ask the child something; raises RecognitionFault when it is lost over it."""
        number = self._next()
        answer: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        at_work = AtWork(child, still_s, self._watch.work_s)
        child.send(kind, number, body)
        try:
            while not answer.done():
                await asyncio.wait((answer,), timeout=self._watch.tick_s)
                if not answer.done() and (why := at_work.verdict()):
                    answer.cancel()
                    await self._mourn(child, why)
                    raise RecognitionFault(why)
            return answer.result()
        finally:
            self._asked.pop(number, None)
            answer.cancel()

    async def _mourn(self, child: Child, why: str) -> None:
        """A child is gone, or is ended now: its utterance is broken, its questions get no answer, another will come."""
        if child is not self._child:
            await self._bury(child)
            return
        self._child = None
        if self._state is not EarState.CLOSED:
            self._choice.count_death(self._loaded or self._loading)
            self._count_death(why)
        self._loaded, self._baseline = "", 0
        if self._turn is not None and self._turn_child is child:
            self._turn.end(End.BROKEN, None)
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(RecognitionFault("died"))
        await self._bury(child)

    def _count_death(self, why: str) -> None:
        """The first death is followed by a new child at once, later ones by longer and longer rests."""
        self._deaths += 1
        rests = self._watch.retry_s
        rest = 0.0 if self._deaths == 1 else rests[min(self._deaths - 2, len(rests) - 1)]
        self._not_before = time.monotonic() + rest
        if self._state is not EarState.RESTING:
            _log.warning("recognition was lost: %s", why)
        self._rest()

    def _rest(self) -> None:
        """Rest, and try again by itself."""
        if self._state is EarState.CLOSED:
            return
        self._state = EarState.RESTING
        if self._reviving is None or self._reviving.done():
            self._reviving = self._begin(self._revive())

    async def _revive(self) -> None:
        while self._state is EarState.RESTING:
            await asyncio.sleep(max(0.0, self._not_before - time.monotonic()))
            try:
                await self.warm(self._dialect)
            except RecognitionFault as fault:
                if fault.reason == "no_model":  # nothing changes that soon
                    self._not_before = time.monotonic() + self._watch.retry_s[-1]

    def _ready(self) -> None:
        if self._state is EarState.RESTING:
            _log.info("recognition is back")
        if self._state is not EarState.CLOSED:
            self._state = EarState.READY

    async def _warm_quietly(self, dialect: str) -> None:
        with contextlib.suppress(RecognitionFault):
            await self.warm(dialect)

    async def _end_child(self) -> None:
        child, self._child = self._child, None
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(RecognitionFault("closed"))
        if child is not None:
            await self._bury(child)

    async def _bury(self, child: Child) -> None:
        """End a child, also when whoever asked for it is cancelled over it."""
        burial = asyncio.get_running_loop().create_task(child.end())
        self._burials.add(burial)
        burial.add_done_callback(self._burials.discard)
        await asyncio.shield(burial)

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _begin(self, work: Coroutine[object, object, None]) -> "asyncio.Task[None]":
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _break(turn: Turn) -> None:
    turn.end(End.BROKEN, None)
    turn.forget()


def _key(frame: Frame) -> str:
    return frame.body[:40].decode("ascii", "replace")
