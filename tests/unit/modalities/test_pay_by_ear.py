"""Paying without seeing the screen: what is said, said again, and told while a payment stands."""

import re
from dataclasses import replace

import pytest

from hardware.keypad.contract import Key
from kiosk.foundation.money import Money
from kiosk.modalities import keypad_words as own
from kiosk.modalities import voice_words
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.understanding.meanings import Sure
from kiosk.understanding.resolve import understand
from kiosk.visit.prompts import Option, Pay, Present, Way
from kiosk.visit.stage import Notice, Scene
from kiosk.visit.text import text
from kiosk.visit.visit import Visit
from tests.unit.modalities.conftest import BlindResident, Hall, Serve

pytestmark = pytest.mark.anyio

PAY = Pay(
    headline=text("请出示付款码"),
    ways=(
        Way("payment_code", text("付款码"), "qr-code", place="code_scanner"),
        Way("payment_terminal", text("刷卡"), "credit-card", resting=text("付款机在休息。"), place="payment_terminal"),
    ),
    others=(Option("other", text("换个办法付")), Option("later", text("先不付了"))),
    amount=Money(8640),
    payee=text("杏花社区便民服务馆"),
    seconds=180,
)
UNSURE = PAY.in_doubt((Option("slip", text("先拿凭条")),))
BY_SCREEN = replace(PAY, ways=(Way("screen_code", text("用手机扫"), "device-mobile"),), code="https://pay.example/1")
OPENING = "请付八十六元四角。收款方是杏花社区便民服务馆。请出示付款码。三分钟内有效。"
FIRST, SECOND = "手机上正在输密码。", "手机上还在输密码。"
FAILURES = re.compile("失败|错误|没有付|取消|无效|超时|不能用")


class Seconds:
    """A stopwatch that a test turns."""

    def __init__(self) -> None:
        self.at = 500.0

    def __call__(self) -> float:
        return self.at


def asking(prompt: Present) -> tuple[Serve, list[object]]:
    answers: list[object] = []

    async def serve(visit: Visit) -> None:
        answers.append(await visit.ask(prompt))

    return serve, answers


async def begun(resident: BlindResident) -> str:
    """She chose the service; what was heard of the page."""
    await resident.press(Key.DOWN)
    return await resident.choose("tea")


async def test_it_opens_with_sum_and_payee_and_no_way_is_under_ok(hall: Hall) -> None:
    serve, answers = asking(PAY)
    async with hall(serve) as resident:
        heard = await begun(resident)
        assert heard == f"{OPENING}刷卡现在不能用。付款机在休息。{own.OTHER_WAYS.spoken()}"
        assert resident.focused[-1] == ""
        await resident.press(Key.OK)
        assert answers == []
        await resident.choose("later")
        assert answers == ["later"]


async def test_behind_a_curtain_she_hears_that_the_screen_is_lit_for_her_telephone(hall: Hall) -> None:
    lit = own.SCREEN_LIT.spoken()
    serve, _ = asking(BY_SCREEN)
    async with hall(serve) as resident:
        await resident.press(Key.JACK_IN)
        heard = await resident.choose("tea")
        assert heard.startswith(lit)
        assert lit in await resident.press(Key.REPEAT)
        await resident.press(Key.JACK_OUT)
        assert lit not in await resident.press(Key.REPEAT)


@pytest.mark.parametrize("prompt", [PAY, UNSURE], ids=["her own code", "unsure"])
async def test_where_no_code_stands_nobody_speaks_of_light(hall: Hall, prompt: Pay) -> None:
    serve, _ = asking(prompt)
    async with hall(serve) as resident:
        await resident.press(Key.JACK_IN)
        assert own.SCREEN_LIT.spoken() not in await resident.choose("tea")


async def test_who_can_see_is_not_told_that_the_screen_is_lit(hall: Hall) -> None:
    serve, _ = asking(BY_SCREEN)
    async with hall(serve) as resident:
        assert own.SCREEN_LIT.spoken() not in await begun(resident)


async def test_repeat_tells_the_news_first_and_then_the_page(hall: Hall) -> None:
    serve, _ = asking(PAY)
    async with hall(serve) as resident:
        await begun(resident)
        assert (await resident.press(Key.REPEAT)).startswith(OPENING)
        resident.desk.presenter.notice(Notice(text("扫到了。请在手机上输密码。")))
        await resident.settles()
        assert resident.heard.endswith("扫到了。请在手机上输密码。")
        assert (await resident.press(Key.REPEAT)).startswith(f"扫到了。请在手机上输密码。{OPENING}")


