"""What a receipt printer does for the terminal."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.receipt_printer.slip import Slip
from hardware.status import Device


class PrintResult(StrEnum):
    """What is known about the paper."""

    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    UNKNOWN = "unknown"


class PrinterReason(StrEnum):
    """Everything that a person can see go wrong at the printer."""

    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FEED_BUTTON = "feed_button"
    CUTTER = "cutter"
    OVERHEATED = "overheated"
    PRINTER_BROKEN = "printer_broken"
    PRINTER_OFFLINE = "printer_offline"
    PRINTER_ABSENT = "printer_absent"
    PRINTER_SILENT = "printer_silent"
    PRINTER_BUSY = "printer_busy"
    UNCONFIRMED = "unconfirmed"
    REPEATED_JOB = "repeated_job"
    SLIP_TOO_WIDE = "slip_too_wide"
    NO_FONT = "no_font"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """How a print job ended; `reason` is None only for PRINTED."""

    result: PrintResult
    reason: PrinterReason | None = None


class ReceiptPrinter(Device, Protocol):
    """Prints one slip at a time and cuts it off.

    Called from one asyncio loop; the work is done on the printer's own thread.
    """

    async def print_slip(self, job_id: str, slip: Slip, deadline_s: float) -> PrintOutcome:
        """Print `slip` once, with `job_id` small at its foot; does not raise for anything the printer does.

        NOT_PRINTED: nothing of the slip was sent, so the same job may be tried again. UNKNOWN: sending had begun
        and the printer did not prove the end; some or all of the slip may be on paper, and nothing is printed
        again by itself. A job id whose sending once began is refused with REPEATED_JOB (remembered until the
        process ends; the journal of the caller remembers longer). Cancelling the call does not stop a slip that
        has begun.
        """
