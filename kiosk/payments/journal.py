"""Written before it is sent: every order that was begun here, until its end is known.

Ids, keys and the payment terminal's own numbers; no names, no households, no claim codes, no sums but a tap's.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from enum import StrEnum

from hardware.payment_terminal.contract import Direction, PaymentMark
from kiosk.foundation.clock import Clock
from kiosk.store.database import Database

KEPT = timedelta(days=90)
"""So long after its end an order stays in the journal."""


class Step(StrEnum):
    """How far an order came. The power may go right after each."""

    INTENDED = "intended"  # the key of its opening is written, nothing was sent
    OPENED = "opened"  # the office knows it
    ATTEMPT_INTENDED = "attempt_intended"  # the key of an attempt is written, nothing of it was sent
    TAP_NUMBERED = "tap_numbered"  # the office's number for a tap is known, the payment terminal was not asked yet
    TAP_MARKED = "tap_marked"  # what the payment terminal booked last is written, it is being asked
    TAP_TOLD = "tap_told"  # the office knows how the tap ended
    ENDED = "ended"
    ENDED_UNSEEN = "ended_unseen"  # ended too, after she had gone in doubt, and she was not told yet


_ENDS = frozenset({Step.ENDED, Step.ENDED_UNSEEN})


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap whose outcome the office was not told yet: the attempt's number, and the mark once it was sent."""

    number: str
    mark: PaymentMark | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One order without an end. `order_id` is empty until the office has answered."""

    key: str = field(repr=False)
    step: Step
    bills: tuple[str, ...] = field(repr=False)
    order_id: str
    attempts: tuple[str, ...] = field(repr=False)
    tap: Tap | None


class PaymentJournal:
    """Orders by the key of their opening. The methods block on the disk: call them from threads.

    Each raises Fault `disk.full` or `disk.broken`, and then what it would have noted must not be done. What has
    returned is on the disk.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def intend(self, key: str, bills: Sequence[str]) -> None:
        """An order for these bills is about to be opened with this key."""
        self.write(Step.INTENDED, key, bills=json.dumps(list(bills)))

    def opened(self, key: str, order_id: str) -> None:
        """The office has opened it."""
        self.write(Step.OPENED, key, order_id=order_id)

    def intend_attempt(self, key: str, attempts: Sequence[str]) -> str:
        """One more attempt is about to be begun, after `attempts`; returns its key."""
        new = secrets.token_hex(16)
        self.write(Step.ATTEMPT_INTENDED, key, attempts=json.dumps([*attempts, new]))
        return new

    def tap_numbered(self, key: str, number: str) -> None:
        """The payment terminal is to be asked for this attempt."""
        self.write(Step.TAP_NUMBERED, key, tap=_tap_written(Tap(number)))

    def tap_marked(self, key: str, number: str, mark: PaymentMark) -> None:
        """The payment terminal is being asked; the mark finds the payment again."""
        self.write(Step.TAP_MARKED, key, tap=_tap_written(Tap(number, mark)))

    def tap_told(self, key: str) -> None:
        """The office has heard how the tap ended."""
        self.write(Step.TAP_TOLD, key, tap="")

    def ended(self, key: str, *, unseen: bool = False) -> None:
        """Its end is known: nothing more can come of it. `unseen`: she had gone before, and did not know it."""
        self.write(Step.ENDED_UNSEEN if unseen else Step.ENDED, key)

    def is_unseen(self, order_id: str) -> bool:
        """Did this order come to its end here after she had gone, and was she not told since?"""
        return bool(self._unseen(order_id))

    def seen(self, order_id: str) -> None:
        """She knows by now how this order ended."""
        for key in self._unseen(order_id):
            self.write(Step.ENDED, key)

    def _unseen(self, order_id: str) -> tuple[str, ...]:
        with self._database.transaction() as connection:
            asked = "SELECT key FROM payments WHERE order_id = ? AND step = ?"
            return tuple(key for (key,) in connection.execute(asked, (order_id, Step.ENDED_UNSEEN)))

    def write(
        self,
        step: Step,
        key: str,
        *,
        bills: str | None = None,
        order_id: str | None = None,
        attempts: str | None = None,
        tap: str | None = None,
    ) -> None:
        """The one way in which anything is written here; on the disk when it returns."""
        now = self._clock.now().isoformat()
        with self._database.transaction() as connection:
            if step is Step.INTENDED:
                connection.execute(
                    "INSERT INTO payments (key, step, bills, order_id, attempts, tap, opened_at, ended_at)"
                    " VALUES (?, ?, ?, '', '[]', '', ?, '')",
                    (key, step, bills, now),
                )
                return
            connection.execute(
                "UPDATE payments SET step = ?, order_id = coalesce(?, order_id), attempts = coalesce(?, attempts),"
                " tap = coalesce(?, tap), ended_at = ? WHERE key = ?",
                (step, order_id, attempts, tap, now if step in _ENDS else "", key),
            )

    def without_end(self) -> tuple[Row, ...]:
        """The orders whose end is not known, the oldest first; those that ended long ago are forgotten meanwhile."""
        with self._database.transaction() as connection:
            before = (self._clock.now() - KEPT).isoformat()
            connection.execute("DELETE FROM payments WHERE ended_at != '' AND ended_at < ?", (before,))
            rows = connection.execute(
                "SELECT key, step, bills, order_id, attempts, tap FROM payments WHERE ended_at = '' ORDER BY opened_at"
            ).fetchall()
        return tuple(_row(*row) for row in rows)


def _row(key: str, step: str, bills: str, order_id: str, attempts: str, tap: str) -> Row:
    return Row(key, Step(step), tuple(json.loads(bills)), order_id, tuple(json.loads(attempts)), _tap_read(tap))


def _tap_written(tap: Tap) -> str:
    return json.dumps(asdict(tap))


def _tap_read(written: str) -> Tap | None:
    if not written:
        return None
    read = json.loads(written)
    mark = read["mark"]
    if mark is not None:
        mark = PaymentMark(**{**mark, "direction": Direction(mark["direction"])})
    return Tap(read["number"], mark)
