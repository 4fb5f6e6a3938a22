"""The engines in the child: their sound is there, as long as it should be, and never on a disk."""

import array
import contextlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from hardware.speaker.contract import Sound
from kiosk.pinyin.spelling import count_syllables, spell
from kiosk.visit.modes import Tongue
from kiosk.voice.contract import Reading
from kiosk.voice.engine import Engine, EngineChain, EngineFault, paused
from kiosk.voice.engine_espeak import EspeakCommand
from kiosk.voice.engine_process import answer, load, serve
from kiosk.voice.engine_pyttsx3 import Pyttsx3
from kiosk.voice.espeak_pace import FASTEST, SLOWEST, espeak_rate, seconds_of
from kiosk.voice.frames import FrameBroken, Outcome, Request, pack_request, unpack_reply

SENTENCES = ("您好，今天办什么事？", "您的养老保险已缴十八年零四个月。", "五。", "请把身份证放在读卡器上，")


def loudness(sound: Sound) -> int:
    return max(map(abs, array.array("h", sound.pcm)), default=0)


@pytest.fixture(scope="module", params=[EspeakCommand, lambda: load(["pyttsx3", "espeak"])], ids=["espeak", "chain"])
def engine(request: pytest.FixtureRequest) -> Engine:
    made: Engine = request.param()
    return made


