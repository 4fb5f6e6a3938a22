"""What must never come of words: money by a guess, personal things aloud, an end that nobody wants, words that stay."""

import asyncio
import gc
import threading
from dataclasses import replace

import pytest

from hardware.keypad.contract import Key
from kiosk.modalities import voice_words as own
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.voice_mind import Mind
from kiosk.modalities.voice_repair import Repair
from kiosk.recognition.contract import End, Heard
from kiosk.understanding.dialects import dialect_of
from kiosk.understanding.meanings import Sure, Wanted
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.prompts import Confirm, Option, Tell
from kiosk.visit.stage import Scene
from kiosk.visit.text import NOTHING, text
from tests.unit.modalities.conftest import Hall
from tests.unit.modalities.test_ears import Talker
from tests.unit.modalities.test_voice import CODE, POUR, SECRET, WHOM, asking

pytestmark = pytest.mark.anyio
DIALECTS = ("mandarin", "sichuan", "shanghai", "suzhou", "cantonese", "hakka", "minnan")
PAY = Confirm(headline=text("付十二元吗？"), yes=text("付钱"), no=text("先不付"))


def scene(prompt: object, number: int = 1, *, back: bool = False) -> Scene:
    """A page as a service makes it; behind a payment there is no way back but home."""
    return Scene(number, prompt, NOTHING, "", "", "", can_go_back=back, can_go_home=True, can_pause=False)  # type: ignore[arg-type]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("words", "other"),
    [("今天天气真不错", "好的"), ("我不想付这个钱", "好的"), ("咋个要付嘛", "可以"), ("先不付啊", "付钱"), ("", "是")],
)
def test_no_next_guess_of_an_engine_pays(dialect: str, words: str, other: str) -> None:
    """A grammar's best path is one of the prompt's phrases, whatever was said."""
    mind = Mind()
    mind.know([dialect_of("mandarin"), dialect_of(dialect)])
    page = KeypadPage(scene(PAY), elder=False)
    heard = Heard(words, others=(other,), likely=-0.4, engine="vosk", dialect=dialect)
    assert mind.meaning(heard, page, mind.candidates(page, dialect), {}) != Sure(True)


@pytest.mark.parametrize("other", ["不要", "付钱"])
def test_a_plain_yes_still_pays_whatever_else_it_could_have_been(other: str) -> None:
    mind = Mind()
    mind.know([dialect_of("mandarin")])
    page = KeypadPage(scene(PAY), elder=False)
    heard = Heard("付钱", others=(other,), likely=-0.4)
    assert mind.meaning(heard, page, mind.candidates(page, "mandarin"), {}) == Sure(True)


async def test_taking_back_a_louder_voice_does_not_put_headphones_back_on(hall: Hall) -> None:
    """They were pulled out meanwhile: what is personal would be said to the whole hall."""
    serve, _ = asking(WHOM, SECRET)
    async with hall(serve) as resident, Talker(resident) as talker:
        await resident.press(Key.JACK_IN)
        await talker.says("喝茶")
        await talker.says("大声点")
        loud = resident.desk.presenter.modes.volume
        await resident.press(Key.JACK_OUT)
        before = len(resident.speaker.heard)
        await talker.says("不对")
        modes = resident.desk.presenter.modes
        assert not modes.headphones
        assert not modes.curtain
        assert modes.volume <= loud
        await talker.says("物业")
        assert talker.headline == "您欠三百元"
        assert "三百" not in "".join(resident.speaker.heard[before:])


