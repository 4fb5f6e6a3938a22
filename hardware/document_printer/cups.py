"""A printer behind a queue of a CUPS server, which is asked by IPP."""

import asyncio
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from threading import Event

from hardware.document_printer.asking import Trouble
from hardware.document_printer.composed import NoFont, TooLong
from hardware.document_printer.contract import (
    DocumentOutcome,
    DocumentPrinter,
    DocumentResult,
    PrintProgress,
    PrintStage,
)
from hardware.document_printer.contract import DocumentPrinterReason as Reason
from hardware.document_printer.document import Document
from hardware.document_printer.post import Address
from hardware.document_printer.queue import PrinterItself, PrintQueue
from hardware.document_printer.reasons import PrinterReport, join
from hardware.document_printer.typesetter import TypesetterBroken, typeset
from hardware.document_printer.watch import CupsPace, Errand, Spooled, Watch
from hardware.errors import DeviceError, DeviceReason
from hardware.status import Condition
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.worker import Command

_log = logging.getLogger(__name__)
_JOB_ID = re.compile(r"[A-Za-z0-9._-]{1,40}")
_MOST_COPIES = 9
_SWEEPS = 20
_LEASE_MORE_S = 60
_RETRY_MOST_S = 2.0

_REASONS: Mapping[StrEnum, Reason] = {
    DeviceReason.ABSENT: Reason.PRINTER_ABSENT,
    DeviceReason.SILENT: Reason.PRINTER_SILENT,
    DeviceReason.GARBLED: Reason.PRINTER_SILENT,
    DeviceReason.DEADLINE: Reason.PRINTER_BUSY,
    DeviceReason.CANCELLED: Reason.CANCELLED,
    Trouble.SPOOLER_ABSENT: Reason.PRINTER_ABSENT,
    Trouble.SPOOLER_SILENT: Reason.PRINTER_SILENT,
    Trouble.QUEUE_MISSING: Reason.PRINTER_ABSENT,
    Trouble.PRINTER_UNREACHABLE: Reason.PRINTER_ABSENT,
    Trouble.NOT_ALLOWED: Reason.REFUSED,
    Trouble.REFUSED: Reason.REFUSED,
}


@dataclass(slots=True)
class _Job:
    """One print job on its way; `begun` is set before the first byte of the document goes out."""

    id: str
    copies: int
    ends: float
    tell: Callable[[PrintProgress], None]
    content: bytes = field(default=b"", repr=False)
    pages: int = 0
    begun: bool = False


class CupsLine:
    """The queue and the printer behind it, for the supervisor; used on the printer's worker thread only."""

    def __init__(self, queue: PrintQueue, pace: CupsPace) -> None:
        self.queue = queue
        self.printer: PrinterItself | None = None
        self.warnings: tuple[str, ...] = ()
        self._pace = pace
        self._kept: tuple[str, ...] = ()
        self._asked = 0.0
        self._itself = PrinterReport()

    def open(self, command: Command) -> Condition:
        """Find the queue, and clear it of what an earlier life of this terminal left in it."""
        report = self.queue.report()
        self._kept = self.queue.kept()
        if self.queue.sweep() and report.stop is Reason.PRINTER_PAUSED:
            # It was paused by what we left, not by staff; and what we left is gone now.
            self.queue.resume()
        command.check()
        looked = self.look(fresh=True)
        if self.printer is not None:
            # What it still holds would come out when somebody fills its tray, in front of whoever stands there.
            self.printer.sweep(self.queue.prefix)
        return looked.condition(*self.warnings)

    def probe(self, command: Command) -> Condition:
        """Ask how they are."""
        command.check()
        return self.look(fresh=False).condition(*self.warnings)

    def close(self) -> None:
        """Nothing is kept open between two questions."""

    def look(self, *, fresh: bool) -> PrinterReport:
        """How the queue and the printer are; `fresh` asks the printer now, whenever it was asked last."""
        report = self.queue.report()
        if report.printer is None:
            self.printer = None
        elif self.printer is None or self.printer.address != report.printer:
            self.printer, fresh = PrinterItself(report.printer, self._pace.answer_s), True
        self.warnings = (*report.warnings, *self._kept)
        # What CUPS tells of an idle printer is what it knew at the last job: no reason to refuse the next one.
        stale = (report.told.stop.value,) if report.told.stop is not None and self.printer is None else ()
        told = PrinterReport(report.stop, report.told.warnings + stale if self.printer is None else ())
        return told if self.printer is None else join(told, self._ask_printer(self.printer, fresh=fresh))

    def forgets(self, job: int) -> None:
        """Have everything of a job forgotten, and remember it when the server does not."""
        self.queue.purge(job)
        if self.queue.known(job) and "keeps_jobs" not in self._kept:
            self._kept += ("keeps_jobs",)

    def clear(self, command: Command) -> bool:
        """Cancel what is left of our own jobs, at the server and in the printer; whether nothing is left."""
        for _ in range(_SWEEPS):
            left = self.queue.sweep()
            if self.printer is not None:
                left += self.printer.sweep(self.queue.prefix)
            if not left:
                return True
            command.pause(min(0.25, self._pace.look_s))
        return False

    def _ask_printer(self, printer: PrinterItself, *, fresh: bool) -> PrinterReport:
        if fresh or time.monotonic() - self._asked >= self._pace.printer_s or self._itself.stop is not None:
            self._itself = printer.report()
            self._asked = time.monotonic()
        return self._itself


