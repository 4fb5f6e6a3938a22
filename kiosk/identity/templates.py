"""Faces that residents left at this terminal: each sealed, found only by who she says she is, gone when she says so.

A face is kept as AES-256-GCM under the terminal's key; the terminal, the consent, the model and the last day are bound
to it, so that a row from another terminal, of another consent, with another day or a bit turned opens for nobody. What
names it (hall card, number, telephone and building) is kept as a keyed digest, and what it is named by is sealed with
it: a digest that was laid to another face names nobody. The file is the terminal's alone (0600), and what is deleted
in it is overwritten. What this cannot do: who puts back the whole file of an earlier day brings back what lay in it;
the office refuses a consent that is over, and `kiosk.identity.retention` deletes it again.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from kiosk.faces.contract import Template
from kiosk.foundation.clock import Clock, hall_time
from kiosk.foundation.errors import Fault
from kiosk.identity.sealed_key import NO_KEY, SealedKey
from kiosk.identity.sealed_rows import Naming, Seal, SealedRow, Whose
from kiosk.store.database import Database

FILE = "faces.sqlite"
MOST_NAMED = 8
SPOILT = "templates.spoilt"  # not opened: another terminal's, another key, a bit turned, a day changed
GONE = "templates.gone"  # deleted or expired meanwhile
_MIGRATIONS = (
    """CREATE TABLE templates (
        consent_id TEXT PRIMARY KEY,
        model TEXT NOT NULL,
        expires_on TEXT NOT NULL,
        naming BLOB NOT NULL,
        face BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE claims (
        digest BLOB NOT NULL,
        consent_id TEXT NOT NULL REFERENCES templates (consent_id),
        PRIMARY KEY (digest, consent_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX claims_of_consent ON claims (consent_id)",
)


class ClaimKind(StrEnum):
    """By what somebody can be named."""

    HALL_CARD = "hall_card"
    NUMBER = "number"
    PHONE_TAIL_BUILDING = "phone_tail_building"


@dataclass(frozen=True, slots=True)
class TemplateClaim:
    """Who somebody says she is, as a template can be found by it. Shows nothing; compared by its value."""

    kind: ClaimKind
    value: str = field(repr=False)

    @classmethod
    def hall_card(cls, number: str) -> "TemplateClaim":
        """By the number of her hall card."""
        return cls(ClaimKind.HALL_CARD, number.strip().upper())

    @classmethod
    def number(cls, number: str) -> "TemplateClaim":
        """By the number of her identity card, which the social-security card holds as well."""
        return cls(ClaimKind.NUMBER, number.strip().upper())

    @classmethod
    def phone_tail(cls, last_four: str, building: int) -> "TemplateClaim":
        """By the last four digits of her telephone and the number of her building: may name a whole household."""
        return cls(ClaimKind.PHONE_TAIL_BUILDING, f"{last_four.strip()}/{building}")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A face that was just left here; `expires_on` is the last day on which it may be used. Shows nothing of itself."""

    consent_id: str
    template: Template = field(repr=False)
    masked: str = field(repr=False)
    expires_on: date
    claims: tuple[TemplateClaim, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """A template that a claim named, still sealed. `masked` is for the question 是您吗; `expires_on` its last day."""

    consent_id: str
    model: str
    expires_on: date
    masked: str = field(repr=False)


class TemplateStore:
    """The templates of one terminal. Methods block on the disk: call them from a thread of the loop.

    Every one raises Fault `disk.full` or `disk.broken` where the file cannot be used. Without a key nothing is kept,
    named or opened (Fault `templates.no_key`), and what lies here can still be deleted, as it must be in time.
    """

    def __init__(self, path: Path, key: SealedKey | None, terminal_id: str, clock: Clock) -> None:
        self._database = Database(path, _MIGRATIONS, secret=True)
        self._key = key
        self._terminal_id = terminal_id
        self._clock = clock

    @property
    def has_key(self) -> bool:
        """Can anything be kept or opened?"""
        return self._key is not None

    def keep(self, enrolled: Enrolled) -> None:
        """Keep a face; one that lies here under the same consent is replaced."""
        digests = tuple(self._digest(claim) for claim in enrolled.claims)
        whose = Whose(enrolled.consent_id, enrolled.template.model, enrolled.expires_on)
        row = self._seal().close(whose, Naming(enrolled.masked, digests), enrolled.template.vectors)
        with self._database.transaction() as connection:
            _delete(connection, enrolled.consent_id)
            _insert(connection, row)
            connection.executemany(
                "INSERT INTO claims (digest, consent_id) VALUES (?, ?)",
                [(digest, enrolled.consent_id) for digest in set(digests)],
            )

    def named(self, claim: TemplateClaim) -> tuple[Kept, ...]:
        """Whom this claim names, none that has expired; empty where it names nobody, or more than 8 of a household.

        Raises: Fault `templates.spoilt` where all that it names are spoilt
        """
        digest = self._digest(claim)
        with self._database.transaction() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM templates JOIN claims USING (consent_id)"  # noqa: S608  names of ours
                " WHERE digest = ? AND expires_on >= ? ORDER BY consent_id",
                (digest, self._today().isoformat()),
            ).fetchall()
        if len(rows) > MOST_NAMED:
            return ()
        found = tuple(kept for kept, naming in self._opened(rows) if digest in naming.digests)
        if rows and not found:
            raise Fault(SPOILT)
        return found

    def of_consents(self, consent_ids: frozenset[str]) -> tuple[Kept, ...]:
        """Those of these consents whose faces lie here and open, expired or not."""
        with self._database.transaction() as connection:
            rows = [row for consent_id in sorted(consent_ids) for row in _rows(connection, consent_id)]
        return tuple(kept for kept, _ in self._opened(rows))

    def open(self, kept: Kept) -> Template:
        """Her face, to compare with once and then to forget.

        Raises: Fault `templates.spoilt`, `templates.gone`
        """
        with self._database.transaction() as connection:
            row = _row(connection, kept.consent_id)
        if row.whose.expires_on < self._today():
            raise Fault(GONE)
        with _told_as_fault():
            return Template(row.whose.model, self._seal().face(row))

    def renew(self, consent_id: str, expires_on: date) -> None:
        """Keep it until another day.

        Raises: Fault `templates.spoilt`, `templates.gone`
        """
        with self._database.transaction() as connection:
            old = _row(connection, consent_id)
            with _told_as_fault():
                naming, face = self._seal().naming(old), self._seal().face(old)
            row = self._seal().close(Whose(consent_id, old.whose.model, expires_on), naming, face)
            connection.execute(
                "UPDATE templates SET expires_on = ?, naming = ?, face = ? WHERE consent_id = ?",
                (expires_on.isoformat(), row.naming, row.face, consent_id),
            )

    def delete(self, consent_id: str) -> bool:
        """Overwrite it; was there one?"""
        with self._database.transaction() as connection:
            return _delete(connection, consent_id)

    def expired(self) -> tuple[str, ...]:
        """The consents whose last day is over."""
        with self._database.transaction() as connection:
            today = self._today().isoformat()
            rows = connection.execute("SELECT consent_id FROM templates WHERE expires_on < ?", (today,))
            return tuple(str(found) for (found,) in rows)

    def ids(self) -> frozenset[str]:
        """The consents of all that lie here, whether they open or not."""
        with self._database.transaction() as connection:
            return frozenset(str(found) for (found,) in connection.execute("SELECT consent_id FROM templates"))

    def count(self) -> int:
        """How many lie here."""
        return len(self.ids())

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _opened(self, rows: list[tuple[object, ...]]) -> Iterator[tuple[Kept, Naming]]:
        """Those that open; the others are passed over, so that one spoilt row shuts nobody else of a household out."""
        if self._key is None:
            return
        for found in rows:
            try:
                row = _read(found)
                naming = self._seal().naming(row)
            except ValueError:
                continue
            yield Kept(row.whose.consent_id, row.whose.model, row.whose.expires_on, naming.masked), naming

    def _digest(self, claim: TemplateClaim) -> bytes:
        said = f"{claim.kind}\0{claim.value}".encode()
        return hashlib.blake2b(said, key=self._held_key().made_for(b"linli claims"), digest_size=32).digest()

    def _seal(self) -> Seal:
        return Seal(self._held_key(), self._terminal_id)

    def _held_key(self) -> SealedKey:
        if self._key is None:
            raise Fault(NO_KEY)
        return self._key

    def _today(self) -> date:
        return hall_time(self._clock.now()).date()


_COLUMNS = "templates.consent_id, model, expires_on, naming, face"


def _rows(connection: sqlite3.Connection, consent_id: str) -> list[tuple[object, ...]]:
    return connection.execute(
        f"SELECT {_COLUMNS} FROM templates WHERE consent_id = ?",  # noqa: S608  names of ours
        (consent_id,),
    ).fetchall()


def _row(connection: sqlite3.Connection, consent_id: str) -> SealedRow:
    rows = _rows(connection, consent_id)
    if not rows:
        raise Fault(GONE)
    with _told_as_fault():
        return _read(rows[0])


def _read(columns: tuple[object, ...]) -> SealedRow:
    consent_id, model, expires_on, naming, face = columns
    if not (isinstance(naming, bytes) and isinstance(face, bytes)):
        raise ValueError("not sealed")
    return SealedRow(Whose(str(consent_id), str(model), date.fromisoformat(str(expires_on))), naming, face)


def _insert(connection: sqlite3.Connection, row: SealedRow) -> None:
    connection.execute(
        "INSERT INTO templates (consent_id, model, expires_on, naming, face) VALUES (?, ?, ?, ?, ?)",
        (row.whose.consent_id, row.whose.model, row.whose.expires_on.isoformat(), row.naming, row.face),
    )


def _delete(connection: sqlite3.Connection, consent_id: str) -> bool:
    connection.execute("DELETE FROM claims WHERE consent_id = ?", (consent_id,))
    return connection.execute("DELETE FROM templates WHERE consent_id = ?", (consent_id,)).rowcount > 0


@contextmanager
def _told_as_fault() -> Iterator[None]:
    try:
        yield
    except ValueError:
        raise Fault(SPOILT) from None
