"""What is told of a job that is given up, when the server and the printer do not say the same of it."""

import time
from threading import Event
from typing import cast

import pytest

from hardware.document_printer.contract import DocumentOutcome, DocumentResult
from hardware.document_printer.contract import DocumentPrinterReason as Reason
from hardware.document_printer.queue import JobState, PrinterItself, PrintQueue, QueueReport
from hardware.document_printer.reasons import PrinterReport
from hardware.document_printer.watch import CupsPace, Errand, Watch


class Server:
    """Has the job until it is cancelled, and says then that it is completed: it was, a moment ago."""

    cancelled = False

    def state(self, _job: int, _subscription: int) -> JobState:
        return JobState.COMPLETED if self.cancelled else JobState.PROCESSING

    def report(self) -> QueueReport:
        return QueueReport(None, PrinterReport(), None, ())

    def cancel(self, _job: int) -> bool:
        self.cancelled = True
        return True


class Printer:
    """Ended the job in its own way."""

    def __init__(self, ended: JobState | None) -> None:
        self._ended = ended

    def report(self) -> PrinterReport:
        return PrinterReport()

    def pages(self, _name: str) -> int | None:
        return 0

    def ended(self, _name: str) -> JobState | None:
        return self._ended


@pytest.mark.parametrize(
    ("ended", "outcome"),
    [
        (JobState.COMPLETED, DocumentOutcome(DocumentResult.PRINTED)),
        (None, DocumentOutcome(DocumentResult.PRINTED)),
        (JobState.ABORTED, DocumentOutcome(DocumentResult.UNKNOWN, Reason.STUCK)),
        (JobState.CANCELLED, DocumentOutcome(DocumentResult.UNKNOWN, Reason.STUCK)),
    ],
)
def test_the_printer_has_the_last_word_about_a_job_that_was_given_up(
    ended: JobState | None, outcome: DocumentOutcome
) -> None:
    queue, printer = cast(PrintQueue, Server()), cast(PrinterItself, Printer(ended))
    watch = Watch(queue, printer, CupsPace(look_s=0.01, ending_s=0.1), lambda _: None, Event())
    assert watch.follow(Errand("S-1", "linli-S-1", 1, 1, 1, time.monotonic())) == outcome
