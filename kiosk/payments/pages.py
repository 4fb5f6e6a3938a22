"""What is asked and told while money is taken. Sentences only; nothing here decides anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.backend_client.orders import PayChannel
from kiosk.foundation.money import Money
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import Choose, Confirm, Option, Pay, Tell, Way
from kiosk.visit.sentences import Explanation
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Yuan

PREPARING = text("正在准备付款")
MAKING_CODE = text("正在出码")
TAKING_BACK = text("正在收回付款码")
PAYING = text("正在付款")
WAKING_TERMINAL = text("正在准备付款机")
STOPPING_TERMINAL = text("正在让付款机停下")
TAP_UNCLEAR = text("上一笔刷卡还在核对")

LINE_LOST = text("网络断了，正在重连")
LINE_BACK = text("网络好了")
NO_NETWORK = text("网络不通，现在收不了款")
LOOK_AT_PHONE = text("请看看手机，可能要输密码。")

ANOTHER = Option("other", text("换个办法付"), icon="wallet", phrases=("换个办法", "换一种"))
NOT_NOW = Option("later", text("先不付了"), icon="x", phrases=("不付了", "先不付"))
AGAIN = Option("again", text("再试一次"), icon="arrow-clockwise", phrases=("重试", "再来"), primary=True)
SLIP = Option("slip", text("先拿单号走"), icon="receipt", phrases=("拿单号", "先走"))
WELL = Option("well", text("好的"), icon="check", phrases=("知道了",), primary=True)


class PayBy(StrEnum):
    """How she can pay here: the ids of what is chosen."""

    WECHAT = "wechat"
    ALIPAY = "alipay"
    PAYER_CODE = "payer_code"
    TAP = "tap"


CHANNELS: Mapping[str, PayChannel] = {PayBy.WECHAT: PayChannel.WECHAT, PayBy.ALIPAY: PayChannel.ALIPAY}
_WAYS: Mapping[PayBy, Option] = {
    PayBy.WECHAT: Option(PayBy.WECHAT, text("微信扫码"), icon="device-mobile", phrases=("微信", "用微信")),
    PayBy.ALIPAY: Option(PayBy.ALIPAY, text("支付宝扫码"), icon="device-mobile", phrases=("支付宝", "用支付宝")),
    PayBy.PAYER_CODE: Option(
        PayBy.PAYER_CODE, text("出示付款码"), icon="qr-code", phrases=("付款码", "我的付款码", "扫我")
    ),
    PayBy.TAP: Option(PayBy.TAP, text("刷卡或碰一碰"), icon="credit-card", phrases=("刷卡", "银行卡", "碰一碰")),
}
_SCREEN = Way("screen_code", text("用手机扫屏幕上的码"), "device-mobile")
_SCANNER = Way("payment_code", text("付款码：对着扫码窗口"), "qr-code", place="code_scanner")
_TERMINAL = Way("payment_terminal", text("银行卡或手机：放在付款机上"), "credit-card", place="payment_terminal")


@dataclass(frozen=True, slots=True)
class Sum:
    """How much, and for whom."""

    amount: Money
    payee: Text


def confirm(due: Sum, *, changed: bool) -> Confirm:
    """A yes to this sum for this payee; `changed`: it was said to be another one before."""
    return Confirm(
        headline=text("付款 {amount}，好吗？", amount=Yuan(due.amount)),
        hint=text("金额和刚才不一样了，请再看看。") if changed else text("收款方是{payee}", payee=due.payee),
        aloud=(
            text("金额变了，现在要付 {amount}。收款方是{payee}。要付吗？", amount=Yuan(due.amount), payee=due.payee)
            if changed
            else text("要付 {amount}。收款方是{payee}。要付吗？", amount=Yuan(due.amount), payee=due.payee)
        ),
        yes=text("去付款"),
        no=text("先不付了"),
    )


def choose_way(rests: Mapping[PayBy, Text], modes: Modes) -> Choose:
    """How would you like to pay? Who does not see the screen is offered first what needs no aiming at it."""
    in_the_dark = modes.keypad or modes.curtain
    first = (PayBy.PAYER_CODE, PayBy.TAP) if in_the_dark else ()
    order = (*first, *(way for way in PayBy if way not in first))
    options = tuple(_resting(_WAYS[way], rests.get(way, NOTHING)) for way in order)
    return Choose(headline=text("您想怎么付？"), hint=text("不着急，选一种就行。"), options=(*options, NOT_NOW))


def screen_code(due: Sum, channel: PayChannel, code: str, seconds: int) -> Pay:
    """Scan what is on the screen."""
    wechat = channel is PayChannel.WECHAT
    return Pay(
        headline=text("请用微信扫这个码") if wechat else text("请用支付宝扫这个码"),
        hint=text("请打开手机的扫一扫。"),
        ways=(_SCREEN,),
        others=(ANOTHER, NOT_NOW),
        amount=due.amount,
        payee=due.payee,
        code=code,
        seconds=seconds,
    )


def payer_code(due: Sum, seconds: int, rests: Text = NOTHING) -> Pay:
    """Hold your own payment code to the scanner."""
    way = Way(_SCANNER.id, _SCANNER.label, _SCANNER.icon, resting=rests, place=_SCANNER.place)
    return Pay(
        headline=text("请出示付款码"),
        hint=text("请打开付款码，对着扫码窗口。"),
        ways=(way,),
        others=(ANOTHER, NOT_NOW),
        amount=due.amount,
        payee=due.payee,
        seconds=seconds,
    )


def tap(due: Sum, seconds: int) -> Pay:
    """Use the payment terminal."""
    return Pay(
        headline=text("请在付款机上刷卡"),
        hint=text("银行卡、手机，放上去就行。"),
        ways=(_TERMINAL,),
        others=(ANOTHER, NOT_NOW),
        amount=due.amount,
        payee=due.payee,
        seconds=seconds,
    )


def unsure(due: Sum, hint: Text = NOTHING) -> Pay:
    """Nobody knows yet whether it was paid."""
    page = Pay(headline=PAYING, ways=(), amount=due.amount, payee=due.payee, seconds=1)
    return page.in_doubt((SLIP,), hint)


def not_taken(what: Text, hint: Text = NOTHING) -> Tell:
    """It is proved that nothing was taken; she can go on."""
    next_step = hint or text("可以再来一次，也可以换个办法。")
    return Tell(headline=what, hint=next_step, actions=(AGAIN, ANOTHER, NOT_NOW))


def stopped(told: Explanation) -> Tell:
    """Something was in the way, before anything could be paid."""
    return Tell(headline=told.what, hint=told.next, actions=(AGAIN, ANOTHER, NOT_NOW))


def paid_already() -> Tell:
    """She turned away, and it had been paid."""
    return Tell(headline=text("已经付好了"), hint=text("您刚才的付款到了，不用再付。"), actions=(WELL,))


TIME_OVER = text("付款码到时间了，没有扣款")
NOTHING_TAKEN = text("没有付成，没有扣款")


def _resting(option: Option, rests: Text) -> Option:
    return Option(option.id, option.label, icon=option.icon, phrases=option.phrases, resting=rests)
