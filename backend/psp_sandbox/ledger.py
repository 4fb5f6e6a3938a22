"""The ledger: SQLite, with each commit on the disk before anybody hears of it. Whoever kills us loses no money."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from backend.psp_sandbox.records import Deed, DeedKind, Manner, PaymentCode, Refund, Trade, TradeState

_SCHEMA = """
CREATE TABLE IF NOT EXISTS trades (
    number INTEGER PRIMARY KEY, channel TEXT NOT NULL, attempt TEXT NOT NULL, by_her_code INTEGER NOT NULL,
    fen INTEGER NOT NULL, subject TEXT NOT NULL, asked TEXT NOT NULL, code TEXT NOT NULL, notify_url TEXT NOT NULL,
    state TEXT NOT NULL, seen INTEGER NOT NULL, created REAL NOT NULL, expires REAL, "transaction" TEXT NOT NULL,
    payer TEXT NOT NULL, paid_at REAL, UNIQUE (channel, attempt));
CREATE INDEX IF NOT EXISTS trades_by_code ON trades (code);
CREATE INDEX IF NOT EXISTS trades_by_transaction ON trades ("transaction");
CREATE TABLE IF NOT EXISTS refunds (
    channel TEXT NOT NULL, refund TEXT NOT NULL, attempt TEXT NOT NULL, fen INTEGER NOT NULL,
    provider_number TEXT NOT NULL, notify_url TEXT NOT NULL, undoing INTEGER NOT NULL, made REAL NOT NULL, done_at REAL,
    PRIMARY KEY (channel, attempt, refund));
