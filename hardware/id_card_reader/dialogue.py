"""Question and answer with a reader's module, and the proof that an answer belongs to its question.

The frames carry no number. A reader (or a bridge before it) that lost or held back an answer may from then on answer
each question with the answer to an earlier one, and one day hand over the card of the person before. So after a lost
answer nothing is believed until the dialogue is in step again: as many greetings as answers are missing, and then the
question for the module's number, whose answer has a form of its own (or which the module is known to refuse). If that
comes at once, nothing is behind.
"""

import logging
import time

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.id_card_reader.answers import DONE, MISHEARD, fits
from hardware.id_card_reader.frames import Answer, Decoder, FrameDamaged, ReaderCommand, encode
from hardware.transport.wire import Wire, drain
from hardware.worker import Command

_log = logging.getLogger(__name__)
_WRITE_S = 1.0
_SLICE_S = 0.1
_BEHIND_MOST = 16
_ROUNDS = 2
_DAMAGED_MOST = 32
_SAM_BYTES = 16
_UNKNOWN_COMMAND = frozenset({0x21, 0x23})

LOST = frozenset({DeviceReason.SILENT, DeviceReason.GARBLED})


class Dialogue:
    """One question at a time over one wire; on the reader's worker thread only."""

    def __init__(self, wire: Wire, answer_s: float, quiet_s: float) -> None:
        """An answer comes within `answer_s`; after `quiet_s` without a byte no other is on its way."""
        self.wire = wire
        self._answer_s = answer_s
        self._quiet_s = quiet_s
        self._missing = 0
        self._marks = {(DONE, _SAM_BYTES)}

    def ask(self, question: ReaderCommand, command: Command, timeout_s: float = 0.0) -> Answer:
        """The answer to `question`; DeviceError with SILENT or GARBLED when none came that can be its own."""
        if self._missing:
            self._get_in_step(command)
        return self._exchange(question, command, timeout_s or self._answer_s)

    def ask_to_the_end(self, question: ReaderCommand, command: Command) -> Answer:
        """As `ask`; but once it is asked, its answer is waited for even when the command is cancelled."""
        if self._missing:
            self._get_in_step(command)
        return self._exchange(question, command, self._answer_s, to_the_end=True)

    def ask_twice(self, question: ReaderCommand, command: Command) -> Answer:
        """Ask what may be asked again without harm: one lost or damaged answer is not yet trouble."""
        try:
            return self.ask(question, command)
        except DeviceError as error:
            if error.reason not in LOST:
                raise
        return self.ask(question, command)

    def greet(self, command: Command, timeout_s: float) -> bool:
        """Whether anybody answers at this baud rate; that nobody does leaves no answer missing."""
        missing = self._missing
        try:
            self._exchange(ReaderCommand.CHECK, command, timeout_s)
        except DeviceError as error:
            if error.reason not in LOST:
                raise
            return False
        finally:
            self._missing = missing
        return True

    def ask_number(self, command: Command) -> Answer | None:
        """What the module says of its number, by which it is known again; None when it says nothing."""
        try:
            answer = self.ask(ReaderCommand.SAM_ID, command)
        except DeviceError as error:
            if error.reason not in LOST:
                raise
            return None
        if answer.status in _UNKNOWN_COMMAND:  # any other refusal may pass, and must not become its mark
            self._marks.add((answer.status, 0))
        return answer

    def _exchange(
        self, question: ReaderCommand, command: Command, timeout_s: float, *, to_the_end: bool = False
    ) -> Answer:
        self._send(question, command)
        decoder, heard, ends = Decoder(), False, time.monotonic() + timeout_s
        while (left := ends - time.monotonic()) > 0:
            if not to_the_end:
                command.check()
            data = self.wire.read(min(left, _SLICE_S))
            heard = heard or bool(data)
            for answer in _whole(decoder, data):
                if answer.status in MISHEARD:
                    self._missing -= 1
                    raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
                if fits(answer, question):
                    self._missing -= 1
                    return answer
        raise DeviceError(Completion.TIME_OUT, DeviceReason.GARBLED if heard else DeviceReason.SILENT)

    def _get_in_step(self, command: Command) -> None:
        """Greetings are answered with nothing: if the first answer behind them has the mark, it is no old one."""
        for _ in range(_ROUNDS):
            for _ in range(min(self._missing, _BEHIND_MOST)):
                self._all_after(ReaderCommand.CHECK, command)
            first = self._all_after(ReaderCommand.SAM_ID, command)[0]
            if (first.status, len(first.data)) in self._marks:
                self._missing = 0
                return
        _log.debug("the reader answers other questions than it is asked")
        raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)

    def _all_after(self, question: ReaderCommand, command: Command) -> list[Answer]:
        """Ask, and take whatever comes until it is quiet; SILENT when nothing does."""
        self._send(question, command)
        decoder, answers, ends = Decoder(), list[Answer](), time.monotonic() + self._answer_s
        damaged = 0
        while (left := ends - time.monotonic()) > 0:
            command.check()
            data = self.wire.read(min(left, self._quiet_s if answers else _SLICE_S))
            if answers and not data:
                break
            try:
                answers += decoder.feed(data)
            except FrameDamaged:
                decoder = Decoder()
                damaged += 1
            if damaged > _DAMAGED_MOST:  # a line that babbles: to hear it to the end would only cost the processor
                raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
        if not answers:
            raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)
        self._missing -= 1
        return answers

    def _send(self, question: ReaderCommand, command: Command) -> None:
        command.check()
        drain(self.wire)
        self._missing += 1
        self.wire.write(encode(question), _WRITE_S)


def _whole(decoder: Decoder, data: bytes) -> list[Answer]:
    try:
        return decoder.feed(data)
    except FrameDamaged as error:
        _log.debug("a frame was damaged: %s", error)
        raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED) from None
