"""How soon a code stands on the screen, and how soon the page that says it is paid. GUI thread.

qr_on_screen    from the finger's lifting off a way to pay until the frame in which the whole code is on the screen
paid_on_screen  from the callback's coming in at the backend, as that notes it, until the frame in which the whole
                button of the page after it is on the screen. What the provider took is pay_to_callback

Of both: `page_turned` is when the page was given to the window (all that the office and the till took), `slid_in` the
frame in which it stands still. The code is read from the window's pixels, as a telephone does, before it is paid.
"""

import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from bench.contestant import BenchError
from bench.figures import load, spread
from bench.payments.office_under_test import OfficeUnderTest, Say
from bench.payments.terminal import Ledger, Payer

WAYS = ("wechat", "alipay")
WARM = 2
"""Payments at first that are not counted: each page is compiled when it comes for the first time."""
Figures = dict[str, float | dict[str, float]]


@dataclass(frozen=True, slots=True)
class Coming:
    """When a page came on, in seconds of `time.perf_counter`.

    `turned`: the page was given to the window; `whole`: the frame in which the thing that was waited for stood on the
    screen with all of itself; `rested`: the last frame of the slide.
    """

    turned: float
    whole: float
    rested: float


@dataclass(frozen=True, slots=True)
class Sample:
    """One payment at the screen. Seconds of `time.perf_counter`; `epoch` is its zero as a moment."""

    attempt: str
    chosen: float
    code: Coming
    paying: float
    paid: Coming
    epoch: float

    def since(self, moment: datetime) -> float:
        """A moment on the stopwatch."""
        return moment.timestamp() - self.epoch


def on_screen(office: OfficeUnderTest, ledger: Ledger, folder: Path, samples: int, say: Say) -> dict[str, Figures]:
    """So many payments, one after the other. Raises: BenchError"""
    from bench.payments.paying_screen import CODE, DONE, PayingScreen

    transport = office.terminal("有屏幕的终端")
    payer = Payer(office.payer_url, office.payer_token)
    screen = PayingScreen(transport, ledger, folder)
    found: list[Sample] = []
    try:
        screen.begin()
        with ThreadPoolExecutor(1) as telephone:
            for number, way in zip(range(WARM + samples), cycle(WAYS), strict=False):
                screen.to_the_ways()
                screen.expect(CODE)
                chosen = screen.tap(way)
                code = screen.comes()
                content = screen.scan()
                screen.expect(DONE)
                paying = time.perf_counter()
                payment = telephone.submit(payer.pay, content)
                paid = screen.comes()
                payment.result()
                epoch = datetime.now(UTC).timestamp() - time.perf_counter()
                if number >= WARM:
                    found.append(Sample(screen.attempts[-1], chosen, code, paying, paid, epoch))
                screen.leave()
                if number % 10 == WARM:
                    say(f"payment {number - WARM + 1} of {samples} at the screen; {load()}")
    finally:
        screen.close()
        transport.close()
        payer.close()
    return figures(found, office.called_back())


def figures(found: list[Sample], came: Mapping[str, datetime]) -> dict[str, Figures]:
    """What of it is reported."""
    heard = [(one, one.since(came[one.attempt])) for one in found if one.attempt in came]
    if len(heard) != len(found):
        raise BenchError("no callback came in about an order that was paid")
    return {
        "qr_on_screen": _spread(one.code.whole - one.chosen for one in found)
        | {
            "page_turned": _spread(one.code.turned - one.chosen for one in found),
            "slid_in": _spread(one.code.rested - one.chosen for one in found),
        },
        "paid_on_screen": _spread(one.paid.whole - at for one, at in heard)
        | {
            "page_turned": _spread(one.paid.turned - at for one, at in heard),
            "slid_in": _spread(one.paid.rested - at for one, at in heard),
            "pay_to_callback": _spread(at - one.paying for one, at in heard),
        },
    }


def _spread(seconds: Iterable[float]) -> dict[str, float]:
    return spread([second * 1000 for second in seconds])
