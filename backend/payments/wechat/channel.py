"""One merchant at WeChat Pay."""

import json
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

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
from backend.payments.line import Answer, Asked, Deadlines, Line
from backend.payments.meanings import T, Wrong, meaning
from backend.payments.strict import CHINA_TIME, Fields, json_object
from backend.payments.subjects import checked_subject
from backend.payments.wechat import bill, told
from backend.payments.wechat.certificates import KeyRing, PlatformKeys, platform_keys
from backend.payments.wechat.merchant import WechatMerchant
from backend.payments.wechat.reading import refund_of, report_of
from backend.payments.wechat.sealed import opened
from backend.payments.wechat.signing import signed_headers
from backend.payments.wechat.verification import KeyOf, carries_signature, verify
from backend.payments.wire_numbers import checked_number
from backend.payments.yuan import checked

MOST_CALLBACK_BYTES = 64 * 1024
MOST_BILL_BYTES = 32 * 1024 * 1024
_ORDERS = "/v3/pay/transactions"
_REFUNDS = "/v3/refund/domestic/refunds"
_BILL_TARGET = re.compile(r"/v3/[A-Za-z0-9_/-]{1,200}\?[A-Za-z0-9_=&%.~+-]{1,2000}")
_FINER = re.compile(r"\[([0-9]{9})\]")
_BILL_HOURS = timedelta(days=1, hours=10)  # a day's bill is there at ten in the morning after it
_Body = Mapping[str, object]


