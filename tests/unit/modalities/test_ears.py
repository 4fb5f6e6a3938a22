"""From the press of the key to what was meant: whatever is heard, or not heard, she is answered and can go on."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from hardware.keypad.contract import Key
from hardware.microphone.contract import BlockListener
from hardware.status import DeviceState
from kiosk.modalities import keypad_words
from kiosk.modalities import voice_words as own
from kiosk.modalities.earcons import Earcon
from kiosk.modalities.ears import HELD_S, Ears, Patience
from kiosk.modalities.talk import Talk, TalkStage, loudness
from kiosk.modalities.voice import VoiceModality
from kiosk.recognition.contract import EarState, End
from kiosk.understanding.dialects import dialect_of
from kiosk.understanding.going_on import may_go_on
from kiosk.understanding.meanings import Candidate, NotHere, Speaks, Sure
from kiosk.understanding.syllables import syllables
from kiosk.visit.modes import Modes, Size
from kiosk.visit.prompts import AnyPrompt, Choose
from kiosk.visit.stage import IdleWarning
from kiosk.visit.text import NOTHING, text
from tests.helpers.ears import ScriptedEar, ScriptedMicrophone, ScriptedRecogniser, ScriptedUtterance
from tests.unit.modalities.conftest import BlindResident, Hall
from tests.unit.modalities.test_voice import CODE, PIN, POUR, SECRET, WHOM, asking

pytestmark = pytest.mark.anyio
KINDS = tuple(dialect_of(name) for name in ("mandarin", "sichuan", "cantonese"))


class Talker:
    """A resident who presses the key to speak."""

    def __init__(
        self, resident: BlindResident, microphone: ScriptedMicrophone | None = None, *, tremble_s: float = 0.0
    ) -> None:
        self.resident = resident
        self.microphone = microphone or ScriptedMicrophone()
        self.recogniser = ScriptedRecogniser()
        self.open: list[bool] = []
        self.sounds: list[Earcon] = []
        self.seen: list[Talk] = []
        self.voice = VoiceModality(resident.desk, resident.keypad, self.open.append)
        self.voice.mind.know(KINDS)
        resident.desk.presenter.join(self.voice)
        speech = resident.keypad.speech
        patience = Patience(tremble_s=tremble_s)
        self.ears = Ears(self.voice, speech, self.microphone, self.sounds.append, self.seen.append, patience)
        resident.keypad.talk_key = self.ears

    async def __aenter__(self) -> "Talker":
        self.ears.hear_with(self.recogniser)
        await self.resident.settles()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.ears.close()

    @property
    def turn(self) -> ScriptedUtterance:
        """What is being listened to, or was last."""
        return self.recogniser.turns[-1]

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for an effect."""
        async with asyncio.timeout(10):
            while not true():
                await asyncio.sleep(0.005)
        await self.resident.settles()

    async def presses(self) -> None:
        """Press the key and wait until the microphone is open."""
        before = len(self.recogniser.turns)
        self.resident.keypad.press(Key.TALK)
        await self.until(lambda: len(self.recogniser.turns) > before and self.microphone.listening)

    async def says(self, words: str, end: End = End.SPOKEN) -> str:
        """Press, speak, and hear what comes of it."""
        await self.presses()
        before = len(self.resident.speaker.heard)
        self.turn.hears(words, end)
        await self.until(lambda: not self.ears.listening)
        return "".join(self.resident.speaker.heard[before:])

    @property
    def headline(self) -> str:
        """What stands before her."""
        scene = self.resident.desk.presenter.scene
        return scene.prompt.headline.shown() if scene else ""


