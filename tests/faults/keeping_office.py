"""An office that gives nothing back: the matrix must see it."""

from backend.payments import outcomes
from tests.faults import hurried_office


def _keep(*_: object) -> None:
    """Nothing is owed to anybody."""


outcomes.owe_refund = _keep  # type: ignore[assignment]

if __name__ == "__main__":
    hurried_office.main()
