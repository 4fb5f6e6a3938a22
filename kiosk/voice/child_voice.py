"""The voice in its own process, watched: a hang, a crash or growing memory costs a sentence and never the terminal."""

import asyncio
import contextlib
import logging
import os
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from hardware.speaker.contract import Sound
from kiosk.voice.contract import AS_USUAL, LONGEST_SENTENCE, How, VoiceFault, VoiceState
from kiosk.voice.engine import WARMING, joined
from kiosk.voice.frames import (
    ENOUGH,
    LENGTH,
    LONGEST_REPLY,
    READY,
    FrameBroken,
    Outcome,
    Reply,
    Request,
    checked_length,
    pack_request,
    unpack_reply,
)

_log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "kiosk.voice.engine_process")
ENGINES = ("pyttsx3", "espeak")
"""What speaks where no natural voice is installed, in the order of liking."""
NATURAL = "natural"
_EXPECTED = frozenset({"", WARMING, "mandarin_only", "unsayable"})
_PAGE = os.sysconf("SC_PAGE_SIZE")


def engines_with(voice_folder: Path | None) -> tuple[str, ...]:
    """The engines for a `ChildVoice`: the natural voice of this folder first, if there is one."""
    return ENGINES if voice_folder is None else (f"{NATURAL}={voice_folder}", *ENGINES)


@dataclass(frozen=True, slots=True)
class Watch:
    """How patient the watchdog is, in seconds and bytes; a test makes it impatient."""

    start_s: float = 20.0
    answer_s: float = 5.0
    retry_s: tuple[float, ...] = (0.5, 1, 2, 5, 10, 30)
    # The natural voice holds 250 MB once it has spoken the longest sentence (docs/speaking.md).
    most_memory: int = 400 << 20
    # After so many deaths in a row the first engine is left out.
    deaths_of_engine: int = 2


