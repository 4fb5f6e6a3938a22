"""The security module of a reader at the other end of a wire: the questions of GA/T 467 and their order."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.id_card_reader.answers import (
    DONE,
    FOUND,
    MISHEARD,
    NOTHING_FOUND,
    card_text,
    fits,
    refusal,
    sam_number,
)
from hardware.id_card_reader.cards import IdCard
from hardware.id_card_reader.contract import Lift, ReaderReason
from hardware.id_card_reader.frames import Answer, Decoder, FrameDamaged, ReaderCommand, encode
from hardware.id_card_reader.text_block import CardDataWrong, parse
from hardware.status import Condition, DeviceState
from hardware.transport.wire import Wire, drain
from hardware.worker import Command

_log = logging.getLogger(__name__)
_WRITE_S = 1.0
_SLICE_S = 0.1

_LOST = {DeviceReason.SILENT, DeviceReason.GARBLED}
# After these, a second try right away may well succeed; after a refusal it does not.
_PASSING = {DeviceReason.GARBLED, ReaderReason.CARD_LIFTED, ReaderReason.READER_GARBLED}


@dataclass(frozen=True, slots=True)
class ReaderPace:
    """How long the module may take, in seconds; the read of a card takes about one on a real reader."""

    poll_s: float = 0.4
    answer_s: float = 1.5
    read_s: float = 3.0

    @property
    def whole_read_s(self) -> float:
        """The longest that a found card can take: select and read, found again, select and read."""
        return 2 * (2 * self.answer_s + self.read_s)


class SecurityModule:
    """The module at the other end of the wire; used on the reader's worker thread only."""

    def __init__(self, wire: Wire, pace: ReaderPace) -> None:
        self._wire = wire
        self._pace = pace
        self._finds_resting_cards = False
        self._selected = False

    def open(self, command: Command) -> Condition:
        """Open the wire and greet the module."""
        self._wire.open()
        self._finds_resting_cards = False
        return self.probe(command)

    def probe(self, command: Command) -> Condition:
        """Ask the module how it is."""
        answer = self._ask_twice(ReaderCommand.CHECK, command)
        if answer.status == DONE:
            return Condition(DeviceState.ONLINE)
        return Condition(DeviceState.HARDWARE_ERROR, (), refusal(answer.status).reason.value)

    def close(self) -> None:
        """Close the wire."""
        self._wire.close()

    def read_card(self, command: Command, ends: float, found: Callable[[], None]) -> IdCard:
        """Look for a card until `ends` (monotonic), then read it."""
        while not self._find(command):
            self._wait_for_next_look(command, ends)
        found()
        try:
            return self._read_found(command)
        except DeviceError as error:
            # The retry that the vendors' own libraries make: found again at once, the card lies well now.
            if error.reason not in _PASSING or not self._find(command):
                raise
        return self._read_found(command)

    def wait_until_lifted(self, command: Command, ends: float) -> Lift:
        """Look again and again; what can be concluded depends on whether this reader finds a resting card twice."""
        looks: list[bool] = []
        while time.monotonic() < ends:
            looks = [*looks[-2:], self._find(command)]
            if looks[-2:] == [True, True]:
                self._finds_resting_cards = True
            if looks[-2:] == [False, False] and self._finds_resting_cards:
                return Lift.LIFTED
            if looks == [False, False, False]:
                return Lift.NOT_KNOWN
            command.pause(self._pace.poll_s)
        return Lift.STILL_THERE if looks[-1:] == [True] else Lift.NOT_KNOWN

    def sam_id(self, command: Command) -> str:
        """The number of the module."""
        answer = self._ask_twice(ReaderCommand.SAM_ID, command)
        if answer.status != DONE:
            raise refusal(answer.status)
        return sam_number(answer.data)

    def _wait_for_next_look(self, command: Command, ends: float) -> None:
        if time.monotonic() >= ends:
            raise DeviceError(Completion.TIME_OUT, ReaderReason.NO_CARD)
        command.pause(self._pace.poll_s)

    def _find(self, command: Command) -> bool:
        self._selected = False
        try:
            answer = self._ask(ReaderCommand.FIND, command, self._pace.answer_s)
        except DeviceError as error:
            if error.reason not in _LOST:
                raise
            return self._find_again(command)
        return self._is_found(answer)

    def _find_again(self, command: Command) -> bool:
        """After a lost answer: if it said "found", a reader that finds each card once will not say so again."""
        if self._is_found(self._ask(ReaderCommand.FIND, command, self._pace.answer_s)):
            return True
        self._selected = self._ask(ReaderCommand.SELECT, command, self._pace.answer_s).status == DONE
        return self._selected

    def _is_found(self, answer: Answer) -> bool:
        if answer.status == FOUND:
            return True
        if answer.status in NOTHING_FOUND:
            return False
        raise refusal(answer.status)

    def _read_found(self, command: Command) -> IdCard:
        if not self._selected:
            selected = self._ask(ReaderCommand.SELECT, command, self._pace.answer_s)
            if selected.status != DONE:
                raise refusal(selected.status)
        content = self._ask(ReaderCommand.READ, command, self._pace.read_s)
        if content.status != DONE:
            raise refusal(content.status)
        try:
            return parse(card_text(content.data))
        except CardDataWrong as error:
            _log.info("a card was refused for its field %s", error.field)
            raise DeviceError(Completion.INVALID_DATA, ReaderReason.CARD_DATA_WRONG) from None

    def _ask_twice(self, question: ReaderCommand, command: Command) -> Answer:
        """Ask what may be asked again without harm: one lost or damaged answer is not yet trouble."""
        try:
            return self._ask(question, command, self._pace.answer_s)
        except DeviceError as error:
            if error.reason not in _LOST:
                raise
        return self._ask(question, command, self._pace.answer_s)

    def _ask(self, question: ReaderCommand, command: Command, timeout_s: float) -> Answer:
        command.check()
        drain(self._wire)
        self._wire.write(encode(question), _WRITE_S)
        decoder, heard, ends = Decoder(), False, time.monotonic() + timeout_s
        while (left := ends - time.monotonic()) > 0:
            command.check()
            data = self._wire.read(min(left, _SLICE_S))
            heard = heard or bool(data)
            for answer in _whole(decoder, data):
                if answer.status in MISHEARD:
                    raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
                if fits(answer, question):
                    return answer
        raise DeviceError(Completion.TIME_OUT, DeviceReason.GARBLED if heard else DeviceReason.SILENT)


def _whole(decoder: Decoder, data: bytes) -> list[Answer]:
    try:
        return decoder.feed(data)
    except FrameDamaged as error:
        _log.debug("a frame was damaged: %s", error)
        raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED) from None
