"""WeChat's bill of a day: a table with a grave accent before each value, amounts in yuan, sums at the end."""

import gzip
import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from backend.psp_sandbox.folder import APPID, MCHID
from backend.psp_sandbox.ledger import Ledger
from backend.psp_sandbox.records import Refund, Trade
from backend.psp_sandbox.texts import in_china, plain_time, yuan
from backend.psp_sandbox.wechat.refusals import Refusal
from backend.psp_sandbox.wechat.told import trade_type
from backend.psp_sandbox.wechat.trades import CHANNEL, Question

READY_HOUR = 10
HEAD = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
    "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,"
    "手续费,费率,订单金额,申请退款金额,费率备注"
)
SUM_HEAD = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"


class Bills:
    """What came in and what went back on a day in China."""

    def __init__(self, ledger: Ledger, host: str, *, at_once: bool) -> None:
        self._ledger, self._host, self._at_once = ledger, host, at_once
        self._named: dict[str, bytes] = {}  # a bill of today may be another one by the time it is fetched

    def ask(self, question: Question) -> dict[str, object]:
        """Where the bill of a day lies, and the digest of it as it is when it is unpacked."""
        day = self._day(question)
        packed = question.query.get("tar_type", "")
        if packed not in ("", "GZIP") or question.query.get("bill_type", "ALL") != "ALL":
            raise Refusal(400, "PARAM_ERROR", "参数错误: tar_type, bill_type")
        plain = self._plain(day)
        if plain is None:
            raise Refusal(400, "NO_STATEMENT_EXIST", "账单不存在")
        token = f"{day:%Y%m%d}{packed}"
        self._named[token] = plain
        return {
            "download_url": f"{self._host}/v3/billdownload/file?token={token}",
            "hash_type": "SHA1",
            "hash_value": hashlib.sha1(plain, usedforsecurity=False).hexdigest(),
        }

    def download(self, question: Question) -> bytes:
        """The bill itself; this answer WeChat does not sign."""
        token = question.query.get("token", "")
        try:
            day = date.fromisoformat(token[:8])
        except ValueError:
            raise Refusal(400, "PARAM_ERROR", "参数错误: token") from None
        plain = self._named.get(token) or self._plain(day)
        if plain is None:
            raise Refusal(404, "RESOURCE_NOT_EXISTS", "账单不存在")
        return gzip.compress(plain) if token.endswith("GZIP") else plain

    def _day(self, question: Question) -> date:
        try:
            day = date.fromisoformat(question.query.get("bill_date", ""))
        except ValueError:
            raise Refusal(400, "PARAM_ERROR", "参数错误: bill_date") from None
        now = in_china(question.now)
        newest = (now - timedelta(days=1 if now.hour >= READY_HOUR else 2)).date()
        if newest < day <= now.date() and not self._at_once:
            raise Refusal(400, "STATEMENT_CREATING", "账单生成中")
        return day

    def _plain(self, day: date) -> bytes | None:
        """The bill; None for a day on which nothing happened."""
        with self._ledger.open() as books:
            trades = {trade.attempt: trade for trade in books.trades() if trade.channel == CHANNEL}
            refunds = [each for each in books.all_refunds() if each.channel == CHANNEL and each.done_at is not None]
        paid = [trade for trade in trades.values() if trade.paid_at and in_china(trade.paid_at).date() == day]
        back = [each for each in refunds if in_china(each.made).date() == day]
        rows = [_row(trade, None) for trade in paid] + [_row(trades[each.attempt], each) for each in back]
        if not rows:
            return None
        came, went = sum(trade.fen for trade in paid), sum(each.fen for each in back)
        sums = [str(len(rows)), yuan(came), yuan(went), "0.00", "0.00000", yuan(came), yuan(went)]
        lines = [HEAD, *map(_line, sorted(rows, key=lambda row: row[0])), SUM_HEAD, _line(sums)]
        return ("\ufeff" + "".join(f"{line}\r\n" for line in lines)).encode()


def _line(values: Sequence[str]) -> str:
    return ",".join(f"`{value}" for value in values)


def _row(trade: Trade, refund: Refund | None) -> list[str]:
    when = refund.made if refund else trade.paid_at or trade.created
    state = "SUCCESS" if refund is None else "REVOKED" if refund.undoing else "REFUND"
    came = yuan(0 if refund else trade.fen)
    went = yuan(refund.fen if refund else 0)
    back = [refund.provider_number, refund.refund, went, "0.00", "ORIGINAL", "SUCCESS"] if refund else _NOTHING_BACK
    subject = trade.subject.replace(",", " ").replace("`", " ")
    return [
        *[plain_time(when), APPID, MCHID, "0", "", trade.transaction, trade.attempt, trade.payer, trade_type(trade)],
        *[state, "OTHERS", "CNY", came, "0.00", *back, subject, "", "0.00000", "0.60%", came, went, ""],
    ]


_NOTHING_BACK = ["0", "0", "0.00", "0.00", "", ""]
