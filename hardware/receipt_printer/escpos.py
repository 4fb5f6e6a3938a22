"""A receipt printer that speaks ESC/POS, over TCP, a serial line or a USB printer node."""

import logging
import re
import time
from dataclasses import dataclass, field, replace

from hardware.errors import DeviceError, DeviceReason
from hardware.receipt_printer.contract import PrinterReason, PrintOutcome, PrintResult, ReceiptPrinter
from hardware.receipt_printer.job import Paper, SlipTooWide, compose
from hardware.receipt_printer.mechanism import PrinterPace, PrintMechanism
from hardware.receipt_printer.slip import Slip
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.transport.wire import Wire
from hardware.worker import Command

_log = logging.getLogger(__name__)
_LOOK_S = 0.25  # how soon it is seen that the printer told something by itself
_TRUST = 5  # how much more seldom it is asked once it was seen to tell changes by itself
_JOB_ID = re.compile(r"[A-Za-z0-9._-]{1,40}")

_REASONS = {
    DeviceReason.ABSENT: PrinterReason.PRINTER_ABSENT,
    DeviceReason.SILENT: PrinterReason.PRINTER_SILENT,
    DeviceReason.GARBLED: PrinterReason.PRINTER_SILENT,
    DeviceReason.DEADLINE: PrinterReason.PRINTER_BUSY,
    DeviceReason.CANCELLED: PrinterReason.CANCELLED,
}


@dataclass(slots=True)
class _Job:
    """One print job on its way; `begun` is set before the first byte of the slip goes out."""

    id: str
    content: bytes = field(repr=False)
    ends: float
    begun: bool = False


class EscPosPrinter(SupervisedDevice, ReceiptPrinter):
    """A printer on a wire of its own."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        wire: Wire,
        paper: Paper,
        timing: Timing,
        pace: PrinterPace,
    ) -> None:
        self._paper = paper
        pace = replace(pace, ask_every_s=timing.probe_s, trust_s=_TRUST * timing.probe_s)
        self._mechanism = PrintMechanism(wire, pace)
        self._spent: set[str] = set()
        look = replace(timing, probe_s=min(_LOOK_S, timing.probe_s))
        super().__init__(Supervisor(id, "receipt_printer", driver, self._mechanism, look))

    async def print_slip(self, job_id: str, slip: Slip, deadline_s: float) -> PrintOutcome:
        """Print `slip` once; raises ValueError for a job id that is not 1 to 40 of A-Z a-z 0-9 . _ -."""
        if _JOB_ID.fullmatch(job_id) is None:
            raise ValueError("the job id cannot be printed")
        job = _Job(job_id, b"", time.monotonic() + deadline_s)
        try:
            return await self._supervisor.run(lambda command: self._print(job, slip, command), deadline_s)
        except DeviceError as error:
            return _broken_off(job, error)

    async def name(self, deadline_s: float) -> tuple[str, ...]:
        """Maker, model and firmware, as far as the printer tells them; raises DeviceError as every command does."""
        return await self._supervisor.run(self._mechanism.name, deadline_s)

    def _print(self, job: _Job, slip: Slip, command: Command) -> PrintOutcome:
        if job.id in self._spent:
            return PrintOutcome(PrintResult.NOT_PRINTED, PrinterReason.REPEATED_JOB)
        try:
            job.content = compose(job.id, slip, self._paper)
        except SlipTooWide:
            return PrintOutcome(PrintResult.NOT_PRINTED, PrinterReason.SLIP_TOO_WIDE)
        except OSError:
            _log.exception("a line could not be drawn")
            return PrintOutcome(PrintResult.NOT_PRINTED, PrinterReason.NO_FONT)
        report = self._mechanism.prepare(command)
        self._supervisor.report(report.condition())
        if report.stop is not None:
            return PrintOutcome(PrintResult.NOT_PRINTED, report.stop)
        command.check()
        self._spent.add(job.id)
        job.begun = True
        outcome, report = self._mechanism.print(job.content, job.ends, command)
        self._supervisor.report(report.condition())
        self._count(outcome)
        _log.info("job %s: %s %s", job.id, outcome.result.value, outcome.reason.value if outcome.reason else "")
        return outcome

    def _count(self, outcome: PrintOutcome) -> None:
        rests, self._mechanism.cuts_of_rests = self._mechanism.cuts_of_rests, 0
        printed = outcome.result is PrintResult.PRINTED
        for name, by in (("slips", int(printed)), ("slips_unknown", int(not printed)), ("cuts", rests + int(printed))):
            if by:
                self._supervisor.counters.count(name, by)


def _broken_off(job: _Job, error: DeviceError) -> PrintOutcome:
    reason = error.reason
    assert isinstance(reason, DeviceReason)
    if job.begun:
        _log.warning("job %s: unknown, %s", job.id, reason.value)
        silent = reason is DeviceReason.DEADLINE  # the thread itself did not come back in time
        return PrintOutcome(PrintResult.UNKNOWN, PrinterReason.UNCONFIRMED if silent else _REASONS[reason])
    return PrintOutcome(PrintResult.NOT_PRINTED, _REASONS[reason])
