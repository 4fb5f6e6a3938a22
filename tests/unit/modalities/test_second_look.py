"""Who would be asked back is heard once more; nobody else waits for it, and no yes comes of it."""

import asyncio

import pytest

from hardware.keypad.contract import Key
from kiosk.modalities import voice_words as own
from kiosk.modalities.talk import TalkStage
from kiosk.visit.prompts import AnyPrompt
from tests.unit.modalities.conftest import Hall
from tests.unit.modalities.test_ears import Talker
from tests.unit.modalities.test_voice import CODE, POUR, WHOM, asking

pytestmark = pytest.mark.anyio


async def looks(talker: Talker, words: str) -> None:
    """Say words of which the second look is waited for."""
    talker.recogniser.look_again_when.clear()
    await talker.presses()
    talker.turn.hears(words)
    await talker.until(lambda: talker.turn.looks == 1)


async def test_what_is_sure_at_first_sight_is_done_at_once(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        talker.recogniser.looked_again = ("社区民警",)
        await talker.says("喝茶")
        await talker.says("物业")
        assert answers == ["property"]
        assert [turn.looks for turn in talker.recogniser.turns] == [0, 0]


async def test_what_is_in_doubt_is_settled_by_a_second_look(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.recogniser.looked_again = ("西红柿炒鸡蛋", "我要找物业")
        await talker.says("西红柿炒鸡蛋")
        assert answers == ["property"]
        assert talker.turn.forgotten


async def test_both_looks_at_nothing_are_asked_for_again(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.recogniser.looked_again = ("西红柿炒鸡蛋",)
        assert own.AGAIN.spoken() in await talker.says("西红柿炒鸡蛋")
        assert talker.turn.looks == 1
        assert answers == []


async def test_clear_words_that_mean_two_things_are_asked_back_at_once(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.recogniser.looked_again = ("社区民警",)
        await talker.says("社区")
        assert talker.headline == own.WHICH_ONE.shown()
        assert talker.turn.looks == 0
        assert answers == []


async def test_what_was_heard_well_is_not_looked_at_again(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.recogniser.looked_again = ("物业",)
        await talker.presses()
        talker.turn.hears("西红柿炒鸡蛋", likely=-0.1)
        await talker.until(lambda: not talker.ears.listening)
        assert own.AGAIN.spoken() in resident.heard
        assert talker.turn.looks == 0


async def test_digits_of_a_second_look_are_typed(hall: Hall) -> None:
    serve, _ = asking(CODE)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.recogniser.looked_again = ("三栋",)
        await talker.says("西红柿炒鸡蛋")
        assert talker.voice.page is not None
        assert talker.voice.page.draft == "3"


@pytest.mark.parametrize("again", [("打印",), ("是的",), ("嗯", "打印")])
async def test_a_second_look_never_says_yes(hall: Hall, again: tuple[str, ...]) -> None:
    serve, answers = asking(POUR)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.recogniser.looked_again = again
        talker.recogniser.scores = {"打印": -0.1, "是的": -0.1}
        await talker.says("西红柿炒鸡蛋")
        assert talker.turn.looks == 1
        assert answers == []
        assert talker.headline == "打印凭条吗？"


async def test_a_second_look_that_is_lost_or_late_asks_back(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        talker.recogniser.looked_again = ("物业",)
        talker.recogniser.cannot_look_again = True
        assert own.AGAIN.spoken() in await talker.says("西红柿炒鸡蛋")
        talker.recogniser.cannot_look_again = False
        talker.recogniser.look_again_when.clear()
        monkeypatch.setattr("kiosk.modalities.ears_meaning.LOOK_S", 0.05)
        assert "社区民警" in await talker.says("西红柿炒鸡蛋")  # the second miss
        assert answers == []


async def test_the_key_pressed_meanwhile_listens_anew(hall: Hall) -> None:
    """She says it once more herself; what the second look gives then is too late."""
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await looks(talker, "西红柿炒鸡蛋")
        doubtful = talker.turn
        await talker.presses()
        assert doubtful.cancelled
        assert doubtful.forgotten
        talker.recogniser.looked_again = ("社区民警",)
        talker.recogniser.look_again_when.set()
        await resident.settles()
        assert answers == []
        assert talker.microphone.listening
        talker.turn.hears("物业")
        await talker.until(lambda: answers == ["property"])


@pytest.mark.parametrize("ended", ["visit", "key"])
async def test_nothing_comes_of_a_second_look_that_nobody_waits_for(hall: Hall, ended: str) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await looks(talker, "西红柿炒鸡蛋")
        doubtful = talker.turn
        if ended == "visit":
            resident.desk.end()
            await talker.until(lambda: talker.voice.page is None)
        else:
            await resident.press(Key.DOWN)
        assert doubtful.cancelled
        assert doubtful.forgotten
        assert talker.seen[-1].stage is TalkStage.READY
        talker.recogniser.looked_again = ("物业",)
        talker.recogniser.look_again_when.set()
        await talker.until(lambda: not any(task.get_name() == "understanding" for task in asyncio.all_tasks()))
        assert answers == []


async def test_who_waits_for_a_second_look_is_told(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.modalities.ears.PATIENCE_S", 0.05)
    serve, answers = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await looks(talker, "西红柿炒鸡蛋")
        await talker.until(lambda: own.IN_A_MOMENT.spoken() in resident.heard)
        talker.recogniser.looked_again = ("物业",)
        talker.recogniser.look_again_when.set()
        await talker.until(lambda: answers == ["property"])


@pytest.mark.parametrize(("page", "words"), [(WHOM, "物业"), (POUR, "不是"), (CODE, "三")])
async def test_plain_answers_are_never_looked_at_again(hall: Hall, page: AnyPrompt, words: str) -> None:
    serve, _ = asking(page)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.says(words)
        assert talker.turn.looks == 0