class ChildVoice:
    """Implements `kiosk.voice.contract.Voice`. Loop thread only; one sentence at a time."""

    def __init__(
        self, command: Sequence[str] = COMMAND, engines: Sequence[str] = ENGINES, watch: Watch | None = None
    ) -> None:
        self._command = tuple(command)
        self._engines = tuple(engines)
        self._watch = watch or Watch()
        self._process: Process | None = None
        self._state = VoiceState.STARTING
        self._deaths = 0
        self._not_before = 0.0
        self._number = 0
        self._turn = asyncio.Lock()
        self._asked: set[asyncio.Task[None]] = set()
        self._being_said: _Said | None = None
        self._told = ""
        self.restarts = -1

    @property
    def state(self) -> VoiceState:
        """How the voice is now."""
        return self._state

    @property
    def memory(self) -> int:
        """Bytes that the child holds in memory; 0 without a child."""
        process = self._process
        return _resident(process.pid) if process is not None and process.returncode is None else 0

    async def warm(self) -> None:
        """Start the child before the first sentence needs it; what fails is told by `state`."""
        async with self._turn:
            with contextlib.suppress(VoiceFault):
                await self._living()

    async def parts(self, sentence: str, how: How = AS_USUAL) -> AsyncGenerator[Sound, None]:
        """Speak a sentence; what is not wanted any more is dropped, and leaves the wire in step."""
        async with aclosing(self.told_parts(sentence, how)) as parts:
            async for sound, _ in parts:
                yield sound

    async def told_parts(self, sentence: str, how: How = AS_USUAL) -> AsyncGenerator[tuple[Sound, str], None]:
        """`parts`, each with the name of the engine that made it."""
        if not 0 < len(sentence) <= LONGEST_SENTENCE:
            raise VoiceFault("length")
        said = _Said(sentence, how)
        asked = asyncio.ensure_future(self._in_turn(said))
        self._asked.add(asked)
        asked.add_done_callback(self._asked.discard)
        asked.add_done_callback(said.end)
        try:
            while (part := await said.heard.get()) is not None:
                yield part
            await asked
        finally:
            self._drop(said)

    async def synthesize(self, sentence: str, how: How = AS_USUAL) -> Sound:
        """All of a sentence at once; raises VoiceFault."""
        async with aclosing(self.parts(sentence, how)) as parts:
            return joined([sound async for sound in parts])

    async def close(self) -> None:
        """End the child."""
        self._state = VoiceState.CLOSED
        for asked in tuple(self._asked):
            asked.cancel()
        await asyncio.gather(*self._asked, return_exceptions=True)
        await self._end_child()

    def _drop(self, said: "_Said") -> None:
        """Nobody waits for it any more; a child that is at it is told."""
        said.wanted = False
        process = self._process
        if said is self._being_said and process is not None and process.stdin is not None:
            process.stdin.write(ENOUGH)

    async def _in_turn(self, said: "_Said") -> None:
        async with self._turn:
            if not said.wanted:
                return
            try:
                await self._ask(await self._living(), said)
            except _Died:
                # Most deaths are of a child that sat idle: a fresh one deserves the same sentence once.
                await self._second_try(said)
            finally:
                await self._weigh()

    async def _second_try(self, said: "_Said") -> None:
        if time.monotonic() < self._not_before:
            raise VoiceFault("resting")
        if said.begun:
            raise VoiceFault("died")  # what was heard already is not said twice
        try:
            await self._ask(await self._living(), said)
        except _Died:
            raise VoiceFault("died") from None

    async def _ask(self, process: Process, said: "_Said") -> None:
        self._number += 1
        how = said.how
        request = Request(self._number, min(2.0, max(0.5, how.pace)), said.sentence, how.tongue, how.reading)
        self._being_said = said
        try:
            async for reply in _exchange(process, request, self._watch.answer_s):
                self._take(reply, said)
        except (TimeoutError, OSError, FrameBroken, asyncio.IncompleteReadError) as error:
            await self._mourn(type(error).__name__)
            raise _Died from None
        except asyncio.CancelledError:
            await self._end_child()
            raise
        finally:
            self._being_said = None

    def _take(self, reply: Reply, said: "_Said") -> None:
        if reply.instead != WARMING:
            self._deaths = 0  # one that dies while it loads has not been well yet
        if reply.outcome is Outcome.FAULT:
            raise VoiceFault(reply.body[:40].decode("ascii", "replace"))
        self._tell_engine(reply)
        said.begun = True
        said.heard.put_nowait((Sound(reply.body, reply.rate), reply.engine))

    def _tell_engine(self, reply: Reply) -> None:
        """Once: that the best engine does not speak, and why."""
        if reply.instead in _EXPECTED or reply.instead == self._told:
            return
        self._told = reply.instead
        _log.warning("%s speaks instead of the first engine: %s", reply.engine, reply.instead)

    async def _living(self) -> Process:
        """The child, started if need be; raises VoiceFault while it rests."""
        if self._state is VoiceState.CLOSED:
            raise VoiceFault("closed")
        process = self._process
        if process is not None and process.returncode is None:
            return process
        if process is not None:
            await self._mourn("exit")
        if time.monotonic() < self._not_before:
            raise VoiceFault("resting")
        return await self._start()

    async def _start(self) -> Process:
        self.restarts += 1
        try:
            self._process = process = await asyncio.create_subprocess_exec(
                *self._command, *self._engines_now(), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=1 << 16
            )
            async with asyncio.timeout(self._watch.start_s):
                greeting = await _receive(process)
            if greeting.number != READY:
                raise FrameBroken
        except (TimeoutError, OSError, FrameBroken, asyncio.IncompleteReadError) as error:
            await self._mourn(type(error).__name__)
            raise VoiceFault("no_start") from None
        if self._state is VoiceState.RESTING:
            _log.info("the voice is back")
        self._state = VoiceState.READY
        return process

    def _engines_now(self) -> tuple[str, ...]:
        skipped = self._deaths // self._watch.deaths_of_engine
        return self._engines[min(skipped, len(self._engines) - 1) :]

    async def _mourn(self, why: str) -> None:
        """Count a death: the first is followed by a new child at once, later ones by longer and longer rests."""
        await self._end_child()
        self._deaths += 1
        rests = self._watch.retry_s
        rest = 0.0 if self._deaths == 1 else rests[min(self._deaths - 2, len(rests) - 1)]
        self._not_before = time.monotonic() + rest
        if self._state is not VoiceState.CLOSED:
            if self._state is not VoiceState.RESTING:
                _log.warning("the voice was lost: %s", why)
            self._state = VoiceState.RESTING

    async def _weigh(self) -> None:
        """A child that has grown is replaced before the next sentence."""
        if self.memory > self._watch.most_memory:
            _log.warning("the voice has grown to %d MB and is started anew", self.memory >> 20)
            await self._end_child()

    async def _end_child(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await process.wait()
        # asyncio closes the transport of a killed child a turn later; a loop that ends before would complain.
        await asyncio.sleep(0)


@dataclass(slots=True, repr=False, eq=False)
class _Said:
    """What is to be spoken, how, and what has been made of it."""

    sentence: str
    how: How
    heard: "asyncio.Queue[tuple[Sound, str] | None]" = field(default_factory=asyncio.Queue)
    wanted: bool = True
    begun: bool = False

    def end(self, asked: "asyncio.Task[None]") -> None:
        """There is no more of it."""
        if not asked.cancelled():
            asked.exception()  # looked at, so that an abandoned sentence is not reported as forgotten
        self.heard.put_nowait(None)


class _Died(Exception):
    """The child is gone, or as good as gone."""


async def _exchange(process: Process, request: Request, patience_s: float) -> AsyncIterator[Reply]:
    """All replies to a request; raises what a broken child brings."""
    assert process.stdin is not None
    process.stdin.write(pack_request(request))
    more = True
    while more:
        async with asyncio.timeout(patience_s):
            await process.stdin.drain()
            reply = await _receive(process)
        if reply.number != request.number:
            raise FrameBroken
        more = reply.outcome is Outcome.PART
        yield reply


async def _receive(process: Process) -> Reply:
    assert process.stdout is not None
    length = checked_length(await process.stdout.readexactly(LENGTH.size), LONGEST_REPLY)
    return unpack_reply(await process.stdout.readexactly(length))


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0
