"""The journeys of the demo: by finger, by keys with the screen dark, and with things broken."""

import re

from hardware.emulators.receipt_printer import PrinterFaults
from kiosk.app.demo.face_journeys import JOURNEYS as OF_FACES
from kiosk.app.demo.journey import Journey, Walk
from kiosk.app.demo.laid import SECRETS, check_insurance_slip, put_card
from kiosk.app.demo.line import LineState
from kiosk.app.demo.pause_journeys import JOURNEYS as OF_PAUSES
from kiosk.app.demo.pay_journeys import JOURNEYS as OF_PAYMENTS
from kiosk.app.demo.steps import (
    begin_by_keys,
    begin_by_touch,
    leave_by_touch,
    must_be_dark,
    print_by_touch,
    see_the_number,
)
from kiosk.app.demo.voice_journeys import JOURNEYS as BY_VOICE
from kiosk.app.senses import JourneyError


def insurance_by_touch(walk: Walk) -> None:
    """Log in by card, read the five insurances, print a slip, take it."""
    begin_by_touch(walk)
    with walk.step("在首页点“查社保”"):
        walk.eyes.taps("social_insurance")
        walk.eyes.sees("请放身份证")
    _read_the_overview(walk)
    with walk.step("看每月明细"):
        walk.eyes.taps("months")
        walk.eyes.sees("最近 24 个月")
    with walk.step("返回总览，看各项参保"):
        walk.eyes.taps("bar-back")
        walk.eyes.sees_item("details")
        walk.eyes.taps("details")
        walk.eyes.sees("看哪一项")
    with walk.step("看医疗保险"):
        walk.eyes.taps("medical")
        walk.eyes.sees("医疗保险：正常参保")
    with walk.step("回到总览"):
        walk.eyes.taps("overview")
        walk.eyes.sees_item("print")
    print_by_touch(walk)
    check_insurance_slip(walk)
    leave_by_touch(walk)


def insurance_by_keys(walk: Walk) -> None:
    """The same by ear and key, the screen dark."""
    begin_by_keys(walk)
    with walk.step("找到“查社保”，按确定"):
        walk.keys.chooses("查社保")
        walk.keys.hears("请放身份证")
    with walk.step("放身份证"):
        put_card(walk)
        walk.keys.hears("养老保险已缴十八年零四个月", patience_s=30)
        must_be_dark(walk)
    with walk.step("往下听：七月没有缴"):
        walk.keys.finds("没有缴", inside=True)
    with walk.step("往下听：医疗保险"):
        walk.keys.finds("医疗保险")
    with walk.step("打印凭条，确定"):
        walk.keys.chooses("打印凭条")
        walk.keys.hears("打印社保凭条吗")
        walk.keys.chooses("打印")
        walk.keys.hears("请取走凭条", patience_s=30)
    check_insurance_slip(walk)
    with walk.step("拿好凭条，办完了"):
        walk.keys.chooses("拿好了")
        walk.keys.hears("养老保险已缴")
        walk.keys.chooses("看好了")
        walk.keys.hears("办好了")
        must_be_dark(walk)
        walk.keys.chooses("办完了")


def contacts_by_touch(walk: Walk) -> None:
    """Find the grid worker of building 3, print the number."""
    begin_by_touch(walk)
    with walk.step("在首页点“找网格员”"):
        walk.eyes.taps("contacts")
        walk.eyes.sees("您找谁")
        walk.eyes.sees("110")
    with walk.step("按楼栋找，输入 3"):
        walk.eyes.taps("building")
        walk.eyes.sees("请输入楼号")
        walk.eyes.taps("key-3")
    with walk.step("看到 3 栋归哪个网格"):
        walk.eyes.taps("submit")
        walk.eyes.sees("3 栋归")
    with walk.step("点网格员，看到电话和二维码"):
        walk.eyes.taps("worker")
        see_the_number(walk)
    print_by_touch(walk)
    text = walk.keep_paper()
    if "网格员" not in text or not re.search(r"\d{4}", text):
        raise JourneyError(f"the slip does not hold the number: {text}")
    leave_by_touch(walk)


def contacts_by_keys(walk: Walk) -> None:
    """The same by ear and key, the screen dark."""
    begin_by_keys(walk)
    with walk.step("找到“找网格员”，按确定"):
        walk.keys.chooses("找网格员")
        walk.keys.hears("您找谁")
    with walk.step("按楼栋找，输入三"):
        walk.keys.chooses("按楼栋找")
        walk.keys.hears("请输入楼号")
        walk.keys.chooses("三")
        walk.keys.chooses("输好了")
        walk.keys.hears("三栋归")
    with walk.step("选网格员，听到电话"):
        walk.keys.chooses("看网格员电话")
        walk.keys.hears("电话")
        must_be_dark(walk)
    with walk.step("打印电话，拿好"):
        walk.keys.chooses("打印电话")
        walk.keys.chooses("打印")
        walk.keys.hears("请取走凭条", patience_s=30)
        walk.keep_paper()
        walk.keys.chooses("拿好了")
    with walk.step("找到了，办完了"):
        walk.keys.chooses("找到了")
        walk.keys.hears("办好了")
        walk.keys.chooses("办完了")