@pytest.mark.parametrize("pace", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("words", SENTENCES)
def test_speech_is_loud_and_as_long_as_its_syllables(engine: Engine, words: str, pace: float) -> None:
    sound = paused(engine.speak(words, pace), words, pace)
    expected = seconds_of(count_syllables(spell(words)), pace)
    assert loudness(sound) > 5_000
    assert expected / 1.6 < sound.seconds < expected * 1.6 + 0.7


def test_the_default_pace_is_between_200_and_240_hanzi_a_minute(engine: Engine) -> None:
    parts = (
        "您好，今天办什么事？",
        "您的养老保险已缴十八年零四个月，",
        "个人账户八万六千四百一十二元五角，",
        "共六项。",
    )
    seconds = sum(paused(engine.speak(part, 1.0), part, 1.0).seconds for part in parts)
    hanzi = sum("一" <= c <= "鿿" for part in parts for c in part)
    assert 195 <= hanzi / seconds * 60 <= 245


def test_pyttsx3_says_when_it_cannot_be_trusted_and_else_speaks_at_the_right_pace() -> None:
    spoken = Pyttsx3()
    believed = 0
    for n, pace in enumerate((1.0, 1.0, 2.0, 0.5, 1.0, 1.5, 0.75, 2.0, 1.0)):
        words = SENTENCES[n % 2]
        with contextlib.suppress(EngineFault):
            sound = paused(spoken.speak(words, pace), words, pace)
            believed += 1
            expected = seconds_of(count_syllables(spell(words)), pace)
            assert expected / 1.5 - 0.4 < sound.seconds < expected * 1.5 + 1.0
    assert believed > 0


def test_pyttsx3_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    Pyttsx3().speak("您好。", 1.0)
    # On a machine whose home has no PulseAudio yet, libespeak's look for one leaves an empty folder for its socket.
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept == []


def test_espeak_gets_its_words_through_a_pipe_and_not_as_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    command = tmp_path / "espeak-ng"
    command.write_text(f'#!/bin/sh\necho "$@" > {seen}\n', encoding="ascii")
    command.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(EngineFault, match="empty"):
        EspeakCommand().speak("秘密", 1.0)
    assert "mi4" not in seen.read_text(encoding="utf-8")


def test_espeak_that_is_not_installed_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(EngineFault, match="no_espeak"):
        EspeakCommand().speak("您好", 1.0)


def test_words_without_a_sound_are_a_fault(engine: Engine) -> None:
    with pytest.raises(EngineFault):
        engine.speak("……", 1.0)


def test_the_rate_grows_with_the_pace() -> None:
    rates = [espeak_rate(SLOWEST + n * (FASTEST - SLOWEST) / 20) for n in range(21)]
    assert rates == sorted(rates)
    assert rates[0] < rates[10] < rates[20]
    assert espeak_rate(99) == rates[-1]


@pytest.mark.parametrize("words", ["Hello. What do you need today?", "86,412.50 yuan.", "Press OK."])
def test_english_is_spoken_in_words_a_minute_by_whatever_engine(engine: Engine, words: str) -> None:
    sounds = [paused(engine.speak(words, pace, Tongue.ENGLISH), words, pace) for pace in (0.5, 1.0, 2.0)]
    assert all(loudness(sound) > 5_000 for sound in sounds)
    assert sounds[0].seconds > sounds[1].seconds > sounds[2].seconds > 0.3


def test_the_same_words_sound_otherwise_in_the_other_tongue() -> None:
    spoken = [EspeakCommand().speak("120", 1.0, tongue).pcm for tongue in Tongue]
    assert spoken[0] != spoken[1]


def test_cantonese_is_read_from_hanzi_at_the_usual_pace_and_sounds_otherwise() -> None:
    words = "您的养老保险已缴十八年零四个月，"
    spoken = [EspeakCommand().speak(words, 1.0, Tongue.CHINESE, reading) for reading in Reading]
    assert spoken[0].pcm != spoken[1].pcm
    seconds = paused(spoken[1], words, 1.0).seconds
    assert 15 * 60 / 240 < seconds < 15 * 60 / 180
    with pytest.raises(EngineFault, match="unsayable"):
        EspeakCommand().speak("……", 1.0, Tongue.CHINESE, Reading.CANTONESE)


def test_one_of_a_telephone_number_is_one_in_cantonese_and_digits_are_read_out() -> None:
    def said(words: str) -> bytes:
        return EspeakCommand().speak(words, 1.0, Tongue.CHINESE, Reading.CANTONESE).pcm

    assert said("幺二三") == said("一二三")
    assert said("12345") == said("一二三四五")


def test_pyttsx3_speaks_mandarin_only() -> None:
    with pytest.raises(EngineFault, match="mandarin_only"):
        Pyttsx3().speak("您好。", 1.0, Tongue.CHINESE, Reading.CANTONESE)


def test_pyttsx3_leaves_english_to_the_next_engine() -> None:
    with pytest.raises(EngineFault, match="mandarin_only"):
        Pyttsx3().speak("Hello.", 1.0, Tongue.ENGLISH)


class Scripted:
    """An engine that does as it is told."""

    name = "scripted"

    def __init__(self, act: Callable[[], Sound]) -> None:
        self._act = act

    def speak(
        self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE, reading: Reading = Reading.MANDARIN
    ) -> Sound:
        return self._act()


def _fail() -> Sound:
    raise EngineFault("empty")


def _break() -> Sound:
    raise ValueError("秘密")


LOUD = Sound(b"\0\x40" * 100, 8_000)


def test_the_chain_asks_the_next_engine() -> None:
    chain = EngineChain([Scripted(_fail), Scripted(lambda: LOUD)])
    assert chain.speak("您好", 1.0).pcm.startswith(LOUD.pcm)


def test_a_chain_of_failures_is_a_fault_and_so_is_an_empty_one() -> None:
    for engines in ([Scripted(_fail)], []):
        with pytest.raises(EngineFault):
            EngineChain(engines).speak("您好", 1.0)


def test_silence_is_no_speech() -> None:
    with pytest.raises(EngineFault, match="silent"):
        paused(Sound(bytes(1000), 8_000), "您好", 1.0)


def test_a_pause_follows_the_sign_and_the_pace() -> None:
    padded = Sound(bytes(4000) + LOUD.pcm + bytes(9000), 8_000)
    comma, full_stop = paused(padded, "您好，", 1.0), paused(padded, "您好。", 1.0)
    assert LOUD.seconds < comma.seconds < full_stop.seconds < padded.seconds
    assert paused(padded, "您好。", 2.0).seconds < full_stop.seconds


def test_an_engine_that_breaks_is_answered_without_its_words() -> None:
    (reply,) = answer(EngineChain([Scripted(_break)]), Request(7, 1.0, "秘密"))
    assert (reply.number, reply.outcome, reply.body) == (7, Outcome.FAULT, b"ValueError")


def test_the_process_answers_each_request_and_ends_with_its_parent() -> None:
    requests = io.BytesIO(b"".join(pack_request(Request(n, 1.0, "您好")) for n in (1, 2)))
    replies = io.BytesIO()
    serve(EngineChain([Scripted(lambda: LOUD)]), requests, replies)
    octets, numbers = replies.getvalue(), []
    while octets:
        length = int.from_bytes(octets[:4], "big")
        numbers.append(unpack_reply(octets[4 : 4 + length]).number)
        octets = octets[4 + length :]
    assert numbers == [0, 1, 2]


def test_the_process_does_not_believe_a_parent_that_sends_nonsense() -> None:
    with pytest.raises(FrameBroken):
        serve(EngineChain([]), io.BytesIO(b"\xff" * 64), io.BytesIO())


def test_engines_that_cannot_be_loaded_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EngineFault):
        load(["nothing"]).speak("您好", 1.0)
    assert "KeyError" in capsys.readouterr().err
