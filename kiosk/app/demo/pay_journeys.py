"""The journeys of who pays bills: each checks what the providers booked, what the office knows, and what was told."""

import re
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

from hardware.emulators.receipt_printer import PrinterFaults
from hardware.emulators.zvt.duties import Card
from kiosk.app.demo.customers import ByKeys, ByTouch, ByVoice, Customer, prints
from kiosk.app.demo.journey import Journey, Walk
from kiosk.app.demo.line import LineState
from kiosk.app.demo.paper_bills import Checker, PaperBills
from kiosk.app.demo.payment_sandbox import Trade
from kiosk.app.demo.tray import WANG
from kiosk.app.senses import JourneyError

_CODE = re.compile(r"\d{4} \d{4} \d{4}")
PAID_S = 30.0
DOUBT_S = 120.0
Tale = Callable[[Customer, str], None]
"""Of whom, and whose card finds the bills; empty: the number on a paper bill does."""


def two_bills_by_screen_code(customer: Customer, whose: str) -> None:
    """Two months in one payment, by the code on the screen."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    bills = _comes_to_paying(customer, checker, whose)
    with walk.step("选微信，屏幕上出来付款码"):
        customer.chooses("wechat", "微信扫码", "请用微信扫这个码")
        customer.screen_is_seen()
    with walk.step("手机扫屏幕上的码，看清金额，付款"):
        _must_cost(walk.world.payer.scan(), bills)
        walk.world.payer.pays()
        customer.meets("付好了", PAID_S)
    _takes_receipt(customer, checker, bills)
    customer.leaves()


def by_her_own_code(customer: Customer, whose: str) -> None:
    """Her own payment code is scanned, and her phone asks for the password."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    bills = _comes_to_paying(customer, checker, whose)
    with walk.step("出示付款码"):
        customer.chooses("payer_code", "出示付款码", "请出示付款码")
    with walk.step("付款码对着扫码窗口，手机要输密码"):
        walk.world.payer.shows_code("alipay", "password")
        customer.meets("请看看手机", PAID_S)
    with walk.step("输好密码，付好了"):
        walk.world.payer.types_password()
        customer.meets("付好了", PAID_S)
    _takes_receipt(customer, checker, bills)
    customer.leaves()


def network_lost_half_way(customer: Customer, whose: str) -> None:
    """The network goes while her code stands there; she pays; it comes back, and the terminal knows."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    bills = _comes_to_paying(customer, checker, whose)
    with walk.step("选支付宝，屏幕上出来付款码"):
        customer.chooses("alipay", "支付宝扫码", "请用支付宝扫这个码")
        customer.screen_is_seen()
        _must_cost(walk.world.payer.scan(), bills)
    try:
        with walk.step("网络断了，终端照实说"):
            walk.world.line.become(LineState.CUT)
            customer.meets("网络断了", PAID_S)
        with walk.step("这时手机上付了款"):
            walk.world.payer.pays()
    finally:
        walk.world.line.become(LineState.WHOLE)
    with walk.step("网络好了，终端知道付好了"):
        customer.meets("付好了", PAID_S)
    _takes_receipt(customer, checker, bills)
    customer.leaves()


def too_long_and_taken_back(customer: Customer, whose: str) -> None:
    """The password is never typed: it is taken back, and it is proved that nothing was taken."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    bills = _comes_to_paying(customer, checker, whose)
    with walk.step("出示付款码，手机要输密码，一直没有输"):
        customer.chooses("payer_code", "出示付款码", "请出示付款码")
        walk.world.payer.shows_code("wechat", "password")
        customer.meets("请看看手机", PAID_S)
    with walk.step("到了时间，付款收回：没有扣款"):
        customer.meets("没有扣款", DOUBT_S)
        if [trade.state for trade in checker.took().ledger.trades] != ["revoked"]:
            raise JourneyError("it was told before the provider had taken it back")
    with walk.step("先不付了"):
        customer.chooses("later", "先不付了", "账单还在")
        checker.must_be_unpaid(bills)
        customer.chooses("done", "好了", "办好了")
    customer.leaves()


