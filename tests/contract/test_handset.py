"""The demo's handset: what is played to its mouthpiece is what the terminal's real microphone hears."""

import array
import asyncio
import time
from collections.abc import Callable, Iterator

import pytest

from hardware.configuration import DeviceConfig
from hardware.microphone import drivers
from hardware.microphone.child_microphone import ChildMicrophone
from hardware.microphone.contract import Block
from hardware.speaker.contract import Sound
from hardware.supervisor import Timing
from kiosk.app.demo.mouthpiece import Mouthpiece, NoMouthError
from kiosk.app.demo.screen import HANDSET, virtual_loudspeaker
from kiosk.app.demo.spoken_words import SpokenWords
from tests.helpers.sounds import chirp, cut, music, silence

PATIENCE_S = 20.0
LOUD = 500

pytestmark = pytest.mark.desktop


def until(true: Callable[[], bool], why: str) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < ends, why
        time.sleep(0.01)


class Handset:
    """A mouth and a microphone at the same sound server."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.mouthpiece = Mouthpiece(environment)
        config = DeviceConfig("ear", "microphone", "qt_microphone", options={"device": HANDSET})
        made = drivers.qt_microphone(config, Timing(retry_s=(0.1,), probe_s=0.2))
        assert isinstance(made, ChildMicrophone)
        self.microphone = made
        self.heard: list[Block] = []

    def loudest(self, since: int) -> int:
        pieces = [array.array("h", block.pcm) for block in self.heard[since:]]
        return max((max(map(abs, piece)) for piece in pieces), default=0)


@pytest.fixture
def handset(monkeypatch: pytest.MonkeyPatch) -> Iterator[Handset]:
    with virtual_loudspeaker() as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        handset = Handset(environment)
        handset.microphone.start()
        asyncio.run(handset.microphone.open_ear(handset.heard.append, PATIENCE_S))
        try:
            yield handset
        finally:
            handset.microphone.close()


def test_a_sentence_that_is_played_is_heard_whole_and_then_it_is_quiet(handset: Handset) -> None:
    with SpokenWords(None) as words:
        sentence = words.sound("我想查一查社保")
    handset.mouthpiece.play(sentence)
    until(lambda: handset.loudest(-12) < LOUD, "it does not become quiet")
    loud = [n for n, block in enumerate(handset.heard) if max(array.array("h", block.pcm)) > LOUD]
    assert loud
    assert (loud[-1] - loud[0]) * 0.032 == pytest.approx(sentence.seconds, abs=0.5)


def test_a_sound_can_be_broken_off(handset: Handset) -> None:
    with handset.mouthpiece.playing(music(10.0)):
        until(lambda: handset.loudest(-5) > LOUD, "the music is not heard")
    until(lambda: handset.loudest(-12) < LOUD, "it plays on")


def test_nothing_is_heard_of_silence(handset: Handset) -> None:
    before = len(handset.heard)
    handset.mouthpiece.play(silence(0.5))
    assert handset.loudest(before) == 0


def test_a_sentence_is_made_once_and_other_paces_are_other_sounds() -> None:
    with SpokenWords(None) as words:
        usual, slow = words.sound("返回"), words.sound("返回", 0.6)
        assert words.sound("返回") is usual
    assert slow.seconds > usual.seconds


def test_without_a_sound_server_there_is_no_mouth() -> None:
    with pytest.raises(NoMouthError):
        Mouthpiece({})
    with pytest.raises(NoMouthError):
        Mouthpiece({"PULSE_SERVER": "unix:/nowhere/at-all"}).play(Sound(cut(chirp(1.0), 0.2).pcm, 16_000))
