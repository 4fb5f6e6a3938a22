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
_MOST_MESSAGES = 20_000
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


@dataclass(frozen=True, slots=True)
class Course:
    """How a dialogue is led. `stop` gives the seconds that are left for its end once it is to be aborted."""

    once: bool = False
    gap_s: float | None = None
    step: Callable[[int], None] = _nothing
    stop: Callable[[], float | None] = _never


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
        told_to_stop = False
        ends = self._next_end(course)
        for _ in range(_MOST_MESSAGES):
            message = self._receive(course, ends, told_to_stop=told_to_stop)
            if message is None:
                left = course.stop()
                assert left is not None
                told_to_stop = True
                ends = time.monotonic() + left
                self._link.send(Apdu(Control.ABORT), once=False)
                continue
            if self._take(message, account, course):
                return
            if not told_to_stop:
                ends = self._next_end(course)
            elif account.statuses:  # it has told how it ended: only the receipt and the end are still to come
                ends = max(ends, time.monotonic() + self._pace.gap_s)
        raise _garbled()

    def _receive(self, course: Course, ends: float, *, told_to_stop: bool) -> Apdu | None:
        """The next message; None when the dialogue is to be aborted, SILENT when nothing comes any more."""
        while True:
            if not told_to_stop and course.stop() is not None:
                return None
            message = self._link.receive(_SLICE_S)
            if message is not None:
                return message
            if time.monotonic() >= ends:
                raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)

    def _next_end(self, course: Course) -> float:
        return float("inf") if course.gap_s is None else time.monotonic() + course.gap_s

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


def _keep(account: Account, lines: list[str | None]) -> None:
    for line in lines:
        if line is None or len(account.lines) >= MOST_LINES:
            account.refused_lines += 1
        else:
            account.lines.append(line)


def _garbled() -> DeviceError:
    return DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
