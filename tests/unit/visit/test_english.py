"""The visit in English: words and values, turned at one edge, and nothing of it left behind."""

from datetime import UTC, date, datetime

import pytest

from kiosk.foundation.money import Money
from kiosk.services.contacts import pages as contacts
from kiosk.services.social_insurance import pages as insurance
from kiosk.visit.blocks import Fact, Facts, Figure, Row, Table
from kiosk.visit.items import items_of
from kiosk.visit.modes import Mode, Modes, Tongue, turned
from kiosk.visit.prompts import Choose, Confirm, EnterDigits, Option, Tell
from kiosk.visit.text import NOTHING, text
from kiosk.visit.translation import said, shown, translated
from kiosk.visit.values import (
    Count,
    Day,
    Digits,
    HallWord,
    IdNumber,
    Moment,
    Month,
    Months,
    Ordinal,
    Phone,
    SeenOnly,
    Span,
    Today,
    UnitPrice,
    Value,
    Yuan,
    YuanCell,
)
from kiosk.visit.visit import Visit
from tests.unit.visit.conftest import Hall

pytestmark = pytest.mark.anyio

ENGLISH = Tongue.ENGLISH


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize(
    ("value", "written", "heard"),
    [
        (Months(220), "18 years 4 months", None),
        (Months(12), "1 year", None),
        (Months(1), "1 month", None),
        (Months(0), "0 months", None),
        (Span(180), "3 min", "3 minutes"),
        (Span(61), "1 min 1 s", "1 minute 1 second"),
        (Span(0), "0 s", "0 seconds"),
        (Yuan(Money(8641250)), "86,412.50 yuan", None),
        (YuanCell(Money(34000)), "340.00", "340.00 yuan"),
        (UnitPrice(5224), "0.5224 yuan", "0.5224 yuan"),
        (SeenOnly("（元）"), " ¥", ""),
        (Day(date(2026, 11, 21)), "21 November 2026", None),
        (Today(date(2026, 11, 21)), "Sat 21 Nov", "Saturday, 21 November"),
        (Moment(datetime(2026, 11, 21, 9, 5, tzinfo=UTC)), "21 November 2026, 09:05", None),
        (Month(2026, 7), "Jul 2026", "July 2026"),
        (Month(2026, 7, this_year=True), "July", None),
        (Count(2, "个"), "2", None),
        (Count(1, "条"), "1 item", None),
        (Count(3, "栋"), "3 buildings", None),
        (Count(4, "匹"), "4 匹", None),  # nobody knows this one: it stays, and is not lost
        (Ordinal(3, "栋"), "Building 3", None),
        (Ordinal(70), "70", None),
        (Phone("13800138000"), "138 0013 8000", "1 3 8, 0 0 1 3, 8 0 0 0"),
        (Phone("110"), "110", "1 1 0"),
        (Digits("30716"), "3071 6", "3 0 7 1, 6"),
        (IdNumber("69010119500101001X"), "690101 19500101 001X", "6 9 0 1 0 1, 1 9 5 0 0 1 0 1, 0 0 1 X"),
        (HallWord("网格员"), "Grid worker", None),
        (HallWord("红娘"), "红娘", None),
    ],
)
def test_a_value_in_english(value: Value, written: str, heard: str | None) -> None:
    words = text("{value}", value=value)
    assert shown(words, ENGLISH) == written
    assert said(words, ENGLISH) == (written if heard is None else heard)


def test_a_sentence_is_translated_with_the_sentences_in_it() -> None:
    words = text("{gap}（{month}）", gap=text("今年少缴 {count}", count=Count(1, "个月")), month=Month(2026, 7, True))
    assert shown(words, ENGLISH) == "1 month missed this year (July)"
    assert shown(words, Tongue.CHINESE) == "今年少缴 1 个月（7 月）"


def test_a_sentence_that_nobody_has_translated_stays_whole_in_chinese() -> None:
    words = text("今天的 {count}茶卖完了", count=Count(3, "个月"))
    assert shown(words, ENGLISH) == words.shown()
    assert said(words, ENGLISH) == words.spoken()


def test_what_she_typed_or_is_called_is_never_translated() -> None:
    assert shown(text("{name}", name="打印"), ENGLISH) == "打印"


def test_in_chinese_nothing_is_even_made_anew() -> None:
    page = contacts.words()
    assert translated(page, Tongue.CHINESE) is page


