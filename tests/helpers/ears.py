"""A microphone and a recogniser that do what a test says, in the shapes of their contracts."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from hardware.errors import Completion, DeviceError
from hardware.microphone.contract import BLOCK_BYTES, Block, BlockListener, MicrophoneReason
from hardware.status import DeviceState, DeviceStatus
from kiosk.recognition.contract import Asked, EarState, End, Heard, Listener, RecognitionFault
from kiosk.visit.modes import MANDARIN


@dataclass
class ScriptedMicrophone:
    """Opens at once, unless `broken`, and is well then; a test gives it sound."""

    broken: bool = False
    state: DeviceState = DeviceState.ONLINE
    level: float | None = -20.0
    ears: list["ScriptedEar"] = field(default_factory=list)

    @property
    def status(self) -> DeviceStatus:
        return DeviceStatus("microphone", "microphone", "scripted", self.state, (), "", 1, datetime.now(UTC))

    @property
    def listening(self) -> bool:
        return any(ear.open for ear in self.ears)

    async def open_ear(self, listener: BlockListener, deadline_s: float = 10.0) -> "ScriptedEar":
        if self.broken:
            raise DeviceError(Completion.HARDWARE_ERROR, MicrophoneReason.BROKEN)
        self.state = DeviceState.ONLINE  # one that opens is well, whatever it was before
        ear = ScriptedEar(listener)
        self.ears.append(ear)
        return ear

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"nobody should ask a microphone for {name}")


@dataclass
class ScriptedEar:
    """One listener of the microphone."""

    listener: BlockListener
    open: bool = True
    seq: int = 0

    def gives(self, at: float) -> None:
        """A block of sound."""
        self.seq += 1
        self.listener(Block(bytes(BLOCK_BYTES), self.seq, at))

    def close(self) -> None:
        self.open = False


@dataclass
class ScriptedUtterance:
    """One turn of listening; a test says what was heard."""

    asked: Asked
    listener: Listener
    owner: "ScriptedRecogniser"
    blocks: int = 0
    finished: int = 0
    settled: int = 0
    decided: bool = False
    cancelled: bool = False
    forgotten: bool = False
    scored: list[tuple[str, ...]] = field(default_factory=list)
    looks: int = 0

    def feed(self, pcm: bytes, seq: int) -> None:
        self.blocks += 1

    def finish(self) -> None:
        self.finished += 1
        self.decides()

    def decides(self) -> None:
        """Her words are being worked out."""
        if not self.decided:
            self.decided = True
            asyncio.get_running_loop().call_soon(self.listener.decided)

    def settle(self) -> None:
        self.settled += 1

    def cancel(self) -> None:
        self.cancelled = True

    async def score(self, phrases: Sequence[str]) -> tuple[float, ...]:
        self.scored.append(tuple(phrases))
        if self.owner.cannot_score:
            raise RecognitionFault("lost")
        return tuple(self.owner.scores.get(phrase, -6.0) for phrase in phrases)

    async def look_again(self) -> Heard | None:
        self.looks += 1
        await self.owner.look_again_when.wait()
        if self.owner.cannot_look_again:
            raise RecognitionFault("lost")
        words, *others = self.owner.looked_again or ("",)
        dialect = self.asked.dialect
        return Heard(words, tuple(others), -0.5, "scripted", dialect) if words else None

    def forget(self) -> None:
        self.forgotten = True

    def hears(self, words: str, end: End = End.SPOKEN, likely: float = -0.5) -> None:
        """It is over, and these were the words; none: nobody spoke."""
        heard = Heard(words, likely=likely, engine="scripted", dialect=self.asked.dialect) if words else None
        self.listener.ended(end, heard)


def _set(event: asyncio.Event) -> asyncio.Event:
    event.set()
    return event


@dataclass
class ScriptedRecogniser:
    """Implements `kiosk.recognition.contract.Recogniser`."""

    state: EarState = EarState.READY
    engines: dict[str, str] = field(default_factory=lambda: {MANDARIN: "scripted"})
    scores: dict[str, float] = field(default_factory=dict)
    cannot_score: bool = False
    looked_again: tuple[str, ...] = ()
    cannot_look_again: bool = False
    look_again_when: asyncio.Event = field(default_factory=lambda: _set(asyncio.Event()))
    turns: list[ScriptedUtterance] = field(default_factory=list)
    warmed: list[str] = field(default_factory=list)
    closed: bool = False

    def engine_for(self, dialect: str) -> str:
        return self.engines.get(dialect, self.engines.get(MANDARIN, ""))

    async def warm(self, dialect: str = MANDARIN) -> None:
        self.warmed.append(dialect)

    def listen(self, asked: Asked, listener: Listener) -> ScriptedUtterance:
        if self.state is not EarState.READY:
            raise RecognitionFault("resting")
        turn = ScriptedUtterance(asked, listener, self)
        self.turns.append(turn)
        return turn

    async def close(self) -> None:
        self.closed = True
