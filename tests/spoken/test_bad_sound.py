"""Whatever a microphone may hear: a calm sentence and another way; no crash, and never a microphone that stays open."""

import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from kiosk.app.demo.spoken_terminal import SpokenTerminal
from tests.helpers.sounds import chirp, cut, hush, in_a_row, music, shouted, silence, together

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(180)]

HOME = "今天办什么事"
CARD = "请放身份证"
ANSWER_S = 40.0
BLUNT = ("错误", "失败", "非法", "异常")
ASKED_BACK = ("您是说", "您要哪一个")  # a guess is asked back: nothing is chosen yet


def begins(terminal: SpokenTerminal) -> None:
    """Wake it; the key to speak will cut its greeting short."""
    terminal.press("ok")
    terminal.comes_to(HOME)


def answers_calmly(terminal: SpokenTerminal, since: int, *unless: str) -> str:
    """Something is said, nothing blunt, nothing was chosen, and the ears are shut. `unless`: it may be asked this."""
    terminal.until(lambda: bool(terminal.witness.heard(since)), "it says nothing", ANSWER_S)
    terminal.until(lambda: not terminal.listens, "the microphone stays open")
    said = "".join(terminal.witness.heard(since))
    assert not any(word in said for word in BLUNT), said
    assert any(words in terminal.headline for words in (HOME, *unless)), terminal.headline
    return said


def is_well(terminal: SpokenTerminal) -> None:
    """A clear sentence is understood as ever, though perhaps not at once: recognition may mishear any one of them."""
    for _ in range(4):
        since = terminal.says("是的" if "社保" in terminal.headline else "我想查一下社保")
        terminal.until(partial(_answered, terminal, since), "it says nothing", ANSWER_S)
        if CARD in terminal.headline:
            return
    raise AssertionError(f"it understands nothing any more; asked: {terminal.headline}")


def _answered(terminal: SpokenTerminal, since: int) -> bool:
    return CARD in terminal.headline or bool(terminal.witness.heard(since))


@pytest.mark.parametrize("kind", ["silence", "quiet room", "music", "a tone that rises"])
def test_what_is_no_speech_chooses_nothing(terminal: SpokenTerminal, kind: str) -> None:
    sounds = {
        "silence": silence(3.0),
        "quiet room": hush(3.0),
        "music": music(4.0),
        "a tone that rises": chirp(3.0),
    }
    begins(terminal)
    since = terminal.says(sounds[kind])
    answers_calmly(terminal, since)
    is_well(terminal)


def test_two_who_speak_at_once_are_asked_again_or_one_is_understood(terminal: SpokenTerminal) -> None:
    """Either is right; a third thing is not."""
    begins(terminal)
    both = together([terminal.sound("我想查一下社保"), terminal.sound("帮我找一下网格员")])
    since = terminal.says(both)
    terminal.until(lambda: bool(terminal.witness.heard(since)), "it says nothing", ANSWER_S)
    terminal.until(lambda: not terminal.listens, "the microphone stays open")
    assert any(words in terminal.headline for words in (HOME, CARD, "您找谁", *ASKED_BACK)), terminal.headline


def test_shouting_is_understood_or_asked_again(terminal: SpokenTerminal) -> None:
    begins(terminal)
    since = terminal.says(shouted(terminal.sound("我想查一下社保")))
    terminal.until(lambda: bool(terminal.witness.heard(since)), "it says nothing", ANSWER_S)
    assert any(words in terminal.headline for words in (HOME, CARD, *ASKED_BACK)), terminal.headline


def test_half_a_minute_of_speech_ends_by_itself(terminal: SpokenTerminal) -> None:
    begins(terminal)
    story = terminal.sound("我昨天去菜市场买菜，碰到了隔壁的老李，他说他家的猫又生了一窝小猫，问我要不要一只")
    long = cut(in_a_row([story] * 8), 30.0)
    terminal.opens_ears()
    since = terminal.witness.count
    with terminal.voice.mouthpiece.playing(long):
        terminal.until(lambda: not terminal.listens, "it listens on and on", 25.0)
        answers_calmly(terminal, since, *ASKED_BACK)
    is_well(terminal)


def is_killed_in_mid_sentence(terminal: SpokenTerminal, program: str) -> None:
    begins(terminal)
    terminal.opens_ears()
    since = terminal.witness.count
    with terminal.voice.mouthpiece.playing(terminal.sound("我想查一下社保交了多少年")):
        time.sleep(0.5)
        (child,) = children(program)
        os.kill(child, signal.SIGKILL)
        answers_calmly(terminal, since)


def test_recognition_that_is_killed_in_mid_sentence_costs_that_sentence_and_no_more(terminal: SpokenTerminal) -> None:
    is_killed_in_mid_sentence(terminal, "kiosk.recognition.engine_process")
    terminal.until(lambda: bool(children("kiosk.recognition.engine_process")), "recognition is not started again")
    is_well(terminal)


def test_a_microphone_that_is_lost_in_mid_sentence_is_told_and_used_again(terminal: SpokenTerminal) -> None:
    is_killed_in_mid_sentence(terminal, "hardware.microphone.qt_process hear")
    is_well(terminal)


def children(named: str) -> list[int]:
    """The processes of this one whose command line has these words."""
    from bench.process_tree import members

    return [p.pid for p in members(os.getpid()) if named in _command(p.pid) and p.pid != os.getpid()]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
