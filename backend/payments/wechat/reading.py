"""What a verified answer or callback says of an attempt or a refund."""

from backend.payments.channel import RefundReport, RefundTold, Report, Told
from backend.payments.meanings import meaning
from backend.payments.strict import Fields, moment_of
from backend.payments.wechat.merchant import WechatMerchant
from backend.payments.wechat.told import REFUND_STATES, TRADE_STATES

_PAID_ONCE = frozenset({Told.PAID, Told.REFUNDED})


def report_of(merchant: WechatMerchant, order: Fields) -> Report:
    """An order as WeChat has it. Raises NotGenuine if it is another merchant's, NoAnswer for an unknown state."""
    order.must_be("mchid", merchant.mchid)
    if "appid" in order.members:
        order.must_be("appid", merchant.appid)
    attempt = order.text("out_trade_no")
    told = meaning(order.text("trade_state"), TRADE_STATES)
    if told not in _PAID_ONCE:
        return Report(attempt, told)
    amount = order.inner("amount")
    return Report(
        attempt,
        told,
        fen=amount.whole("total"),
        currency=amount.text_if_any("currency") or "CNY",
        transaction=order.text("transaction_id"),
        paid_at=moment_of(order.text("success_time")),
        payer=order.inner("payer").text_if_any("openid") if "payer" in order.members else "",
    )


def refund_of(refund: Fields, state: str) -> RefundReport:
    """A refund as WeChat has it; `state` is the name of the member that tells how it stands."""
    told: RefundTold = meaning(refund.text(state), REFUND_STATES)
    return RefundReport(refund.text("out_refund_no"), told, refund.inner("amount").whole("refund"))
