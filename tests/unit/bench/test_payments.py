"""The bench of payments: the real thing in short, and what its figures are made of."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bench.contestant import BenchError
from bench.payments.on_screen import Coming, Sample, figures
from bench.payments.terminal import Bought, Ledger, Owed
from bench.payments.throughput import Run, row

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PARTS = {"median_ms", "p95_ms"}


def bought(attempt: str, known_after_s: float) -> Bought:
    return Bought("o", attempt, 0.1, 0.05, NOON + timedelta(seconds=known_after_s))


def test_what_was_learnt_by_asking_does_not_count_as_told() -> None:
    run = Run([bought("A", 0.04), bought("B", 0.02), bought("C", 0.03)], 4.0, 80.0)
    told = row(2, [run], {"A": NOON, "B": NOON + timedelta(seconds=1)})
    assert told["callback_to_paid"] == {"median_ms": 40.0, "p95_ms": 40.0}
    assert (told["orders"], told["paid_by_asking"], told["gets_per_order"]) == (3, 2, 20.0)


def test_without_any_callback_there_is_no_figure() -> None:
    with pytest.raises(BenchError):
        row(1, [Run([bought("A", 1.0)], 1.0, 1.0)], {})


def test_no_bill_is_paid_twice_and_the_end_of_them_is_said() -> None:
    ledger = Ledger([Owed("a", ("1", "2")), Owed("b", ("3",))])
    assert [ledger.take().account, ledger.take().account] == ["a", "b"]
    with pytest.raises(BenchError):
        ledger.take()


def sample() -> Sample:
    epoch = NOON.timestamp() - 100  # the stopwatch shows 100 at noon
    return Sample("A", 90.0, Coming(90.1, 90.2, 90.3), 99.9, Coming(100.1, 100.3, 100.4), epoch)


def test_the_code_counts_from_the_finger_and_the_paid_page_from_the_callback() -> None:
    told = figures([sample()], {"A": NOON})
    assert told["qr_on_screen"]["median_ms"] == pytest.approx(200)
    assert told["paid_on_screen"]["median_ms"] == pytest.approx(300)
    assert told["paid_on_screen"]["pay_to_callback"] == {"median_ms": 100.0, "p95_ms": 100.0}


def test_a_payment_without_a_callback_is_no_sample() -> None:
    with pytest.raises(BenchError):
        figures([sample()], {})


IN_SHORT = """
import json
from bench.payments.measure import measure
print(json.dumps(measure(runs=1, seconds=1.5, samples=2, terminals=(2,), residents=20)))
"""


@pytest.mark.desktop
@pytest.mark.postgresql
@pytest.mark.timeout(300)
def test_a_short_run_has_all_its_figures() -> None:
    # In a process of its own: it opens a window on a screen of its own.
    done = subprocess.run([sys.executable, "-c", IN_SHORT], capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads(done.stdout)
    assert report["orders_per_second"] > 0
    for name in ("qr_on_screen", "paid_on_screen"):
        assert PARTS | {"page_turned", "slid_in"} <= set(report[name])
        # Nothing is there before its page was turned, nothing stands still before it is there.
        assert 0 < report[name]["page_turned"]["median_ms"] <= report[name]["median_ms"]
        assert report[name]["median_ms"] <= report[name]["slid_in"]["median_ms"]
    (two,) = report["terminals"]
    assert two["terminals"] == 2
    assert two["orders"] > 0
    assert two["signed_gets_per_second"] > 0
    for name in ("open_to_code", "pay_to_paid", "callback_to_paid"):
        assert set(two[name]) == PARTS
