"""What a verified answer or notice says of an attempt or a refund."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from backend.payments.alipay.merchant import AlipayMerchant
from backend.payments.alipay.told import TRADE_STATES
from backend.payments.channel import NotGenuine, RefundReport, RefundTold, Report, Told
from backend.payments.meanings import meaning
from backend.payments.strict import Fields, china_moment_of, json_object, utf8
from backend.payments.yuan import fen_of

MOST_FIELDS = 100
_PAID_ONCE = frozenset({Told.PAID, Told.REFUNDED, Told.REVOKED})


def asked_trade(trade: Fields) -> Report:
    """A trade in the answer of a query."""
    told = _told(trade, paid_at="send_pay_date")
    return _report(trade, told, "send_pay_date", "buyer_user_id")


def paid_trade(trade: Fields) -> Report:
    """The answer of a payment by her code that went through at once."""
    return _report(trade, Told.PAID, "gmt_payment", "buyer_user_id")


def told_trade(merchant: AlipayMerchant, notice: Fields) -> Report:
    """A trade in a notice. Raises NotGenuine if it is another merchant's."""
    notice.must_be("app_id", merchant.app)
    notice.must_be("seller_id", merchant.seller)
    told = _told(notice, paid_at="gmt_payment")
    if told is Told.PAID and notice.text_if_any("gmt_refund"):
        told = Told.REFUNDED
    return _report(notice, told, "gmt_payment", "buyer_id")


def asked_refund(attempt: str, refund: str, found: Fields) -> RefundReport:
    """A refund in the answer of a query: one that names no state is not known there (yet)."""
    if not found.text_if_any("refund_status"):
        return RefundReport(refund, RefundTold.UNKNOWN_THERE)
    found.must_be("out_trade_no", attempt)
    found.must_be("out_request_no", refund)
    told = meaning(found.text("refund_status"), {"REFUND_SUCCESS": RefundTold.DONE})
    return RefundReport(refund, told, fen_of(found.text("refund_amount")))


def form_of(body: bytes) -> Mapping[str, str]:
    """The fields of a notice, each once. Raises NotGenuine."""
    try:
        pairs = parse_qsl(
            utf8(body), keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise NotGenuine("no form") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise NotGenuine("a field twice")
    return form


def _told(trade: Fields, paid_at: str) -> Told:
    """TRADE_CLOSED is two things: nobody paid, or it was paid and all of it went back."""
    told = meaning(trade.text("trade_status"), TRADE_STATES)
    if told is not Told.CLOSED or not trade.text_if_any(paid_at):
        return told
    return Told.REVOKED if _was_cancelled(trade) else Told.REFUNDED


def _was_cancelled(trade: Fields) -> bool:
    try:
        return json_object(trade.text_if_any("ext_infos").encode()).members.get("action") == "cancel"
    except (NotGenuine, UnicodeEncodeError):
        return False  # it says nothing of it, and what it does say is no matter of ours


def _report(trade: Fields, told: Told, paid_at: str, payer: str) -> Report:
    attempt = trade.text("out_trade_no")
    if told not in _PAID_ONCE:
        return Report(attempt, told)
    return Report(
        attempt,
        told,
        fen=fen_of(trade.text("total_amount")),
        currency=trade.text_if_any("trans_currency") or "CNY",
        transaction=trade.text("trade_no"),
        paid_at=china_moment_of(trade.text(paid_at)),
        payer=trade.text_if_any(payer) or trade.text_if_any("buyer_open_id"),
    )