def test_a_page_of_every_block_is_heard_in_english() -> None:
    unpaid = Row((text("{month}", month=Month(2026, 7)), text("—"), text("—"), text("未缴")))
    page = Tell(
        headline=text("{name}已缴 {time}", name=insurance.NAMES[next(iter(insurance.NAMES))], time=Months(220)),
        blocks=(
            Figure(text("个人账户"), text("{sum}", sum=Yuan(Money(8641250)))),
            Facts((Fact(text("医疗保险"), text("正常参保"), text("已缴 {time}", time=Months(13))),)),
            Table(NOTHING, insurance.MONTH_COLUMNS, (unpaid,), aloud=text("每个月都缴了。")),
        ),
        actions=(Option("done", text("看好了"), detail=text("状态"), resting=text("网络不通，暂时办不了")),),
    )
    english = translated(page, ENGLISH)
    assert english.said == "Pension paid for 18 years 4 months."
    assert [(item.aloud, item.resting) for item in items_of(english)] == [
        ("Your account, 86,412.50 yuan.", ""),
        ("Medical, Active, Paid for 1 year 1 month.", ""),
        ("Every month is paid.", ""),
        ("July 2026, You —, Employer —, Status Missed.", ""),
        ("I am done, Status", "No network, not possible now"),
    ]
    assert [item.id for item in items_of(english)] == [item.id for item in items_of(page)]


def test_the_keys_of_an_entry_are_named_in_english() -> None:
    page = translated(EnterDigits(headline=text("请输入楼号"), shortest=1, longest=2), ENGLISH)
    assert [item.aloud for item in items_of(page)[-2:]] == ["Erase", "OK"]


# The edge.

WHERE = Choose(
    headline=text("您找谁？"), options=(Option("police", text("社区民警")), Option("words", text("紧急电话")))
)
SURE = Confirm(headline=text("打印社保凭条吗？"))


async def test_the_tongue_turns_in_mid_question_and_the_answer_counts(hall: Hall) -> None:
    answers: list[object] = []

    async def serve(visit: Visit) -> None:
        answers.append(await visit.ask(WHERE))
        answers.append(await visit.confirm(SURE))

    async with hall(serve) as visitor:
        await visitor.sees("您找谁")
        number = visitor.scene.id
        visitor.desk.set_modes(turned(visitor.modes[-1], Mode.TONGUE))
        assert visitor.scene.id == number
        assert visitor.scene.prompt.headline.shown() == "Whom do you need?"
        assert visitor.scene.title.shown() == "喝茶"  # this hall's own service has no English
        visitor.desk.answer(number, "police")
        await visitor.sees("Print your insurance slip?")
        visitor.desk.back()
        await visitor.sees("Whom do you need?")
        visitor.desk.set_modes(turned(visitor.modes[-1], Mode.TONGUE))
        assert visitor.scene.prompt is WHERE
        visitor.desk.answer(visitor.scene.id, "words")
        await visitor.sees("打印社保凭条吗")
        visitor.desk.answer(visitor.scene.id, True)
        await visitor.sees("办好了")
    assert answers == ["police", "words", True]


async def test_a_notice_is_told_in_english_and_again_when_the_tongue_turns(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(EnterDigits(headline=text("请输入楼号"), shortest=2, longest=2))

    async with hall(serve) as visitor:
        await visitor.sees("请输入楼号")
        visitor.desk.answer(visitor.scene.id, "1")
        assert visitor.notices[-1] == "还差 1 位。请接着输。"
        visitor.desk.set_modes(Modes(tongue=ENGLISH))
        assert visitor.notices[-1] == "1 digit to go. Please type on."
        visitor.desk.answer(visitor.scene.id, "x")
        assert visitor.notices[-1] == "Only digits here. Please type again."


async def test_the_next_resident_is_greeted_in_chinese(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(WHERE)

    async with hall(serve) as visitor:
        await visitor.sees("您找谁")
        visitor.desk.set_modes(Modes(tongue=ENGLISH))
        gone = len(visitor.cleared)
        visitor.desk.end()
        await visitor.until(lambda: len(visitor.cleared) > gone)
        visitor.desk.begin()
        await visitor.sees("今天办什么事")
        assert visitor.modes[-1].tongue is Tongue.CHINESE
