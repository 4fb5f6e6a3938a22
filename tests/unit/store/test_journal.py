"""The journal when the power goes, the disk is full, the file is not ours, and everybody writes at once."""

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.foundation.errors import Fault
from kiosk.store.database import Database
from kiosk.store.journal import ActState, Journal
from tests.helpers.hands import TurnedClock

ROOT = Path(__file__).parents[3]
CHILD = """
import sys
from pathlib import Path
from kiosk.foundation.clock import SystemClock
from kiosk.store.database import Database
from kiosk.store.journal import ActState, Journal

journal = Journal(Database(Path(sys.argv[1])), SystemClock())
while True:
    act = journal.begin("print_slip")
    print("begun", act, flush=True)
    journal.end(act, ActState.DONE)
    print("done", act, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "terminal.sqlite"


def journal_in(path: Path) -> tuple[Database, Journal]:
    database = Database(path)
    return database, Journal(database, TurnedClock())


def states(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        found = dict(connection.execute("SELECT id, state FROM acts").fetchall())
    connection.close()
    return found


def test_the_disk_is_written_before_anything_begins(path: Path) -> None:
    database, _ = journal_in(path)
    with database.transaction() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


def test_an_act_begins_ends_once_and_stays_as_it_ended(path: Path) -> None:
    database, journal = journal_in(path)
    act = journal.begin("print_slip")
    assert journal.count(ActState.BEGUN) == 1
    journal.end(act, ActState.DONE)
    journal.end(act, ActState.VOID)
    journal.end("nobody", ActState.DONE)
    assert states(path) == {act: "done"}
    assert journal.settle_after_restart() == 0
    database.close()


def test_what_was_open_is_unsure_after_a_restart_and_only_once(path: Path) -> None:
    database, journal = journal_in(path)
    open_act, done = journal.begin("print_slip"), journal.begin("print_slip")
    journal.end(done, ActState.VOID)
    database.close()
    database, journal = journal_in(path)
    assert journal.settle_after_restart() == 1
    assert journal.settle_after_restart() == 0
    journal.end(open_act, ActState.DONE)
    assert states(path) == {open_act: "unsure", done: "void"}
    database.close()


@pytest.mark.parametrize("seed", range(6))
def test_killed_in_the_middle_of_writing_nothing_that_was_promised_is_lost(path: Path, seed: int) -> None:
    lines = random.Random(seed).randrange(1, 40)
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert child.stdout is not None
    said = [child.stdout.readline().split() for _ in range(lines)]
    os.kill(child.pid, signal.SIGKILL)
    said += [line.split() for line in child.stdout.read().splitlines() if len(line.split()) == 2]
    child.stdout.close()
    child.wait(10)
    database, journal = journal_in(path)
    unsure = journal.settle_after_restart()
    database.close()
    kept = states(path)
    assert unsure <= 1
    assert {act for word, act in said if word == "begun"} <= set(kept)
    assert all(kept[act] == "done" for word, act in said if word == "done")
    assert "begun" not in kept.values()
    assert list(kept.values()).count("unsure") == unsure


def test_a_full_disk_is_a_fault_nothing_is_half_written_and_it_goes_on_when_there_is_room(path: Path) -> None:
    database, journal = journal_in(path)
    first = journal.begin("print_slip")
    with database.transaction() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
    acts: list[str] = []
    with pytest.raises(Fault, match=r"^disk\.full$"):
        fill(journal, acts)
    with database.transaction() as connection:
        connection.execute("PRAGMA max_page_count = 100000")
    assert set(states(path)) == {first, *acts}
    journal.end(journal.begin("print_slip"), ActState.DONE)
    assert journal.count(ActState.DONE) == 1
    database.close()


def fill(journal: Journal, acts: list[str]) -> None:
    for _ in range(2000):
        acts.append(journal.begin("print_slip"))  # noqa: PERF401  the ids up to the fault are wanted


def full_from_the_start(path: Path) -> None:
    code = """
import resource, signal, sys
from pathlib import Path
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.store.database import Database
from kiosk.store.journal import Journal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
journal = Journal(Database(Path(sys.argv[1])), SystemClock())
for _ in range(2):
    try:
        journal.begin("print_slip")
    except Fault as fault:
        print(fault.key)
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
print(len(journal.begin("print_slip")))
"""
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.stdout.split() == ["disk.full", "disk.full", "12"], ran.stderr


def test_a_disk_that_is_full_when_the_terminal_starts_is_a_fault_of_each_act_until_there_is_room(path: Path) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] != 0
    full_from_the_start(path)
    full_from_the_start(path)  # the file is there, its log may not grow


@pytest.mark.parametrize("content", [b"this is no database, and longer than a header " * 40, b"\x00" * 8192])
def test_a_file_that_is_not_ours_is_a_fault_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    database, journal = journal_in(path)
    for _ in range(2):
        with pytest.raises(Fault, match=r"^disk\.broken$"):
            journal.begin("print_slip")
    database.close()
    assert path.read_bytes() == content


def test_a_file_in_the_place_of_the_folder_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "deep").write_text("here I am", encoding="utf-8")
    _, journal = journal_in(tmp_path / "deep" / "terminal.sqlite")
    with pytest.raises(Fault, match=r"^disk\.broken$"):
        journal.begin("print_slip")


def test_a_damaged_database_is_a_fault_and_no_stumble(path: Path) -> None:
    database, journal = journal_in(path)
    for _ in range(200):
        journal.begin("print_slip")
    database.close()
    raw = bytearray(path.read_bytes())
    raw[4096:] = b"\xa5" * (len(raw) - 4096)
    path.write_bytes(bytes(raw))
    database, journal = journal_in(path)
    with pytest.raises(Fault, match=r"^disk\.broken$"):
        journal.settle_after_restart()
    database.close()


def test_threads_and_a_second_connection_do_not_lose_an_act(path: Path) -> None:
    database, journal = journal_in(path)
    other_database, other = journal_in(path)
    assert (journal.count(ActState.BEGUN), other.count(ActState.BEGUN)) == (0, 0)
    raised: list[BaseException] = []

    def write(which: Journal) -> None:
        try:
            for _ in range(10):
                which.end(which.begin("print_slip"), ActState.DONE)
        except BaseException as error:  # noqa: BLE001  seen below
            raised.append(error)

    threads = [threading.Thread(target=write, args=(j,)) for j in (*[journal] * 5, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert raised == []
    assert journal.count(ActState.DONE) == 60
    database.close()
    other_database.close()


def test_a_mistake_of_ours_is_rolled_back_and_not_told_as_the_disk_s(path: Path) -> None:
    database, journal = journal_in(path)
    act = journal.begin("print_slip")
    with pytest.raises(sqlite3.IntegrityError):
        write_the_same_twice(database, act)
    assert journal.count(ActState.BEGUN) == 1
    with database.transaction() as connection:
        assert connection.execute("SELECT ended_at FROM acts").fetchone() == (None,)
    database.close()
    database.close()


def write_the_same_twice(database: Database, act: str) -> None:
    with database.transaction() as connection:
        connection.execute("UPDATE acts SET ended_at = 'now'")
        connection.execute("INSERT INTO acts (id, kind, state, begun_at) VALUES (?, '', 'begun', '')", (act,))


def test_the_journal_holds_nothing_of_anybody(path: Path) -> None:
    database, journal = journal_in(path)
    journal.begin("print_slip")
    with database.transaction() as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(acts)")]
    assert columns == ["id", "kind", "state", "begun_at", "ended_at"]
    database.close()
