"""A terminal whose journal is written afterwards: the matrix must see it."""

from typing import Any

from kiosk.app.faults import terminal
from kiosk.payments.journal import PaymentJournal, Step

_write = PaymentJournal.write


def _write_late(self: PaymentJournal, step: Step, key: str, **what: Any) -> None:
    if step is Step.ENDED:
        _write(self, Step.INTENDED, key, bills="[]")
        _write(self, step, key, **what)


PaymentJournal.write = _write_late  # type: ignore[method-assign]

if __name__ == "__main__":
    terminal.main()