CREATE TABLE IF NOT EXISTS payment_codes (
    code TEXT PRIMARY KEY, channel TEXT NOT NULL, manner TEXT NOT NULL, made REAL NOT NULL, attempt TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deeds (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, channel TEXT NOT NULL, about TEXT NOT NULL, due REAL NOT NULL,
    notice TEXT NOT NULL, tries INTEGER NOT NULL, held INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS burned (channel TEXT NOT NULL, attempt TEXT NOT NULL, PRIMARY KEY (channel, attempt));
"""


class Ledger:
    """All of it. Thread-safe: one writes at a time."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """End."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def open(self) -> Iterator["Books"]:
        """One transaction: all that is done with the books stands, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Books(self._connection)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


class Books:
    """The tables, inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def trade(self, channel: str, attempt: str) -> Trade | None:
        """The trade of this number."""
        return self._one_trade("SELECT * FROM trades WHERE channel = ? AND attempt = ?", channel, attempt)

    def trade_of_code(self, code: str) -> Trade | None:
        """The trade behind a QR code."""
        return self._one_trade("SELECT * FROM trades WHERE code = ? AND NOT by_her_code", code)

    def trade_of_transaction(self, transaction: str) -> Trade | None:
        """The trade that the provider gave this number."""
        return self._one_trade('SELECT * FROM trades WHERE "transaction" = ?', transaction)

    def trades(self) -> Sequence[Trade]:
        """All, oldest first."""
        return [_trade(row) for row in self._connection.execute("SELECT * FROM trades ORDER BY number")]

    def add_trade(self, trade: Trade) -> None:
        """A new one."""
        self._connection.execute(
            "INSERT INTO trades VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                trade.channel,
                trade.attempt,
                trade.by_her_code,
                trade.fen,
                trade.subject,
                trade.asked,
                trade.code,
                trade.notify_url,
                trade.state,
                trade.seen,
                trade.created,
                trade.expires,
                trade.transaction,
                trade.payer,
                trade.paid_at,
            ),
        )

    def keep(self, trade: Trade) -> Trade:
        """What can change of it."""
        self._connection.execute(
            'UPDATE trades SET state = ?, seen = ?, "transaction" = ?, payer = ?, paid_at = ? '
            "WHERE channel = ? AND attempt = ?",
            (trade.state, trade.seen, trade.transaction, trade.payer, trade.paid_at, trade.channel, trade.attempt),
        )
        return trade

    def burn(self, channel: str, attempt: str) -> None:
        """A number that was closed before anything was ordered under it: nothing can be ordered under it now."""
        self._connection.execute("INSERT OR IGNORE INTO burned VALUES (?, ?)", (channel, attempt))

    def is_burned(self, channel: str, attempt: str) -> bool:
        """Whether it is."""
        found = self._connection.execute("SELECT 1 FROM burned WHERE channel = ? AND attempt = ?", (channel, attempt))
        return found.fetchone() is not None

    def refund(self, channel: str, refund: str, attempt: str | None = None) -> Refund | None:
        """The refund of this number (at Alipay it is one only together with its trade)."""
        rows = self._connection.execute("SELECT * FROM refunds WHERE channel = ? AND refund = ?", (channel, refund))
        return next((each for each in map(_refund, rows) if attempt in (None, each.attempt)), None)

    def refunds(self, channel: str, attempt: str) -> Sequence[Refund]:
        """Those of one trade, oldest first."""
        question = "SELECT * FROM refunds WHERE channel = ? AND attempt = ? ORDER BY made, rowid"
        return [_refund(row) for row in self._connection.execute(question, (channel, attempt))]

    def all_refunds(self) -> Sequence[Refund]:
        """All, oldest first."""
        return [_refund(row) for row in self._connection.execute("SELECT * FROM refunds ORDER BY made, rowid")]

    def add_refund(self, refund: Refund) -> None:
        """A new one."""
        self._connection.execute(
            "INSERT INTO refunds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                refund.channel,
                refund.refund,
                refund.attempt,
                refund.fen,
                refund.provider_number,
                refund.notify_url,
                refund.undoing,
                refund.made,
                refund.done_at,
            ),
        )

    def finish_refund(self, refund: Refund, now: float) -> None:
        """The money is back."""
        self._connection.execute(
            "UPDATE refunds SET done_at = ? WHERE channel = ? AND refund = ? AND attempt = ?",
            (now, refund.channel, refund.refund, refund.attempt),
        )

    def payment_code(self, code: str) -> PaymentCode | None:
        """A code that a phone shows."""
        row = self._connection.execute("SELECT * FROM payment_codes WHERE code = ?", (code,)).fetchone()
        return PaymentCode(**{**dict(row), "manner": Manner(row["manner"])}) if row else None

    def add_payment_code(self, code: PaymentCode) -> None:
        """A new one."""
        self._connection.execute(
            "INSERT INTO payment_codes VALUES (?, ?, ?, ?, ?)",
            (code.code, code.channel, code.manner, code.made, code.attempt),
        )

    def use_payment_code(self, code: str, attempt: str) -> None:
        """It is used up."""
        self._connection.execute("UPDATE payment_codes SET attempt = ? WHERE code = ?", (attempt, code))

    def plan(self, deed: Deed) -> None:
        """To be done when it is due."""
        self._connection.execute(
            "INSERT INTO deeds VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
            (deed.kind, deed.channel, deed.about, deed.due, deed.notice, deed.tries, deed.held),
        )

    def deeds(self) -> Sequence[Deed]:
        """What is still to do, the first first."""
        return [_deed(row) for row in self._connection.execute("SELECT * FROM deeds ORDER BY due, number")]

    def put_off(self, deed: Deed) -> None:
        """Later, as it stands there now."""
        self._connection.execute(
            "UPDATE deeds SET due = ?, tries = ?, held = ? WHERE number = ?",
            (deed.due, deed.tries, deed.held, deed.number),
        )

    def done(self, deed: Deed) -> None:
        """It is done, or given up."""
        self._connection.execute("DELETE FROM deeds WHERE number = ?", (deed.number,))

    def release(self, now: float) -> None:
        """What was held back may go now."""
        self._connection.execute("UPDATE deeds SET due = ? WHERE held AND due > ?", (now, now))

    def _one_trade(self, question: str, *words: str) -> Trade | None:
        row = self._connection.execute(question, words).fetchone()
        return _trade(row) if row else None


def _trade(row: sqlite3.Row) -> Trade:
    found = dict(row)
    return Trade(
        **{
            **found,
            "state": TradeState(found["state"]),
            "by_her_code": bool(found["by_her_code"]),
            "seen": bool(found["seen"]),
        }
    )


def _refund(row: sqlite3.Row) -> Refund:
    return Refund(**{**dict(row), "undoing": bool(row["undoing"])})


def _deed(row: sqlite3.Row) -> Deed:
    return Deed(**{**dict(row), "kind": DeedKind(row["kind"]), "held": bool(row["held"])})
