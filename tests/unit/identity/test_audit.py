"""The audit: every row stands, a break in the chain is found, and no person can be written into it."""

import random
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.foundation.errors import Fault
from kiosk.identity.audit import BROKEN, Audit, Event, Noted, _link
from kiosk.store.database import MIGRATIONS, Database
from tests.helpers.hands import TurnedClock

A, B = "a" * 32, "b" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "terminal.sqlite"


@pytest.fixture
def audit(path: Path) -> Iterator[Audit]:
    database = Database(path)
    yield Audit(database, TurnedClock())
    database.close()


def five_rows(audit: Audit) -> None:
    audit.note(Event.GIVEN, consent_id=A)
    audit.note(Event.USED, way="face", outcome="same", consent_id=A)
    audit.note(Event.REFUSED, way="face", outcome="face.another_face", consent_id=A)
    audit.note(Event.USED, way="id_card")
    audit.note(Event.WITHDRAWN, outcome="consent.under_14", consent_id=A)


def by_force(path: Path, sql: str) -> None:
    """What somebody does who can write the file: our triggers do not hold him."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("DROP TRIGGER IF EXISTS audit_stands; DROP TRIGGER IF EXISTS audit_stays;")
        connection.executescript(sql)


def test_rows_are_counted_and_follow_from_each_other(audit: Audit) -> None:
    assert audit.verify() == 0
    five_rows(audit)
    assert audit.verify() == 5
    assert len(audit.uses(A)) == 1
    assert audit.uses(B) == ()
    assert audit.ended() == {A}


@pytest.mark.parametrize("sql", ["UPDATE audit SET way = 'sms'", "DELETE FROM audit"])
def test_our_own_code_cannot_change_what_was_noted(audit: Audit, path: Path, sql: str) -> None:
    five_rows(audit)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(sql)
    assert audit.verify() == 5


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET outcome = 'same', event = 'used' WHERE number = 3",
        "UPDATE audit SET event = 'sung' WHERE number = 1",
        f"UPDATE audit SET consent_id = '{B}' WHERE number = 1",
        "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE number = 5",
        "UPDATE audit SET way = '林小满' WHERE number = 2",
        "DELETE FROM audit WHERE number = 1",
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit WHERE number = 3; UPDATE audit SET number = number - 1 WHERE number > 3",
        "DELETE FROM audit WHERE number = 5",
        "DELETE FROM audit",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET number = 4",
        "UPDATE audit SET number = 9 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 4;"
        " UPDATE audit SET number = 4 WHERE number = 9",
        "INSERT INTO audit SELECT 6, at, event, way, outcome, consent_id, chained FROM audit WHERE number = 5",
    ],
)
def test_what_was_changed_by_force_is_found(audit: Audit, path: Path, sql: str) -> None:
    five_rows(audit)
    by_force(path, sql)
    with pytest.raises(Fault, match=BROKEN):
        audit.verify()


def test_any_one_character_that_was_changed_is_found(audit: Audit, path: Path) -> None:
    five_rows(audit)
    dice = random.Random(7)
    for _ in range(40):
        number, column = dice.randint(1, 5), dice.choice(["at", "event", "way", "outcome", "consent_id", "chained"])
        with closing(sqlite3.connect(path)) as connection:
            (old,) = connection.execute(f"SELECT {column} FROM audit WHERE number = {number}").fetchone()
        by_force(path, f"UPDATE audit SET {column} = '{old}x' WHERE number = {number}")
        with pytest.raises(Fault) as found:
            audit.verify()
        assert found.value.params["row"] == number
        by_force(path, f"UPDATE audit SET {column} = '{old}' WHERE number = {number}")
    assert audit.verify() == 5


@pytest.mark.parametrize(
    "written",
    [
        {"way": "林小满"},
        {"outcome": "69010419560520002X"},
        {"outcome": "id.69010419560520002"},
        {"way": "13800138000"},
        {"way": "face 0.83"},
        {"consent_id": "69010419560520002X"},
        {"consent_id": "13800138000"},
        {"consent_id": A + " 林"},
        {"way": "face\n"},
    ],
)
def test_a_person_cannot_be_written_into_it(audit: Audit, written: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="words of ours"):
        audit.note(Event.USED, **written)
    assert audit.verify() == 0


def test_many_threads_make_one_chain(path: Path) -> None:
    database = Database(path)
    audit = Audit(database, TurnedClock())
    threads = [threading.Thread(target=five_rows, args=(audit,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert audit.verify() == 30
    database.close()


def test_a_file_of_the_release_before_is_brought_up(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE acts (id TEXT PRIMARY KEY) STRICT")
        connection.execute("PRAGMA user_version = 1")
    database = Database(path)
    audit = Audit(database, TurnedClock())
    five_rows(audit)
    assert audit.verify() == 5
    database.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_row_that_was_changed_together_with_its_own_digest_is_found_by_the_next(audit: Audit, path: Path) -> None:
    """The way the digest is made is no secret; what it hangs on is the row before, and the row behind hangs on it."""
    five_rows(audit)
    with closing(sqlite3.connect(path)) as connection:
        ((at, before),) = connection.execute(
            "SELECT later.at, earlier.chained FROM audit later, audit earlier"
            " WHERE later.number = 3 AND earlier.number = 2"
        ).fetchall()
    forged = _link(before, 3, Noted(at, Event.USED, "face", "same", A))
    by_force(path, f"UPDATE audit SET event = 'used', outcome = 'same', chained = '{forged}' WHERE number = 3")
    with pytest.raises(Fault) as found:
        audit.verify()
    assert found.value.params["row"] == 4
