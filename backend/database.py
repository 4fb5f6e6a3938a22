"""The database: engine, transactions, and the types that all rooms share. SQLite or PostgreSQL, by URL."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, MetaData, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

LOCK_WAIT_MS = 5000
_AFTERWARDS = "afterwards"


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is given back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's form)
        """To the database: a moment without a zone is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (as above)
        """From the database: always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables have in common: names of constraints that a migration can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant}  # noqa: RUF012 (SQLAlchemy's form)


class Database:
    """One database. Thread: any; each session belongs to one request."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)

    def open_session(self, *, writes: bool) -> Session:
        """A session whose transaction begins with its first statement; the caller commits or closes it."""
        session = Session(self.engine, expire_on_commit=False)
        if not writes:
            session.connection(execution_options={"linli_reads_only": True})
        return session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A transaction of its own, committed at the end unless something was raised."""
        with self.open_session(writes=True) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def when_committed(session: Session, act: Callable[[], None]) -> None:
    """Do this once the request's transaction is committed, and never if it is not. `act` must not raise."""
    session.info.setdefault(_AFTERWARDS, []).append(act)


def commit(session: Session) -> None:
    """Commit, and do what waited for it."""
    session.commit()
    for act in session.info.pop(_AFTERWARDS, ()):
        act()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    # hide_parameters: what is bound to a statement is personal and must not reach a log by way of an exception.
    options: dict[str, Any] = {"hide_parameters": True, "pool_size": 16, "max_overflow": 16, "pool_timeout": 10}
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed, pool_pre_ping=True, **options)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise ValueError("the database is a SQLite file or a PostgreSQL URL")
    Path(parsed.database).touch(mode=0o600)  # names are in it; the write-ahead log takes the same mode
    engine = create_engine(parsed, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Take transactions into our own hands, and make commits survive a power cut."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={LOCK_WAIT_MS}")
    _log_ahead(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _log_ahead(connection: Any) -> None:
    """Turn to the write-ahead log, waiting ourselves: SQLite refuses two who turn at once, whatever its time-out is."""
    ends = time.monotonic() + LOCK_WAIT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > ends:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at once: a reader that turns writer half-way would be refused without waiting."""
    reads_only = connection.get_execution_options().get("linli_reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