def contacts_without_network_by_touch(walk: Walk) -> None:
    """The network is cut; insurance rests and says why, contacts go on."""
    with _Cut(walk):
        _see_insurance_rest(walk)
        with walk.step("没有网络，照样找社区民警"):
            walk.eyes.taps("contacts")
            walk.eyes.sees("您找谁")
            walk.eyes.taps("police")
        with walk.step("看到民警电话"):
            walk.eyes.sees("您找哪一位")
            walk.eyes.taps(_first_option(walk, "民警"))
            see_the_number(walk)
        print_by_touch(walk)
        walk.keep_paper()
        leave_by_touch(walk)


def contacts_without_network_by_keys(walk: Walk) -> None:
    """The same by ear and key."""
    with _Cut(walk):
        begin_by_keys(walk)
        with walk.step("“查社保”在休息，说明原因"):
            walk.keys.finds("查社保")
            walk.keys.presses("ok")
            walk.keys.hears("网络不通")
        with walk.step("照样听到民警电话"):
            walk.keys.chooses("找网格员")
            walk.keys.hears("您找谁")
            walk.keys.chooses("社区民警")
            walk.keys.hears("您找哪一位")
            walk.keys.chooses("民警", inside=True)
            walk.keys.hears("电话零零零零")
            must_be_dark(walk)
        with walk.step("办完了"):
            walk.keys.chooses("找到了")
            walk.keys.hears("办好了")
            walk.keys.chooses("办完了")


def insurance_without_paper_by_touch(walk: Walk) -> None:
    """The printer is out of paper: said before it is asked for; refilled, it prints."""
    printer = walk.world.desk.printer
    printer.break_with(PrinterFaults(paper_out=True))
    try:
        begin_by_touch(walk)
        with walk.step("在首页点“查社保”"):
            walk.eyes.taps("social_insurance")
            walk.eyes.sees("请放身份证")
        _read_the_overview(walk)
        with walk.step("打印机没纸了，说明原因"):
            walk.eyes.sees("没纸了")
        with walk.step("换好纸，马上就能打印"):
            printer.break_with(PrinterFaults())
            walk.eyes.misses("没纸了")
        print_by_touch(walk)
        walk.keep_paper()
        leave_by_touch(walk)
    finally:
        printer.break_with(PrinterFaults())


def insurance_without_paper_by_keys(walk: Walk) -> None:
    """The paper runs out between the question and the print: heard, refilled, tried again."""
    printer = walk.world.desk.printer
    try:
        begin_by_keys(walk)
        with walk.step("找到“查社保”，放身份证"):
            walk.keys.chooses("查社保")
            walk.keys.hears("请放身份证")
            put_card(walk)
            walk.keys.hears("养老保险已缴", patience_s=30)
        with walk.step("要打印，这时没纸了"):
            walk.keys.chooses("打印凭条")
            walk.keys.hears("打印社保凭条吗")
            printer.break_with(PrinterFaults(paper_out=True))
            walk.keys.chooses("打印")
            walk.keys.hears("没纸了", patience_s=30)
            must_be_dark(walk)
        with walk.step("换好纸，再试一次"):
            printer.break_with(PrinterFaults())
            walk.keys.chooses("再试一次")
            walk.keys.hears("请取走凭条", patience_s=30)
        with walk.step("拿好凭条，办完了"):
            walk.keep_paper()
            walk.keys.chooses("拿好了")
            walk.keys.chooses("看好了")
            walk.keys.hears("办好了")
            walk.keys.chooses("办完了")
    finally:
        printer.break_with(PrinterFaults())


JOURNEYS = (
    Journey("insurance", "touch", insurance_by_touch),
    Journey("insurance", "keypad", insurance_by_keys),
    Journey("contacts", "touch", contacts_by_touch),
    Journey("contacts", "keypad", contacts_by_keys),
    Journey("contacts-network-cut", "touch", contacts_without_network_by_touch),
    Journey("contacts-network-cut", "keypad", contacts_without_network_by_keys),
    Journey("insurance-paper-out", "touch", insurance_without_paper_by_touch),
    Journey("insurance-paper-out", "keypad", insurance_without_paper_by_keys),
    *OF_FACES,
    *OF_PAUSES,
    *OF_PAYMENTS,
    *BY_VOICE,
)


class _Cut:
    """The network is cut for as long as this lasts."""

    def __init__(self, walk: Walk) -> None:
        self._line = walk.world.line

    def __enter__(self) -> None:
        self._line.become(LineState.CUT)

    def __exit__(self, *_: object) -> None:
        self._line.become(LineState.WHOLE)


def _read_the_overview(walk: Walk) -> None:
    with walk.step("放身份证，看到缴了多久"):
        put_card(walk)
        walk.eyes.sees("18 年 4 个月", patience_s=30)
        seen = " ".join(walk.eyes.reads())
        if any(secret in seen for secret in SECRETS):
            raise JourneyError("the screen shows a whole name or number")


def _see_insurance_rest(walk: Walk) -> None:
    with walk.step("“查社保”在休息，说明原因"):
        walk.eyes.taps("attract")
        walk.eyes.sees("今天办什么事")
        if walk.elder:
            walk.eyes.taps("mode-size")
        walk.eyes.sees("网络不通", patience_s=20)


def _first_option(walk: Walk, words: str) -> str:
    """The item id of the first option whose words are seen."""
    walk.eyes.sees(words)
    found = walk.eyes.item_with(words)
    if not found:
        raise JourneyError(f"nothing to touch says “{words}”")
    return found