async def test_taking_back_the_volume_leaves_what_a_finger_set(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        was = resident.desk.presenter.modes
        await talker.says("大声点")
        resident.desk.set_modes(replace(resident.desk.presenter.modes, left_handed=True))
        await talker.says("不对")
        assert resident.desk.presenter.modes == replace(was, left_handed=True)


async def test_digits_that_a_finger_typed_since_are_not_taken_back(hall: Hall) -> None:
    serve, _ = asking(CODE)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.says("三")
        resident.desk.edit(resident.seen.scene.id, "35")
        await resident.settles()
        await talker.says("不对")
        assert (talker.headline, resident.desk.presenter.draft) == ("请输入楼号", "35")


@pytest.mark.parametrize("between", ["呼噜呼噜呼噜呼噜呼噜", "大声点", ""])  # the first is like no phrase at all
async def test_the_end_is_asked_back_again_after_anything_else(hall: Hall, between: str) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        assert own.END_NOW.spoken() in await talker.says("办完了")
        await talker.says(between, End.SPOKEN if between else End.SILENCE)
        await talker.says("办完了")
        assert talker.headline == "您找谁？"
        await talker.says("办完了")
        assert resident.desk.presenter.scene is None


async def test_the_end_is_asked_back_again_after_a_key(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.says("办完了")
        await resident.press(Key.DOWN)
        await talker.says("办完了")
        assert talker.headline == "您找谁？"


async def test_an_end_that_was_asked_back_as_a_guess_is_asked_once(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.voice.unsure(resident.seen.scene.id, (Wanted(Wish.END),))
        await resident.settles()
        await talker.says("不是")
        assert talker.headline == "您找谁？"
        talker.voice.unsure(resident.seen.scene.id, (Wanted(Wish.END),))
        await resident.settles()
        await talker.says("是的")
        assert resident.desk.presenter.scene is None


def test_what_was_paid_is_not_said_to_be_taken_back() -> None:
    """Behind the yes there is no way back, and going home undoes nothing."""
    repair = Repair()
    repair.answered(KeypadPage(scene(PAY, 1, back=True), elder=False))
    paid = KeypadPage(scene(Tell(headline=text("付好了"), actions=(Option("done", text("好了")),)), 2), elder=False)
    repair.shown(paid)
    assert not repair.can_take_back(paid)


def test_what_a_yes_led_to_is_taken_back_where_there_is_a_way_back() -> None:
    repair = Repair()
    repair.answered(KeypadPage(scene(POUR, 1, back=True), elder=False))
    asked = KeypadPage(scene(WHOM, 2, back=True), elder=False)
    repair.shown(asked)
    assert repair.can_take_back(asked)


async def test_nothing_of_a_turn_outlives_it(hall: Hall) -> None:
    """Recognition holds on to its last listener: it must be an empty one, for the next resident comes."""
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.presses()
        talker.turn.listener.partial("我找王桂芳")
        talker.turn.hears("我找王桂芳")
        await talker.until(lambda: not talker.ears.listening)
        listener = talker.turn.listener
        held = [value for value in vars(listener).values() if isinstance(value, str | tuple | KeypadPage)]
        assert not any(held)
        resident.desk.end()
        await resident.settles()
        gc.collect()
        assert not any(isinstance(found, KeypadPage) for found in gc.get_referents(*gc.get_referents(listener)))


@pytest.mark.parametrize("part", ["meaning", "worth_scoring"])
async def test_the_loop_goes_on_while_words_are_ranked(hall: Hall, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """A key that silences must not wait behind a long sentence and two thousand phrases."""
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        went_on, waited = threading.Event(), list[bool]()
        real = getattr(talker.voice.mind, part)

        def slow(*told: object) -> object:
            waited.append(went_on.wait(5))
            return real(*told)

        monkeypatch.setattr(talker.voice.mind, part, slow)
        await talker.presses()
        talker.turn.hears("物业")
        asyncio.get_running_loop().call_later(0.05, went_on.set)
        await talker.until(lambda: not talker.ears.listening)
        assert waited == [True]
        assert answers == ["property"]


async def test_who_hangs_up_while_words_are_ranked_has_said_nothing(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        begun, go_on = threading.Event(), threading.Event()
        real = talker.voice.mind.meaning

        def slow(*told: object) -> object:
            begun.set()
            go_on.wait(5)
            return real(*told)  # type: ignore[arg-type]

        monkeypatch.setattr(talker.voice.mind, "meaning", slow)
        await talker.presses()
        talker.turn.hears("物业")
        await talker.until(begun.is_set)
        await resident.press(Key.DOWN)
        go_on.set()
        await talker.until(lambda: not any(task.get_name() == "understanding" for task in asyncio.all_tasks()))
        assert answers == []
        assert talker.headline == "您找谁？"


async def test_fifty_presses_in_a_row_leave_one_turn_and_no_open_microphone(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        for _ in range(25):
            talker.ears.press()
            talker.ears.break_off()
        talker.ears.press()
        await talker.until(lambda: sum(ear.open for ear in talker.microphone.ears) == 1)
        assert sum(not turn.forgotten for turn in talker.recogniser.turns) == 1
        resident.desk.end()
        await talker.until(lambda: not talker.microphone.listening)
        assert all(turn.forgotten for turn in talker.recogniser.turns)


async def test_words_that_come_too_late_do_not_swallow_the_page_that_came(hall: Hall) -> None:
    """It turned while she spoke, and was not said then: who does not see it must hear of it."""
    serve, answers = asking(WHOM, CODE)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.presses()
        before = len(resident.speaker.heard)
        resident.desk.answer(resident.seen.scene.id, "police")
        await resident.settles()
        talker.turn.hears("物业")
        await talker.until(lambda: not talker.ears.listening)
        assert "请输入楼号" in "".join(resident.speaker.heard[before:])
        assert answers == ["police"]


async def test_nobody_is_listened_to_once_the_ears_are_closing(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        closing = asyncio.ensure_future(talker.ears.close())
        await asyncio.sleep(0)
        talker.ears.press()  # a finger on the screen, which is still lit
        await closing
        await resident.settles()
        assert not talker.microphone.listening
        assert not talker.ears.listening
