"""How WeChat tells of a trade and of a refund."""

from collections.abc import Sequence

from backend.psp_sandbox.folder import APPID, MCHID
from backend.psp_sandbox.records import Refund, Trade, TradeState
from backend.psp_sandbox.texts import rfc3339

_STATES = {
    TradeState.OPEN: ("NOTPAY", "订单未支付"),
    TradeState.PAYING: ("USERPAYING", "用户支付中"),
    TradeState.PAID: ("SUCCESS", "支付成功"),
    TradeState.FAILED: ("PAYERROR", "支付失败"),
    TradeState.CLOSED: ("CLOSED", "订单已关闭"),
    TradeState.REVOKED: ("REVOKED", "订单已撤销"),
}


def trade_type(trade: Trade) -> str:
    """How it is paid."""
    return "MICROPAY" if trade.by_her_code else "NATIVE"


def transaction(trade: Trade, refunds: Sequence[Refund], more_fen: int = 0) -> dict[str, object]:
    """A trade as a query, a codepay answer and a callback tell it; the callback leaves the refunds out."""
    state, words = _STATES[trade.state]
    if trade.state is TradeState.PAID and refunds:
        state, words = "REFUND", "转入退款"
    fen = trade.fen + more_fen
    told: dict[str, object] = {
        "amount": {"currency": "CNY", "total": fen},
        "appid": APPID,
        "attach": "",
        "mchid": MCHID,
        "out_trade_no": trade.attempt,
        "promotion_detail": [],
        "trade_state": state,
        "trade_state_desc": words,
    }
    if trade.paid_at is not None:
        told |= {
            "amount": {"currency": "CNY", "payer_currency": "CNY", "payer_total": fen, "total": fen},
            "bank_type": "OTHERS",
            "payer": {"openid": trade.payer},
            "success_time": rfc3339(trade.paid_at),
            "trade_type": trade_type(trade),
            "transaction_id": trade.transaction,
        }
    return told


def refund_told(refund: Refund, trade: Trade, more_fen: int = 0) -> dict[str, object]:
    """A refund as the answer to its request and a query tell it."""
    fen = refund.fen + more_fen
    told: dict[str, object] = {
        "refund_id": refund.provider_number,
        "out_refund_no": refund.refund,
        "transaction_id": trade.transaction,
        "out_trade_no": trade.attempt,
        "channel": "ORIGINAL",
        "user_received_account": "支付用户零钱",
        "create_time": rfc3339(refund.made),
        "status": "PROCESSING" if refund.done_at is None else "SUCCESS",
        "funds_account": "AVAILABLE",
        "amount": {
            "total": trade.fen,
            "refund": fen,
            "payer_total": trade.fen,
            "payer_refund": fen,
            "settlement_refund": fen,
            "settlement_total": trade.fen,
            "discount_refund": 0,
            "currency": "CNY",
            "from": [],
        },
        "promotion_detail": [],
    }
    if refund.done_at is not None:
        told["success_time"] = rfc3339(refund.done_at)
    return told


def refund_notice(refund: Refund, trade: Trade, more_fen: int = 0) -> dict[str, object]:
    """A refund as a callback tells it."""
    fen = refund.fen + more_fen
    return {
        "mchid": MCHID,
        "out_trade_no": trade.attempt,
        "transaction_id": trade.transaction,
        "out_refund_no": refund.refund,
        "refund_id": refund.provider_number,
        "refund_status": "SUCCESS",
        "success_time": rfc3339(refund.done_at or refund.made),
        "user_received_account": "支付用户零钱",
        "amount": {"total": trade.fen, "refund": fen, "payer_total": trade.fen, "payer_refund": fen},
    }
