"""WeChat's bill of a day: text, amounts in yuan, a ` before each value so that no spreadsheet spoils it.

The format: https://pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from backend.payments.channel import BillLine, NotGenuine
from backend.payments.strict import Fields, utf8
from backend.payments.wire_numbers import REVERSAL
from backend.payments.yuan import fen_of

_PAID, _REFUNDED, _REVERSED = "SUCCESS", "REFUND", "REVOKED"
_STAYED = frozenset({"FAIL", "CHANGE", "CLOSED", "ABNORMAL"})
"""Of a refund: it did not reach her, and the money is with us."""
_TOTALS = "总交易单数"


def check_hash(raw: bytes, listed: Fields) -> None:
    """Let pass the very file that the signed answer named. Raises NotGenuine."""
    listed.must_be("hash_type", "SHA1")  # WeChat offers no other; the answer that names it is signed
    found = hashlib.sha1(raw, usedforsecurity=False).hexdigest()
    if found != listed.text("hash_value").lower():
        raise NotGenuine("the bill is not the one that was named")


def lines_of(raw: bytes) -> Sequence[BillLine]:
    """All lines of a bill but refunds that could not be done.

    Raises: NotGenuine (a line cannot be understood, or there are not as many as it says)
    """
    rows = [row for row in utf8(raw).removeprefix("\ufeff").split("\n") if row.strip()]
    if len(rows) < 3 or not rows[-2].startswith(_TOTALS):
        raise NotGenuine("a bill without its totals")
    names = rows[0].strip("\r").split(",")
    listed = [Fields(row) for row in _by_name(names, rows[1:-2])]
    lines = [_line(row) for row in listed if row.text_if_any("退款状态") not in _STAYED]
    totals = next(_by_name(rows[-2].strip("\r").split(","), rows[-1:]))
    if totals.get(_TOTALS) != str(len(listed)):
        raise NotGenuine("a bill with lines missing")
    return lines


def _by_name(names: Sequence[str], rows: Sequence[str]) -> Iterator[Mapping[str, str]]:
    for row in rows:
        values = row.strip("\r").removeprefix("`").split(",`")  # a subject may hold a comma, but never this
        if len(values) != len(names):
            raise NotGenuine("a line of another length")
        yield dict(zip(names, (value.strip() for value in values), strict=True))


def _line(row: Fields) -> BillLine:
    attempt, transaction, state = row.text("商户订单号"), row.text("微信订单号"), row.text("交易状态")
    if state == _PAID:
        return BillLine(attempt, _fen(row, "订单金额"), transaction)
    if state not in (_REFUNDED, _REVERSED):
        raise NotGenuine("a line of an unknown state")
    number = row.text("商户退款单号") if state == _REFUNDED else REVERSAL
    return BillLine(attempt, _fen(row, "申请退款金额"), transaction, number)


def _fen(row: Fields, name: str) -> int:
    fen = fen_of(row.text(name))
    if fen < 0:
        raise NotGenuine("an amount below nothing")
    return fen
