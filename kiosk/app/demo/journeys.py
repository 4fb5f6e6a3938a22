"""The journeys of the demo: by finger, by keys with the screen dark, and with things broken."""

import re

from hardware.code_scanner import hall_codes
from hardware.emulators.receipt_printer import PrinterFaults
from kiosk.app.demo.journey import Journey, Walk
from kiosk.app.demo.laid import SECRETS, check_insurance_slip, put_card
from kiosk.app.demo.line import LineState
from kiosk.app.demo.voice_journeys import JOURNEYS as BY_VOICE
from kiosk.app.senses import JourneyError
from kiosk.backend_client.pauses import CODE_DIGITS
from kiosk.visit.numerals import digits_aloud


def insurance_by_touch(walk: Walk) -> None:
    """Log in by card, read the five insurances, print a slip, take it."""
    _begin_by_touch(walk)
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
    _print_by_touch(walk)
    check_insurance_slip(walk)
    _leave_by_touch(walk)


def insurance_by_keys(walk: Walk) -> None:
    """The same by ear and key, the screen dark."""
    _begin_by_keys(walk)
    with walk.step("找到“查社保”，按确定"):
        walk.keys.chooses("查社保")
        walk.keys.hears("请放身份证")
    with walk.step("放身份证"):
        put_card(walk)
        walk.keys.hears("养老保险已缴十八年零四个月", patience_s=30)
        _must_be_dark(walk)
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
        _must_be_dark(walk)
        walk.keys.chooses("办完了")


def contacts_by_touch(walk: Walk) -> None:
    """Find the grid worker of building 3, print the number."""
    _begin_by_touch(walk)
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
        _see_the_number(walk)
    _print_by_touch(walk)
    text = walk.keep_paper()
    if "网格员" not in text or not re.search(r"\d{4}", text):
        raise JourneyError(f"the slip does not hold the number: {text}")
    _leave_by_touch(walk)


def contacts_by_keys(walk: Walk) -> None:
    """The same by ear and key, the screen dark."""
    _begin_by_keys(walk)
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
        _must_be_dark(walk)
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
            _see_the_number(walk)
        _print_by_touch(walk)
        walk.keep_paper()
        _leave_by_touch(walk)


def contacts_without_network_by_keys(walk: Walk) -> None:
    """The same by ear and key."""
    with _Cut(walk):
        _begin_by_keys(walk)
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
            _must_be_dark(walk)
        with walk.step("办完了"):
            walk.keys.chooses("找到了")
            walk.keys.hears("办好了")
            walk.keys.chooses("办完了")


def insurance_without_paper_by_touch(walk: Walk) -> None:
    """The printer is out of paper: said before it is asked for; refilled, it prints."""
    printer = walk.world.desk.printer
    printer.break_with(PrinterFaults(paper_out=True))
    try:
        _begin_by_touch(walk)
        with walk.step("在首页点“查社保”"):
            walk.eyes.taps("social_insurance")
            walk.eyes.sees("请放身份证")
        _read_the_overview(walk)
        with walk.step("打印机没纸了，说明原因"):
            walk.eyes.sees("没纸了")
        with walk.step("换好纸，马上就能打印"):
            printer.break_with(PrinterFaults())
            walk.eyes.misses("没纸了")
        _print_by_touch(walk)
        walk.keep_paper()
        _leave_by_touch(walk)
    finally:
        printer.break_with(PrinterFaults())


def insurance_without_paper_by_keys(walk: Walk) -> None:
    """The paper runs out between the question and the print: heard, refilled, tried again."""
    printer = walk.world.desk.printer
    try:
        _begin_by_keys(walk)
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
            _must_be_dark(walk)
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


def pause_by_touch(walk: Walk) -> None:
    """Stop at the building, take the slip; the next resident has her turn; then on with the code."""
    _begin_by_touch(walk)
    with walk.step("按楼栋找，刚输入一个 3"):
        walk.eyes.taps("contacts")
        walk.eyes.taps("building")
        walk.eyes.sees("请输入楼号")
        walk.eyes.taps("key-3")
    with walk.step("先停一停"):
        walk.eyes.taps("mode-pause")
        walk.eyes.sees("先停一停吗")
    with walk.step("收好了，看到接着办的码"):
        walk.eyes.taps("yes")
        walk.eyes.sees("请记下这个码")
    _print_by_touch(walk)
    with walk.step("拿好凭条，先走了"):
        code = _code_on_the_slip(walk)
        walk.eyes.taps("taken")
        walk.eyes.taps("done")
        walk.eyes.sees_item("attract")
    with walk.step("下一位居民来看紧急电话"):
        walk.eyes.taps("attract")
        walk.eyes.taps("contacts")
        walk.eyes.taps("emergency")
        walk.eyes.taps("done")
        walk.eyes.taps("end")
        walk.eyes.sees_item("attract")
    _begin_by_touch(walk)
    with walk.step("接着办，输入凭条上的码"):
        walk.eyes.taps("resume")
        walk.eyes.sees("请输入接着办的码")
        for digit in code:
            walk.eyes.taps(f"key-{digit}")
    with walk.step("回到停下的地方，3 还在"):
        walk.eyes.taps("submit")
        walk.eyes.sees("请输入楼号")
    with walk.step("接着往下办"):
        walk.eyes.taps("submit")
        walk.eyes.sees("3 栋归")
    with walk.step("看到电话，办好了"):
        walk.eyes.taps("worker")
        _see_the_number(walk)
        walk.eyes.taps("done")
        walk.eyes.taps("end")
        walk.eyes.sees_item("attract")


