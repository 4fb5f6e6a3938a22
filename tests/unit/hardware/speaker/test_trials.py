"""What can be tried on a speaker by hand."""

import array
import asyncio
from collections.abc import Callable

import pytest

from hardware.speaker.contract import Route, Sound, unasked
from hardware.speaker.qt import QtSpeaker
from hardware.speaker.trials import say_tone, tone, volume
from hardware.supervisor import Timing


class QuietSpeaker(QtSpeaker):
    """Takes sounds without a sound process."""

    def __init__(self) -> None:
        super().__init__("speaker", Timing())
        self.volumes: list[int] = []
        self.sounds: list[Sound] = []

    def play(
        self, sound: Sound, *, started: Callable[[], None] = unasked, finished: Callable[[bool], None] = unasked
    ) -> None:
        self.sounds.append(sound)
        finished(len(self.sounds) == 1)

    def set_volume(self, volume: int) -> None:
        self.volumes.append(volume)


def test_two_tones_and_the_route() -> None:
    said: list[str] = []
    asyncio.run(say_tone(QuietSpeaker(), (), said.append))
    assert said[0].endswith(f"route {Route.UNKNOWN.value}")
    assert said[1:3] == ["440 Hz: played to its end", "660 Hz: silenced"]


def test_the_volume_is_set_before_the_tone() -> None:
    speaker = QuietSpeaker()
    asyncio.run(volume(speaker, ("30",), lambda _: None))
    assert (speaker.volumes, len(speaker.sounds)) == ([30], 1)


@pytest.mark.parametrize("words", [(), ("loud",), ("101",), ("1", "2")])
def test_a_volume_that_is_none_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        asyncio.run(volume(QuietSpeaker(), words, lambda _: None))


def test_a_tone_begins_and_ends_softly() -> None:
    samples = array.array("h", tone(440, 0.2).pcm)
    assert max(map(abs, samples[:20])) < 1_000
    assert max(map(abs, samples[-20:])) < 1_000
    assert max(samples) > 11_000
