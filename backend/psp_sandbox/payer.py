"""The other side of a payment: the phone of who pays, the ledger for who checks, and faults. For tests and the demo.

Whoever asks needs the token of the folder, in `Authorization: Bearer …`. It works on trades directly and is on no wire
of a provider.
"""

import hmac
import time
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from backend.psp_sandbox import dealings
from backend.psp_sandbox.faults import SECONDS, Fault, FaultBook, FaultKind
from backend.psp_sandbox.folder import Folder
from backend.psp_sandbox.ledger import Books, Ledger
from backend.psp_sandbox.records import DeedKind, Manner, Refund, Trade, TradeState


class Asked(BaseModel):
    """Nothing that is not named."""

    model_config = ConfigDict(extra="forbid")


class AtCode(Asked):
    """What stands in a QR code."""

    code: Annotated[str, Field(max_length=512)]


class Paying(Asked):
    """A QR code that she scanned, or an attempt by her own code; `password_later`: she has yet to type it."""

    code: Annotated[str, Field(max_length=512)] = ""
    attempt: Annotated[str, Field(max_length=64)] = ""
    channel: Literal["wechat", "alipay"] = "wechat"
    password_later: bool = False
    even_closed: bool = False


class Showing(Asked):
    """A payment code on a phone."""

    channel: Literal["wechat", "alipay"]
    manner: Manner = Manner.PAYS


class Breaking(Asked):
    """A fault to come; `times` None is always, `seconds` None is what is usual for it."""

    operation: str
    kind: FaultKind
    times: Annotated[int, Field(ge=1)] | None = 1
    seconds: Annotated[float, Field(ge=-86400, le=86400)] | None = None


class Payer:
    """What can be done; each method is a resource under `/payer`."""

    def __init__(self, ledger: Ledger, folder: Folder, faults: FaultBook) -> None:
        self._ledger, self._folder, self._faults = ledger, folder, faults

    def codes(self) -> list[dict[str, Any]]:
        """The trades that could be paid now."""
        now = time.time()
        with self._ledger.open() as books:
            found = [trade for trade in books.trades() if dealings.may_be_paid(trade, now)]
        return [_told(trade) for trade in found]

    def scan(self, at: AtCode) -> dict[str, Any]:
        """What her phone shows before she pays; at Alipay the trade begins with it."""
        with self._ledger.open() as books:
            return _told(_scanned(books, at.code))

    def pay(self, paying: Paying) -> dict[str, Any]:
        """She pays, or is asked for her password."""
        with self._ledger.open() as books:
            trade = _meant(books, paying)
            try:
                if paying.password_later:
                    return _told(dealings.ask_password(books, trade))
                return _told(dealings.pay(books, trade, time.time(), even_closed=paying.even_closed))
            except dealings.CannotPay as no:
                raise HTTPException(409, no.why) from None

    def refuse(self, paying: Paying) -> dict[str, Any]:
        """She does not pay: a code on our screen stays open, an attempt by her own code has failed."""
        with self._ledger.open() as books:
            return _told(dealings.refuse(books, _meant(books, paying)))

    def payment_code(self, showing: Showing) -> dict[str, str]:
        """A fresh code on her phone."""
        with self._ledger.open() as books:
            return {"code": dealings.show_payment_code(books, showing.channel, showing.manner, time.time()).code}

    def ledger(self) -> dict[str, Any]:
        """All money that ever came and went, and what is yet to be told: for the invariants of a crash matrix."""
        with self._ledger.open() as books:
            trades, refunds, deeds = books.trades(), books.all_refunds(), books.deeds()
        kinds = [deed.kind for deed in deeds]
        return {
            "trades": [_told(trade) for trade in trades],
            "refunds": [_refund_told(refund) for refund in refunds],
            "callbacks_to_come": kinds.count(DeedKind.TELL_PAID) + kinds.count(DeedKind.TELL_REFUND),
            "payments_to_come": kinds.count(DeedKind.PAY_LATE),
        }

    def faults(self) -> dict[str, list[Fault]]:
        """The faults that are still to come."""
        return self._faults.listed()

    def break_with(self, breaking: Breaking) -> dict[str, list[Fault]]:
        """One fault more, after those that wait."""
        seconds = SECONDS.get(breaking.kind, 0.0) if breaking.seconds is None else breaking.seconds
        try:
            self._faults.add(breaking.operation, Fault(breaking.kind, breaking.times, seconds))
        except ValueError:
            raise HTTPException(422, "no such operation, or it cannot go wrong so") from None
        return self._faults.listed()

    def heal(self) -> dict[str, list[Fault]]:
        """No fault any more."""
        self._faults.clear()
        return self._faults.listed()

    def renew_certificate(self) -> dict[str, str]:
        """WeChat signs with a new platform certificate from now on."""
        self._folder.renew_certificate()
        return {"serial": self._folder.platforms[-1].serial}


def payer_app(payer: Payer, token: str) -> FastAPI:
    """The app under `/payer`."""

    def known(request: Request) -> None:
        word = request.headers.get("authorization", "")
        if not hmac.compare_digest(word.encode(), f"Bearer {token}".encode()):
            raise HTTPException(401)

    app = FastAPI(openapi_url=None, dependencies=[Depends(known)])
    resources: list[tuple[str, str, Callable[..., Any]]] = [
        ("GET", "codes", payer.codes),
        ("POST", "scan", payer.scan),
        ("POST", "pay", payer.pay),
        ("POST", "refuse", payer.refuse),
        ("POST", "payment-code", payer.payment_code),
        ("GET", "ledger", payer.ledger),
        ("GET", "faults", payer.faults),
        ("POST", "faults", payer.break_with),
        ("DELETE", "faults", payer.heal),
        ("POST", "renew-certificate", payer.renew_certificate),
    ]
    for method, name, act in resources:
        app.add_api_route(f"/payer/{name}", act, methods=[method])
    return app


def _scanned(books: Books, code: str) -> Trade:
    try:
        return dealings.scan(books, code, time.time())
    except dealings.CannotPay as no:
        raise HTTPException(409, no.why) from None


def _meant(books: Books, paying: Paying) -> Trade:
    if paying.code and not paying.even_closed:
        return _scanned(books, paying.code)
    trade = books.trade_of_code(paying.code) if paying.code else books.trade(paying.channel, paying.attempt)
    if trade is None:
        raise HTTPException(409, "unknown")
    return trade


def _told(trade: Trade) -> dict[str, Any]:
    return {
        "channel": trade.channel,
        "attempt": trade.attempt,
        "by_her_code": trade.by_her_code,
        "code": "" if trade.by_her_code else trade.code,
        "fen": trade.fen,
        "subject": trade.subject,
        "state": trade.state.value,
        "succeeded": trade.paid_at is not None,
        "transaction": trade.transaction if trade.state is not TradeState.OPEN else "",
        "asks_password": trade.state is TradeState.PAYING,
    }


def _refund_told(refund: Refund) -> dict[str, Any]:
    return {
        "channel": refund.channel,
        "attempt": refund.attempt,
        "refund": refund.refund,
        "fen": refund.fen,
        "undoing": refund.undoing,
        "done": refund.done_at is not None,
    }
