"""Reads the ledgers as they stand on the disk: the office's database and the terminal's journal, by SQL alone."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.app.faults.truths import GoingBack, Posting, Row, Sale, Told, Trade, Try

NOTHING_TAKEN = "没有扣款"
PAID = ("已经付好了", "付好了，")
"""What stands in every sentence that says so."""


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
    connection.row_factory = sqlite3.Row
    try:
        yield connection
    finally:
        connection.close()


class OfficeBooks:
    """The office's database, read while nobody writes or while somebody does."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def orders(self) -> set[str]:
        """The ids of all."""
        return {str(row["id"]) for row in self._all("SELECT id FROM orders")}

    def sales(self) -> list[Sale]:
        """All orders."""
        lines: dict[str, list[tuple[str, int]]] = {}
        for row in self._all("SELECT order_id, bill_id, fen FROM order_lines ORDER BY order_id, place"):
            lines.setdefault(row["order_id"], []).append((row["bill_id"], row["fen"]))
        receipts = [row["order_id"] for row in self._all("SELECT order_id FROM receipts")]
        return [
            Sale(
                id=row["id"],
                state=row["state"],
                fen=row["fen"],
                live=row["live_attempt"] or "",
                bills=tuple(lines.get(row["id"], ())),
                receipts=receipts.count(row["id"]),
                terminal=row["terminal_id"],
            )
            for row in self._all("SELECT * FROM orders")
        ]

    def tries(self) -> list[Try]:
        """All attempts."""
        return [
            Try(
                number=row["number"],
                order=row["order_id"],
                channel=row["channel"],
                state=row["state"],
                created_at=_moment(row["created_at"]) or 0.0,
                ended_at=_moment(row["ended_at"]),
                hers=bool(row["by_her_code"]),
            )
            for row in self._all("SELECT * FROM attempts")
        ]

    def refunds(self) -> list[GoingBack]:
        """All refunds."""
        return [
            GoingBack(row["order_id"], row["attempt"], row["fen"], row["reason"], row["state"])
            for row in self._all("SELECT * FROM refunds")
        ]

    def postings(self) -> list[Posting]:
        """All bills that an order paid."""
        rows = self._all("SELECT * FROM bill_postings WHERE order_id IS NOT NULL")
        return [Posting(row["bill_id"], row["order_id"], row["fen"]) for row in rows]

    def held(self) -> list[tuple[str, str]]:
        """Bills that an order holds."""
        return [(row["id"], row["held_by"]) for row in self._all("SELECT id, held_by FROM bills WHERE held_by != ''")]

    def next_act(self, now: float) -> float | None:
        """In how many seconds the office means to do something next; None: nothing is planned."""
        tables = ("attempts", "refunds", "orders")
        question = " UNION ALL ".join(f"SELECT min(next_act_at) AS at FROM {table}" for table in tables)  # noqa: S608
        planned = [moment for row in self._all(question) if (moment := _moment(row["at"])) is not None]
        return min(planned) - now if planned else None

    def alarms(self) -> list[str]:
        """What staff is told, by kind."""
        return [str(row["kind"]) for row in self._all("SELECT kind FROM payment_alarms ORDER BY raised_at")]

    def late(self) -> dict[str, float]:
        """Attempts that were paid after their end, and when staff was told so."""
        found = self._all("SELECT subject, raised_at FROM payment_alarms WHERE kind = 'late_success'")
        return {str(row["subject"]): _moment(row["raised_at"]) or 0.0 for row in found}

    def waiting_callbacks(self) -> int:
        """Those that were kept, and not yet read."""
        found = self._all("SELECT count(*) AS n FROM provider_callbacks WHERE handled_at IS NULL")
        return int(found[0]["n"])

    def _all(self, question: str) -> list[sqlite3.Row]:
        with _reading(self._path) as connection:
            return connection.execute(question).fetchall()


def journal_rows(path: Path) -> list[Row]:
    """The rows of the terminal's journal."""
    if not path.exists():
        return []
    with _reading(path) as connection:
        try:
            rows = connection.execute("SELECT * FROM payments").fetchall()
        except sqlite3.OperationalError:  # it died before it had a table
            return []
    return [Row(row["key"], row["order_id"] or "", bool(row["ended_at"])) for row in rows]


def trades_of(ledger: dict[str, Any]) -> list[Trade]:
    """What the gateway's ledger says."""
    back: dict[tuple[str, str], int] = {}
    for one in ledger["refunds"]:
        key = (one["channel"], one["attempt"])
        back[key] = back.get(key, 0) + int(one["fen"])
    return [
        Trade(one["attempt"], int(one["fen"]), bool(one["succeeded"]), back.get((one["channel"], one["attempt"]), 0))
        for one in ledger["trades"]
    ]


def codes_of(ledger: dict[str, Any]) -> dict[str, str]:
    """What was in the codes of ours, and which attempt it was."""
    return {one["code"]: one["attempt"] for one in ledger["trades"] if one["code"]}


def lines_of(path: Path, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
    """The whole lines of what was told, from an offset on, and where they end; a torn last line is not read."""
    with path.open("rb") as file:
        file.seek(offset)
        data = file.read()
    whole = data[: data.rfind(b"\n") + 1]
    found = []
    for line in whole.splitlines():
        try:
            read = json.loads(line)
        except ValueError:  # two lives of the terminal met in one line
            continue
        if isinstance(read, dict):
            found.append(read)
    return found, offset + len(whole)


def told_of(lines: list[dict[str, Any]]) -> list[Told]:
    """What was told about the money of an order: by pages, by notices, and by how the paying ended."""
    order, found = "", list[Told]()
    for line in lines:
        if line["kind"] == "step" and line["step"] == "opened":
            order = line["order"]
        elif line["kind"] == "settled":
            order = line["order"]
            what = {"paid": "paid", "not_paid": "nothing_taken", "unsure": "unsure"}[line["outcome"]]
            found.append(Told(what, order, float(line["at"]), "as it ended", bool(line["claim"])))
        elif line["kind"] in ("page", "notice") and order:
            found += _said(line, order)
    return found


def _said(line: dict[str, Any], order: str) -> Iterator[Told]:
    at, words = float(line["at"]), "；".join(line["words"])
    if line.get("code"):
        yield Told("code", order, at, line["code"])
    if NOTHING_TAKEN in words:
        yield Told("nothing_taken", order, at, words)
    if any(word in words for word in PAID):
        yield Told("paid", order, at, words)


def _moment(written: str | None) -> float | None:
    return None if written is None else datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp()
