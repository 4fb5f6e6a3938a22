"""Real processes die while residents pay: nothing may be lost, and a program with a fault of that kind must be seen.

By itself, for it needs the whole machine: hundreds of processes are started and killed.
"""

from collections.abc import Callable

import pytest

from kiosk.app.faults import lane
from kiosk.app.faults.matrix import Report, run_matrix
from kiosk.app.faults.plan import Conduct, Means, Plan, Who, draw
from kiosk.app.faults.processes import Programs

RUNS = 200
LANES = 5
SEED = 20_000

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(900)]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has a fault never grows quiet."""
    monkeypatch.setattr(lane, "QUIET_S", 8.0)


def _seeds(count: int, wanted: Callable[[Plan], bool]) -> list[int]:
    """The first so many runs of a kind."""
    found = (seed for seed in range(100_000) if wanted(draw(seed)))
    return [next(found) for _ in range(count)]


def _run(seeds: list[int], programs: Programs) -> Report:
    said: list[str] = []
    report = run_matrix(seeds, said.append, lanes=LANES, programs=programs)
    assert report.broken == [], "\n".join(said)
    return report


def test_nothing_is_lost_whoever_dies() -> None:
    report = _run(list(range(SEED, SEED + RUNS)), Programs())
    assert report.runs == RUNS
    assert report.violations == []
    assert sum(report.kills.values()) > RUNS / 2
    assert {"paid", "not_paid", "unsure"} <= set(report.outcomes)
    assert set(report.means) == {means.value for means in Means}


@pytest.mark.usefixtures("impatient")
def test_a_journal_that_is_written_afterwards_is_seen() -> None:
    """Killed in the middle, it knows nothing of the order."""
    dies = _seeds(3, lambda plan: any(kill.at_step == "attempt_intended" for kill in plan.kills))
    report = _run(
        [*dies, *_seeds(3, lambda plan: any(kill.who is Who.TERMINAL and not kill.at_step for kill in plan.kills))],
        Programs(terminal="tests.faults.late_journal_terminal"),
    )
    assert any("stands in no row" in found["what"] for found in report.violations), report.to_json()


@pytest.mark.usefixtures("impatient")
def test_what_is_not_known_and_told_as_a_failure_is_seen() -> None:
    hers = (Means.WECHAT_HERS, Means.ALIPAY_HERS)
    seeds = _seeds(
        6,
        lambda plan: (
            plan.means in hers
            and plan.manner == "password"
            and plan.conduct is Conduct.PAYS
            and not plan.kills
            and plan.cut is None
        ),
    )
    report = _run(seeds, Programs(terminal="tests.faults.rash_terminal"))
    assert any("told that nothing was taken" in found["what"] for found in report.violations), report.to_json()


@pytest.mark.usefixtures("impatient")
def test_money_that_does_not_go_back_is_seen() -> None:
    """She pays what had been closed, and the order has ended."""
    late = (Conduct.REGRETS, Conduct.PAYS_TWICE, Conduct.PAYS_LATE)
    seeds = _seeds(
        5,
        lambda plan: plan.conduct in late and plan.means is Means.WECHAT_CODE and not plan.kills and plan.cut is None,
    )
    report = _run(seeds, Programs(office="tests.faults.keeping_office"))
    assert any("are posted" in found["what"] for found in report.violations), report.to_json()
