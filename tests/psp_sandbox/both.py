"""Both channels in one language, spoken by the public SDKs."""

import json
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl

from tests.helpers.psp_gateway import Gateway, Heard

FEN = 1234


class Till(Protocol):
    """What the tests of faults do at either channel; `told` is the provider's own word."""

    channel: str
    shows: str
    takes_back: str

    def wait_at_most(self, seconds: float) -> None:
        """Be impatient."""

    def show(self, attempt: str) -> str:
        """Order it; the code."""

    def told(self, attempt: str) -> tuple[str, int]:
        """The state and the amount."""

    def take_back(self, attempt: str) -> None:
        """Close or cancel."""

    def refund(self, attempt: str, number: str, fen: int) -> None:
        """Give back."""

    def hear(self, heard: Heard) -> dict[str, Any] | None:
        """What a callback says; None where the SDK does not believe it."""


@dataclass
class WeChatTill:
    sdk: Any
    channel = "wechat"
    shows = "wechat.native"
    takes_back = "wechat.close"

    def wait_at_most(self, seconds: float) -> None:
        self.sdk._core._timeout = seconds

    def show(self, attempt: str) -> str:
        status, body = self.sdk.pay("水费", attempt, {"total": FEN, "currency": "CNY"})
        return str(json.loads(body)["code_url"]) if status == 200 else f"{status} {body}"

    def told(self, attempt: str) -> tuple[str, int]:
        status, body = self.sdk.query(out_trade_no=attempt)
        told = json.loads(body)
        return (told["trade_state"], told["amount"]["total"]) if status == 200 else (told["code"], 0)

    def take_back(self, attempt: str) -> None:
        assert self.sdk.close(attempt)[0] == 204

    def refund(self, attempt: str, number: str, fen: int) -> None:
        amount = {"refund": fen, "total": FEN, "currency": "CNY"}
        assert self.sdk.refund(number, amount, out_trade_no=attempt)[0] == 200

    def hear(self, heard: Heard) -> dict[str, Any] | None:
        notice = self.sdk.callback(heard.headers, heard.body)
        if notice is None:
            return None
        about = notice["resource"]
        fen = about["amount"].get("refund", about["amount"]["total"])
        return {"id": notice["id"], "attempt": about["out_trade_no"], "fen": fen, "refund": "out_refund_no" in about}


@dataclass
class AlipayTill:
    sdk: Any
    channel = "alipay"
    shows = "alipay.precreate"
    takes_back = "alipay.cancel"

    def wait_at_most(self, seconds: float) -> None:
        self.sdk._config.timeout = seconds

    def show(self, attempt: str) -> str:
        told = self.sdk.api_alipay_trade_precreate("水费", attempt, "12.34")
        return str(told.get("qr_code") or told["code"])

    def told(self, attempt: str) -> tuple[str, int]:
        told = self.sdk.api_alipay_trade_query(out_trade_no=attempt)
        if told["code"] != "10000":
            return told["sub_code"], 0
        return told["trade_status"], int(told["total_amount"].replace(".", ""))

    def take_back(self, attempt: str) -> None:
        assert self.sdk.api_alipay_trade_cancel(out_trade_no=attempt)["code"] == "10000"

    def refund(self, attempt: str, number: str, fen: int) -> None:
        yuan = f"{fen // 100}.{fen % 100:02d}"
        told = self.sdk.api_alipay_trade_refund(yuan, out_trade_no=attempt, out_request_no=number)
        assert told["code"] == "10000"

    def hear(self, heard: Heard) -> dict[str, Any] | None:
        form = dict(parse_qsl(heard.body.decode(), keep_blank_values=True))
        signature = form.pop("sign")
        if not self.sdk.verify(dict(form), signature):
            return None
        refund = "out_biz_no" in form
        fen = int(form["refund_fee" if refund else "total_amount"].replace(".", ""))
        return {"id": form["notify_id"], "attempt": form["out_trade_no"], "fen": fen, "refund": refund}


def paid(gateway: Gateway, till: Till, attempt: str) -> None:
    """An order that her phone has paid."""
    gateway.pay(till.show(attempt))
