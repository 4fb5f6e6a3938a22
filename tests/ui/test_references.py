"""PySide must give back what it borrows: 6.12.0 did not, and a terminal died of it (docs/decisions/0006)."""

import sys

from PySide6.QtCore import QObject, Signal

ROUNDS = 200
SLACK = 20  # other threads of the test runner hold some, now more and now fewer


class Bell(QObject):
    """Something with a signal."""

    rung = Signal(int)


def test_calls_and_emits_leave_the_constants_alone() -> None:
    bell = Bell()
    constants = (None, True, False)
    before = [sys.getrefcount(constant) for constant in constants]
    for number in range(ROUNDS):
        bell.rung.emit(number)
        bell.setObjectName("bell")
        bell.blockSignals(False)
    after = [sys.getrefcount(constant) for constant in constants]
    assert all(abs(now - then) < SLACK for now, then in zip(after, before, strict=True))
