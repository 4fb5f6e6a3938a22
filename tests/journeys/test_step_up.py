"""参保证明: a card, and in the middle of it a text message or a code on a telephone, with the real office."""

import asyncio
import re

import pytest

from hardware.emulators.receipt_printer import PrinterFaults
from kiosk.app.demo.line import LineState
from kiosk.app.demo.office import EmbeddedOffice
from kiosk.visit.prompts import Choose, Option
from tests.helpers.visitor import ScriptedVisitor
from tests.journeys.conftest import OpenTerminal, Place

pytestmark = pytest.mark.anyio

PHONE = "00005561001"
SECRETS = ("王桂芳", "690101195503180027", PHONE)


async def newest_code(office: EmbeddedOffice, unlike: str = "") -> str:
    """The code of the newest message, as she reads it from her telephone."""
    async with asyncio.timeout(20):
        while True:
            message = await asyncio.to_thread(office.newest_sms, PHONE)
            found = re.search(r"(?<!\d)\d{6}(?!\d)", message)
            if found and found[0] != unlike:
                return found[0]
            await asyncio.sleep(0.1)


async def wants_a_certificate(visitor: ScriptedVisitor, place: Place) -> None:
    visitor.says("insurance_certificate")
    await visitor.sees("请放身份证")
    place.lays_card()
    await visitor.meets("参保证明上会写这些", "print")
    prompt = (await visitor.sees("请再用一种办法确认是您")).prompt
    assert isinstance(prompt, Choose)
    assert [option.id for option in prompt.options] == ["sms", "phone_code"]


async def test_a_card_and_a_text_message_make_a_certificate(
    open_terminal: OpenTerminal, place: Place, office: EmbeddedOffice, caplog: pytest.LogCaptureFixture
) -> None:
    before = await asyncio.to_thread(office.newest_sms, PHONE)
    async with open_terminal() as visitor:
        await wants_a_certificate(visitor, place)
        visitor.says("sms")
        await visitor.meets("请输入您的手机号", PHONE)
        await visitor.sees("短信发出去了")
        old = re.search(r"(?<!\d)\d{6}(?!\d)", before)
        code = await newest_code(office, old[0] if old else "")
        visitor.says("enter")
        await visitor.meets("请输入短信里的验证码", "000000" if code != "000000" else "111111")
        await visitor.meets("验证码没有对上", "enter")
        await visitor.sees("请输入短信里的验证码")
        place.line.become(LineState.CUT)
        visitor.says(code)
        await visitor.sees("网络不通")
        place.line.become(LineState.WHOLE)
        visitor.says("enter")
        await visitor.meets("请输入短信里的验证码", code)
        scene = await visitor.sees("打印参保证明吗")
        assert scene.who == "王**"
        visitor.desk.back()
        await visitor.meets("参保证明上会写这些", "print")
        await visitor.meets("打印参保证明吗", True)
        await visitor.meets("请取走凭条", "taken")
        await visitor.meets("参保证明上会写这些", "done")
        await visitor.sees("办好了")
    (slip,) = place.printer.slips
    assert "社会保险参保证明" in slip.text
    assert "不是盖章证明" in slip.text
    assert not any(secret in slip.text + caplog.text for secret in (*SECRETS, code))
    terminal = place.terminal
    assert terminal is not None
    with terminal.rooms.database.transaction() as connection:
        rows = connection.execute("SELECT event, way, outcome FROM audit ORDER BY number").fetchall()
    assert [tuple(row) for row in rows] == [
        ("used", "id_card", ""),
        ("refused", "sms", "backend.refused_not_found"),
        ("used", "sms", ""),
    ]


async def test_what_nobody_knows_is_told_in_the_same_words(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        await wants_a_certificate(visitor, place)
        visitor.says("sms")
        await visitor.meets("请输入您的手机号", "00009999999")
        await visitor.meets("短信发出去了", "enter")
        await visitor.meets("请输入短信里的验证码", "123456")
        await visitor.meets("验证码没有对上", "another_way")
        await visitor.sees("请再用一种办法确认是您")


async def test_who_is_in_no_book_is_told_so_and_shows_nothing_more(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        visitor.says("insurance_certificate")
        await visitor.sees("请放身份证")
        place.lays_card("gulinaer")
        await visitor.meets("没有查到您的参保记录", "done")
        await visitor.sees("办好了")


async def test_without_a_printer_nobody_is_asked_for_a_card(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        place.printer.break_with(PrinterFaults(paper_out=True))
        await visitor.until(lambda: bool(home_option(visitor, "insurance_certificate").resting))
        assert "打印机" in home_option(visitor, "insurance_certificate").resting.shown()
        assert not home_option(visitor, "social_insurance").resting
        visitor.says("insurance_certificate")
        await visitor.hears("打印机")
        assert "今天办什么事" in visitor.scene.prompt.headline.shown()


def home_option(visitor: ScriptedVisitor, service: str) -> Option:
    prompt = visitor.scene.prompt
    assert isinstance(prompt, Choose)
    return next(option for option in prompt.options if option.id == service)