def paid_twice_and_given_back(customer: Customer, whose: str) -> None:
    """Two codes are paid while the network is away, the first although it was closed: the second sum goes back."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    payer = walk.world.payer
    bills = _comes_to_paying(customer, checker, whose)
    with walk.step("微信的码扫了没有付，换个办法"):
        customer.chooses("wechat", "微信扫码", "请用微信扫这个码")
        customer.screen_is_seen()
        payer.scan()
        first = payer.scanned[-1]
        customer.chooses("other", "换个办法付", "您想怎么付")
    with walk.step("再选支付宝，扫码"):
        customer.chooses("alipay", "支付宝扫码", "请用支付宝扫这个码")
        customer.screen_is_seen()
        _must_cost(payer.scan(), bills)
    try:
        with walk.step("网络断了，两笔都付了出去"):
            walk.world.line.become(LineState.CUT)
            payer.pays()
            payer.pays_although_closed(first)
            _until(lambda: checker.took().kept == bills.fen)  # the office saw both, and gave one back
    finally:
        walk.world.line.become(LineState.WHOLE)
    with walk.step("付好了，多付的会自己退回"):
        customer.meets("付好了", PAID_S)
        customer.meets("多付", PAID_S)
    _takes_receipt(customer, checker, bills)
    with walk.step("多付的真的退回了"):
        checker.must_have_gone_back(checker.code_of_slip(), bills.fen)
    customer.leaves()


def by_card_at_the_terminal(customer: Customer, whose: str) -> None:
    """A bank card is held to the payment terminal."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    terminal = walk.world.desk.payment_terminal
    terminal.customer = None  # a hand presents the card
    try:
        bills = _comes_to_paying(customer, checker, whose)
        with walk.step("选刷卡，付款机等卡"):
            customer.chooses("tap", "刷卡或碰一碰", "请在付款机上刷卡")
            _until(lambda: terminal.shows != "ready")
        with walk.step("银行卡放上去，输密码，付好了"):
            terminal.present_card(Card.GOOD)
            terminal.enter_pin(right=True)
            customer.meets("付好了", PAID_S)
    finally:
        terminal.customer = Card.GOOD
    _takes_receipt(customer, checker, bills)
    customer.leaves()


