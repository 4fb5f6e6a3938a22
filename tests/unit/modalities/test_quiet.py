"""别念了: silence at once, and nothing else."""

import pytest

from kiosk.modalities import voice_words as own
from kiosk.modalities.voice_asides import guesses_of, is_it
from kiosk.understanding.meanings import Wanted
from kiosk.understanding.resolve import understand
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.modes import Tongue
from tests.unit.modalities.conftest import Hall
from tests.unit.modalities.test_ears import Talker
from tests.unit.modalities.test_voice import CODE, POUR, SECRET, WHOM, Speaker, asking

pytestmark = pytest.mark.anyio


async def test_she_has_silence_and_keeps_her_page(hall: Hall) -> None:
    serve, answers = asking(WHOM, POUR)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        scene, modes = resident.desk.presenter.scene, resident.desk.presenter.modes
        assert await talker.says("别念了") == ""
        assert not resident.talker.speaking
        assert resident.desk.presenter.scene is scene
        assert resident.desk.presenter.modes == modes
        assert answers == []
        assert "打印凭条吗" in await talker.says("物业")  # the next page is said as every page is
        assert answers == ["property"]


async def test_what_is_being_said_stops(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve, at_once=False) as resident:
        speaker = Speaker(resident)
        await speaker.says("喝茶")
        assert resident.talker.speaking
        assert resident.desk.presenter.scene is not None
        speaker.voice.told(resident.desk.presenter.scene.id, "安静", Wanted(Wish.QUIET))
        assert not resident.talker.speaking


async def test_again_says_what_was_cut_short(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.says("闭嘴")
        assert "您找谁" in await talker.says("再说一遍")


async def test_a_question_that_is_personal_is_no_yes_and_stays_unsaid(hall: Hall) -> None:
    """May I speak? Quiet! Then nothing of it is ever said aloud."""
    serve, _ = asking(SECRET)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        await talker.says("不要说了")
        assert "三百" not in resident.heard
        assert talker.headline == "您欠三百元"


@pytest.mark.parametrize("words", ["别念了", "你别说了", "安静", "闭嘴", "不要说了"])
async def test_it_may_be_said_on_every_page(words: str) -> None:
    for prompt in (WHOM, CODE, SECRET):
        assert understand(words, prompt) == Wanted(Wish.QUIET)


@pytest.mark.parametrize("words", ["quiet", "please stop talking", "Shut up!", "be quiet"])
async def test_it_may_be_said_in_english(words: str) -> None:
    assert understand(words, WHOM, tongue=Tongue.ENGLISH) == Wanted(Wish.QUIET)


async def test_it_is_asked_back_by_its_name(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident, Talker(resident) as talker:
        await talker.says("喝茶")
        page = talker.voice.page
        assert page is not None
        (guess,) = guesses_of(page, [Wanted(Wish.QUIET)], ())
        assert "别念了" in is_it(page, guess).headline.shown()
    assert "别念了" in own.HELP.shown()
