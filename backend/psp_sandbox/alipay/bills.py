"""Alipay's bill of a day: an archive with the lines and their sums, in GB 18030, at an address good for 30 seconds."""

import io
import secrets
import threading
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta

from backend.psp_sandbox.alipay.asked import Question
from backend.psp_sandbox.alipay.refusals import Refusal
from backend.psp_sandbox.alipay.trades import CHANNEL, SUCCESS
from backend.psp_sandbox.folder import SELLER_ID
from backend.psp_sandbox.ledger import Ledger
from backend.psp_sandbox.records import Refund, Trade
from backend.psp_sandbox.texts import in_china, plain_time, yuan

PATH = "/bills/"
GOOD_S = 30.0
READY_HOUR = 10
HEAD = (
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
    "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,"
    "商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注"
)
_RULE = "-----------------------------------------"


class Bills:
    """What came in and what went back on a day in China."""

    def __init__(self, ledger: Ledger, host: str, *, at_once: bool) -> None:
        self._ledger, self._host, self._at_once = ledger, host, at_once
        self._lock = threading.Lock()
        self._addresses: dict[str, tuple[date, float]] = {}

    def ask(self, question: Question) -> dict[str, object]:
        """Where the bill of a day lies for half a minute."""
        try:
            day = date.fromisoformat(question.content.get("bill_date", ""))
        except ValueError:
            raise Refusal("isv.invalid-arguments", "bill_date") from None
        now = in_china(question.now)
        newest = (now - timedelta(days=1 if now.hour >= READY_HOUR else 2)).date()
        if question.content.get("bill_type") != "trade" or day > (now.date() if self._at_once else newest):
            raise Refusal("isp.bill_not_exist", "账单不存在")
        if not any(self._day(day)):
            raise Refusal("isp.bill_not_exist", "账单不存在")
        word = secrets.token_urlsafe(24)
        with self._lock:
            self._addresses[word] = (day, question.now + GOOD_S)
        return {**SUCCESS, "bill_download_url": f"{self._host}{PATH}{word}"}

    def archive(self, word: str, now: float) -> bytes | None:
        """The bill; None where the address is not good (any more)."""
        with self._lock:
            day, until = self._addresses.get(word, (None, 0.0))
        if day is None or now > until:
            return None
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, lines in self._files(day).items():
                text = "".join(f"{line}\r\n" for line in lines)
                archive.writestr(f"{SELLER_ID}0156_{day:%Y%m%d}_{name}.csv", text.encode("gb18030"))
        return packed.getvalue()

    def _day(self, day: date) -> tuple[list[Trade], list[tuple[Trade, Refund]]]:
        """What came in and what went back."""
        with self._ledger.open() as books:
            trades = {trade.attempt: trade for trade in books.trades() if trade.channel == CHANNEL}
            refunds = [each for each in books.all_refunds() if each.channel == CHANNEL]
        paid = [trade for trade in trades.values() if trade.paid_at and in_china(trade.paid_at).date() == day]
        return paid, [(trades[each.attempt], each) for each in refunds if in_china(each.made).date() == day]

    def _files(self, day: date) -> dict[str, list[str]]:
        paid, back = self._day(day)
        came, went = sum(trade.fen for trade in paid), sum(refund.fen for _, refund in back)
        rows = [_row(trade, None) for trade in paid] + [_row(trade, refund) for trade, refund in back]
        period = (
            f"#起始日期：[{day:%Y年%m月%d日} 00:00:00]   终止日期：[{day + timedelta(days=1):%Y年%m月%d日} 00:00:00]"
        )
        top = [f"#账号：[{SELLER_ID}0156]", period]
        bottom = [
            f"#交易合计：{len(paid)}笔，商家实收共{yuan(came)}元，商家优惠共0.00元",
            f"#退款合计：{len(back)}笔，商家实收退款共{yuan(-went)}元，商家优惠退款共0.00元",
            f"#导出时间：[{plain_time(0.0)}]",
        ]
        lines = ["#支付宝业务明细查询", *top, f"#{_RULE}业务明细列表{_RULE}", HEAD, *map(",".join, rows)]
        sums = ["#支付宝业务汇总查询", *top, f"#{_RULE}业务汇总列表{_RULE}"]
        return {
            "业务明细": [*lines, f"#{_RULE}业务明细列表结束{_RULE}", *bottom],
            "业务明细(汇总)": [*sums, f"#{_RULE}业务汇总列表结束{_RULE}", *bottom],
        }


def _row(trade: Trade, refund: Refund | None) -> Sequence[str]:
    done = (refund.done_at if refund else trade.paid_at) or trade.created
    fen = yuan(-refund.fen if refund else trade.fen)
    subject = trade.subject.replace(",", " ")
    return [
        *[f"{trade.transaction}\t", f"{trade.attempt}\t", "退款\t" if refund else "交易\t", subject],
        *[plain_time(trade.created), plain_time(done), "\t", "\t", "\t", "\t", "*某(186****0000)\t", fen, fen],
        *["0.00"] * 5,
        *["", "0.00\t", "0.00", f"{refund.refund}\t" if refund else "\t", "0.00", "0.00", ""],
    ]
