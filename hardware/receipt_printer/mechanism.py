"""The printer at the other end of a wire: what it is asked around a slip, and what of its answers is believed."""

import time
from dataclasses import dataclass
from enum import Enum, auto

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.receipt_printer import commands
from hardware.receipt_printer.answers import AnswerReader, Echo, Name, RealTime, Unasked
from hardware.receipt_printer.contract import PrinterReason, PrintOutcome, PrintResult
from hardware.receipt_printer.stops import PrinterReport, read_report
from hardware.status import Condition, DeviceState
from hardware.transport.wire import Wire
from hardware.worker import Command

_WRITE_S = 1.0
_LAST_MOMENT_S = 2.0  # a slip that is nearly out may still come out
_SLICE_S = 0.05
_HUSH_ROUNDS = 10
_MOST_READS = 64


@dataclass(frozen=True, slots=True)
class PrinterPace:
    """How long the printer may take, in seconds."""

    answer_s: float = 0.8
    look_s: float = 0.4
    quiet_s: float = 0.5
    hush_s: float = 0.2
    ask_every_s: float = 3.0  # how often it is asked how it is, while it tells nothing by itself
    trust_s: float = 15.0  # the same, once it was seen to tell changes by itself
    name_s: float = 0.4


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
        self._reader = AnswerReader()
        self._names: list[str] = []
        self._rang = False
        self._told = b""
        self._ask_at = 0.0
        self._condition = Condition(DeviceState.STARTING)
        self.cuts_of_rests = 0

    def open(self, command: Command) -> Condition:
        """Open the wire and ask for the status."""
        self._reader.forget()
        self._told, self._ask_at = b"", 0.0
        self._wire.open()
        return self.probe(command)

    def probe(self, command: Command) -> Condition:
        """Hear whether the printer has something to tell, and ask it how it is when it has, or from time to time."""
        command.check()
        self._rang = False
        self._listen(0)
        if self._rang or time.monotonic() >= self._ask_at:
            self._ask_at = 0.0  # until it has answered
            report = self._look()
            if report.stop is None:
                self._write(commands.TELL_CHANGES)  # each time: a printer that was switched off has forgotten
            self._condition = report.condition()
            trusted = self._told and report.stop is None
            self._ask_at = time.monotonic() + (self._pace.trust_s if trusted else self._pace.ask_every_s)
        return self._condition

    def name(self, command: Command) -> tuple[str, ...]:
        """Maker, model and firmware, as far as the printer tells them; most cheap ones do not."""
        names = []
        for kind in (66, 67, 65):
            command.check()
            self._hear_out()
            self._names.clear()
            self._reader.expects_name = True
            self._write(commands.ask_name(kind))
            ends = time.monotonic() + self._pace.name_s
            while not self._names and (left := ends - time.monotonic()) > 0:
                self._listen(left)
            self._reader.forget()
            names += self._names[:1]
        return tuple(names)

    def close(self) -> None:
        """Close the wire."""
        self._wire.close()

    def prepare(self, command: Command) -> PrinterReport:
        """The status before a job, with nothing of an earlier job still on its way in either direction."""
        command.check()
        self._hear_out()
        self._ask_at = 0.0  # after the job it is asked again, whatever became of it
        report = self._look()
        while report.stop is None and self._echoes_owed:
            self._settle_echoes(command)
            report = self._look()
        return report

    def print(self, content: bytes, ends: float, command: Command) -> tuple[PrintOutcome, PrinterReport]:
        """Send the slip and wait for the printer's word that it came to its end; after a cancel not much longer."""
        self._echoes = 0
        self._echoes_owed = self._rest_inside = True
        self._hanging = _Hanging.SOMETHING
        try:
            self._wire.write(content + commands.TELL_CHANGES + commands.ECHO, max(0.0, ends - time.monotonic()))
        except TimeoutError:
            # Not a lost wire: the printer is there and takes no more. Its status says why, if it says anything.
            return self._stopped()
        if not self._await_echo(ends, command):
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
            self.cuts_of_rests += 1
        return report

    def _await_echo(self, ends: float, command: Command) -> bool:
        """Whether the echo behind the slip came back: the printer has then worked through all before it."""
        cancelled = False
        while not self._echoes and (left := ends - time.monotonic()) > 0:
            if command.cancelled and not cancelled:
                cancelled, ends = True, min(ends, time.monotonic() + _LAST_MOMENT_S)
                continue
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
        self._reader.forget()

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

    def _hear_out(self) -> None:
        """Take everything that has already come; bounded, for a wire may babble without end."""
        for _ in range(_MOST_READS):
            if not (received := self._wire.read(0)):
                break
            self._sort(received)

    def _listen(self, seconds: float) -> list[int]:
        """The real-time answers that come; echoes and what it tells by itself are noted on the way."""
        return self._sort(self._wire.read(seconds))

    def _sort(self, received: bytes) -> list[int]:
        real_time = []
        for answer in self._reader.feed(received):
            match answer:
                case RealTime():
                    real_time.append(answer.status)
                case Echo():
                    self._echoes += 1
                case Unasked():
                    self._rang = self._rang or answer.status != self._told
                    self._told = answer.status
                case Name():
                    self._names.append(answer.text)
        return real_time
