"""The terminal's own SQLite file: WAL, and fsync before anything irreversible begins."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.foundation.errors import Fault

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
    """One connection, shared by threads under a lock. Every method may block on the disk."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=5.0)
        self._connection.execute("PRAGMA journal_mode=WAL")
        # NORMAL may lose the last commits when the power goes (TRUST.md G2).
        self._connection.execute("PRAGMA synchronous=FULL")
        self._migrate()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction; on the disk when the block has ended.

        Raises: Fault `disk.full` when SQLite cannot write.
        """
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                self._roll_back()
                raise Fault("disk.full") from error
            except BaseException:
                self._roll_back()
                raise

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _migrate(self) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            with self.transaction() as connection:
                connection.execute(script)
                connection.execute(f"PRAGMA user_version = {number}")
