"""The terminal's own SQLite file: WAL, and fsync before anything irreversible begins."""

import errno
import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.foundation.errors import Fault

_log = logging.getLogger(__name__)

FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})  # a file that may not grow tells an input-output error
MIGRATIONS = (
    """CREATE TABLE acts (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'void', 'unsure')),
        begun_at TEXT NOT NULL,
        ended_at TEXT
    ) STRICT""",
)


class Database:
    """One connection, shared by threads under a lock. Every method but the making may block on the disk.

    The file is opened by the first transaction, and again by the next where that failed: a disk that is full or
    broken closes what must be written down first, and not the terminal.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction; on the disk when the block has ended.

        Raises: Fault `disk.full`, or `disk.broken` when it is no database of ours, locked, or cannot be read.
        """
        with self._lock, _told_as_fault():
            connection = self._connection = self._connection or _opened(self._path)
            with _together(connection):
                yield connection

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=5.0)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        # NORMAL may lose the last commits when the power goes (TRUST.md G2).
        connection.execute("PRAGMA synchronous=FULL")
        _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    with _together(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for script in MIGRATIONS[version:]:
            connection.execute(script)
        if version < len(MIGRATIONS):
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


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