async def test_the_first_words_begin_a_visit_and_are_done(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        assert talker.headline == "您找谁？"
        assert talker.turn.forgotten
        assert not talker.microphone.listening
        assert talker.open == [True, False]
        assert talker.sounds == [Earcon.LISTENING, Earcon.HEARD]


async def test_while_she_speaks_the_terminal_is_silent(hall: Hall) -> None:
    serve, _ = asking(WHOM, CODE)
    async with hall(serve, at_once=False) as resident, Talker(resident) as talker:
        await talker.presses()
        spoken = len(resident.speaker.heard)
        resident.desk.answer(resident.seen.scene.id, "tea")  # a finger was quicker: the page turns meanwhile
        await resident.settles()
        assert len(resident.speaker.heard) == spoken
        talker.turn.hears("", End.SILENCE)
        await talker.until(lambda: len(resident.speaker.heard) > spoken)  # now it is said where she is


def resting(prompt: Choose, *ids: str) -> Choose:
    """The same question while some of it rests."""
    rests = text("暂时不能用。")
    return replace(prompt, options=tuple(replace(o, resting=rests if o.id in ids else NOTHING) for o in prompt.options))


async def test_words_are_taken_by_the_page_that_was_told_anew_while_she_spoke(hall: Hall) -> None:
    """A device wakes: what could not be chosen can be, it is the same question, and it is not said again."""
    serve, answers = asking(resting(WHOM, "property", "clinic"))
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.presses()
        before = len(resident.speaker.heard)
        resident.desk.presenter.change(resting(WHOM))
        await resident.settles()
        talker.turn.hears("我家要修水管")
        await talker.until(lambda: not talker.ears.listening)
        assert answers == ["property"]
        assert "您找谁" not in "".join(resident.speaker.heard[before:])


async def test_words_are_taken_by_the_same_question_under_another_number(hall: Hall) -> None:
    """It was not answered: something took its place for a moment, or a device gave what was no answer."""
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.presses()
        presenter = resident.desk.presenter
        scene = presenter.scene
        assert scene is not None
        assert isinstance(scene.prompt, Choose)
        anew = presenter.put(replace(scene, prompt=resting(scene.prompt, "tea")))
        presenter.change(resting(scene.prompt))
        await resident.settles()
        before = len(resident.speaker.heard)
        talker.turn.hears("喝茶")
        await talker.until(lambda: not talker.ears.listening)
        assert anew.result() == "tea"
        assert "今天办什么事" not in "".join(resident.speaker.heard[before:])


ANOTHER = (
    replace(WHOM, options=WHOM.options[1:]),
    replace(WHOM, headline=text("您要给谁打电话？")),
    POUR,
)


@pytest.mark.parametrize("other", ANOTHER)
async def test_words_are_no_answer_to_another_question(hall: Hall, other: AnyPrompt) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.presses()
        presenter = resident.desk.presenter
        assert presenter.scene is not None
        came = presenter.put(replace(presenter.scene, prompt=other))
        await resident.settles()
        before = len(resident.speaker.heard)
        talker.turn.hears("物业" if other is not POUR else "好的")
        await talker.until(lambda: not talker.ears.listening)
        assert not came.done()
        assert other.headline.spoken().rstrip("？") in "".join(resident.speaker.heard[before:])
        came.cancel()


@pytest.mark.parametrize("same_number", [True, False])
async def test_a_yes_counts_only_for_what_was_asked_when_it_was_begun(hall: Hall, same_number: bool) -> None:
    """Money and doors: the very sum, on the very page."""
    dearer = replace(POUR, headline=text("打印两张凭条吗？")) if same_number else POUR
    serve, answers = asking(POUR)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.presses()
        presenter = resident.desk.presenter
        assert presenter.scene is not None
        if same_number:
            presenter.change(dearer)
        else:
            presenter.put(presenter.scene)
        await resident.settles()
        talker.turn.hears("好的")
        await talker.until(lambda: not talker.ears.listening)
        assert answers == []
        assert presenter.waiting
        resident.desk.end()
        await resident.settles()


async def test_the_key_silences_before_the_loop_is_asked(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve, at_once=False) as resident, Talker(resident):
        await resident.press(Key.DOWN)
        stops = resident.speaker.stops
        resident.keypad.press(Key.TALK)
        assert resident.speaker.stops > stops


async def test_a_short_press_goes_on_and_a_held_key_ends_when_it_is_let_go(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.presses()
        resident.keypad.press(Key.TALK_UP)
        await resident.settles()
        assert talker.turn.finished == 0
        resident.keypad.press(Key.TALK)  # pressed again: that was all
        await resident.settles()
        assert talker.turn.finished == 1
        talker.turn.hears("喝茶", End.RELEASED)
        await talker.until(lambda: not talker.ears.listening)
        await talker.presses()
        now = asyncio.get_running_loop().time()
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now + HELD_S + 0.1)
        resident.keypad.press(Key.TALK_UP)
        await resident.settles()
        assert talker.turn.finished == 1


async def test_a_hand_that_trembles_has_pressed_once(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident, tremble_s=60.0) as talker:
        for _ in range(2):
            resident.keypad.press(Key.TALK)
            resident.keypad.press(Key.TALK_UP)
        await talker.until(lambda: talker.microphone.listening)
        assert [turn.finished for turn in talker.recogniser.turns] == [0]
        assert Earcon.HEARD not in talker.sounds


async def lets_go(talker: Talker, monkeypatch: pytest.MonkeyPatch, *keys: Key) -> None:
    """Let go of a key that was held while she spoke."""
    with monkeypatch.context() as later:
        loop, now = asyncio.get_running_loop(), asyncio.get_running_loop().time()
        later.setattr(loop, "time", lambda: now + HELD_S + 0.1)
        for key in keys:
            talker.resident.keypad.press(key)
        await talker.resident.settles()


async def test_the_microphone_is_closed_before_the_words_are_known(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine may take seconds to load: nobody is listened to meanwhile, and nothing says so."""
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.presses()
        talker.microphone.ears[-1].gives(0.0)
        await lets_go(talker, monkeypatch, Key.TALK_UP)
        assert talker.turn.blocks == 1
        assert not talker.microphone.listening
        assert talker.open == [True, False]
        assert talker.sounds == [Earcon.LISTENING, Earcon.HEARD]
        assert talker.seen[-1].stage is TalkStage.THINKING
        talker.turn.hears("喝茶", End.RELEASED)
        await talker.until(lambda: not talker.ears.listening)
        assert talker.headline == "您找谁？"
        assert talker.open == [True, False]
        assert talker.sounds == [Earcon.LISTENING, Earcon.HEARD]
        assert talker.seen[-1] == Talk(TalkStage.READY, dialects=True)


async def test_a_pause_that_ends_what_she_says_closes_the_microphone_as_well(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.presses()
        talker.turn.decides()
        await talker.until(lambda: not talker.microphone.listening)
        assert talker.seen[-1].stage is TalkStage.THINKING
        assert talker.ears.listening  # her words are still to come
        talker.turn.hears("喝茶")
        await talker.until(lambda: talker.headline == "您找谁？")


async def test_who_waits_for_her_words_is_told_and_asked_for_nothing(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.modalities.ears.PATIENCE_S", 0.05)
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.presses()
        talker.turn.decides()
        await talker.until(lambda: own.IN_A_MOMENT.spoken() in resident.heard)
        monkeypatch.setattr("kiosk.modalities.ears.PATIENCE_S", 60.0)
        before = len(resident.speaker.heard)
        resident.keypad.press(Key.TALK)  # she is impatient
        await talker.until(lambda: own.IN_A_MOMENT.spoken() in "".join(resident.speaker.heard[before:]))
        assert not talker.microphone.listening
        before = len(resident.speaker.heard)
        talker.turn.hears("喝茶")
        await talker.until(lambda: talker.headline == "您找谁？")
        await resident.settles()
        assert own.IN_A_MOMENT.spoken() not in "".join(resident.speaker.heard[before:])


async def test_a_key_breaks_off_what_is_still_being_worked_out(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.presses()
        talker.turn.decides()
        await talker.until(lambda: not talker.microphone.listening)
        await resident.press(Key.DOWN)
        assert talker.turn.cancelled
        assert talker.seen[-1].stage is TalkStage.READY
        talker.turn.hears("物业")
        await resident.settles()
        assert answers == []


async def test_words_that_never_come_leave_a_calm_sentence(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.presses()
        talker.turn.decides()
        await talker.until(lambda: not talker.microphone.listening)
        talker.turn.listener.ended(End.BROKEN, None)
        await talker.until(lambda: not talker.ears.listening)
        assert own.NOT_NOW.spoken() in resident.heard
        assert talker.open == [True, False]


async def presses_shortly_and_pauses(talker: Talker, words: str) -> int:
    """Press once, say words, be silent for a moment: how often the end of the pause was not waited for."""
    await talker.presses()
    talker.resident.keypad.press(Key.TALK_UP)
    await talker.resident.settles()
    talker.turn.listener.paused(words)
    await talker.until(lambda: not any(task.get_name() == "ears' guess" for task in asyncio.all_tasks()))
    return talker.turn.settled


@pytest.mark.parametrize(
    ("page", "words", "settled"),
    [
        (WHOM, "物业", 1),
        (WHOM, "返回", 1),
        (WHOM, "社区", 0),  # of two
        (WHOM, "西红柿", 0),
        (WHOM, "三", 0),  # 三栋
        (POUR, "不是", 1),
        (POUR, "打印", 0),  # a yes may still become a no
        (CODE, "三", 0),
        (CODE, "返回", 0),
    ],
)
async def test_who_is_understood_already_need_not_wait_for_the_pause(
    hall: Hall, page: AnyPrompt, words: str, settled: int
) -> None:
    serve, _ = asking(page)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        assert await presses_shortly_and_pauses(talker, words) == settled


async def test_who_holds_the_key_ends_it_herself(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.presses()
        talker.turn.listener.paused("物业")
        await resident.settles()
        await asyncio.sleep(0.2)
        assert talker.turn.settled == 0


def test_words_that_only_begin_something_else_may_go_on() -> None:
    among = tuple(Candidate(words, Sure(words), syllables(words)) for words in ("查社保", "社保卡", "交水费"))
    assert may_go_on("查社保", Sure("查社保"), among)
    assert may_go_on("我要查社保。", Sure("查社保"), among)
    assert may_go_on("查射宝", Sure("查社保"), among)  # as it sounds
    assert not may_go_on("交水费", Sure("交水费"), among)
    assert not may_go_on("社保卡", Sure("社保卡"), among)
    assert may_go_on("十二", Sure(12), among)


async def test_it_listens_for_what_is_likely_here_and_as_long_as_she_needs(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        resident.desk.set_modes(replace(resident.desk.presenter.modes, size=Size.ELDER))
        await talker.presses()
        asked = talker.turn.asked
        assert "物业" in asked.phrases
        assert asked.pause_s == Patience().pause_elder_s
        assert asked.dialect == "mandarin"


async def test_what_fits_twice_is_asked_back_as_a_page_and_chosen_by_any_hand(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        heard = await talker.says("社区")
        assert talker.headline == own.WHICH_ONE.shown()
        assert "社区民警" in heard
        await talker.says("都不是")
        assert talker.headline == "您找谁？"
        await talker.says("社区")
        assert own.WHICH_ONE.spoken().split("。")[0] in resident.heard
        await resident.choose("0")  # by keys
        assert answers == ["police"]


async def test_one_guess_is_confirmed_first(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        scene = resident.seen.scene
        talker.voice.unsure(scene.id, ("property",))
        await resident.settles()
        assert talker.headline == "您是说“物业”吗？"
        await talker.says("嗯可能吧")
        assert answers == []
        await talker.says("不是")
        assert talker.headline == "您找谁？"
        assert own.AGAIN.spoken() in resident.heard
        talker.voice.unsure(scene.id, ("property",))
        await resident.settles()
        await talker.says("是的")
        assert answers == ["property"]


async def test_before_a_print_no_guess_is_named(hall: Hall) -> None:
    serve, answers = asking(POUR)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.says("可以吧要不打印了")
        assert talker.headline == "打印凭条吗？"
        assert answers == []
        await talker.says("打印")
        assert answers == [True]


async def test_misses_lead_to_examples_then_to_other_ways_and_a_person(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        assert own.AGAIN.spoken() in await talker.says("西红柿炒鸡蛋")
        assert "社区民警" in await talker.says("西红柿炒鸡蛋")
        third = await talker.says("西红柿炒鸡蛋")
        assert own.OTHER_WAYS.spoken() in third
        assert "工作人员" in third
        assert answers == []
        await talker.says("物业")
        assert answers == ["property"]


async def test_silence_leads_to_a_short_word_then_examples_then_a_person(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        short = await talker.says("", End.SILENCE)
        assert own.SPEAK_NOW.spoken() in short
        assert "您找谁" in short
        assert "社区民警" not in short
        assert "社区民警" in await talker.says("", End.SILENCE)
        assert "工作人员" in await talker.says("", End.SILENCE)


async def test_a_misheard_command_is_taken_back(hall: Hall) -> None:
    serve, answers = asking(WHOM, CODE)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.says("物业")
        assert talker.headline == "请输入楼号"
        heard = await talker.says("不对")
        assert talker.headline == "您找谁？"
        assert own.SORRY.spoken() in heard
        await talker.says("民警")
        assert answers == ["property", "police"]


async def test_digits_that_were_misheard_are_taken_back(hall: Hall) -> None:
    serve, _ = asking(CODE)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.says("三")
        await talker.says("四")
        assert resident.desk.presenter.draft == "34"
        await talker.says("错了")
        assert resident.desk.presenter.draft == "3"


async def test_a_no_to_a_question_is_an_answer_and_takes_nothing_back(hall: Hall) -> None:
    serve, answers = asking(POUR, WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.says("不是")
        assert answers == [False]


async def test_what_a_finger_did_is_not_taken_back_by_words(hall: Hall) -> None:
    serve, _ = asking(WHOM, CODE, WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.says("物业")
        resident.desk.answer(resident.seen.scene.id, "12")
        await resident.settles()
        assert talker.headline == "您找谁？"
        await talker.says("不对")
        assert talker.headline == "您找谁？"


async def test_hidden_digits_are_not_shown_while_they_are_said(hall: Hall) -> None:
    serve, _ = asking(CODE, PIN)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.presses()
        talker.turn.listener.partial("四三")
        await talker.until(lambda: any(talk.words == "四三" for talk in talker.seen))
        talker.turn.hears("三")
        await talker.until(lambda: not talker.ears.listening)
        await talker.says("确定")
        talker.seen.clear()
        await talker.presses()
        talker.turn.listener.partial("一二三四")
        await talker.until(lambda: talker.seen[-1].level > 0)
        assert not any(talk.words for talk in talker.seen)
        assert "一二三四" not in repr(talker.seen)


async def test_a_personal_page_is_said_only_after_a_yes(hall: Hall) -> None:
    serve, answers = asking(SECRET)
    async with hall(serve) as resident, Talker(resident) as talker:
        heard = await talker.says("喝茶")
        assert "三百" not in heard
        assert "三百" not in await talker.says("看好了")
        assert "三百" not in await talker.says("", End.SILENCE)
        assert answers == []
        assert "三百" in await talker.says("好的")


async def test_pages_speak_to_whoever_answers_by_words_or_by_keys(hall: Hall) -> None:
    serve, _ = asking(WHOM, WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        assert "您可以说：" in await talker.says("喝茶")
        assert "按下键" in await resident.choose("property")
        resident.desk.end()
        await resident.settles()
        assert "您可以说：" not in await resident.press(Key.DOWN)  # the next one has pressed a key


async def test_the_visit_ends_while_she_speaks(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.presses()
        turn = talker.turn
        resident.desk.end()
        await talker.until(lambda: not talker.microphone.listening)
        assert turn.cancelled
        assert turn.forgotten
        turn.hears("喝茶")  # late
        await resident.settles()
        assert resident.desk.presenter.scene is None
        assert talker.voice.page is None


async def test_a_handset_that_is_laid_down_ends_what_was_said_and_it_counts(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        resident.keypad.press(Key.JACK_IN)
        await talker.presses()
        await lets_go(talker, monkeypatch, Key.TALK_UP, Key.JACK_OUT)
        assert not talker.microphone.listening
        assert talker.turn.finished == 1
        assert not talker.turn.cancelled
        assert not resident.desk.presenter.modes.headphones
        talker.turn.hears("物业", End.RELEASED)
        await talker.until(lambda: not talker.ears.listening)
        assert answers == ["property"]


async def test_what_was_said_of_a_personal_page_into_a_handset_counts_when_it_is_laid_down(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """She had heard it in private; what comes after it is not said aloud unasked."""
    serve, answers = asking(SECRET, SECRET)
    async with hall(serve) as resident, Talker(resident) as talker:
        resident.keypad.press(Key.JACK_IN)
        assert "三百" in await talker.says("喝茶")
        await talker.presses()
        await lets_go(talker, monkeypatch, Key.TALK_UP, Key.JACK_OUT)
        before = len(resident.speaker.heard)
        talker.turn.hears("看好了", End.RELEASED)
        await talker.until(lambda: not talker.ears.listening)
        assert answers == ["done"]
        assert "三百" not in "".join(resident.speaker.heard[before:])


async def test_a_handset_that_is_laid_down_at_once_leaves_nobody_listening(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        resident.keypad.press(Key.JACK_IN)
        await talker.presses()
        resident.keypad.press(Key.TALK_UP)
        resident.keypad.press(Key.JACK_OUT)
        await talker.until(lambda: not talker.ears.listening)
        assert not talker.microphone.listening
        assert talker.turn.cancelled
        assert answers == []


class SlowMicrophone(ScriptedMicrophone):
    """One that begins when a test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.begins = asyncio.Event()

    async def open_ear(self, listener: BlockListener, deadline_s: float = 10.0) -> ScriptedEar:
        await self.begins.wait()
        return await super().open_ear(listener, deadline_s)


@pytest.mark.parametrize("keys", [(Key.TALK_UP,), (Key.TALK_UP, Key.JACK_OUT)])
async def test_who_lets_go_before_the_microphone_is_open_is_not_listened_to(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, keys: tuple[Key, ...]
) -> None:
    serve, _ = asking(WHOM)
    microphone = SlowMicrophone()
    async with hall(serve) as resident, Talker(resident, microphone) as talker:
        await resident.press(Key.DOWN)
        resident.keypad.press(Key.TALK)
        await talker.until(lambda: bool(talker.recogniser.turns))
        before = len(resident.speaker.heard)
        await lets_go(talker, monkeypatch, *keys)
        microphone.begins.set()
        await talker.until(lambda: bool(microphone.ears))
        assert not talker.ears.listening
        assert not microphone.listening
        assert not any(talker.open)
        assert talker.turn.cancelled
        heard = "".join(resident.speaker.heard[before:])
        assert (own.SPEAK_NOW.spoken() in heard) == (len(keys) == 1)  # who laid the handset down has gone


async def test_headphones_are_pulled_out_in_the_middle(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        resident.keypad.press(Key.JACK_IN)
        await talker.presses()
        assert resident.desk.presenter.modes.headphones
        turn = talker.turn
        resident.keypad.press(Key.JACK_OUT)
        await talker.until(lambda: not talker.microphone.listening)
        assert turn.cancelled
        assert not resident.desk.presenter.modes.headphones


async def test_another_key_breaks_off_what_she_says(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.presses()
        turn = talker.turn
        await resident.press(Key.DOWN)
        assert turn.cancelled
        assert not talker.microphone.listening
        turn.hears("物业")
        await resident.settles()
        assert answers == []


async def test_an_idle_question_is_answered_by_the_key(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        resident.desk.presenter.warn_idle(IdleWarning(20))
        await talker.says("物业")
        assert answers == ["property"]


@pytest.mark.parametrize("state", [DeviceState.NO_DEVICE, DeviceState.HARDWARE_ERROR])
async def test_a_microphone_that_is_gone_is_told_and_keys_go_on(hall: Hall, state: DeviceState) -> None:
    serve, _ = asking(WHOM)
    microphone = ScriptedMicrophone(broken=True, state=state)
    async with hall(serve) as resident, Talker(resident, microphone) as talker:
        assert talker.seen[-1].stage is TalkStage.RESTING
        resident.keypad.press(Key.TALK)
        await talker.until(lambda: own.NO_SOUND.spoken() in resident.heard)
        assert talker.seen[-1].stage is TalkStage.RESTING
        assert "喝茶" in await resident.press(Key.DOWN) + await resident.press(Key.REPEAT)


@pytest.mark.parametrize("state", [DeviceState.NO_DEVICE, DeviceState.HARDWARE_ERROR])
async def test_a_press_tries_a_microphone_that_was_lost(hall: Hall, state: DeviceState) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident, ScriptedMicrophone(state=state)) as talker:
        assert talker.seen[-1].stage is TalkStage.RESTING
        await talker.says("喝茶")
        assert talker.headline == "您找谁？"
        assert not talker.microphone.listening


async def test_a_microphone_that_is_out_of_service_is_left_alone(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident, ScriptedMicrophone(state=DeviceState.OFFLINE)) as talker:
        assert own.NO_SOUND.spoken() in await resident.press(Key.TALK)
        assert talker.microphone.ears == []


async def test_a_microphone_that_cannot_be_opened(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident, ScriptedMicrophone(broken=True)) as talker:
        resident.keypad.press(Key.TALK)
        await talker.until(lambda: bool(talker.recogniser.turns) and not talker.ears.listening)
        assert "请用按键" in resident.heard
        assert talker.turn.cancelled


async def test_a_microphone_that_vanishes_in_the_middle(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.presses()
        talker.microphone.state = DeviceState.POWER_OFF
        await talker.until(lambda: not talker.ears.listening)
        assert talker.turn.cancelled
        assert own.NO_SOUND.spoken() in resident.heard
        talker.microphone.state = DeviceState.ONLINE
        await talker.says("喝茶")
        assert talker.headline == "您找谁？"


async def test_a_microphone_that_brings_no_blocks_is_not_left_open(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.modalities.ears.SILENT_BLOCKS_S", 0.3)
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.presses()
        await talker.until(lambda: not talker.ears.listening)
        assert not talker.microphone.listening
        assert "请用按键" in resident.heard


async def test_an_engine_that_dies_in_the_middle(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.presses()
        talker.recogniser.state = EarState.RESTING
        talker.turn.listener.ended(End.BROKEN, None)
        await talker.until(lambda: not talker.ears.listening)
        assert not talker.microphone.listening
        assert own.NOT_NOW.spoken() in resident.heard
        assert own.NOT_NOW.spoken() in await resident.press(Key.TALK)
        assert talker.seen[-1].stage is TalkStage.RESTING


async def test_who_presses_before_recognition_is_loaded_is_listened_to_once_it_is(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident:
        talker = Talker(resident)
        resident.keypad.press(Key.TALK)  # nobody knows yet whether there is a model at all
        await talker.until(lambda: own.SOON.spoken() in resident.heard)
        talker.recogniser.state = EarState.STARTING
        talker.ears.hear_with(talker.recogniser)
        await resident.settles()
        assert not talker.recogniser.turns
        assert not talker.microphone.listening
        before = len(resident.speaker.heard)
        resident.keypad.press(Key.TALK)  # she is impatient: that ends nothing
        await talker.until(lambda: own.SOON.spoken() in "".join(resident.speaker.heard[before:]))
        talker.recogniser.state = EarState.READY
        await talker.until(lambda: talker.microphone.listening)
        assert talker.turn.finished == 0
        talker.turn.hears("喝茶")
        await talker.until(lambda: talker.headline == "您找谁？")
        await talker.ears.close()


@pytest.mark.parametrize("no_model", [True, False])
async def test_recognition_that_is_never_loaded(hall: Hall, monkeypatch: pytest.MonkeyPatch, no_model: bool) -> None:
    monkeypatch.setattr("kiosk.modalities.ears_readiness.READY_S", 0.5)
    serve, _ = asking(WHOM)
    async with hall(serve) as resident:
        talker = Talker(resident)
        talker.recogniser.state = EarState.RESTING
        resident.keypad.press(Key.TALK)
        await talker.until(lambda: talker.voice.page is not None)
        talker.ears.hear_with(None if no_model else talker.recogniser)
        await talker.until(lambda: own.NOT_NOW.spoken() in resident.heard)
        assert not talker.ears.listening
        assert not talker.microphone.ears
        await talker.ears.close()


async def test_no_model_is_installed(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident:
        talker = Talker(resident)
        talker.ears.hear_with(None)
        await resident.settles()
        assert talker.seen[-1].stage is TalkStage.RESTING
        assert own.NOT_NOW.spoken() in await resident.press(Key.TALK)
        await talker.ears.close()


async def test_without_ears_the_key_says_so(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident:
        await resident.press(Key.DOWN)
        assert keypad_words.NO_EARS.spoken() in await resident.press(Key.TALK)


async def test_scores_that_do_not_come_leave_the_words(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.recogniser.cannot_score = True
        await talker.says("按楼栋网格")
        assert talker.turn.scored
        assert talker.turn.forgotten
        assert answers == ["building"]


async def test_what_is_garbled_is_held_against_the_sound(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.recogniser.scores = {"物业": -0.4, "社区民警": -5.0}
        await talker.says("屋耶")
        assert talker.turn.scored
        assert answers == ["property"] or talker.headline == "您是说“物业”吗？"


# Dialects.


async def test_she_says_what_she_speaks_and_is_greeted_in_it(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.recogniser.engines["sichuan"] = KINDS[1].engines[0]
        heard = await talker.says(KINDS[1].choose[0])
        assert resident.desk.presenter.modes.dialect == "sichuan"
        assert talker.recogniser.warmed == ["mandarin", "sichuan"]
        assert KINDS[1].greeting.split("。")[0].rstrip("！，") in heard
        assert "听不全" not in heard
        assert talker.headline == "您找谁？"
        await talker.presses()
        assert talker.turn.asked.dialect == "sichuan"
        resident.desk.end()
        await talker.until(lambda: talker.recogniser.warmed[-1] == "mandarin")
        assert resident.desk.presenter.modes == Modes()


@pytest.mark.parametrize(
    ("meaning", "said"), [(NotHere("water"), own.NOT_DONE_HERE.spoken()), (Speaks("sichuan"), KINDS[1].greeting)]
)
async def test_what_is_said_aside_is_seen_as_well(hall: Hall, meaning: NotHere | Speaks, said: str) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        captions: list[str] = []
        resident.seen.caption = captions.append  # type: ignore[method-assign,assignment]
        talker.voice.told(resident.seen.scene.id, "这样", meaning)
        await resident.settles()
        await talker.until(lambda: said[:6] in "".join(captions))
        assert said[:6] in resident.heard
        assert answers == []
        assert talker.headline == "您找谁？"


async def test_without_an_engine_for_her_dialect_that_is_told(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        assert f"听不全{KINDS[1].name}" in await talker.says(KINDS[1].choose[0])
        assert resident.desk.presenter.modes.dialect == "sichuan"


async def test_dialects_are_chosen_by_keys_as_well_from_the_attract_page(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        talker.ears.choose_dialect()
        await talker.until(lambda: talker.headline == own.WHICH_DIALECT.shown())
        resident.desk.answer(resident.seen.scene.id, "cantonese")
        await resident.settles()
        assert resident.desk.presenter.modes.dialect == "cantonese"
        assert resident.talker.reading.value == "cantonese"
        assert "今天办什么事" in talker.headline


def test_the_meter_is_calm() -> None:
    assert loudness(-20.0, 0) == 5
    assert loudness(-90.0, 5) == 4
    assert loudness(None, 0) == 0
    assert [loudness(level, 0) for level in (-60.0, -50.0, -40.0, -5.0)] == [0, 1, 2, 5]


async def test_more_dialects_than_a_page_holds_are_turned_over(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    eight = tuple(replace(KINDS[0], id=f"d{n}", name=f"第{n}种话") for n in range(8))
    async with hall(serve) as resident, Talker(resident) as talker:
        talker.voice.mind.know((KINDS[0], *eight))
        talker.ears.choose_dialect()
        await talker.until(lambda: talker.headline == own.WHICH_DIALECT.shown())
        first = resident.seen.scene.id
        resident.desk.answer(first, "more")
        await talker.until(lambda: resident.seen.scene.id != first)
        assert talker.headline == own.WHICH_DIALECT.shown()
        resident.desk.answer(resident.seen.scene.id, "d7")
        await resident.settles()
        assert resident.desk.presenter.modes.dialect == "d7"
