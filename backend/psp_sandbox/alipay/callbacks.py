"""How Alipay calls a merchant: a signed form, again and again until the answer is the word `success`."""

from dataclasses import replace
from urllib.parse import urlencode

from backend.psp_sandbox.alipay import told
from backend.psp_sandbox.alipay.signing import sign, text_of
from backend.psp_sandbox.exchange import Letter
from backend.psp_sandbox.faults import Fault, FaultKind, is_kind
from backend.psp_sandbox.folder import Folder
from backend.psp_sandbox.ledger import Books
from backend.psp_sandbox.records import Deed, Refund, TradeState
from backend.psp_sandbox.texts import plain_time, yuan

_MINUTE, _HOUR = 60.0, 3600.0


class AlipayCaller:
    """Writes callbacks of paid and refunded trades."""

    waits = (4 * _MINUTE, 10 * _MINUTE, 10 * _MINUTE, _HOUR, 2 * _HOUR, 6 * _HOUR, 15 * _HOUR)

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def letter(self, books: Books, deed: Deed, fault: Fault | None, now: float) -> Letter | None:
        """The callback as it goes out now; its id is the same each time. It tells of the payment as it was then."""
        attempt, _, number = deed.about.partition("/")
        trade = books.trade(deed.channel, attempt)
        if trade is None:
            return None
        more = 1 if is_kind(fault, FaultKind.WRONG_AMOUNT) else 0
        skew = fault.seconds if fault and fault.kind is FaultKind.CLOCK_SKEW else 0.0
        refunds = books.refunds(deed.channel, attempt) if number else ()
        form = told.notice(replace(trade, state=TradeState.PAID), refunds, more)
        form |= {"notify_id": deed.notice, "notify_time": plain_time(now - skew)}
        refund = next((each for each in refunds if each.refund == number), None)
        if refund is not None:
            form |= _of_refund(refund, sum(each.fen for each in refunds))
        form |= {"sign_type": "RSA2", "sign": sign(self._folder.alipay, text_of(form, "sign", "sign_type"))}
        if is_kind(fault, FaultKind.TAMPERED):
            form["total_amount"] = yuan(trade.fen + 100)
        body = b"\xff\x00 rubbish" if is_kind(fault, FaultKind.RUBBISH) else urlencode(form).encode()
        return Letter(trade.notify_url, {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}, body)

    def heard(self, status: int, body: bytes, /) -> bool:
        """Only this word counts."""
        return status == 200 and body.strip() == b"success"


def _of_refund(refund: Refund, altogether: int) -> dict[str, str]:
    return {
        "refund_fee": yuan(altogether),
        "out_biz_no": refund.refund,
        "gmt_refund": f"{plain_time(refund.done_at or refund.made)}.000",
    }