def pause_by_keys(walk: Walk) -> None:
    """The same by ear and key, the screen dark: help and then home stops."""
    _begin_by_keys(walk)
    with walk.step("按楼栋找，刚输入一个三"):
        walk.keys.chooses("找网格员")
        walk.keys.hears("您找谁")
        walk.keys.chooses("按楼栋找")
        walk.keys.hears("请输入楼号")
        walk.keys.chooses("三")
    with walk.step("按帮助键，听到怎样先停一停"):
        walk.keys.presses("help")
        walk.keys.hears("帮助键之后按首页键，先停一停")
    with walk.step("再按首页键，先停一停"):
        walk.keys.presses("home")
        walk.keys.hears("先停一停吗")
        walk.keys.chooses("先停一停")
        walk.keys.hears("接着办的码是", patience_s=30)
        _must_be_dark(walk)
    with walk.step("打印凭条，拿好"):
        walk.keys.chooses("打印凭条")
        walk.keys.hears("打印接着办的凭条吗")
        walk.keys.chooses("打印")
        walk.keys.hears("请取走凭条", patience_s=30)
        code = _code_on_the_slip(walk)
        walk.keys.chooses("拿好了")
        walk.keys.hears("接着办的码是")
    with walk.step("记好了，先走了"):
        walk.keys.chooses("记好了")
        walk.eyes.sees_item("attract")
        walk.keys.presses("jack_out")
    _begin_by_keys(walk)
    with walk.step("接着办，输入听到的码"):
        walk.keys.chooses("接着办")
        walk.keys.hears("请输入接着办的码")
        for digit in code:
            walk.keys.chooses(digits_aloud(digit, telephone=False))
        walk.keys.chooses("输好了")
        walk.keys.hears("请输入楼号", patience_s=30)
    with walk.step("三还在，接着往下办"):
        walk.keys.presses("right")
        walk.keys.hears("已输入三")
        walk.keys.chooses("输好了")
        walk.keys.hears("三栋归")
        _must_be_dark(walk)
    with walk.step("听到电话，办完了"):
        walk.keys.chooses("看网格员电话")
        walk.keys.hears("电话")
        walk.keys.chooses("找到了")
        walk.keys.hears("办好了")
        walk.keys.chooses("办完了")


JOURNEYS = (
    Journey("insurance", "touch", insurance_by_touch),
    Journey("insurance", "keypad", insurance_by_keys),
    Journey("contacts", "touch", contacts_by_touch),
    Journey("contacts", "keypad", contacts_by_keys),
    Journey("contacts-network-cut", "touch", contacts_without_network_by_touch),
    Journey("contacts-network-cut", "keypad", contacts_without_network_by_keys),
    Journey("insurance-paper-out", "touch", insurance_without_paper_by_touch),
    Journey("insurance-paper-out", "keypad", insurance_without_paper_by_keys),
    Journey("pause", "touch", pause_by_touch),
    Journey("pause", "keypad", pause_by_keys),
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


def _begin_by_touch(walk: Walk) -> None:
    with walk.step("碰一下屏幕"):
        walk.eyes.taps("attract")
        walk.eyes.sees("今天办什么事")
        walk.eyes.misses("在休息")
        walk.eyes.misses("网络不通")
        if walk.elder:
            walk.eyes.taps("mode-size")


def _begin_by_keys(walk: Walk) -> None:
    with walk.step("插上耳机，屏幕变黑"):
        walk.keys.presses("jack_in")
        walk.keys.hears("今天办什么事")
        _must_be_dark(walk)


def _see_the_number(walk: Walk) -> None:
    """The number, and the code to dial it; where elder type leaves no room for both, the code is a page further."""
    walk.eyes.sees("0000 555")
    if not walk.elder:
        walk.eyes.sees("用手机扫一扫")


def _must_be_dark(walk: Walk) -> None:
    if not walk.eyes.is_dark():
        raise JourneyError("the screen is not dark")


def _read_the_overview(walk: Walk) -> None:
    with walk.step("放身份证，看到缴了多久"):
        put_card(walk)
        walk.eyes.sees("18 年 4 个月", patience_s=30)
        seen = " ".join(walk.eyes.reads())
        if any(secret in seen for secret in SECRETS):
            raise JourneyError("the screen shows a whole name or number")


def _print_by_touch(walk: Walk) -> None:
    with walk.step("要打印，先确认"):
        walk.eyes.taps("print")
        walk.eyes.sees_item("yes")
    with walk.step("打印好了，取走凭条"):
        walk.eyes.taps("yes")
        walk.eyes.sees("请取走凭条", patience_s=30)


def _leave_by_touch(walk: Walk) -> None:
    with walk.step("拿好凭条"):
        walk.eyes.taps("taken")
        walk.eyes.sees_item("done")
    with walk.step("办好了"):
        walk.eyes.taps("done")
        walk.eyes.sees("办好了")
    with walk.step("办完了，个人信息清除"):
        walk.world.desk.reader.lift_card()
        walk.eyes.taps("end")
        walk.eyes.sees_item("attract")


def _code_on_the_slip(walk: Walk) -> str:
    """The digits that open the stopped service; nothing else may be on the paper."""
    text = walk.keep_paper()
    if any(words in text for words in ("网格", "楼", "3 栋")):
        raise JourneyError("the slip tells what was stopped")
    (picture,) = walk.world.desk.printer.slips[-1].codes
    code = hall_codes.read(picture)
    if code is None:
        raise JourneyError("the slip's code is not one of ours")
    return code.token[-CODE_DIGITS:]


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
