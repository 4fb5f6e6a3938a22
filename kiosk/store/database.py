"""A SQLite file of the terminal: fsync before anything irreversible begins."""

import errno
import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.foundation.errors import Fault

_log = logging.getLogger(__name__)

FILE = "terminal.sqlite"
FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})  # a file that may not grow tells an input-output error
MIGRATIONS = (
    """CREATE TABLE acts (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'void', 'unsure')),
        begun_at TEXT NOT NULL,
        ended_at TEXT
    ) STRICT""",
    """CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        event TEXT NOT NULL,
        way TEXT NOT NULL,
        outcome TEXT NOT NULL,
        consent_id TEXT NOT NULL,
        chained TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX audit_of_consent ON audit (consent_id) WHERE consent_id != ''",
    """CREATE TRIGGER audit_stands BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'what was noted stands'); END""",
    """CREATE TRIGGER audit_stays BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'what was noted stays'); END""",
    """CREATE TABLE audit_head (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        number INTEGER NOT NULL,
        chained TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE withdrawals (
        consent_id TEXT PRIMARY KEY,
        since TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE payments (
        key TEXT PRIMARY KEY,
        step TEXT NOT NULL,
        bills TEXT NOT NULL,
        order_id TEXT NOT NULL,
        attempts TEXT NOT NULL,
        tap TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        ended_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX payments_without_end ON payments (opened_at) WHERE ended_at = ''",
)


class Database:
    """One connection, shared by threads under a lock. Every method but the making may block on the disk.

    The file is opened by the first transaction, and again by the next where that failed: a disk that is full or
    broken closes what must be written down first, and not the terminal.

    `secret`: nobody else may read the file, what is deleted in it is overwritten with zeros, and no second file keeps
    it for longer than a transaction lasts. A log written ahead (WAL) would.
    """

    def __init__(self, path: Path, migrations: tuple[str, ...] = MIGRATIONS, *, secret: bool = False) -> None:
        self._path = path
        self._migrations = migrations
        self._secret = secret
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction; on the disk when the block has ended.

        Raises: Fault `disk.full`, or `disk.broken` when it is no database of ours, locked, or cannot be read.
        """
        with self._lock, _told_as_fault():
            connection = self._connection = self._connection or self._opened()
            with _together(connection):
                yield connection

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._secret:
            _tighten(self._path)
        connection = sqlite3.connect(self._path, check_same_thread=False, isolation_level=None, timeout=5.0)
        try:
            connection.execute(f"PRAGMA journal_mode={'DELETE' if self._secret else 'WAL'}")
            # NORMAL may lose the last commits when the power goes (TRUST.md G2).
            connection.execute(f"PRAGMA synchronous={'EXTRA' if self._secret else 'FULL'}")
            if self._secret:
                connection.execute("PRAGMA secure_delete=ON")
            _migrate(connection, self._migrations)
        except BaseException:
            connection.close()
            raise
        return connection


def _tighten(path: Path) -> None:
    """Make the file if it is not there, and let nobody else read it; what SQLite puts beside it is as this one is."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        os.fchmod(handle, 0o600)
    finally:
        os.close(handle)


def _migrate(connection: sqlite3.Connection, migrations: tuple[str, ...]) -> None:
    with _together(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for script in migrations[version:]:
            connection.execute(script)
        if version < len(migrations):
            connection.execute(f"PRAGMA user_version = {len(migrations)}")


@contextmanager
def _together(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _told_as_fault() -> Iterator[None]:
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # our own mistake, not the disk's
    except (sqlite3.DatabaseError, OSError) as error:
        _log.exception("the terminal's database")
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        full = code in FULL or (isinstance(error, OSError) and error.errno == errno.ENOSPC)
        raise Fault("disk.full" if full else "disk.broken") from error
