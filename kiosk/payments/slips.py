"""What stands on a receipt and on a claim slip, between title and foot: bills and sums, and nobody's name.

Neither needs the network: whoever holds one finds the order again by its code, at any terminal of the hall.
"""

from hardware.receipt_printer.slip import Align, Field, QrCode, Rule, SlipLine, TextLine
from kiosk.backend_client.orders import Order, RefundState
from kiosk.foundation.clock import hall_time
from kiosk.foundation.money import Money
from kiosk.payments.words import bill_name, claim_picture, paid_through
from kiosk.visit.prompts import DO_NOT_PAY_AGAIN
from kiosk.visit.values import Day, Digits, Yuan

RECEIPT_TITLE = "付款收据"
CLAIM_TITLE = "付款单"
BODY = 2
"""The size of the other slips too (`kiosk.documents.slip_layout`), a room that knows nothing of this one."""
_LARGE = 3
_RETURNS = {RefundState.DONE: "已经退回", RefundState.STUCK: "工作人员正在查"}


def receipt(order: Order, claim_code: str = "") -> tuple[SlipLine, ...]:
    """The hall's receipt; with the code of the order where it is known.

    Raises: ValueError (it has none)
    """
    if order.receipt is None:
        raise ValueError("this order has no receipt")
    at = hall_time(order.receipt.issued_at)
    through = paid_through(order)
    return (
        Field("收据号", str(order.receipt.number), size=BODY, bold=True),
        Field("付款日期", Day(at.date()).shown(), size=BODY),
        Field("时间", f"{at:%H:%M}", size=BODY),
        Rule(),
        *_bills(order),
        *((Field("付款方式", through.shown(), size=BODY),) if through else ()),
        *_refunds(order),
        *(_code(claim_code, "查这笔付款，请在终端上点“付款帮助”，扫这个码。") if claim_code else ()),
    )


def claim(order: Order, claim_code: str) -> tuple[SlipLine, ...]:
    """What she holds while nobody knows whether it was paid: what not to do, and how to find it again."""
    return (
        TextLine(DO_NOT_PAY_AGAIN.shown(), size=_LARGE, bold=True, align=Align.CENTRE),
        TextLine("钱不会丢。付好了会自己记上，没付成不会扣款。", size=BODY),
        Rule(),
        *_bills(order),
        *_refunds(order),
        *_code(claim_code, "过一会儿，请在本馆的终端上点“付款帮助”，扫这个码。"),
    )


def _bills(order: Order) -> tuple[SlipLine, ...]:
    return (
        *(
            Field(bill_name(line.kind, line.period).shown(), Yuan(Money(line.fen)).shown(), size=BODY)
            for line in order.lines
        ),
        Rule(),
        Field("合计", Yuan(Money(order.fen)).shown(), size=BODY, bold=True),
    )


def _refunds(order: Order) -> tuple[SlipLine, ...]:
    return tuple(
        Field(f"退款 {Yuan(Money(one.fen)).shown()}", _RETURNS.get(one.state, "会自己退回"), size=BODY)
        for one in order.refunds
    )


def _code(claim_code: str, what_for: str) -> tuple[SlipLine, ...]:
    return (
        Rule(),
        TextLine("付款单号", size=BODY, align=Align.CENTRE),
        TextLine(Digits(claim_code).shown(), size=_LARGE, bold=True, align=Align.CENTRE),
        QrCode(claim_picture(claim_code)),
        TextLine(what_for, size=BODY),
    )