class WechatChannel:
    """See `backend.payments.channel.Channel`. Thread: any. Close it when the backend stops."""

    name = ChannelName.WECHAT

    def __init__(
        self,
        merchant: WechatMerchant,
        now: Callable[[], datetime],
        *,
        deadlines: Deadlines | None = None,
        ca_file: str | None = None,
    ) -> None:
        self._merchant = merchant
        self._now = now
        self._line = Line(merchant.host, deadlines=deadlines, ca_file=ca_file)
        self._keys = KeyRing(merchant.public_keys, self._fetch_keys, now)

    def close_line(self) -> None:
        """Hang up."""
        self._line.close()

    def show_code(self, attempt: str, fen: int, subject: str, until: datetime) -> str:
        """Native."""
        body = self._order(attempt, fen, subject) | {
            "time_expire": until.astimezone(CHINA_TIME).isoformat(timespec="seconds"),
            "notify_url": self._merchant.notify_url,
        }
        return self._result(self._call("POST", f"{_ORDERS}/native", body), told.SHOW_CODE).text("code_url")

    def take_code(self, attempt: str, fen: int, subject: str, code: str) -> Report:
        """Codepay; of an answer that tells a state only the state is believed to be new."""
        if purse_of(code) is not self.name:
            raise Refused("NOT_A_WECHAT_CODE")
        body = self._order(attempt, fen, subject) | {
            "payer": {"auth_code": code},
            "scene_info": {"store_info": {"id": self._merchant.store}},
        }
        return self._report(attempt, self._call("POST", f"{_ORDERS}/codepay", body), told.TAKE_CODE)

    def ask(self, attempt: str) -> Report:
        """By our own number."""
        target = f"{_ORDERS}/out-trade-no/{checked_number(attempt)}?mchid={self._merchant.mchid}"
        return self._report(attempt, self._call("GET", target), told.ASK)

    def close(self, attempt: str, *, by_her_code: bool) -> Undone:
        """Close what was shown, reverse what was scanned: WeChat refuses each for the other."""
        target = f"{_ORDERS}/out-trade-no/{checked_number(attempt)}"
        if not by_her_code:
            answer = self._call("POST", f"{target}/close", {"mchid": self._merchant.mchid})
            return Undone.DONE if _is_good(answer) else _meaning(answer, told.CLOSE)
        body = {"appid": self._merchant.appid, "mchid": self._merchant.mchid}
        answer = self._call("POST", f"{target}/reverse", body)
        if not _is_good(answer):
            return _meaning(answer, told.REVERSE)
        found = json_object(answer.body)
        found.must_be("out_trade_no", attempt)
        return Undone.AGAIN if found.text_if_any("recall") == "Y" else Undone.DONE

    def refund(self, attempt: str, refund: str, fen: int, whole_fen: int) -> RefundReport:
        """By our own numbers; sent again, the same refund is told again."""
        body = {
            "out_trade_no": checked_number(attempt),
            "out_refund_no": checked_number(refund),
            "notify_url": self._merchant.notify_url,
            "amount": {"refund": checked(fen), "total": checked(whole_fen), "currency": "CNY"},
        }
        return self._refund_report(refund, self._call("POST", _REFUNDS, body), told.REFUND)

    def ask_refund(self, attempt: str, refund: str) -> RefundReport:
        """By our own number of the refund."""
        checked_number(attempt)
        return self._refund_report(refund, self._call("GET", f"{_REFUNDS}/{checked_number(refund)}"), told.ASK_REFUND)

    def hear(self, callback: Callback, now: datetime, *, waits: bool = False) -> Report | RefundReport:
        """Verified over its bytes, then opened; whatever goes wrong, it is not believed."""
        if len(callback.body) > MOST_CALLBACK_BYTES:
            raise NotGenuine("too long")
        try:
            verify(callback.headers, callback.body, self._keys.key_of if waits else self._keys.key_at_hand, now)
            return self._heard(json_object(callback.body).inner("resource"))
        except NotGenuine:
            raise
        except ChannelError:
            raise NotGenuine("it cannot be verified or understood") from None

    def bill(self, day: date) -> Sequence[BillLine]:
        """The file's signature is its hash in the answer that named it."""
        answer = self._call("GET", f"/v3/bill/tradebill?bill_date={day.isoformat()}&bill_type=ALL")
        listed = self._result(answer, told.BILL)
        if listed is None:
            if self._now() < datetime.combine(day, time(), CHINA_TIME) + _BILL_HOURS:
                raise Refused("NOT_READY")
            return []
        raw = self._download(listed.text("download_url"))
        bill.check_hash(raw, listed)
        return bill.lines_of(raw)

    def _order(self, attempt: str, fen: int, subject: str) -> dict[str, object]:
        return {
            "appid": self._merchant.appid,
            "mchid": self._merchant.mchid,
            "description": checked_subject(subject),
            "out_trade_no": checked_number(attempt),
            "amount": {"total": checked(fen), "currency": "CNY"},
        }

    def _report(self, attempt: str, answer: Answer, codes: Mapping[str, Told | Wrong]) -> Report:
        if not _is_good(answer):
            return Report(attempt, _meaning(answer, codes))
        order = json_object(answer.body)
        order.must_be("out_trade_no", attempt)
        return report_of(self._merchant, order)

    def _refund_report(self, refund: str, answer: Answer, codes: Mapping[str, RefundTold | Wrong]) -> RefundReport:
        if not _is_good(answer):
            return RefundReport(refund, _meaning(answer, codes))
        found = json_object(answer.body)
        found.must_be("out_refund_no", refund)
        return refund_of(found, "status")

    def _result(self, answer: Answer, codes: Mapping[str, T | Wrong]) -> Fields | T:
        return json_object(answer.body) if _is_good(answer) else _meaning(answer, codes)

    def _heard(self, resource: Fields) -> Report | RefundReport:
        kind = resource.text("original_type")
        inside = json_object(opened(self._merchant.secret, resource))
        if kind == "transaction":
            return report_of(self._merchant, inside)
        if kind != "refund":
            raise NotGenuine("about something else")
        inside.must_be("mchid", self._merchant.mchid)
        return refund_of(inside, "refund_status")

    def _call(self, method: str, target: str, body: _Body | None = None) -> Answer:
        """Ask and verify: what comes back is WeChat's own word."""
        raw = b"" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        return self._believed(self._send(Asked(method, target, body=raw)), self._keys.key_of)

    def _believed(self, answer: Answer, key_of: KeyOf) -> Answer:
        if not _is_good(answer) and not carries_signature(answer.headers):
            raise NoAnswer(f"status {answer.status}, not signed")
        verify(answer.headers, answer.body, key_of, self._now())
        if answer.status >= 500:
            raise NoAnswer(f"status {answer.status}")
        return answer

    def _send(self, asked: Asked, most_bytes: int | None = None) -> Answer:
        headers = signed_headers(self._merchant, asked, int(self._now().timestamp()), secrets.token_hex(16))
        whole = replace(asked, headers=headers)
        return self._line.send(whole) if most_bytes is None else self._line.send(whole, most_bytes)

    def _fetch_keys(self) -> PlatformKeys:
        """The certificates, in an answer that must be signed by one of them."""
        answer = self._send(Asked("GET", "/v3/certificates"))
        if not _is_good(answer):
            raise NoAnswer(f"no certificates, status {answer.status}")
        found = platform_keys(self._merchant.secret, json_object(answer.body))
        good = {serial: one.at(self._now()) for serial, one in found.items()} | dict(self._merchant.public_keys)
        self._believed(answer, good.get)
        return found

    def _download(self, url: str) -> bytes:
        """From our own host, whichever of WeChat's is named; a file carries no signature."""
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}"
        if _BILL_TARGET.fullmatch(target) is None:
            raise NotGenuine("a bill that lies elsewhere")
        answer = self._send(Asked("GET", target), MOST_BILL_BYTES)
        if not _is_good(answer):
            raise NoAnswer(f"status {answer.status}")
        return answer.body


def _is_good(answer: Answer) -> bool:
    return answer.status in (200, 204)


def _meaning(answer: Answer, codes: Mapping[str, T | Wrong]) -> T:
    """By the finer code where the table has it."""
    said = json_object(answer.body)
    finer = _FINER.match(said.text_if_any("message"))
    return meaning(finer[1] if finer and finer[1] in codes else said.text("code"), codes)
