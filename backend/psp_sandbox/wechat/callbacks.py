"""How WeChat calls a merchant: a sealed resource, signed, again and again until somebody says 200 or 204."""

import json
from dataclasses import replace

from backend.psp_sandbox.exchange import Letter
from backend.psp_sandbox.faults import Fault, FaultKind, is_kind
from backend.psp_sandbox.folder import Folder
from backend.psp_sandbox.ledger import Books
from backend.psp_sandbox.records import Deed, DeedKind, TradeState
from backend.psp_sandbox.settings import SignsWith
from backend.psp_sandbox.texts import rfc3339
from backend.psp_sandbox.wechat import told
from backend.psp_sandbox.wechat.signing import sealed, signed_headers, signer_for

_MINUTE, _HOUR = 60.0, 3600.0
_PAID = ("transaction", "TRANSACTION.SUCCESS", "支付成功")
_REFUNDED = ("refund", "REFUND.SUCCESS", "退款成功")


class WeChatCaller:
    """Writes callbacks of paid trades and finished refunds."""

    waits = (
        *(15.0, 15.0, 30.0, 3 * _MINUTE, 10 * _MINUTE, 20 * _MINUTE, 30 * _MINUTE, 30 * _MINUTE, 30 * _MINUTE),
        *(_HOUR, 3 * _HOUR, 3 * _HOUR, 3 * _HOUR, 6 * _HOUR, 6 * _HOUR),
    )

    def __init__(self, folder: Folder, signs_with: SignsWith) -> None:
        self._folder, self._signs_with = folder, signs_with

    def letter(self, books: Books, deed: Deed, fault: Fault | None, now: float) -> Letter | None:
        """The callback as it goes out now; its id is the same each time."""
        more = 1 if is_kind(fault, FaultKind.WRONG_AMOUNT) else 0
        if deed.kind is DeedKind.TELL_REFUND:
            refund = books.refund(deed.channel, deed.about)
            trade = books.trade(deed.channel, refund.attempt) if refund else None
            content = told.refund_notice(refund, trade, more) if refund and trade else None
            address, (about, event, summary) = refund.notify_url if refund else "", _REFUNDED
        else:
            trade = books.trade(deed.channel, deed.about)
            content = told.transaction(replace(trade, state=TradeState.PAID), (), more) if trade else None
            address, (about, event, summary) = trade.notify_url if trade else "", _PAID
        if content is None:
            return None
        resource = sealed(self._folder.apiv3_key, json.dumps(content, ensure_ascii=False).encode(), about)
        notice = {
            "id": deed.notice,
            "create_time": rfc3339(now),
            "resource_type": "encrypt-resource",
            "event_type": event,
            "summary": summary,
            "resource": {"original_type": about, **resource},
        }
        return self._signed(address, json.dumps(notice, ensure_ascii=False).encode(), fault, now)

    def heard(self, status: int, _body: bytes, /) -> bool:
        """Only the status counts."""
        return status in (200, 204)

    def _signed(self, address: str, body: bytes, fault: Fault | None, now: float) -> Letter:
        if is_kind(fault, FaultKind.RUBBISH):
            body = b"\xff\x00 rubbish"
        skew = fault.seconds if fault and fault.kind is FaultKind.CLOCK_SKEW else 0.0
        headers = signed_headers(signer_for(self._folder, self._signs_with), body, now - skew)
        if is_kind(fault, FaultKind.TAMPERED):
            body = tampered(body)
        return Letter(address, {"Content-Type": "application/json", "User-Agent": "Mozilla/4.0", **headers}, body)


def tampered(body: bytes) -> bytes:
    """The same body with a blank more: as JSON it says what it said, as bytes it is another."""
    return body + b" "
