"""Written before it is done: what was begun at this machine, and how it ended."""

import secrets
from enum import StrEnum

from kiosk.foundation.clock import Clock
from kiosk.store.database import Database


class ActState(StrEnum):
    """How an irreversible act stands. UNSURE is never shown as failed, and nothing is repeated because of it."""

    BEGUN = "begun"
    DONE = "done"
    VOID = "void"  # it is certain that nothing happened
    UNSURE = "unsure"


class Journal:
    """Acts by id. The methods block on the disk: call them from a thread of the loop."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def begin(self, kind: str) -> str:
        """Write down that an act begins, before its first byte leaves; its id may be printed on paper.

        Raises: Fault `disk.full`, and then the act must not begin.
        """
        act_id = secrets.token_hex(6)
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO acts (id, kind, state, begun_at) VALUES (?, ?, ?, ?)",
                (act_id, kind, ActState.BEGUN, self._clock.now().isoformat()),
            )
        return act_id

    def end(self, act_id: str, state: ActState) -> None:
        """Write down how it ended; only an act that is still open can end.

        Raises: Fault `disk.full`
        """
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE acts SET state = ?, ended_at = ? WHERE id = ? AND state = 'begun'",
                (state, self._clock.now().isoformat(), act_id),
            )

    def settle_after_restart(self) -> int:
        """What was open when the power went is UNSURE from now on; how many there were."""
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "UPDATE acts SET state = 'unsure', ended_at = ? WHERE state = 'begun'", (self._clock.now().isoformat(),)
            )
            return cursor.rowcount

    def count(self, state: ActState) -> int:
        """How many acts ended so."""
        with self._database.transaction() as connection:
            (number,) = connection.execute("SELECT count(*) FROM acts WHERE state = ?", (state,)).fetchone()
            return int(number)
