"""One queue of a CUPS server, and the printer behind it: what is asked of them around a document."""

import hashlib
import re
import socket
from dataclasses import dataclass, replace
from enum import IntEnum

from hardware.document_printer.asking import Asker, Told, Trouble, need
from hardware.document_printer.contract import DocumentPrinterReason as Reason
from hardware.document_printer.ipp import Attribute, Group, GroupTag, Operation, Tag
from hardware.document_printer.post import Address, address_of, get
from hardware.document_printer.reasons import PrinterReport, read_reasons
from hardware.errors import Completion, DeviceError

_IDLE, _STOPPED = 3, 5
_KEEPS = re.compile(rb"^\s*PreserveJob(Files|History)\s+(\S+)", re.MULTILINE | re.IGNORECASE)
_KEPT_WARNINGS = {b"files": "keeps_job_files", b"history": "keeps_job_history"}


class JobState(IntEnum):
    """The state of a job, by its number (RFC 8011); the words beside it are not reliable."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True, slots=True)
class QueueReport:
    """What the server knows of the queue: whether it is paused or closed, its own words for it, and its printer."""

    stop: Reason | None
    told: PrinterReport
    printer: Address | None
    warnings: tuple[str, ...]


class PrintQueue:
    """A queue, by its name; used on the printer's worker thread only. Everything raises DeviceError."""

    def __init__(self, server: Address, name: str, limit_s: float) -> None:
        self._server = server
        self._limit_s = limit_s
        at = replace(server, path=f"/printers/{name}")
        self._queue = Asker(at, at.uri, limit_s, Trouble.SPOOLER_ABSENT, Trouble.SPOOLER_SILENT)
        # Two terminals may share a printer: each knows its own jobs by their names.
        mark = hashlib.blake2s(f"{socket.gethostname()}/{name}".encode(), digest_size=4).hexdigest()
        self.prefix = f"linli-{mark}-"

    def report(self) -> QueueReport:
        """How the queue is."""
        told = self._queue.printer(
            "printer-state",
            "printer-state-reasons",
            "printer-is-accepting-jobs",
            "device-uri",
            "printer-error-policy",
        )
        stop = None
        if told.number("printer-state") == _STOPPED:
            stop = Reason.PRINTER_PAUSED
        elif not told.fact("printer-is-accepting-jobs", otherwise=True):
            stop = Reason.PRINTER_OFFLINE
        repeats = told.word("printer-error-policy").startswith("retry")
        warnings = ("queue_prints_again",) if repeats else ()
        reasons = read_reasons(told.words("printer-state-reasons"))
        return QueueReport(stop, reasons, address_of(told.word("device-uri")), warnings)

    def kept(self) -> tuple[str, ...]:
        """Warnings of what the server says that it keeps of jobs; none where it does not let us look."""
        try:
            words = get(replace(self._server, path="/admin/conf/cupsd.conf"), self._limit_s)
        except OSError:
            return ()
        says = {what.lower(): value.lower() for what, value in _KEEPS.findall(words)}
        # Without a word about them, CUPS keeps the history, and files for a day.
        return tuple(
            warning for what, warning in _KEPT_WARNINGS.items() if says.get(what, b"yes") not in {b"no", b"off"}
        )

    def create(self, name: str, copies: int, sides: str) -> int:
        """A job without a document; its number."""
        answer = self._queue.ask(
            Operation.CREATE_JOB,
            (Attribute(Tag.NAME, "job-name", (self.prefix + name,)),),
            {
                GroupTag.JOB: (
                    Attribute(Tag.INTEGER, "copies", (copies,)),
                    Attribute(Tag.KEYWORD, "media", ("iso_a4_210x297mm",)),
                    Attribute(Tag.KEYWORD, "sides", (sides,)),
                )
            },
        )
        number = need(answer).first(GroupTag.JOB).number("job-id")
        if number is None:
            raise DeviceError(Completion.INVALID_DATA, Trouble.REFUSED)
        return number

    def send(self, job: int, document: bytes, limit_s: float) -> None:
        """Hand over the document and close the job."""
        words = (
            Attribute(Tag.INTEGER, "job-id", (job,)),
            Attribute(Tag.MIME, "document-format", ("application/pdf",)),
            Attribute(Tag.BOOLEAN, "last-document", (True,)),
        )
        need(self._queue.ask(Operation.SEND_DOCUMENT, words, document=document, limit_s=limit_s))

    def state(self, job: int, subscription: int) -> JobState | None:
        """How the job stands, or how it ended; None when nobody knows.

        A server that keeps no history forgets a job in the moment in which it ends: its end is heard as an event.
        """
        told = self._queue.job(job, "job-state") or self._ending(job, subscription)
        return None if told is None else _job_state(told)

    def _ending(self, job: int, subscription: int) -> Group | None:
        words = (Attribute(Tag.INTEGER, "notify-subscription-ids", (subscription,)),)
        answer = self._queue.ask(Operation.GET_NOTIFICATIONS, words)
        events = answer.all(GroupTag.EVENT) if answer.well else ()
        return next((event for event in events if event.number("notify-job-id") == job), None)

    def known(self, job: int) -> bool:
        """Whether the server has not forgotten the job."""
        return self._queue.job(job, "job-state") is not None

    def subscribe(self, lease_s: float) -> int:
        """Have the ends of jobs kept for us for so long; the subscription's number."""
        wanted = (
            Attribute(Tag.KEYWORD, "notify-pull-method", ("ippget",)),
            Attribute(Tag.KEYWORD, "notify-events", ("job-completed",)),
            Attribute(Tag.INTEGER, "notify-lease-duration", (max(60, int(lease_s)),)),
        )
        answer = need(self._queue.ask(Operation.SUBSCRIBE_TO_PRINTER, (), {GroupTag.SUBSCRIPTION: wanted}))
        return answer.first(GroupTag.SUBSCRIPTION).number("notify-subscription-id") or 0

    def unsubscribe(self, subscription: int) -> None:
        """Need no more events."""
        self._queue.ask(Operation.UNSUBSCRIBE, (Attribute(Tag.INTEGER, "notify-subscription-id", (subscription,)),))

    def resume(self) -> bool:
        """Let a paused queue go on; False when that is not allowed to us."""
        try:
            return self._queue.ask(Operation.RESUME_PRINTER).well
        except DeviceError as error:
            if error.reason is Trouble.NOT_ALLOWED:
                return False
            raise

    def cancel(self, job: int) -> bool:
        """Cancel a job; False when it is over."""
        return self._queue.cancel(job)

    def purge(self, job: int) -> None:
        """Have everything of a job forgotten."""
        self._queue.cancel(job, purge=True)

    def sweep(self) -> int:
        """Cancel what is left of our own jobs, from whenever; how many there were."""
        left = self._queue.jobs(self.prefix)
        for job in left:
            self._queue.cancel(job.number, purge=True)
        return len(left)