def no_paper_then_receipt_at_next_login(customer: Customer, whose: str) -> None:
    """The printer has no paper when it is paid; she comes back, logs in, and gets her receipt."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    printer = walk.world.desk.printer
    bills = _comes_to_paying(customer, checker, whose)
    slips = len(printer.slips)
    try:
        with walk.step("这时没纸了；微信付款"):
            printer.break_with(PrinterFaults(paper_out=True))
            customer.chooses("wechat", "微信扫码", "请用微信扫这个码")
            customer.screen_is_seen()
            _must_cost(walk.world.payer.scan(), bills)
            walk.world.payer.pays()
        with walk.step("付好了，收据打不了，记下单号"):
            customer.meets("付好了", PAID_S)
            customer.meets("请记下单号")
            code = _code_on_screen(walk)
            customer.chooses("done", "好了", "办好了")
    finally:
        printer.break_with(PrinterFaults())
    customer.leaves()
    customer.begins()
    with walk.step("换好纸再来，选“付款帮助”，用证件登录"):
        customer.chooses("others", "更多服务", "付款帮助")
        customer.chooses("payment_help", "付款帮助", "要查哪一笔付款")
        customer.logs_in("mine", "用证件登录", whose, "付好了")
    with walk.step("打印收据，拿好"):
        if len(printer.slips) != slips:
            raise JourneyError("paper came out while there was none")
        prints(customer, "print", "打印收据", "打印收据吗")
        customer.chooses("taken", "拿好了", "付好了")
        checker.must_be_paid_once(bills, code)
    with walk.step("知道了"):
        customer.chooses("done", "知道了", "办好了")
    customer.leaves()


def _comes_to_paying(customer: Customer, checker: Checker, whose: str) -> PaperBills:
    """Find what is owed, look at it, and say yes to paying all of it."""
    walk = customer.walk
    bills = checker.owed_by(whose) if whose else checker.owing(2)
    customer.begins()
    with walk.step("选“交水电费”"):
        customer.chooses("pay_bills", "交水电费", "怎么找您家的账单")
    if whose:
        with walk.step("用证件登录，看到一共要付多少"):
            customer.logs_in("card", "用证件登录", whose, "一共要付")
    else:
        with walk.step("输入户号"):
            customer.chooses("household", "输入户号", "请输入户号")
            customer.types(bills.numbers[0])
        with walk.step("看到一共要付多少"):
            customer.submits("一共要付")
    with walk.step("一起付，先确认金额"):
        customer.chooses("all", "全部一起付", "收款方是", "一起付")
        customer.chooses("yes", "去付款", "您想怎么付", "好的")
    return bills


def _takes_receipt(customer: Customer, checker: Checker, bills: PaperBills) -> None:
    """Have the receipt printed; what is paid is paid in all books."""
    with customer.walk.step("打印收据，拿好"):
        paper = prints(customer, "print", "打印收据", "打印收据吗")
        if "付款收据" not in paper:
            raise JourneyError(f"this is no receipt: {paper}")
        checker.must_be_paid_once(bills)
        customer.chooses("taken", "拿好了", "付好了")
    with customer.walk.step("好了"):
        customer.chooses("done", "好了", "办好了")


def _code_on_screen(walk: Walk) -> str:
    """The digits that find the order again, as they stand there in large type."""
    for words in walk.eyes.reads():
        if _CODE.fullmatch(words):
            return words.replace(" ", "")
    raise JourneyError("the code is not to be seen")


def _must_cost(trade: Trade, bills: PaperBills) -> None:
    if trade.fen != bills.fen:
        raise JourneyError(f"the telephone says {trade.fen} fen, the bills {bills.fen}")


def _until(true: Callable[[], bool], patience_s: float = PAID_S) -> None:
    ends = time.monotonic() + patience_s
    while not true():
        if time.monotonic() > ends:
            raise JourneyError("the office did not hear of it")
        time.sleep(0.2)


def _by(customer: Callable[[Walk], Customer], tale: Tale, whose: str) -> Callable[[Walk], None]:
    def play(walk: Walk) -> None:
        tale(customer(walk), whose)

    return play


_TALES: Mapping[str, Tale] = MappingProxyType(
    {
        "pay-screen-code": two_bills_by_screen_code,
        "pay-own-code": by_her_own_code,
        "pay-card": by_card_at_the_terminal,
        "pay-network-cut": network_lost_half_way,
        "pay-taken-back": too_long_and_taken_back,
        "pay-twice": paid_twice_and_given_back,
        "pay-paper-out": no_paper_then_receipt_at_next_login,
    }
)
# Whose card finds the bills; everybody else says or types the number on a paper bill. Who logs in finds her receipt.
_CARDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("pay-screen-code", "voice"): WANG,
        ("pay-own-code", "voice"): "li-ji",
        ("pay-paper-out", "voice"): "chan-kaman",
        ("pay-paper-out", "touch"): "claire-moreau",
        ("pay-paper-out", "keypad"): "gulinaer",
    }
)
_CUSTOMERS: Mapping[str, Callable[[Walk], Customer]] = MappingProxyType(
    {"touch": ByTouch, "keypad": ByKeys, "voice": ByVoice}
)
JOURNEYS = tuple(
    Journey(name, mode, _by(customer, tale, _CARDS.get((name, mode), "")))
    for mode, customer in _CUSTOMERS.items()
    for name, tale in _TALES.items()
)
