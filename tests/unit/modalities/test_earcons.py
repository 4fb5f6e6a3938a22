"""The short sounds: short, soft, never alone, never over words, and never telling which key it was."""

import array
import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from hardware.speaker.contract import Sound, unasked
from kiosk.modalities.earcons import LONGEST_S, TUNES, TWINS, Earcon, Earcons, sound_of
from kiosk.visit.modes import Modes, Palette
from kiosk.visit.prompts import Act, AnyPrompt, EnterDigits, Farewell, Option, Tell
from kiosk.visit.stage import Gone, IdleWarning, Notice, Scene
from kiosk.visit.text import text
from kiosk.voice.talker import Talker, Utterance
from tests.helpers.mouth import QuickVoice

DONE = Option("done", text("好了"))
READ = Tell(headline=text("看一看"), actions=(DONE,))
TYPE = EnterDigits(headline=text("请输入"), shortest=4, longest=4, hidden=True, personal=True)
TAKE = Act(headline=text("请取走凭条"), icon="receipt", options=(DONE,))
BYE = Farewell(headline=text("慢走"), options=(DONE,))
NO_PAPER = Notice(text("没有纸了，马上来加。"), attention=True)


@dataclass
class Mouth:
    """Writes down what it is given: the name of an earcon, or `words`."""

    heard: list[str] = field(default_factory=list)

    def play(
        self, sound: Sound, *, started: Callable[[], None] = unasked, finished: Callable[[bool], None] = unasked
    ) -> None:
        known = {sound_of(earcon): earcon.value for earcon in Earcon}
        self.heard.append(known.get(sound, "words"))
        started()
        finished(True)

    def stop(self) -> None:
        self.heard.append("silence")

    def set_volume(self, volume: int) -> None:
        pass


class Hall:
    def __init__(self) -> None:
        self.mouth = Mouth()
        self.speaking = False
        self.earcons = Earcons(self.mouth, lambda: self.speaking)
        self.number = 0

    def show(self, prompt: AnyPrompt, modes: Modes | None = None, *, again: bool = False) -> None:
        self.number += 0 if again else 1
        self.earcons.show(Scene(self.number, prompt), modes or Modes())

    @property
    def heard(self) -> list[str]:
        heard, self.mouth.heard = self.mouth.heard, []
        return heard


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.mark.parametrize("earcon", list(Earcon))
def test_a_sound_is_short_soft_and_does_not_click(earcon: Earcon) -> None:
    sound = sound_of(earcon)
    samples = array.array("h", sound.pcm)
    loudest = max(abs(sample) for sample in samples)
    assert 0.05 <= sound.seconds <= LONGEST_S
    assert 3000 < loudest < 9000, "heard, but quieter than speech"
    assert abs(samples[0]) < 50
    assert abs(samples[-1]) < 50


@pytest.mark.parametrize("earcon", list(Earcon))
def test_old_ears_hear_it(earcon: Earcon) -> None:
    assert all(350 <= note.pitch <= 800 for note in TUNES[earcon])


def test_no_sound_tells_anything_by_itself() -> None:
    assert set(TWINS) == set(TUNES) == set(Earcon)
    assert all(TWINS.values())
    assert len(set(TUNES.values())) == len(Earcon), "two sounds are told apart"


@pytest.mark.parametrize(
    ("prompt", "earcon"), [(READ, "accepted"), (TYPE, "accepted"), (TAKE, "done"), (BYE, "farewell")]
)
def test_a_new_page_sounds_and_the_same_in_other_modes_does_not(hall: Hall, prompt: AnyPrompt, earcon: str) -> None:
    hall.show(prompt)
    assert hall.heard == [earcon]
    hall.show(prompt, Modes(palette=Palette.DARK), again=True)
    assert hall.heard == []


def test_every_key_sounds_the_same_and_once(hall: Hall) -> None:
    hall.show(TYPE)
    assert hall.heard == ["accepted"]
    for draft in ("7", "70", "70", "7"):
        hall.earcons.edit(hall.number, draft)
    assert hall.heard == ["accepted"] * 3
    hall.earcons.edit(hall.number - 1, "9")
    assert hall.heard == [], "a late key of the page before"


def test_keys_are_silent_where_they_are_spoken(hall: Hall) -> None:
    hall.show(TYPE, Modes(keypad=True))
    hall.heard.clear()
    hall.earcons.edit(hall.number, "7")
    hall.show(TYPE, Modes(), again=True)
    hall.speaking = True
    hall.earcons.edit(hall.number, "70")
    assert hall.heard == []


def test_what_must_not_be_missed_is_heard_once(hall: Hall) -> None:
    hall.show(READ)
    assert hall.heard == ["accepted"]
    hall.earcons.notice(Notice(text("正在打印。")))
    assert hall.heard == []
    hall.earcons.notice(NO_PAPER)
    hall.earcons.notice(NO_PAPER)
    assert hall.heard == ["attention"]
    hall.show(READ)
    hall.earcons.notice(NO_PAPER)
    assert hall.heard == ["accepted", "attention"], "on the next page it counts again"


def test_the_idle_question_is_heard_when_it_comes_up(hall: Hall) -> None:
    hall.show(READ)
    hall.heard.clear()
    for left in (20, 19, 18):
        hall.earcons.warn_idle(IdleWarning(left))
    hall.earcons.warn_idle(IdleWarning(None))
    hall.earcons.warn_idle(IdleWarning(20))
    assert hall.heard == ["attention", "attention"]


def test_nothing_is_kept_of_a_visit(hall: Hall) -> None:
    hall.show(TYPE)
    hall.earcons.edit(hall.number, "7031")
    hall.heard.clear()
    hall.earcons.clear(Gone.WAITING)
    assert hall.heard == []
    assert "7031" not in str(vars(hall.earcons))


def test_a_sound_comes_before_the_words_of_its_page_and_never_over_them() -> None:
    async def visit() -> list[str]:
        mouth = Mouth()
        talker = Talker(QuickVoice(), mouth, lambda _words: None)
        earcons = Earcons(mouth, lambda: talker.speaking)
        talker.say(Utterance("这一页的话。"))
        earcons.show(Scene(1, READ), Modes(keypad=True))
        while talker.speaking:
            await asyncio.sleep(0)
        return mouth.heard

    heard = asyncio.run(visit())
    assert heard == ["silence", "accepted", "words"]
