"""WeChat Pay and Alipay of the demo: the payment sandbox as a child process, and what can be asked of its payer's side.

No money is in it. What it answers is told in docs/payments-sandbox.md.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypedDict

import requests

START_S = 60.0
ANSWER_S = 10.0
CHANNELS = ("wechat", "alipay")
_QUICK = ("--pace", "0.1", "--refund-s", "1")  # nobody waits for a callback as long as a hall might


class NotPaidThere(LookupError):
    """The phone says no; `why` is the provider's word, as unknown, too_late or paid."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ProvidersAway(OSError):
    """Nobody answers: the process does not run, or hung up."""


@dataclass(frozen=True, slots=True)
class Trade:
    """One attempt to be paid, as the provider knows it. `succeeded` stays true whatever came after."""

    channel: str
    attempt: str
    by_her_code: bool
    fen: int
    subject: str
    state: str
    succeeded: bool
    asks_password: bool
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class WayBack:
    """Money that went back, or is about to. `undoing`: by reverse or cancel, not by a refund."""

    channel: str
    attempt: str
    fen: int
    undoing: bool
    done: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that the providers know of money. `to_come`: callbacks and late payments that did not happen yet."""

    trades: tuple[Trade, ...]
    ways_back: tuple[WayBack, ...]
    to_come: int

    @property
    def kept(self) -> int:
        """What the merchant has by now, in fen."""
        came = sum(trade.fen for trade in self.trades if trade.succeeded)
        return came - sum(back.fen for back in self.ways_back)


class Meant(TypedDict, total=False):
    """What the payer means: the code that she scanned, or an attempt by her own code."""

    code: str
    attempt: str
    channel: str


class PaymentSandbox:
    """The child process over a folder, from `start` to `close`; it can be killed and started anew. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ready = folder / "ready.json"
        self._child: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._url, self._token = "", ""
        self._one_at_a_time = threading.Lock()

    def start(self) -> None:
        """Begin to start it, at the port where it was before; returns at once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._ready.unlink(missing_ok=True)
        words = ["--folder", str(self.folder), "--port", str(self._port), "--ready-file", str(self._ready), *_QUICK]
        with (self.folder / "payments.log").open("ab") as log:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "backend.psp_sandbox", *words], stdout=subprocess.DEVNULL, stderr=log
            )

    def wait(self) -> None:
        """Wait until it listens; `merchant.json` is in the folder then.

        Raises: RuntimeError when it does not
        """
        until = time.monotonic() + START_S
        while not self._ready.exists():
            if self._child is None or self._child.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the payment sandbox did not start; see payments.log")
            time.sleep(0.02)
        told = json.loads(self._ready.read_text(encoding="utf-8"))
        self._port = int(told["port"])
        payer = json.loads(Path(told["merchant"]).read_text(encoding="utf-8"))["payer"]
        self._url, self._token = str(payer["url"]), Path(payer["token"]).read_text(encoding="utf-8").strip()

    def kill(self) -> None:
        """As a power cut does; what it knew is on its disk."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()

    def close(self) -> None:
        """Stop it."""
        child, self._child = self._child, None
        if child is None:
            return
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    # The payer. Everything below may take up to ANSWER_S and raises ProvidersAway.

    def scan(self, code: str) -> Trade:
        """What her phone shows when it has read a code. Raises NotPaidThere."""
        return _trade(self._post("scan", {"code": code}))

    def pay(self, meant: Meant, *, password_later: bool = False, even_closed: bool = False) -> Trade:
        """She pays; a second time is her password, where it is asked for. Raises NotPaidThere."""
        return _trade(self._post("pay", {**meant, "password_later": password_later, "even_closed": even_closed}))

    def refuse(self, meant: Meant) -> Trade:
        """She does not pay. Raises NotPaidThere."""
        return _trade(self._post("refuse", dict(meant)))

    def payment_code(self, channel: str, manner: str = "pays") -> str:
        """A fresh code on her phone, good for a minute and once; `manner`: pays, password or poor."""
        return str(self._post("payment-code", {"channel": channel, "manner": manner})["code"])

    # Who checks, and who breaks things.

    def ledger(self) -> Ledger:
        """Everything there is, oldest first."""
        told = self._ask("GET", "ledger", None)
        backs = (
            WayBack(str(r["channel"]), str(r["attempt"]), int(r["fen"]), bool(r["undoing"]), bool(r["done"]))
            for r in told["refunds"]
        )
        to_come = int(told["callbacks_to_come"]) + int(told["payments_to_come"])
        return Ledger(tuple(map(_trade, told["trades"])), tuple(backs), to_come)

    def break_with(self, operation: str, kind: str, *, times: int | None = None, seconds: float | None = None) -> None:
        """A fault to come, in so many calls; always, if `times` is None."""
        self._post("faults", {"operation": operation, "kind": kind, "times": times, "seconds": seconds})

    def faults(self) -> tuple[str, ...]:
        """The operations that have a fault to come."""
        return tuple(operation for operation, waiting in self._ask("GET", "faults", None).items() if waiting)

    def heal(self) -> None:
        """No fault any more."""
        self._ask("DELETE", "faults", None)

    def _post(self, resource: str, content: Mapping[str, object]) -> dict[str, Any]:
        return self._ask("POST", resource, content)

    def _ask(self, method: str, resource: str, content: Mapping[str, object] | None) -> dict[str, Any]:
        with self._one_at_a_time:
            try:
                answer = requests.request(
                    method,
                    f"{self._url}/{resource}",
                    json=content,
                    headers={"Authorization": f"Bearer {self._token}"},
                    timeout=ANSWER_S,
                )
            except requests.RequestException as error:
                raise ProvidersAway(type(error).__name__) from None
        told = answer.json()
        if answer.status_code == requests.codes.conflict:
            raise NotPaidThere(str(told["detail"]))
        answer.raise_for_status()
        found: dict[str, Any] = told
        return found


def _trade(told: Mapping[str, Any]) -> Trade:
    return Trade(
        channel=str(told["channel"]),
        attempt=str(told["attempt"]),
        by_her_code=bool(told["by_her_code"]),
        fen=int(told["fen"]),
        subject=str(told["subject"]),
        state=str(told["state"]),
        succeeded=bool(told["succeeded"]),
        asks_password=bool(told["asks_password"]),
        code=str(told["code"]),
    )
