"""What a document printer does for the terminal."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.document_printer.document import Document
from hardware.status import Device


class DocumentResult(StrEnum):
    """What is known about the pages."""

    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    UNKNOWN = "unknown"


class DocumentPrinterReason(StrEnum):
    """Everything that a person can see go wrong at the printer."""

    PAPER_OUT = "paper_out"
    PAPER_WRONG = "paper_wrong"
    PAPER_JAM = "paper_jam"
    COVER_OPEN = "cover_open"
    TRAY_FULL = "tray_full"
    TONER_EMPTY = "toner_empty"
    PRINTER_BROKEN = "printer_broken"
    PRINTER_OFFLINE = "printer_offline"
    PRINTER_PAUSED = "printer_paused"
    PRINTER_ABSENT = "printer_absent"
    PRINTER_SILENT = "printer_silent"
    PRINTER_BUSY = "printer_busy"
    SPOOL_FULL = "spool_full"
    STUCK = "stuck"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"
    REPEATED_JOB = "repeated_job"
    DOCUMENT_TOO_LONG = "document_too_long"
    NO_FONT = "no_font"
    CANCELLED = "cancelled"


class PrintStage(StrEnum):
    """Where a job is on its way."""

    SENT = "sent"
    PRINTING = "printing"
    WAITING = "waiting"  # something must be done at the printer first; `why` tells what


@dataclass(frozen=True, slots=True)
class PrintProgress:
    """A job on its way; `page` is how many pages are out, or None where the printer does not tell."""

    job_id: str
    stage: PrintStage
    pages: int
    page: int | None = None
    why: DocumentPrinterReason | None = None


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """How a print job ended; `reason` is None only for PRINTED."""

    result: DocumentResult
    reason: DocumentPrinterReason | None = None


class DocumentPrinter(Device, Protocol):
    """Prints one document at a time on A4.

    Called from one asyncio loop; the work is done on the printer's own thread.
    """

    async def print_document(
        self,
        job_id: str,
        document: Document,
        copies: int,
        deadline_s: float,
        *,
        progress: Callable[[PrintProgress], None] | None = None,
    ) -> DocumentOutcome:
        """Print `copies` (1 to 9) of `document` once; does not raise for anything the printer does.

        NOT_PRINTED: it is certain that no page came out and none will, so the same content may be tried again.
        UNKNOWN: sending had begun and the end was not proven; some or all pages may be on paper, and nothing is
        printed again by itself. A job id whose sending once began is refused with REPEATED_JOB (remembered until the
        process ends; the journal of the caller remembers longer). What still waits when the deadline comes is
        cancelled. Cancelling the call does not stop a job that has begun. `progress` is called on the calling loop.
        Raises ValueError for a job id that is not 1 to 40 of A-Z a-z 0-9 . _ -, and for too many copies.
        """
