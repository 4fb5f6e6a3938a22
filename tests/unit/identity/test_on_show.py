"""What staff see: a count, and whether files and rows are as they should be; looking changes nothing."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kiosk.faces.contract import Template
from kiosk.identity.audit import Audit, Event
from kiosk.identity.on_show import faces_on_disk
from kiosk.identity.sealed_key import KEY_FILE, face_key
from kiosk.identity.templates import FILE, Enrolled, TemplateClaim, TemplateStore
from kiosk.store.database import FILE as TERMINAL_FILE
from kiosk.store.database import Database
from tests.helpers.hands import TurnedClock
from tests.unit.identity.test_audit import by_force, five_rows

A = "a" * 32


def a_terminal(data: Path) -> None:
    clock = TurnedClock()
    with (
        closing(TemplateStore(data / FILE, face_key(data, {}), "t-1", clock)) as store,
        closing(Database(data / TERMINAL_FILE)) as database,
    ):
        claims = (TemplateClaim.number("69010419560520002X"),)
        store.keep(Enrolled(A, Template("m", b"v" * 100), "林**", date(2027, 1, 1), claims))
        five_rows(Audit(database, clock))


def test_nothing_there_is_nothing_and_is_not_made(tmp_path: Path) -> None:
    seen = faces_on_disk(tmp_path)
    assert (seen.faces, seen.rows, seen.trouble) == (0, 0, "")
    assert list(tmp_path.iterdir()) == []


def test_it_counts_with_the_terminal_running_and_without(tmp_path: Path) -> None:
    a_terminal(tmp_path)
    before = sorted(entry.name for entry in tmp_path.iterdir())
    seen = faces_on_disk(tmp_path)
    assert (seen.faces, seen.rows, seen.trouble) == (1, 5, "")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == before
    with closing(Database(tmp_path / TERMINAL_FILE)) as running:
        Audit(running, TurnedClock()).note(Event.USED, way="face", consent_id=A)
        assert faces_on_disk(tmp_path).rows == 6


@pytest.mark.parametrize("name", [KEY_FILE, FILE])
def test_a_file_that_others_may_read_is_told(tmp_path: Path, name: str) -> None:
    a_terminal(tmp_path)
    (tmp_path / name).chmod(0o644)
    assert name in faces_on_disk(tmp_path).trouble


def test_a_broken_chain_is_told_with_its_row(tmp_path: Path) -> None:
    a_terminal(tmp_path)
    by_force(tmp_path / TERMINAL_FILE, "DELETE FROM audit WHERE number = 3")
    assert faces_on_disk(tmp_path).trouble == "audit.broken, row 3"


def test_a_file_that_is_no_database_is_a_value_error(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database" * 100)
    with pytest.raises(ValueError, match="database"):
        faces_on_disk(tmp_path)
