"""Orders a second through the real backend, beside plain signed GETs through the same backend in the same run.

An order is all of it: opened, a code asked for and shown, paid at the provider, the callback taken, the bills posted,
a receipt numbered, and the terminal told. Its figure alone says more about the machine than about us: the ratio to
what the same number of terminals can ask in the same moment is what can be compared.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle
from typing import TypeVar

from bench.contestant import BenchError
from bench.figures import load, middle, spread
from bench.payments.office_under_test import OfficeUnderTest, Say
from bench.payments.terminal import Bought, Buyer, Ledger, Payer
from kiosk.backend_client.orders import PayChannel

TERMINALS = (1, 4, 8)
CHANNELS = (PayChannel.WECHAT, PayChannel.ALIPAY)
PEER_SHARE = 0.4
"""Of the seconds of a run, what the peer gets before and after together."""
Figures = dict[str, float]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of so many terminals."""

    bought: Sequence[Bought]
    orders_per_second: float
    gets_per_second: float

    @property
    def gets_per_order(self) -> float:
        """How many plain signed GETs could have been answered for each order."""
        return self.gets_per_second / self.orders_per_second


def throughput(
    office: OfficeUnderTest, ledger: Ledger, terminals: Sequence[int], runs: int, seconds: float, say: Say
) -> list[dict[str, object]]:
    """A row for each number of terminals: medians of the runs. Raises: BackendError, BenchError"""
    payers = cycle(CHANNELS)
    buyers = [
        Buyer(office.terminal(f"终端{number}"), Payer(office.payer_url, office.payer_token), next(payers))
        for number in range(max(terminals))
    ]
    try:
        warm = [buyer.buy(ledger.take().bills) for buyer in buyers]  # the first order of a line opens its connections
        measured: dict[int, list[Run]] = {number: [] for number in terminals}
        for round_ in range(1, runs + 1):
            for number in terminals:
                run = one_run(buyers[:number], ledger, warm[0].order, seconds)
                measured[number].append(run)
                say(f"run {round_} of {runs}, {number} terminals: {_words(run)}; {load()}")
    finally:
        for buyer in buyers:
            buyer.close()
    came = office.called_back()
    return [row(number, found, came) for number, found in measured.items()]


def one_run(buyers: Sequence[Buyer], ledger: Ledger, known: str, seconds: float) -> Run:
    """The peer, the orders, the peer again: what the machine does besides falls on both."""
    peer_s = seconds * PEER_SHARE / 2
    looks = _together(buyers, lambda buyer: buyer.look(known), peer_s)
    bought = _together(buyers, lambda buyer: buyer.buy(ledger.take().bills), seconds)
    looks += _together(buyers, lambda buyer: buyer.look(known), peer_s)
    if not bought or not looks:
        raise BenchError("nothing came to its end in the time of a run: give it more seconds")
    return Run(bought, len(bought) / seconds, len(looks) / (2 * peer_s))


def row(terminals: int, runs: Sequence[Run], came: Mapping[str, datetime]) -> dict[str, object]:
    """The medians of the runs, and the times of all their orders together."""
    bought = [one for run in runs for one in run.bought]
    heard = [one for one in bought if one.attempt in came and came[one.attempt] <= one.paid_known]
    if not heard:
        raise BenchError("no callback comes in: the orders are paid because the backend asks")
    told = [(one.paid_known - came[one.attempt]).total_seconds() for one in heard]
    return {
        "terminals": terminals,
        "orders": len(bought),
        "paid_by_asking": len(bought) - len(heard),
        "orders_per_second": middle([run.orders_per_second for run in runs]),
        "signed_gets_per_second": middle([run.gets_per_second for run in runs], 0),
        "gets_per_order": middle([run.gets_per_order for run in runs]),
        "open_to_code": _spread([one.open_to_code for one in bought]),
        "pay_to_paid": _spread([one.pay_to_paid for one in bought]),
        "callback_to_paid": _spread(told),
    }


def _together(buyers: Sequence[Buyer], act: Callable[[Buyer], T], seconds: float) -> list[T]:
    """What all of them, each in a thread, finish in so many seconds."""
    ends = time.perf_counter() + seconds

    def work(buyer: Buyer) -> list[T]:
        done: list[T] = []
        while True:
            result = act(buyer)
            if time.perf_counter() > ends:
                return done
            done.append(result)

    with ThreadPoolExecutor(len(buyers)) as threads:
        return [result for done in threads.map(work, buyers) for result in done]


def _spread(seconds: Sequence[float]) -> Figures:
    return spread([second * 1000 for second in seconds])


def _words(run: Run) -> str:
    return f"{run.orders_per_second:.1f} orders/s beside {run.gets_per_second:.0f} signed GETs/s"
