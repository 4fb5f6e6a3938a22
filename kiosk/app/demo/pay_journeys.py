"""The journeys of who pays bills: each checks what the providers booked, what the office knows, and what was told."""

import time
from collections.abc import Callable

from kiosk.app.demo.customers import ByKeys, ByTouch, ByVoice, Customer, prints
from kiosk.app.demo.journey import Journey, Walk
from kiosk.app.demo.line import LineState
from kiosk.app.demo.paper_bills import Checker, PaperBills
from kiosk.app.demo.payment_sandbox import Trade
from kiosk.app.senses import JourneyError

PAID_S = 30.0
DOUBT_S = 120.0
Tale = Callable[[Customer], None]


def two_bills_by_screen_code(customer: Customer) -> None:
    """Two months in one payment, by the code on the screen."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    bills = _comes_to_paying(customer, checker)
    with walk.step("选微信，屏幕上出来付款码"):
        customer.chooses("wechat", "微信扫码", "请用微信扫这个码")
        customer.screen_is_seen()
    with walk.step("手机扫屏幕上的码，看清金额，付款"):
        _must_cost(walk.world.payer.scan(), bills)
        walk.world.payer.pays()
        customer.meets("付好了", PAID_S)
    _takes_receipt(customer, checker, bills)
    customer.leaves()


def by_her_own_code(customer: Customer) -> None:
    """Her own payment code is scanned, and her phone asks for the password."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    bills = _comes_to_paying(customer, checker)
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


def network_lost_half_way(customer: Customer) -> None:
    """The network goes while her code stands there; she pays; it comes back, and the terminal knows."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    bills = _comes_to_paying(customer, checker)
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


def too_long_and_taken_back(customer: Customer) -> None:
    """The password is never typed: it is taken back, and it is proved that nothing was taken."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    bills = _comes_to_paying(customer, checker)
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


def paid_twice_and_given_back(customer: Customer) -> None:
    """Two codes are paid while the network is away, the first although it was closed: the second sum goes back."""
    walk, checker = customer.walk, Checker(customer.walk.world)
    payer = walk.world.payer
    bills = _comes_to_paying(customer, checker)
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
        customer.meets("多付")
    _takes_receipt(customer, checker, bills)
    with walk.step("多付的真的退回了"):
        checker.must_have_gone_back(checker.code_of_slip(), bills.fen)
    customer.leaves()


def _comes_to_paying(customer: Customer, checker: Checker) -> PaperBills:
    """Find the household of a paper bill, look at what it owes, and say yes to paying all of it."""
    walk, bills = customer.walk, checker.owing(2)
    customer.begins()
    with walk.step("选“交水电费”，输入户号"):
        customer.chooses("pay_bills", "交水电费", "怎么找您家的账单")
        customer.chooses("household", "输入户号", "请输入户号")
        customer.types(bills.number)
    with walk.step("看到一共要付多少"):
        customer.chooses_private("submit", "输好了", "一共要付")
    with walk.step("两个月一起付，先确认金额"):
        customer.chooses("all", "一起付", "收款方是")
        customer.chooses("yes", "去付款", "您想怎么付")
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


def _must_cost(trade: Trade, bills: PaperBills) -> None:
    if trade.fen != bills.fen:
        raise JourneyError(f"the telephone says {trade.fen} fen, the bills {bills.fen}")


def _until(true: Callable[[], bool], patience_s: float = PAID_S) -> None:
    ends = time.monotonic() + patience_s
    while not true():
        if time.monotonic() > ends:
            raise JourneyError("the office did not hear of it")
        time.sleep(0.2)


def _by(customer: Callable[[Walk], Customer], tale: Tale) -> Callable[[Walk], None]:
    def play(walk: Walk) -> None:
        tale(customer(walk))

    return play


_TALES: tuple[tuple[str, Tale], ...] = (
    ("pay-screen-code", two_bills_by_screen_code),
    ("pay-own-code", by_her_own_code),
    ("pay-network-cut", network_lost_half_way),
    ("pay-taken-back", too_long_and_taken_back),
    ("pay-twice", paid_twice_and_given_back),
)
_SPOKEN = frozenset({"pay-screen-code", "pay-own-code"})
JOURNEYS = (
    *(Journey(name, "touch", _by(ByTouch, tale)) for name, tale in _TALES),
    *(Journey(name, "keypad", _by(ByKeys, tale)) for name, tale in _TALES),
    *(Journey(name, "voice", _by(ByVoice, tale)) for name, tale in _TALES if name in _SPOKEN),
)
