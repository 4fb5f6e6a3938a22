"""The printer at the other end of a wire: what it is asked around a slip, and what of its answers is believed."""

import time
from dataclasses import dataclass
from enum import Enum, auto

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.receipt_printer import commands
from hardware.receipt_printer.contract import PrinterReason, PrintOutcome, PrintResult
from hardware.receipt_printer.stops import PrinterReport, read_report
from hardware.status import Condition
from hardware.transport.wire import Wire, drain
from hardware.worker import Command

_WRITE_S = 1.0
_SLICE_S = 0.05
_HUSH_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class PrinterPace:
    """How long the printer may take, in seconds."""

    answer_s: float = 0.8
    look_s: float = 0.4
    quiet_s: float = 0.5
    hush_s: float = 0.2


class _Hanging(Enum):
    """What may hang out of the printer from a slip that broke off."""

    NOTHING = auto()
    SOMETHING = auto()
    BEING_CUT = auto()


class PrintMechanism:
    """The printer at the other end of the wire; used on the printer's worker thread only."""

    def __init__(self, wire: Wire, pace: PrinterPace) -> None:
        self._wire = wire
        self._pace = pace
        self._echoes = 0
        self._echoes_owed = False
        self._rest_inside = False
        self._hanging = _Hanging.NOTHING

    def open(self, command: Command) -> Condition:
        """Open the wire and ask for the status."""
        self._wire.open()
        return self.probe(command)

    def probe(self, command: Command) -> Condition:
        """Ask the printer how it is."""
        command.check()
        return self._look().condition()

    def close(self) -> None:
        """Close the wire."""
        self._wire.close()

    def prepare(self, command: Command) -> PrinterReport:
        """The status before a job, with nothing of an earlier job still on its way in either direction."""
        command.check()
        drain(self._wire)
        report = self._look()
        while report.stop is None and self._echoes_owed:
            self._settle_echoes(command)
            report = self._look()
        return report

    def print(self, content: bytes, ends: float) -> tuple[PrintOutcome, PrinterReport]:
        """Send the slip and wait for the printer's word that it came to its end."""
        self._echoes = 0
        self._echoes_owed = self._rest_inside = True
        self._hanging = _Hanging.SOMETHING
        try:
            self._wire.write(content + commands.ECHO, max(0.0, ends - time.monotonic()))
        except TimeoutError:
            # Not a lost wire: the printer is there and takes no more. Its status says why, if it says anything.
            return self._stopped()
        if not self._await_echo(ends):
            return self._stopped()
        self._echoes_owed = False
        report = self._report()
        if report.stop is not None:  # some printers echo before they have printed
            return self._stopped()
        self._rest_inside, self._hanging = False, _Hanging.NOTHING
        return PrintOutcome(PrintResult.PRINTED), report

    def _look(self) -> PrinterReport:
        """The status; on the way, an earlier slip that broke off is cleared out and cut from the next one.

        It is cut once: the printer's echo and a good status behind it say that the cut was made, and a cutter that
        stopped meanwhile is asked again when it is well.
        """
        if self._rest_inside:
            self._forget()
        report = self._report()
        if report.stop is not None and self._hanging is _Hanging.BEING_CUT:
            self._hanging = _Hanging.SOMETHING
        elif report.stop is None and self._hanging is _Hanging.BEING_CUT and not self._echoes_owed:
            self._hanging = _Hanging.NOTHING
        elif report.stop is None and self._hanging is _Hanging.SOMETHING:
            self._write(commands.INITIALISE + commands.FEED_AND_CUT)
            self._hanging, self._echoes_owed = _Hanging.BEING_CUT, True
        return report

    def _await_echo(self, ends: float) -> bool:
        """Whether the echo behind the slip came back: the printer has then worked through all before it."""
        while not self._echoes and (left := ends - time.monotonic()) > 0:
            self._listen(min(self._pace.look_s, left))
            if not self._echoes and self._report().stop is not None:
                break
        return self._echoes > 0

    def _stopped(self) -> tuple[PrintOutcome, PrinterReport]:
        report = self._report()
        self._forget()
        return PrintOutcome(PrintResult.UNKNOWN, report.stop or PrinterReason.UNCONFIRMED), report

    def _forget(self) -> None:
        """Drop what is still in the printer: personal as it is, it would come out in front of the next person."""
        self._write(commands.FORGET)
        self._rest_inside = False
        for _ in range(_HUSH_ROUNDS):  # its answer has bytes that look like an echo
            if not self._wire.read(self._pace.hush_s):
                break

    def _settle_echoes(self, command: Command) -> None:
        """Have every echo of earlier jobs come in, so that none of them can vouch for the next one.

        Returns early when the printer stops, and raises DeviceError when it is well and never echoes.
        """
        self._echoes = 0
        self._write(commands.ECHO)
        while not self._echoes:
            command.check()
            self._listen(_SLICE_S)
            if not self._echoes and self._report().stop is not None:
                return
        while self._wire.read(self._pace.quiet_s):
            command.check()
        self._echoes_owed = False

    def _report(self) -> PrinterReport:
        return read_report({kind: self._ask(kind) for kind in (1, 2, 3, 4)})

    def _ask(self, kind: int) -> int:
        self._listen(0)  # a late answer to an earlier question is none to this one
        self._write(commands.ask_status(kind))
        ends = time.monotonic() + self._pace.answer_s
        while (left := ends - time.monotonic()) > 0:
            answers = self._listen(min(left, _SLICE_S))
            if answers:
                return answers[-1]
        raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)

    def _write(self, few: bytes) -> None:
        try:
            self._wire.write(few, _WRITE_S)
        except TimeoutError:  # the wire holds and the printer takes nothing
            raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT) from None

    def _listen(self, seconds: float) -> list[int]:
        """The real-time answers that come; echoes are counted on the way."""
        data = self._wire.read(seconds)
        # Fixed bits tell them apart: 0xx1xx10 is a real-time answer, 0000xxxx the echo (GS r 1).
        self._echoes += sum(1 for byte in data if byte & 0xF0 == 0)
        return [byte for byte in data if byte & 0x93 == 0x12]