class CupsPrinter(SupervisedDevice, DocumentPrinter):
    """A printer behind a queue."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        server: Address,
        queue: str,
        timing: Timing,
        pace: CupsPace,
        *,
        sides: str = "one-sided",
    ) -> None:
        self._pace = pace
        self._sides = sides
        self._queue = PrintQueue(server, queue, pace.answer_s)
        self._line = CupsLine(self._queue, pace)
        self._spent: set[str] = set()
        self._closing = Event()
        # A print server that comes back prints what it still had; it must not have long until we cancel that.
        soon = replace(timing, retry_s=tuple(min(pause, _RETRY_MOST_S) for pause in timing.retry_s))
        super().__init__(Supervisor(id, "document_printer", driver, self._line, soon))

    def close(self) -> None:
        """Stop watching, and close as every device; what is being printed is printed to its end."""
        self._closing.set()
        super().close()

    async def print_document(
        self,
        job_id: str,
        document: Document,
        copies: int,
        deadline_s: float,
        *,
        progress: Callable[[PrintProgress], None] | None = None,
    ) -> DocumentOutcome:
        """Print `document` once; raises ValueError for a job id or a number of copies that cannot be."""
        if _JOB_ID.fullmatch(job_id) is None:
            raise ValueError("the job id cannot be printed")
        if not 1 <= copies <= _MOST_COPIES:
            raise ValueError(f"1 to {_MOST_COPIES} copies are printed")
        job = _Job(job_id, copies, time.monotonic() + deadline_s, _on_this_loop(progress))
        try:
            return await self._supervisor.run(lambda command: self._print(job, document, command), deadline_s)
        except DeviceError as error:
            return _broken_off(job, error)

    def _print(self, job: _Job, document: Document, command: Command) -> DocumentOutcome:
        if job.id in self._spent:
            return _not_printed(Reason.REPEATED_JOB)
        if (reason := _compose(job, document, command)) is not None:
            return _not_printed(reason)
        report = self._line.look(fresh=True)
        self._report(report)
        if report.stop is not None:
            return _not_printed(report.stop)
        if not self._line.clear(command):
            return _not_printed(Reason.PRINTER_BUSY)
        command.check()
        errand = self._create(job)
        self._spent.add(job.id)
        outcome = self._send(job, errand) or self._follow(errand, job)
        self._supervisor.counters.count(f"documents_{outcome.result.value}")
        _log.info("job %s: %s %s", job.id, outcome.result.value, outcome.reason.value if outcome.reason else "")
        return outcome

    def _create(self, job: _Job) -> Errand:
        """A job at the server, without a document: there is nothing yet that could be printed."""
        subscription = self._queue.subscribe(job.ends - time.monotonic() + _LEASE_MORE_S)
        try:
            number = self._queue.create(job.id, job.copies, self._sides)
        except DeviceError:
            self._queue.unsubscribe(subscription)
            raise
        return Errand(job.id, self._queue.prefix + job.id, number, subscription, job.pages * job.copies, job.ends)

    def _send(self, job: _Job, errand: Errand) -> DocumentOutcome | None:
        """Hand the document over; an outcome only where the server said that it does not take it."""
        job.begun = True
        try:
            self._queue.send(errand.number, job.content, max(self._pace.answer_s, errand.ends - time.monotonic()))
        except DeviceError as error:
            if error.reason not in {Trouble.REFUSED, Trouble.NOT_ALLOWED}:
                self._lose(error)
            self._tidy(errand, went_on=False)
            return _not_printed(Reason.REFUSED)
        job.tell(PrintProgress(job.id, PrintStage.SENT, errand.pages))
        return None

    def _follow(self, errand: Errand, job: _Job) -> DocumentOutcome:
        watch = Watch(self._queue, self._line.printer, self._pace, job.tell, self._closing)
        try:
            outcome = watch.follow(errand)
        except (Spooled, DeviceError) as error:
            self._lose(error)
        if not self._closing.is_set():
            self._tidy(errand, went_on=outcome.result is DocumentResult.PRINTED)
        if outcome.result is DocumentResult.PRINTED:
            self._supervisor.counters.count("pages", errand.pages)
        return outcome

    def _lose(self, error: Exception) -> None:
        """Have the server looked for anew at once: when it is back, what we left there is cancelled first."""
        raise OSError("the print server was lost while it held a job") from error

    def _tidy(self, errand: Errand, *, went_on: bool) -> None:
        """Leave nothing of a job behind that is over: no files, no page still to come, no queue that it paused.

        Whatever cannot be done now is done when the server is opened or the next document comes.
        """
        try:
            self._line.forgets(errand.number)
            self._queue.unsubscribe(errand.subscription)
            report = self._queue.report()
            paused = report.stop is Reason.PRINTER_PAUSED and not went_on
            if paused and not self._queue.resume():
                _log.warning("the queue is paused, and this terminal may not resume it")
            if self._line.printer is not None:
                self._line.printer.sweep(self._queue.prefix)
            self._report(self._line.look(fresh=True))
        except DeviceError as error:
            _log.warning("after job %s: %s", errand.id, error)

    def _report(self, report: PrinterReport) -> None:
        self._supervisor.report(report.condition(*self._line.warnings))


def _compose(job: _Job, document: Document, command: Command) -> Reason | None:
    """Make the PDF; why not, or None."""
    try:
        composed = typeset(job.id, document, command)
    except TooLong:
        return Reason.DOCUMENT_TOO_LONG
    except (NoFont, OSError):
        return Reason.NO_FONT
    except TypesetterBroken as error:
        _log.error("the typesetter ended with %s", error)
        return Reason.NO_FONT
    job.content, job.pages = composed.pdf, composed.pages
    return None


def _on_this_loop(progress: Callable[[PrintProgress], None] | None) -> Callable[[PrintProgress], None]:
    """Have `progress` called on the calling loop, whatever thread tells."""
    if progress is None:
        return lambda _: None
    loop = asyncio.get_running_loop()

    def tell(news: PrintProgress) -> None:
        try:
            loop.call_soon_threadsafe(progress, news)
        except RuntimeError:  # the loop is gone; nobody waits for the news
            return

    return tell


def _not_printed(reason: Reason) -> DocumentOutcome:
    return DocumentOutcome(DocumentResult.NOT_PRINTED, reason)


def _broken_off(job: _Job, error: DeviceError) -> DocumentOutcome:
    reason = _REASONS.get(error.reason, Reason.PRINTER_SILENT)
    if not job.begun:
        return _not_printed(reason)
    _log.warning("job %s: unknown, %s", job.id, error.reason.value)
    late = error.reason is DeviceReason.DEADLINE  # the thread itself did not come back in time
    return DocumentOutcome(DocumentResult.UNKNOWN, Reason.UNCONFIRMED if late else reason)
