"""What bills, orders, attempts and refunds are called, on pages and on slips."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from hardware.code_scanner.codes import CodeKind
from hardware.code_scanner.hall_codes import write
from kiosk.backend_client.bills import BillKind
from kiosk.backend_client.orders import AttemptState, Order, PayChannel, Refund, RefundState
from kiosk.foundation.money import Money
from kiosk.visit.blocks import Fact, Figure, Mark, QrPicture
from kiosk.visit.text import Text, text
from kiosk.visit.values import Digits, Month, Yuan

_SHORTEST_TOKEN = 16  # of a hall code; the digits are filled up with zeros in front

KINDS: Mapping[BillKind, Text] = MappingProxyType(
    {
        BillKind.WATER: text("水费"),
        BillKind.POWER: text("电费"),
        BillKind.GAS: text("燃气费"),
        BillKind.HALL_FEE: text("服务费"),
    }
)
UNITS: Mapping[BillKind, str] = MappingProxyType(
    {BillKind.WATER: "吨", BillKind.POWER: "度", BillKind.GAS: "立方米", BillKind.HALL_FEE: "次"}
)
ICONS: Mapping[BillKind, str] = MappingProxyType(
    {
        BillKind.WATER: "drop",
        BillKind.POWER: "lightning",
        BillKind.GAS: "fire",
        BillKind.HALL_FEE: "house",
    }
)
CHANNELS: Mapping[PayChannel, Text] = MappingProxyType(
    {PayChannel.WECHAT: text("微信"), PayChannel.ALIPAY: text("支付宝"), PayChannel.CARD: text("银行卡")}
)
_REFUNDS: Mapping[RefundState, Text] = MappingProxyType(
    {
        RefundState.OWED: text("马上开始退"),
        RefundState.GOING_ON: text("正在退回"),
        RefundState.DONE: text("已经退回"),
        RefundState.STUCK: text("工作人员正在查"),
    }
)
_ATTEMPTS: Mapping[AttemptState, Text] = MappingProxyType(
    {
        AttemptState.CREATED: text("正在确认"),
        AttemptState.PENDING: text("正在确认"),
        AttemptState.UNKNOWN: text("正在确认"),
        AttemptState.SUCCESS: text("付好了"),
        AttemptState.CLOSED: text("没有扣款"),
        AttemptState.REVOKED: text("没有扣款，或者已经退回"),
    }
)


def yuan(fen: int) -> Text:
    """`32.10 元`."""
    return text("{sum}", sum=Yuan(Money(fen)))


def bill_name(kind: BillKind, period: date) -> Text:
    """`水费 2026 年 9 月`."""
    return text("{kind} {month}", kind=KINDS[kind], month=Month(period.year, period.month))


def line_rows(order: Order) -> tuple[Fact, ...]:
    """Each bill of an order, at what it cost."""
    return tuple(Fact(bill_name(line.kind, line.period), yuan(line.fen)) for line in order.lines)


def attempt_rows(order: Order) -> tuple[Fact, ...]:
    """Each try to pay it, the newest first."""
    marks = {AttemptState.SUCCESS: Mark.GOOD}
    return tuple(
        Fact(CHANNELS[one.channel], _ATTEMPTS[one.state], mark=marks.get(one.state, Mark.PLAIN))
        for one in reversed(order.attempts)
    )


def refund_rows(order: Order) -> tuple[Fact, ...]:
    """What goes back, and how far it is."""
    return tuple(_refund_row(refund) for refund in order.refunds)


def _refund_row(refund: Refund) -> Fact:
    mark = {RefundState.DONE: Mark.GOOD, RefundState.STUCK: Mark.ATTENTION}.get(refund.state, Mark.PLAIN)
    return Fact(text("退款 {sum}", sum=Yuan(Money(refund.fen))), _REFUNDS[refund.state], mark=mark)


def paid_through(order: Order) -> Text | None:
    """How it was paid; None: it was not, or nobody knows."""
    paid = (one.channel for one in order.attempts if one.state is AttemptState.SUCCESS)
    channel = next(paid, None)
    return None if channel is None else CHANNELS[channel]


def claim_picture(claim_code: str) -> str:
    """The code of an order as a picture holds it, for the terminal's scanner."""
    return write(CodeKind.CLAIM, claim_code.zfill(_SHORTEST_TOKEN))


def claim_blocks(claim_code: str) -> tuple[Figure, QrPicture]:
    """The code of an order, to read, to hear and to photograph."""
    figure = Figure(text("付款单号"), text("{code}", code=Digits(claim_code)))
    return figure, QrPicture(claim_picture(claim_code), text("也可以用手机拍下来"))
