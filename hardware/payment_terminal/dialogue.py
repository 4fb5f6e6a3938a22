"""One dialogue with the terminal: our command, its acknowledgement, what it tells, its end. On the worker thread."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.payment_terminal.apdu import Apdu, Control, ZvtWrong
from hardware.payment_terminal.fields import read_fields
from hardware.payment_terminal.links import Link, ZvtPace
from hardware.payment_terminal.receipt import MOST_LINES, printed_block, printed_line

_SLICE_S = 0.1
_MOST_MESSAGES = 5_000
_OVERTIME = 0.5  # of the time for an abort: the receipt of a payment that ended meanwhile may still come
_MOST_STATUSES = 4


@dataclass(slots=True)
class Account:
    """What the terminal told in a dialogue. `refused`: the code with which it did not begin at all."""

    refused: int | None = None
    statuses: list[dict[int, bytes]] = field(default_factory=list, repr=False)
    lines: list[str] = field(default_factory=list, repr=False)
    refused_lines: int = 0
    completed: bool = False
    aborted: int | None = None
    closing: bytes = b""


def _never() -> float | None:
    return None


def _nothing(code: int) -> None:
    del code


def _go_on() -> None:
    return


@dataclass(frozen=True, slots=True)
class Course:
    """How a dialogue is led. `stop` gives the seconds that are left for its end once it is to be aborted.

    `check` raises when it is to be left where it is, as may be done with all that moves no money.
    """

    once: bool = False
    gap_s: float | None = None
    step: Callable[[int], None] = _nothing
    stop: Callable[[], float | None] = _never
    check: Callable[[], None] = _go_on


class Dialogue:
    """Leads one dialogue after another; DeviceError SILENT or GARBLED leaves the link in an unknown state."""

    def __init__(self, link: Link, pace: ZvtPace) -> None:
        self._link = link
        self._pace = pace

    def lead(self, command: Apdu, course: Course) -> Account:
        """Have `command` done, to the end that the terminal names."""
        self._link.forget()
        self._link.send(command, once=course.once)
        account = Account()
        first = self._link.receive(self._pace.acknowledge_s)
        if first is None:
            raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)
        if first.refusal is not None:
            account.refused = first.refusal
        elif first.control == Control.DONE:
            self._follow(account, course)
        elif course.once or not self._take(first, account, course):  # what is this an answer to?
            raise _garbled()
        return account

    def _follow(self, account: Account, course: Course) -> None:
        patience = _Patience(course, self._pace.gap_s)
        for _ in range(_MOST_MESSAGES):
            course.check()
            if patience.wants_abort():
                self._link.send(Apdu(Control.ABORT), once=False)
            message = self._link.receive(_SLICE_S)
            if message is not None:
                if self._take(message, account, course):
                    return
                patience.heard(told_how_it_ended=bool(account.statuses))
            patience.check()
        raise _garbled()

    def _take(self, message: Apdu, account: Account, course: Course) -> bool:
        """Understand and acknowledge a message; whether it was the last one."""
        if message.control == Control.DONE or message.refusal is not None:
            return False  # the answer to our wish to abort; what came of it is told by the end
        try:
            ended = self._understand(message, account, course)
        except ZvtWrong:
            raise _garbled() from None
        try:
            self._link.send(Apdu(Control.DONE), once=False)
        except (OSError, DeviceError):
            if not ended:  # once the end is here, it is true whether or not our thanks arrive
                raise
        return ended

    def _understand(self, message: Apdu, account: Account, course: Course) -> bool:
        match message.control:
            case Control.STATUS_INFORMATION:
                if len(account.statuses) >= _MOST_STATUSES:
                    raise ZvtWrong("too many statuses")
                account.statuses.append(read_fields(message.data))
            case Control.INTERMEDIATE:
                course.step(message.data[0] if message.data else 0xFF)
            case Control.PRINT_LINE:
                _keep(account, [printed_line(message.data)])
            case Control.PRINT_TEXT:
                _keep(account, printed_block(message.data))
            case Control.COMPLETION:
                account.completed, account.closing = True, message.data
                return True
            case Control.ABORTED:
                account.aborted = message.data[0] if message.data else 0xFF
                return True
        return False


class _Patience:
    """Until when a dialogue may go on; whatever the terminal says meanwhile, it has an end."""

    def __init__(self, course: Course, gap_s: float) -> None:
        self._course = course
        self._gap_s = gap_s
        self._left: float | None = None
        self._ends = self._last_end = float("inf")
        self.heard(told_how_it_ended=False)

    def wants_abort(self) -> bool:
        """Whether the terminal is to be told now to abort: once, and the time runs from then on."""
        left = self._course.stop()
        if left is None or (self._left is not None and left >= self._left):
            return False
        first, self._left = self._left is None, left
        now = time.monotonic()
        self._last_end = min(self._last_end, now + left * (1 + _OVERTIME))
        self._ends = min(now + left, self._last_end) if first else min(self._ends, now + left)
        return first

    def heard(self, *, told_how_it_ended: bool) -> None:
        """Something came: before an abort it may go on, after one only when the receipt and the end are all to come."""
        if self._left is None:
            self._ends = float("inf") if self._course.gap_s is None else time.monotonic() + self._course.gap_s
        elif told_how_it_ended:
            self._ends = min(self._last_end, max(self._ends, time.monotonic() + self._gap_s))

    def check(self) -> None:
        """Raise SILENT when it has gone on for too long."""
        if time.monotonic() >= self._ends:
            raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)


def _keep(account: Account, lines: list[str | None]) -> None:
    for line in lines:
        if line is None or len(account.lines) >= MOST_LINES:
            account.refused_lines += 1
        else:
            account.lines.append(line)


def _garbled() -> DeviceError:
    return DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
