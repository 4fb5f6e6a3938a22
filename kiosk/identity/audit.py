"""What was done with faces, cards and codes at this terminal: each use and each refusal, and no person in it.

Rows are only ever added. Each holds the digest of the one before, and the head is kept beside them, so that a row that
was changed, taken out or put in between is found; who can write the whole file anew can hide even that. No name, no
number, no picture and no distance is written: a consent is named by its id alone.
"""

import hashlib
import re
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.foundation.canonical_json import canonical_json
from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.store.database import Database

BROKEN = "audit.broken"
_CONTEXT = b"linli-audit-v1\n"
_WORD = re.compile(r"[a-z]+(?:[._](?:[a-z]+|[0-9]{1,2}))*|")  # hanzi do not fit, nor a number of a person
_CONSENT = re.compile(r"[0-9A-Za-z_-]{20,64}|")  # longer than any number of a person


class Event(StrEnum):
    """What happened."""

    USED = "used"  # a way was shown and counted
    REFUSED = "refused"  # it was shown and did not count; `outcome` says why
    GIVEN = "given"  # consent, and the face kept
    RENEWED = "renewed"
    WITHDRAWN = "withdrawn"  # deleted because she said so, here or at a window
    EXPIRED = "expired"  # deleted because its time was over


@dataclass(frozen=True, slots=True)
class Noted:
    """One row."""

    at: str
    event: Event
    way: str = ""
    outcome: str = ""
    consent_id: str = ""

    def __post_init__(self) -> None:
        if not (_WORD.fullmatch(self.way) and _WORD.fullmatch(self.outcome) and _CONSENT.fullmatch(self.consent_id)):
            raise ValueError("an audit row holds words of ours and the id of a consent, and nothing else")


class Audit:
    """The rows. Methods block on the disk: call them from a thread of the loop.

    What cannot be written down must not happen: a Fault here ends the way that was to be noted.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def note(self, event: Event, *, way: str = "", outcome: str = "", consent_id: str = "") -> None:
        """Write a row. `way` and `outcome` are words of ours (`face`, `face.other`), such as the keys of faults.

        Raises: Fault `disk.full`, `disk.broken`; ValueError where something else was given, for it could be a name
        """
        row = Noted(self._clock.now().isoformat(timespec="seconds"), event, way, outcome, consent_id)
        with self._database.transaction() as connection:
            number, before = _head(connection)
            chained = _link(before, number + 1, row)
            connection.execute(
                "INSERT INTO audit (number, at, event, way, outcome, consent_id, chained) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (number + 1, row.at, row.event, row.way, row.outcome, row.consent_id, chained),
            )
            connection.execute(
                "INSERT INTO audit_head (only_row, number, chained) VALUES (1, ?, ?)"
                " ON CONFLICT (only_row) DO UPDATE SET number = excluded.number, chained = excluded.chained",
                (number + 1, chained),
            )

    def uses(self, consent_id: str) -> tuple[datetime, ...]:
        """When this consent's face was used, oldest first.

        Raises: Fault `disk.broken`
        """
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT at FROM audit WHERE consent_id = ? AND event = ? ORDER BY number", (consent_id, Event.USED)
            )
            return tuple(datetime.fromisoformat(at) for (at,) in rows)

    def ended(self) -> frozenset[str]:
        """The consents that were withdrawn or expired: no face of theirs may lie here any more.

        Raises: Fault `disk.broken`
        """
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT consent_id FROM audit WHERE event IN (?, ?)", (Event.WITHDRAWN, Event.EXPIRED)
            )
            return frozenset(str(found) for (found,) in rows)

    def verify(self) -> int:
        """How many rows there are, each following from the one before.

        Raises: Fault `audit.broken` (params: row), `disk.broken`
        """
        with self._database.transaction() as connection:
            return verified(connection)


def verified(connection: sqlite3.Connection) -> int:
    """How many rows there are, each following from the one before.

    Raises: Fault `audit.broken` (params: row)
    """
    number, chained = 0, ""
    rows = connection.execute("SELECT number, at, event, way, outcome, consent_id, chained FROM audit ORDER BY number")
    for found, *fields, link in rows:
        number += 1
        if found != number or link != (chained := _read_link(chained, number, fields)):
            raise Fault(BROKEN, row=number)
    if (number, chained) != _head(connection):
        raise Fault(BROKEN, row=number + 1)
    return number


def _head(connection: sqlite3.Connection) -> tuple[int, str]:
    found = connection.execute("SELECT number, chained FROM audit_head").fetchone()
    return (int(found[0]), str(found[1])) if found else (0, "")


def _read_link(before: str, number: int, fields: list[str]) -> str:
    at, event, way, outcome, consent_id = fields
    try:
        return _link(before, number, Noted(at, Event(event), way, outcome, consent_id))
    except ValueError:
        return ""


def _link(before: str, number: int, row: Noted) -> str:
    said = {"at": row.at, "consent": row.consent_id, "event": row.event.value, "number": number}
    said |= {"outcome": row.outcome, "way": row.way, "before": before}
    return hashlib.sha256(_CONTEXT + canonical_json(said)).hexdigest()
