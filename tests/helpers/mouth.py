"""A voice that is quick and a speaker that listens: for tests of what is said, when, and to whom."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

from hardware.speaker.contract import Sound, unasked
from kiosk.visit.modes import Tongue
from kiosk.voice.contract import AS_USUAL, How, Reading, VoiceFault, VoiceState


@dataclass
class QuickVoice:
    """Speaks at once. The samples are the words themselves, so that a listener can read them."""

    asked: list[tuple[str, float]] = field(default_factory=list)
    tongues: list[Tongue] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    silent: bool = False
    slow_s: float = 0.0

    @property
    def state(self) -> VoiceState:
        return VoiceState.READY

    async def parts(self, sentence: str, how: How = AS_USUAL) -> AsyncGenerator[Sound, None]:
        self.readings.append(how.reading)
        self.asked.append((sentence, how.pace))
        self.tongues.append(how.tongue)
        await asyncio.sleep(self.slow_s)
        if self.silent:
            raise VoiceFault("resting")
        yield Sound(sentence.encode("utf-16-le"), 8_000)

    async def close(self) -> None:
        pass


@dataclass
class ListeningSpeaker:
    """Plays nothing; holds each sound until the test lets it pass, or lets all pass at once."""

    at_once: bool = True
    heard: list[str] = field(default_factory=list)
    stops: int = 0
    volumes: list[int] = field(default_factory=list)
    waiting: list[tuple[Callable[[], None], Callable[[bool], None]]] = field(default_factory=list)

    def play(
        self, sound: Sound, *, started: Callable[[], None] = unasked, finished: Callable[[bool], None] = unasked
    ) -> None:
        self.heard.append("" if not any(sound.pcm) else sound.pcm.decode("utf-16-le"))
        if self.at_once:
            started()
            finished(True)
        else:
            if not self.waiting:
                started()
            self.waiting.append((started, finished))

    def pass_one(self) -> None:
        """The first sound was heard to its end."""
        self.waiting.pop(0)[1](True)
        if self.waiting:
            self.waiting[0][0]()

    def stop(self) -> None:
        self.stops += 1
        waiting, self.waiting = self.waiting, []
        for _, finished in waiting:
            finished(False)

    def set_volume(self, volume: int) -> None:
        self.volumes.append(volume)
