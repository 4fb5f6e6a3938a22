"""Watches one job to its end, or to the moment where waiting longer helps nobody."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from hardware.document_printer.asking import Trouble
from hardware.document_printer.contract import DocumentOutcome, DocumentResult, PrintProgress, PrintStage
from hardware.document_printer.contract import DocumentPrinterReason as Reason
from hardware.document_printer.queue import JobState, PrinterItself, PrintQueue
from hardware.document_printer.reasons import join
from hardware.errors import DeviceError

_log = logging.getLogger(__name__)
_MISSES = 3


@dataclass(frozen=True, slots=True)
class CupsPace:
    """How long things may take, in seconds; a test makes it short."""

    answer_s: float = 3.0  # the print server's answer, and the printer's
    look_s: float = 0.5  # between two looks at a job
    stuck_s: float = 60.0  # a job that waits for somebody, or whose pages have ceased
    printer_s: float = 20.0  # between two questions to an idle printer, which may want to sleep
    ending_s: float = 1.5  # for a cancelled job to end


class Spooled(Exception):
    """The print server was lost while it held the job."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A job that the print server has; `name` is its name there."""

    id: str
    name: str
    number: int
    subscription: int
    pages: int
    ends: float


class Watch:
    """Looks at one job until it ends, tells of its progress, and gives it up when it is stuck."""

    def __init__(
        self,
        queue: PrintQueue,
        printer: PrinterItself | None,
        pace: CupsPace,
        tell: Callable[[PrintProgress], None],
        closing: Event,
    ) -> None:
        self._queue = queue
        self._printer = printer
        self._pace = pace
        self._tell = tell
        self._closing = closing
        self._why: Reason | None = None
        self._page: int | None = None
        self._standing = False  # the printer itself says that pages are still to come
        self._moved = time.monotonic()
        self._last: PrintProgress | None = None

    def follow(self, errand: Errand) -> DocumentOutcome:
        """The outcome, told when the job has ended or was given up; raises Spooled."""
        misses = 0
        while not self._closing.is_set():
            try:
                state = self._look(errand)
                misses = 0
            except DeviceError as error:
                misses += 1
                if error.reason is Trouble.SPOOLER_ABSENT or misses >= _MISSES:
                    raise Spooled(error.reason) from error
                state = JobState.PROCESSING
            if state is None or state >= JobState.CANCELLED:
                return self._outcome(errand, state)
            if (reason := self._hopeless(errand)) is not None:
                return self._give_up(errand, reason)
            self._closing.wait(self._pace.look_s)
        return DocumentOutcome(DocumentResult.UNKNOWN, Reason.CANCELLED)

    def _look(self, errand: Errand) -> JobState | None:
        state = self._queue.state(errand.number, errand.subscription)
        if state is None or state >= JobState.CANCELLED:
            return state
        report = self._queue.report()
        told, page = report.told, self._page
        if self._printer is not None:
            try:
                told = join(self._printer.report(), told)
                page = self._ask_pages(self._printer, errand, idle=told.idle)
            except DeviceError:  # CUPS may still reach it, and knows when not
                told = report.told
        why = report.stop or told.stop
        if page != self._page or (why is None and self._why is not None):
            self._moved = time.monotonic()
        self._why, self._page = why, page
        self._progress(errand, state)
        return state

    def _ask_pages(self, printer: PrinterItself, errand: Errand, *, idle: bool) -> int | None:
        """The pages that are out: never fewer than before, for a printer forgets a job when it is done."""
        count = printer.pages(errand.name)
        if count is None:
            # It may not tell of jobs; but one that has nothing to do, and never had this job, does not print it.
            self._standing = idle and self._page is None and printer.ended(errand.name) is None
            return self._page
        self._standing = count < errand.pages
        return min(max(count, self._page or 0), errand.pages)

    def _progress(self, errand: Errand, state: JobState) -> None:
        waits = self._why is not None or state in {JobState.HELD, JobState.STOPPED}
        stage = PrintStage.WAITING if waits else PrintStage.PRINTING
        news = PrintProgress(errand.id, stage, errand.pages, self._page, self._why)
        if news != self._last:
            self._last = news
            self._tell(news)

    def _hopeless(self, errand: Errand) -> Reason | None:
        """Why waiting longer helps nobody, or None."""
        now = time.monotonic()
        # Without a word from the printer about pages, standing still cannot be told from printing; and when all
        # are out, CUPS needs some seconds more to hear of it.
        tells = self._why is not None or self._standing
        if now >= errand.ends or (tells and now - self._moved >= self._pace.stuck_s):
            return self._why or Reason.STUCK
        return None

    def _give_up(self, errand: Errand, reason: Reason) -> DocumentOutcome:
        """Cancel the job and see it end; it may have ended well meanwhile."""
        _log.warning("job %s is given up: %s", errand.id, reason.value)
        self._queue.cancel(errand.number)
        ends = time.monotonic() + self._pace.ending_s
        state = self._queue.state(errand.number, errand.subscription)
        while state is not None and state < JobState.CANCELLED and time.monotonic() < ends:
            time.sleep(min(0.05, self._pace.look_s))
            state = self._queue.state(errand.number, errand.subscription)
        if state is JobState.COMPLETED and self._last_word(errand, state) is state:
            return DocumentOutcome(DocumentResult.PRINTED)
        return DocumentOutcome(DocumentResult.UNKNOWN, reason)

    def _outcome(self, errand: Errand, state: JobState | None) -> DocumentOutcome:
        if state is JobState.COMPLETED:
            state = self._last_word(errand, state)
        if state is JobState.COMPLETED:
            return DocumentOutcome(DocumentResult.PRINTED)
        if state is JobState.CANCELLED:  # by somebody at the printer, or by staff
            return DocumentOutcome(DocumentResult.UNKNOWN, Reason.CANCELLED)
        return DocumentOutcome(DocumentResult.UNKNOWN, self._why or Reason.UNCONFIRMED)

    def _last_word(self, errand: Errand, state: JobState) -> JobState:
        """The printer's, where it has one; else the server's."""
        if self._printer is None:
            return state
        try:
            return self._printer.ended(errand.name) or state
        except DeviceError:
            return state
