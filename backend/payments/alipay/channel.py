"""One merchant at Alipay."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from backend.payments.alipay import bill, told
from backend.payments.alipay.merchant import AlipayMerchant
from backend.payments.alipay.reading import asked_refund, asked_trade, form_of, paid_trade, told_trade
from backend.payments.alipay.signing import signed_form, verified_answer, verified_notice
from backend.payments.channel import (
    BillLine,
    Callback,
    ChannelError,
    ChannelName,
    NoAnswer,
    NotGenuine,
    RefundReport,
    RefundTold,
    Refused,
    Report,
    Told,
    Undone,
)
from backend.payments.codes import purse_of
from backend.payments.line import Asked, Deadlines, Line
from backend.payments.meanings import T, Wrong, meaning
from backend.payments.strict import CHINA_TIME, Fields, china_moment_of
from backend.payments.subjects import checked_subject
from backend.payments.wire_numbers import checked_number
from backend.payments.yuan import checked, yuan_of

FRESH = timedelta(minutes=5)
MOST_CALLBACK_BYTES = 64 * 1024
MOST_BILL_BYTES = 32 * 1024 * 1024
_TARGET = "/gateway.do?charset=utf-8"  # nothing of an order: addresses end up in the logs of whoever is between
_HEADERS = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}
_BILL_HOURS = timedelta(days=1, hours=10)  # a day's bill is there at ten in the morning after it


class AlipayChannel:
    """See `backend.payments.channel.Channel`. Thread: any. Close it when the backend stops."""

    name = ChannelName.ALIPAY

    def __init__(
        self,
        merchant: AlipayMerchant,
        now: Callable[[], datetime],
        *,
        deadlines: Deadlines | None = None,
        ca_file: str | None = None,
    ) -> None:
        self._merchant = merchant
        self._now = now
        self._line = Line(merchant.host, deadlines=deadlines, ca_file=ca_file)
        self._bill_line = Line(merchant.bill_host, deadlines=deadlines, ca_file=ca_file)

    def close_line(self) -> None:
        """Hang up."""
        self._line.close()
        self._bill_line.close()

    def show_code(self, attempt: str, fen: int, subject: str, until: datetime) -> str:
        """Precreate: of the trade nothing is known there until somebody scans the code."""
        content = self._order(attempt, fen, subject) | {
            "time_expire": until.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M:%S")
        }
        found = self._done(self._call("alipay.trade.precreate", content, notify=True), told.SHOW_CODE)
        found.must_be("out_trade_no", attempt)
        return found.text("qr_code")

    def take_code(self, attempt: str, fen: int, subject: str, code: str) -> Report:
        """Pay, scene bar_code."""
        if purse_of(code) is not self.name:
            raise Refused("NOT_AN_ALIPAY_CODE")
        content = self._order(attempt, fen, subject) | {"scene": "bar_code", "auth_code": code}
        answer = self._call("alipay.trade.pay", content, notify=True)
        if answer.text("code") == told.WAITS_FOR_PAYER:
            return Report(attempt, Told.PAYING)
        found = self._done(answer, told.TAKE_CODE)
        return self._about(attempt, found, paid_trade)

    def ask(self, attempt: str) -> Report:
        """By our own number."""
        found = self._done(self._call("alipay.trade.query", _number(attempt)), told.ASK)
        return self._about(attempt, found, asked_trade)

    def close(self, attempt: str, *, by_her_code: bool) -> Undone:
        """Cancel what was scanned. Close what was shown; if nobody scanned that yet, cancel its number.

        If she pays between the two, it is taken back: the query that must follow tells.
        """
        if not by_her_code:
            closed = self._done(self._call("alipay.trade.close", _number(attempt)), told.CLOSE)
            if closed is not None:
                return closed if isinstance(closed, Undone) else Undone.DONE
        answer = self._call("alipay.trade.cancel", _number(attempt))
        if answer.text_if_any("retry_flag") == "Y":
            return Undone.AGAIN
        cancelled = self._done(answer, told.CANCEL)
        return cancelled if isinstance(cancelled, Undone) else Undone.DONE

    def refund(self, attempt: str, refund: str, fen: int, whole_fen: int) -> RefundReport:
        """By our own numbers; told to have moved no money now (sent before, or not through), a query tells more."""
        checked(whole_fen)
        content = _number(attempt) | {"out_request_no": checked_number(refund), "refund_amount": yuan_of(fen)}
        found = self._done(self._call("alipay.trade.refund", content), told.REFUND)
        found.must_be("out_trade_no", attempt)
        moved = found.text_if_any("fund_change") == "Y"
        return RefundReport(refund, RefundTold.DONE if moved else RefundTold.GOING_ON, fen)

    def ask_refund(self, attempt: str, refund: str) -> RefundReport:
        """By our own numbers of both."""
        content = _number(attempt) | {"out_request_no": checked_number(refund)}
        found = self._done(self._call("alipay.trade.fastpay.refund.query", content), told.ASK_REFUND)
        return asked_refund(attempt, refund, found) if isinstance(found, Fields) else RefundReport(refund, found)

    def hear(
        self,
        callback: Callback,
        now: datetime,
        *,
        waits: bool = False,  # noqa: ARG002 (its key is always here)
    ) -> Report | RefundReport:
        """A form, signed over its fields; whatever goes wrong, it is not believed."""
        if len(callback.body) > MOST_CALLBACK_BYTES:
            raise NotGenuine("too long")
        notice = verified_notice(self._merchant, form_of(callback.body))
        if abs(now - china_moment_of(notice.text("notify_time"))) > FRESH:
            raise NotGenuine("stale")
        try:
            return told_trade(self._merchant, notice)
        except NotGenuine:
            raise
        except ChannelError:
            raise NotGenuine("it cannot be understood") from None

    def bill(self, day: date) -> Sequence[BillLine]:
        """Named by a signed answer, fetched from the bill host of the settings."""
        content = {"bill_type": "trade", "bill_date": day.isoformat()}
        answer = self._call("alipay.data.dataservice.bill.downloadurl.query", content)
        found = self._done(answer, told.BILL)
        if found is None:
            if self._now() < datetime.combine(day, time(), CHINA_TIME) + _BILL_HOURS:
                raise Refused("NOT_READY")
            return []
        target = bill.target_of(found.text("bill_download_url"), self._merchant.bill_host)
        file = self._bill_line.send(Asked("GET", target), MOST_BILL_BYTES)
        if file.status != 200:
            raise NoAnswer(f"status {file.status}")
        return bill.lines_of(file.body)

    def _order(self, attempt: str, fen: int, subject: str) -> dict[str, object]:
        return _number(attempt) | {"total_amount": yuan_of(fen), "subject": checked_subject(subject)}

    def _about(self, attempt: str, found: Fields | Told, read: Callable[[Fields], Report]) -> Report:
        if not isinstance(found, Fields):
            return Report(attempt, found)
        found.must_be("out_trade_no", attempt)
        return read(found)

    def _done(self, answer: Fields, codes: Mapping[str, T | Wrong]) -> Fields | T:
        """The answer where all went well, else what its code means. Raises NoAnswer, Refused."""
        code = answer.text("code")
        if code == told.GOOD:
            return answer
        if code == told.BUSINESS_FAILED:
            return meaning(answer.text("sub_code"), codes)
        gateway: Mapping[str, T | Wrong] = told.GATEWAY
        return meaning(code, gateway)

    def _call(self, method: str, content: Mapping[str, object], *, notify: bool = False) -> Fields:
        """Ask and verify: what comes back is Alipay's own word."""
        form = signed_form(self._merchant, method, content, self._now(), notify)
        answer = self._line.send(Asked("POST", _TARGET, _HEADERS, urlencode(form).encode()))
        if answer.status != 200:
            raise NoAnswer(f"status {answer.status}")
        found = verified_answer(self._merchant, method, answer.body)
        if found is None:
            raise NoAnswer("an error that nobody signed")
        return found


def _number(attempt: str) -> dict[str, object]:
    return {"out_trade_no": checked_number(attempt)}