@pytest.mark.parametrize("prompt", [PAY, UNSURE], ids=["pay", "unsure"])
async def test_of_two_notices_only_the_newest_waits_to_be_said(hall: Hall, prompt: Pay) -> None:
    serve, _ = asking(prompt)
    async with hall(serve, at_once=False) as resident:

        async def waiting() -> list[str]:
            for words in (FIRST, SECOND):
                resident.desk.presenter.notice(Notice(text(words)))
            await resident.settles()
            return [utterance.words for utterance in resident.talker._queue]

        resident.keypad.press(Key.DOWN)
        await resident.settles()
        assert (await waiting())[-2:] == [FIRST, SECOND], "on any other page each is said"
        resident.desk.answer(resident.seen.scene.id, "tea")
        await resident.settles()
        assert resident.seen.scene.prompt is prompt
        said = await waiting()
        assert said[-1] == SECOND
        assert FIRST not in said


async def test_a_warning_is_no_news_and_still_cuts_in(hall: Hall) -> None:
    serve, _ = asking(PAY)
    async with hall(serve) as resident:
        await begun(resident)
        resident.desk.presenter.notice(Notice(text("打印机没有纸了。请先付。"), attention=True))
        await resident.settles()
        assert resident.heard.endswith("打印机没有纸了。请先付。")
        assert (await resident.press(Key.REPEAT)).startswith(OPENING)


async def test_nobody_is_asked_whether_it_may_be_said_aloud(hall: Hall) -> None:
    serve, _ = asking(PAY)
    async with hall(serve) as resident:
        heard = await begun(resident)
        assert own.MAY_I_SPEAK.spoken() not in heard
        assert not KeypadPage(Scene(1, PAY), elder=False).private


async def test_in_doubt_she_hears_not_to_pay_again_and_of_no_other_way(hall: Hall) -> None:
    serve, answers = asking(UNSURE)
    async with hall(serve) as resident:
        heard = await begun(resident)
        assert heard.startswith("正在确认，请不要再付。")
        assert "八十六元四角" in heard
        assert own.OTHER_WAYS.spoken() not in heard
        assert "一个选择" in heard
        assert "请付" not in heard
        assert not FAILURES.search(heard)
        assert (await resident.press(Key.REPEAT)).startswith("正在确认，请不要再付。")
        await resident.choose("slip")
        assert answers == ["slip"]


def test_the_time_that_is_left_is_told_as_it_is_now() -> None:
    now = Seconds()
    page = KeypadPage(Scene(1, PAY), elder=False, now=now)
    assert page.opening().startswith(OPENING)
    now.at += 118.4
    assert "还有一分零二秒。" in page.opening()
    assert "还有一分零二秒。" in page.reading()
    page.change(Scene(1, replace(PAY, others=())), elder=True)
    assert "还有一分零二秒。" in page.said, "other modes give no more time"
    page.change(Scene(1, replace(PAY, seconds=40)), elder=True)
    assert "四十秒内有效。" in page.said
    now.at += 40
    assert page.said.endswith("时间到了，请先不要付。")


def test_the_whole_page_in_one_go_begins_with_the_news() -> None:
    page = KeypadPage(Scene(1, PAY), elder=False)
    page.news = text("扫到了。")
    assert page.reading().startswith(f"扫到了。{OPENING}")
    assert page.reading().endswith("可以选：换个办法付；先不付了。")


def test_whoever_speaks_hears_what_may_be_said() -> None:
    assert voice_words.opening(KeypadPage(Scene(1, PAY), elder=False)) == f"{OPENING}您可以说：换个办法付。先不付了。"
    assert voice_words.opening(KeypadPage(Scene(1, UNSURE), elder=False)).endswith("您可以说：先拿凭条。")


@pytest.mark.parametrize("words", ["好的", "付款码", "我付好了", "八十六元四角", "确定"])
def test_no_word_pays(words: str) -> None:
    assert not isinstance(understand(words, PAY), Sure)


def test_a_word_chooses_what_is_offered() -> None:
    assert understand("先不付了", PAY) == Sure("later")
