"""One asking for a door: what is true of it at every moment, whoever gave up waiting."""

import threading
import time

from hardware.locker.contract import LockerReason, Opening, OpenResult


class Attempt:
    """Shared by who asks and the bus's thread: it settles whether the pulse may still be given."""

    def __init__(self, cell: str, deadline_s: float) -> None:
        self._lock = threading.Lock()
        self._ends = time.monotonic() + deadline_s
        self._revoked = False
        self._truth = Opening(cell, OpenResult.NOT_SENT, LockerReason.LOCKER_BUSY)
        self._over = False

    @property
    def truth(self) -> Opening:
        """What is known now; UNKNOWN from the pulse until the door has been seen."""
        with self._lock:
            return self._truth

    def begin_pulse(self) -> bool:
        """The last moment to turn back: False when the asker is gone or it is too late; True is given once."""
        with self._lock:
            if self._revoked or self._over or self._truth.pulsed or time.monotonic() >= self._ends:
                return False
            self._truth = Opening(self._truth.cell, OpenResult.UNKNOWN, LockerReason.DOOR_UNREADABLE, pulsed=True)
            return True

    def revoke(self, reason: LockerReason) -> Opening:
        """Nobody waits any more: no pulse from now on; returns what is true then."""
        with self._lock:
            self._revoked = True
            if not (self._truth.pulsed or self._over):
                self._truth = Opening(self._truth.cell, OpenResult.NOT_SENT, reason)
            return self._truth

    def end(self, result: OpenResult, reason: LockerReason | None = None) -> Opening:
        """The truth, as far as it can be known."""
        with self._lock:
            if not self._over and (self._truth.pulsed or not self._revoked):
                self._over = True
                self._truth = Opening(self._truth.cell, result, reason, pulsed=self._truth.pulsed)
            return self._truth
