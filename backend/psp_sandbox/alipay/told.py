"""How Alipay tells of a trade."""

from collections.abc import Sequence

from backend.psp_sandbox.folder import ALIPAY_APP_ID, SELLER_ID
from backend.psp_sandbox.records import Refund, Trade, TradeState
from backend.psp_sandbox.texts import plain_time, yuan

LOGON_ID = "186******00"


def status(trade: Trade, refunds: Sequence[Refund]) -> str:
    """Its word for where a trade stands; what was given back wholly is closed."""
    if trade.state in (TradeState.OPEN, TradeState.PAYING):
        return "WAIT_BUYER_PAY"
    whole = sum(refund.fen for refund in refunds) >= trade.fen
    return "TRADE_SUCCESS" if trade.state is TradeState.PAID and not whole else "TRADE_CLOSED"


def amounts(fen: int) -> dict[str, str]:
    """All the ways in which an amount is told."""
    names = ("total_amount", "receipt_amount", "buyer_pay_amount", "invoice_amount")
    return {**dict.fromkeys(names, yuan(fen)), "point_amount": "0.00"}


def paid(trade: Trade, more_fen: int = 0) -> dict[str, object]:
    """The answer to a payment that came through."""
    fen = trade.fen + more_fen
    return {
        "trade_no": trade.transaction,
        "out_trade_no": trade.attempt,
        "buyer_logon_id": LOGON_ID,
        "buyer_user_id": trade.payer,
        "gmt_payment": plain_time(trade.paid_at or 0.0),
        "fund_bill_list": [{"amount": yuan(fen), "fund_channel": "ALIPAYACCOUNT"}],
        **amounts(fen),
    }


def found(trade: Trade, refunds: Sequence[Refund], more_fen: int = 0) -> dict[str, object]:
    """The answer to a query."""
    fen = trade.fen + more_fen
    told: dict[str, object] = {
        "out_trade_no": trade.attempt,
        "trade_no": trade.transaction,
        "trade_status": status(trade, refunds),
        "buyer_logon_id": LOGON_ID,
        **amounts(fen),
    }
    if trade.paid_at is not None:
        told |= {"send_pay_date": plain_time(trade.paid_at), "buyer_user_id": trade.payer}
    return told


def notice(trade: Trade, refunds: Sequence[Refund], more_fen: int = 0) -> dict[str, str]:
    """What every callback says of a trade."""
    fen = trade.fen + more_fen
    return {
        "app_id": ALIPAY_APP_ID,
        "auth_app_id": ALIPAY_APP_ID,
        "seller_id": SELLER_ID,
        "buyer_id": trade.payer,
        "buyer_logon_id": LOGON_ID,
        "charset": "utf-8",
        "version": "1.0",
        "notify_type": "trade_status_sync",
        "subject": trade.subject,
        "out_trade_no": trade.attempt,
        "trade_no": trade.transaction,
        "trade_status": status(trade, refunds),
        "gmt_create": plain_time(trade.created),
        "gmt_payment": plain_time(trade.paid_at or trade.created),
        "fund_bill_list": f'[{{"amount":"{yuan(fen)}","fundChannel":"ALIPAYACCOUNT"}}]',
        **amounts(fen),
    }