def _job_state(told: Group) -> JobState | None:
    number = told.number("job-state")
    return JobState(number) if number in set(JobState) else None


class PrinterItself:
    """The printer behind a queue, where it speaks IPP: it alone knows how it is while nothing is printed."""

    def __init__(self, address: Address, limit_s: float) -> None:
        self.address = address
        self._printer = Asker(address, address.uri, limit_s, Trouble.PRINTER_UNREACHABLE, Trouble.PRINTER_UNREACHABLE)

    def report(self) -> PrinterReport:
        """How the printer is."""
        told = self._printer.printer("printer-state", "printer-state-reasons", "printer-is-accepting-jobs")
        state = told.number("printer-state")
        report = replace(read_reasons(told.words("printer-state-reasons")), idle=state == _IDLE)
        halted = state == _STOPPED or not told.fact("printer-is-accepting-jobs", otherwise=True)
        return replace(report, stop=Reason.PRINTER_OFFLINE) if halted and report.stop is None else report

    def pages(self, name: str) -> int | None:
        """How many pages of the job with this name are out; None when the printer does not tell."""
        job = self._job(name, over=False)
        return None if job is None else job.number("job-impressions-completed")

    def ended(self, name: str) -> JobState | None:
        """How the job with this name ended; None when the printer does not tell.

        CUPS counts a job as completed that the printer gave up.
        """
        job = self._job(name, over=True)
        return None if job is None else _job_state(job)

    def _job(self, name: str, *, over: bool) -> Group | None:
        number = next((told.number for told in self._jobs(name, over=over) if told.name == name), None)
        return None if number is None else self._printer.job(number, "job-state", "job-impressions-completed")

    def _jobs(self, prefix: str, *, over: bool = False) -> tuple[Told, ...]:
        """The printer's jobs; none where it does not tell of them, or not to us."""
        try:
            return self._printer.jobs(prefix, over=over)
        except DeviceError as error:
            if error.reason in {Trouble.REFUSED, Trouble.NOT_ALLOWED}:
                return ()
            raise

    def sweep(self, prefix: str) -> int:
        """Cancel what the printer still holds of ours; how much there was."""
        left = self._jobs(prefix)
        for job in left:
            self._printer.cancel(job.number)
        return len(left)
