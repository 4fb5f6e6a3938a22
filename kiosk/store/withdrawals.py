"""Consents that the office must be told are over: written down first, and told again until it answers."""

from kiosk.foundation.clock import Clock
from kiosk.store.database import Database


class Withdrawals:
    """What is owed to the office, by the ids of consents. Methods block on the disk: call them from a thread.

    Every one raises Fault `disk.full` or `disk.broken`.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def owe(self, consent_id: str) -> None:
        """The office must be told that this consent is over."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO withdrawals (consent_id, since) VALUES (?, ?) ON CONFLICT (consent_id) DO NOTHING",
                (consent_id, self._clock.now().isoformat()),
            )

    def told(self, consent_id: str) -> None:
        """The office knows."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM withdrawals WHERE consent_id = ?", (consent_id,))

    def owed(self) -> tuple[str, ...]:
        """What the office must be told, the oldest first."""
        with self._database.transaction() as connection:
            rows = connection.execute("SELECT consent_id FROM withdrawals ORDER BY since, consent_id")
            return tuple(str(found) for (found,) in rows)
