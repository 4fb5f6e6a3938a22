"""The last moment to turn back, and what is told of it: without a bus."""

from hardware.locker.attempt import Attempt
from hardware.locker.contract import LockerReason, Opening, OpenResult


def test_no_pulse_begins_once_nobody_waits() -> None:
    attempt = Attempt("A01", 60)
    assert attempt.revoke(LockerReason.CANCELLED) == Opening("A01", OpenResult.NOT_SENT, LockerReason.CANCELLED)
    assert not attempt.begin_pulse()
    assert attempt.end(OpenResult.OPENED) == Opening("A01", OpenResult.NOT_SENT, LockerReason.CANCELLED)


def test_a_pulse_begins_once() -> None:
    attempt = Attempt("A01", 60)
    assert attempt.begin_pulse()
    assert not attempt.begin_pulse()
    unknown = Opening("A01", OpenResult.UNKNOWN, LockerReason.DOOR_UNREADABLE, pulsed=True)
    assert attempt.revoke(LockerReason.CANCELLED) == attempt.truth == unknown


def test_no_pulse_begins_after_the_deadline_or_after_the_end() -> None:
    assert not Attempt("A01", 0).begin_pulse()
    over = Attempt("A01", 60)
    over.end(OpenResult.OPENED)
    assert not over.begin_pulse()


def test_after_the_pulse_the_truth_is_told_to_whoever_asks_and_does_not_change_again() -> None:
    attempt = Attempt("A01", 60)
    attempt.begin_pulse()
    attempt.revoke(LockerReason.CANCELLED)
    opened = Opening("A01", OpenResult.OPENED, None, pulsed=True)
    assert attempt.end(OpenResult.OPENED) == opened
    assert attempt.end(OpenResult.NOT_OPENED, LockerReason.LOCK_JAMMED) == attempt.truth == opened
