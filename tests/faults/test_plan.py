"""What is drawn: the same from the same seed, and everything that there is."""

from backend.psp_sandbox.faults import OPERATIONS, FaultKind, kinds_of
from kiosk.app.demo.line import LineState
from kiosk.app.faults.plan import Conduct, Cue, Means, Who, draw
from kiosk.payments.journal import Step

PLANS = [draw(seed) for seed in range(3000)]


def test_a_seed_is_a_run() -> None:
    assert [draw(seed) for seed in range(50)] == PLANS[:50]
    assert len({repr(plan) for plan in PLANS}) == len(PLANS)


def test_everything_comes_up() -> None:
    kills = [kill for plan in PLANS for kill in plan.kills]
    assert {plan.means for plan in PLANS} == set(Means)
    assert {plan.conduct for plan in PLANS} == set(Conduct)
    assert {(kill.who, kill.cue) for kill in kills} == {(who, cue) for who in Who for cue in Cue}
    assert {plan.rival.cue for plan in PLANS if plan.rival} == set(Cue)
    assert {plan.cut.state for plan in PLANS if plan.cut} == set(LineState) - {LineState.WHOLE}
    assert {kill.at_step for kill in kills} - {""} == {step.value for step in Step}
    assert {fault.kind for plan in PLANS for fault in plan.faults} == {kind.value for kind in FaultKind}


def test_the_sandbox_has_every_fault_that_is_drawn() -> None:
    """The sandbox refuses what cannot be, and then nothing would break."""
    for fault in {fault for plan in PLANS for fault in plan.faults}:
        assert fault.operation in OPERATIONS
        assert fault.kind in kinds_of(fault.operation), fault
