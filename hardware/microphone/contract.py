"""What a microphone does for the terminal."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.events import Event
from hardware.status import Device

RATE = 16_000
BLOCK_SAMPLES = 512  # 32 ms: what the voice detector Silero takes at once
BLOCK_BYTES = 2 * BLOCK_SAMPLES


class MicrophoneReason(StrEnum):
    """Everything that a person can notice go wrong at the microphone."""

    ABSENT = "absent"
    SILENT = "silent"  # it is there, but no sound comes, not even silence
    BROKEN = "broken"  # it is there, but cannot be opened
    CANCELLED = "cancelled"


class MicrophoneWarning(StrEnum):
    """What makes a microphone that works a doubtful one; in `DeviceStatus.warnings`."""

    SILENT = "silent"  # nothing but zeros for long: muted, or its cable is out
    CLIPPING = "clipping"  # what is said is too loud for it, and torn at the edges


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """32 ms of sound: 512 samples, 16-bit little-endian mono at 16 kHz. Its repr tells nothing of what was said.

    `seq` grows by one with each block that was recorded, so blocks that were left out are noticed; it begins again at 1
    when the microphone was switched on anew. `at` is the machine's stopwatch (time.monotonic) when its last sample had
    come.
    """

    pcm: bytes
    seq: int
    at: float

    def __post_init__(self) -> None:
        if len(self.pcm) != BLOCK_BYTES:
            raise ValueError("a block has all of its samples, and no more")

    def __repr__(self) -> str:
        return f"Block(seq {self.seq})"


BlockListener = Callable[[Block], None]


class OpenEar(Protocol):
    """Somebody listens through the microphone, until it is closed."""

    def close(self) -> None:
        """Listen no more; the last ear that closes ends the microphone. From any thread, also twice.

        No listener is called any more, but one that is running on another thread runs to its end.
        """


class Microphone(Device, Protocol):
    """Gives sound while somebody listens, and runs no longer than that."""

    async def open_ear(self, listener: BlockListener, deadline_s: float = 10.0) -> OpenEar:
        """Listen; returns when the first block was told. Raises DeviceError with a MicrophoneReason.

        `listener` is called on a thread of the microphone's: hand over and return. Who is slower than sound loses
        blocks, the oldest first. A microphone that is pulled out says so by its status; when it is back, sound goes on.
        """

    @property
    def level(self) -> float | None:
        """How loud it is now, in dBFS (0 is the loudest square wave, -100 is nothing); None while nobody listens."""

    @property
    def listening(self) -> bool:
        """Whether the microphone runs now: the light beside it. Never blocks, from any thread."""

    def listen(self, listener: Callable[[Event[bool]], None]) -> Callable[[], None]:
        """Tell `listener` each time the microphone begins (True) or ends (False), until the function is called."""
