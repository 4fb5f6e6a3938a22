"""A terminal that takes what it does not know for a failure: the matrix must see it."""

from kiosk.app.faults import terminal
from kiosk.payments.case import Case

Case.nothing_taken = property(lambda self: self.outcome is None)  # type: ignore[assignment,method-assign]

if __name__ == "__main__":
    terminal.main()
