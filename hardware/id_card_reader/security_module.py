"""The security module of a reader at the other end of a wire: the questions of GA/T 467 and their order."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.id_card_reader.answers import (
    DONE,
    FOUND,
    NOTHING_FOUND,
    card_photo,
    card_text,
    refusal,
    sam_number,
)
from hardware.id_card_reader.cards import IdCard
from hardware.id_card_reader.contract import Lift, ReaderReason
from hardware.id_card_reader.dialogue import LOST, Dialogue
from hardware.id_card_reader.frames import Answer, ReaderCommand
from hardware.id_card_reader.photo import Photo, PhotoDecoder, PhotoUndecoded
from hardware.id_card_reader.text_block import CardDataWrong, parse
from hardware.status import Condition, DeviceState
from hardware.transport.wire import Wire
from hardware.worker import Command

_log = logging.getLogger(__name__)
# Greetings at all the baud rates together: an attempt to open must end before the supervisor's patience does.
_GREETINGS_S = 6.0

PHOTO_TROUBLE = "photo_program"

# After these, a second try right away may well succeed; after a refusal it does not.
# A card that lay there when its owner went must not become the next resident's: she would be the other one.
_UNREAD_S = 3.0
_PASSING = {DeviceReason.GARBLED, ReaderReason.CARD_LIFTED, ReaderReason.READER_GARBLED}


@dataclass(frozen=True, slots=True)
class ReaderPace:
    """How long the module may take, in seconds; the read of a card takes about one on a real reader."""

    poll_s: float = 0.4
    answer_s: float = 1.5
    read_s: float = 3.0
    quiet_s: float = 0.06

    @property
    def whole_read_s(self) -> float:
        """The longest that a found card can take: select and read, back in step, found again, select and read."""
        return 2 * (2 * self.answer_s + self.read_s) + 2 * self.answer_s


class SecurityModule:
    """The module at the other end of the wire; used on the reader's worker thread only."""

    def __init__(self, wires: Sequence[Wire], pace: ReaderPace, photos: PhotoDecoder | None = None) -> None:
        """`wires` lead to the same reader, one a baud rate that it may have; usually there is one."""
        self._wires = tuple(wires)
        self._dialogue = Dialogue(self._wires[0], pace.answer_s, pace.quiet_s)
        self._pace = pace
        self._photos = photos
        self._photo_trouble = False
        self._number = ""
        self._finds_resting_cards = False
        self._selected = False
        self._unread_until = 0.0  # until then a card that was found, and was not asked for since, is the next read's

    def open(self, command: Command) -> Condition:
        """Open the wire, greet the module and ask for its number, which not every module tells."""
        self._finds_resting_cards, self._unread_until, self._number = False, 0.0, ""
        if len(self._wires) == 1:
            self._dialogue.wire.open()
        else:
            self._find_baud(command)
        condition = self.probe(command)
        if condition.state is DeviceState.ONLINE:
            answer = self._dialogue.ask_number(command)
            self._number = sam_number(answer.data) if answer is not None and answer.status == DONE else ""
        return replace(condition, detail=condition.detail or self._number)

    def probe(self, command: Command) -> Condition:
        """Ask the module how it is."""
        answer = self._dialogue.ask_twice(ReaderCommand.CHECK, command)
        if answer.status == DONE:
            return Condition(DeviceState.ONLINE, (PHOTO_TROUBLE,) if self._photo_trouble else (), self._number)
        return Condition(DeviceState.HARDWARE_ERROR, (), refusal(answer.status).reason.value)

    def _find_baud(self, command: Command) -> None:
        """Greet at one rate after the other, first at the one that was right last time."""
        wait_s = min(self._pace.answer_s, _GREETINGS_S / len(self._wires))
        for wire in sorted(self._wires, key=lambda wire: wire is not self._dialogue.wire):
            self._dialogue.wire.close()
            self._dialogue.wire = wire
            wire.open()
            if self._dialogue.greet(command, wait_s):
                return
        raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)

    def close(self) -> None:
        """Close the wire."""
        self._dialogue.wire.close()

    def read_card(self, command: Command, ends: float, found: Callable[[], None]) -> IdCard:
        """Look for a card until `ends` (monotonic), then read it."""
        while not (self._still_selectable(command) or self._find(command)):
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
        """Look again and again; what can be concluded depends on whether this reader finds a resting card twice.

        A card that was found while we looked is the next read's, for a reader may not find it again.
        """
        lift = self._look_until_lifted(command, ends)
        if lift is not Lift.STILL_THERE:
            self._unread_until = 0.0
        return lift

    def _look_until_lifted(self, command: Command, ends: float) -> Lift:
        looks: list[bool] = []
        laid = False
        while time.monotonic() < ends:
            looks = [*looks[-2:], self._find(command)]
            laid = laid or looks[-1]
            if looks[-2:] == [True, True]:
                self._finds_resting_cards = True
            if looks[-2:] == [False, False] and self._finds_resting_cards:
                return Lift.LIFTED
            if looks == [False, False, False]:
                return Lift.STILL_THERE if laid else Lift.NOT_KNOWN
            command.pause(self._pace.poll_s)
        return Lift.STILL_THERE if True in looks else Lift.NOT_KNOWN

    def sam_id(self, command: Command) -> str:
        """The number of the module."""
        answer = self._dialogue.ask_twice(ReaderCommand.SAM_ID, command)
        if answer.status != DONE:
            raise refusal(answer.status)
        return sam_number(answer.data)

    def _wait_for_next_look(self, command: Command, ends: float) -> None:
        if time.monotonic() >= ends:
            raise DeviceError(Completion.TIME_OUT, ReaderReason.NO_CARD)
        command.pause(self._pace.poll_s)

    def _still_selectable(self, command: Command) -> bool:
        """Whether a card that a search found, which then was cancelled or wanted to know something else, is there."""
        self._selected = False
        if time.monotonic() < self._unread_until:
            self._selected = self._dialogue.ask(ReaderCommand.SELECT, command).status == DONE
        self._unread_until = 0.0
        return self._selected

    def _find(self, command: Command) -> bool:
        """Look once; a card is remembered until it is asked for, also when the command was cancelled meanwhile."""
        self._selected = False
        try:
            answer = self._dialogue.ask_to_the_end(ReaderCommand.FIND, command)
        except DeviceError as error:
            if error.reason not in LOST:
                raise
            return self._find_again(command)
        found = self._is_found(answer)
        if found:
            self._unread_until = time.monotonic() + _UNREAD_S
        command.check()
        return found

    def _find_again(self, command: Command) -> bool:
        """After a lost answer: if it said "found", a reader that finds each card once will not say so again."""
        if self._is_found(self._dialogue.ask(ReaderCommand.FIND, command)):
            return True
        self._selected = self._dialogue.ask(ReaderCommand.SELECT, command).status == DONE
        return self._selected

    def _is_found(self, answer: Answer) -> bool:
        if answer.status == FOUND:
            return True
        if answer.status in NOTHING_FOUND:
            return False
        raise refusal(answer.status)

    def _read_found(self, command: Command) -> IdCard:
        if not self._selected:
            selected = self._dialogue.ask(ReaderCommand.SELECT, command)
            self._unread_until = 0.0
            if selected.status != DONE:
                raise refusal(selected.status)
        content = self._dialogue.ask(ReaderCommand.READ, command, self._pace.read_s)
        if content.status != DONE:
            raise refusal(content.status)
        try:
            card = parse(card_text(content.data))
        except CardDataWrong as error:
            _log.info("a card was refused for its field %s", error.field)
            raise DeviceError(Completion.INVALID_DATA, ReaderReason.CARD_DATA_WRONG) from None
        return replace(card, photo=self._photo(content.data))

    def _photo(self, content: bytes) -> Photo | None:
        """The photo, where a program can open it; a card without one is as good."""
        if self._photos is None or not (wlt := card_photo(content)):
            return None
        try:
            photo = self._photos.decode(wlt)
        except PhotoUndecoded as error:
            if not self._photo_trouble:
                _log.warning("the photo program gave no picture: %s", error.why)
            self._photo_trouble = True
            return None
        self._photo_trouble = False
        return photo
