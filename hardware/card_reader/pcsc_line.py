"""One reader behind the smart card service, as the supervisor and the commands see it; on the worker's thread."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hardware.card_reader.cards import Card
from hardware.card_reader.contract import CardMoved, CardReaderReason
from hardware.card_reader.conversation import Chip, Knowledge, identify
from hardware.card_reader.held_talk import HeldTalk
from hardware.card_reader.slot_watch import Slot, SlotWatch, View
from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.status import Condition, DeviceState
from hardware.transport.pcsc import PcscError, Trouble
from hardware.worker import Command

_log = logging.getLogger(__name__)
_FIRST_LOOK_S = 3.0
_LOOK_S = 0.1
_GONE_S = 0.9  # pcscd looks every 0.4 s
_STUCK_S = 30.0  # nobody leaves a card in for so long when the screen asks for it to be taken

# A card that lay badly, or was changed for another between two looks of pcscd, speaks after a reset.
_PASSING = {CardReaderReason.CARD_UNREADABLE, CardReaderReason.CARD_MUTE}
_TROUBLES = {
    Trouble.REMOVED_CARD: (Completion.USER_ERROR, CardReaderReason.CARD_REMOVED),
    Trouble.NO_CARD: (Completion.USER_ERROR, CardReaderReason.CARD_REMOVED),
    Trouble.NOT_TRANSACTED: (Completion.INVALID_DATA, CardReaderReason.CARD_MUTE),
    Trouble.COMMUNICATION: (Completion.INVALID_DATA, CardReaderReason.CARD_MUTE),
    Trouble.UNRESPONSIVE_CARD: (Completion.INVALID_DATA, CardReaderReason.CARD_MUTE),
    Trouble.UNPOWERED_CARD: (Completion.INVALID_DATA, CardReaderReason.CARD_MUTE),
    Trouble.RESET_CARD: (Completion.INVALID_DATA, CardReaderReason.CARD_UNREADABLE),
    # pcscd also says this of the first card after a reader came back; a second try is told apart from it.
    Trouble.PROTOCOL_MISMATCH: (Completion.INVALID_DATA, CardReaderReason.CARD_UNREADABLE),
    Trouble.UNSUPPORTED_CARD: (Completion.INVALID_DATA, CardReaderReason.CARD_UNREADABLE),
    Trouble.SHARING_VIOLATION: (Completion.DEVICE_NOT_READY, CardReaderReason.READER_BUSY),
    Trouble.READER_UNAVAILABLE: (Completion.DEVICE_NOT_READY, CardReaderReason.READER_ABSENT),
    Trouble.UNKNOWN_READER: (Completion.DEVICE_NOT_READY, CardReaderReason.READER_ABSENT),
}


@dataclass(frozen=True, slots=True)
class PcscSettings:
    """Which reader, which of its slots (none: all), and how long a card may take, in seconds."""

    port: str
    slots: frozenset[int] = frozenset()
    knowledge: Knowledge = field(default_factory=Knowledge)
    card_s: float = 10.0


class PcscLine:
    """The reader that the configuration names; never another one."""

    def __init__(self, settings: PcscSettings, tell: Callable[[CardMoved], None]) -> None:
        self._settings = settings
        self._tell = tell
        self._watch: SlotWatch | None = None
        self._held: SlotWatch | None = None  # one that the service would not let go of
        self._talk: HeldTalk | None = None
        self._was_there = False

    def open(self, command: Command) -> Condition:
        """Connect to the service and look for the reader; without it the connection stays, to see it come."""
        self.close()
        if self._held is not None and self._held.alive:
            raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)
        self._held = None
        self._was_there = False
        self._watch = SlotWatch(self._settings.port, self._settings.slots, self._tell)
        self._watch.start()
        ends = time.monotonic() + _FIRST_LOOK_S
        while (view := self._watch.wait(None, _LOOK_S)) is None:
            command.check()
            if time.monotonic() > ends:
                raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)
        if view.trouble is CardReaderReason.SERVICE_ABSENT:
            raise DeviceError(Completion.DEVICE_NOT_READY, CardReaderReason.SERVICE_ABSENT)
        return self._condition(view)

    def probe(self, command: Command) -> Condition:  # noqa: ARG002 - the watch knows already
        """What the watch sees; nothing is asked."""
        return self._condition(self._view())

    def close(self) -> None:
        """End the watch; a conversation with a card ends with its card."""
        watch, self._watch = self._watch, None
        if watch is not None and not watch.close():
            _log.warning("the smart card service does not let go")
            self._held = watch

    def read(self, command: Command, ends: float, found: Callable[[], None]) -> Card:
        """Wait for a card until `ends` (monotonic), then read it; once more when what it said made no sense."""
        slot = self._await_card(command, ends)
        found()
        try:
            return self._read_slot(slot, command)
        except DeviceError as error:
            if error.reason not in _PASSING:
                raise
        return self._read_slot(slot, command)

    def wait_until_removed(self, command: Command, ends: float) -> bool:
        """Wait until the watch sees no card."""
        while (view := self._usable_view()).newest is not None:
            if time.monotonic() >= ends:
                return False
            self._look_again(view, command)
        return True

    def readers(self, command: Command) -> tuple[str, ...]:  # noqa: ARG002 - the watch knows already
        """All readers that the service has."""
        return self._view().readers

    def _condition(self, view: View) -> Condition:
        if view.trouble is CardReaderReason.READER_AMBIGUOUS:
            return Condition(DeviceState.HARDWARE_ERROR, (), view.trouble.value)
        if view.trouble is not None:
            if self._was_there:
                raise DeviceError(Completion.DEVICE_NOT_READY, view.trouble)
            return Condition(DeviceState.POWER_OFF, (), view.trouble.value)
        self._was_there = True
        if self._talk is not None and not self._talk.over:
            if self._talk.overdue_s > _STUCK_S:
                return Condition(DeviceState.HARDWARE_ERROR, (), CardReaderReason.READER_SILENT.value)
            return Condition(DeviceState.DEVICE_BUSY, (), CardReaderReason.CARD_SLOW.value)
        return Condition(DeviceState.ONLINE)

    def _view(self) -> View:
        watch = self._watch
        view = watch.view if watch is not None else None
        if watch is None or view is None or not watch.alive or watch.stuck:
            raise PcscError(Trouble.NO_SERVICE)
        return view

    def _usable_view(self) -> View:
        view = self._view()
        if view.trouble is not None:
            raise DeviceError(Completion.DEVICE_NOT_READY, view.trouble)
        return view

    def _look_again(self, view: View, command: Command) -> None:
        command.check()
        if self._watch is not None:
            self._watch.wait(view, _LOOK_S)

    def _await_card(self, command: Command, ends: float) -> Slot:
        while (slot := (view := self._usable_view()).newest) is None:
            if time.monotonic() >= ends:
                raise DeviceError(Completion.TIME_OUT, CardReaderReason.NO_CARD)
            self._look_again(view, command)
        return slot

    def _read_slot(self, slot: Slot, command: Command) -> Card:
        if self._talk is not None and not self._talk.over:
            raise DeviceError(Completion.DEVICE_NOT_READY, CardReaderReason.CARD_SLOW)
        self._talk = HeldTalk(slot.name, self._identify, self._settings.card_s)
        try:
            return self._talk.result(command)
        except PcscError as error:
            raise self._explained(error, slot, command) from None

    def _identify(self, chip: Chip, check: Callable[[], None]) -> Card:
        return identify(chip, self._settings.knowledge, check, datetime.now(UTC).astimezone().date())

    def _explained(self, error: PcscError, slot: Slot, command: Command) -> Exception:
        """The service says "not transacted" of a card that was pulled and of one that is mute: look which it is."""
        _log.debug("a card could not be read: %s", error)
        if error.trouble not in _TROUBLES:
            return error
        completion, reason = _TROUBLES[error.trouble]
        if reason is CardReaderReason.CARD_MUTE and self._left(slot, command):
            completion, reason = _TROUBLES[Trouble.REMOVED_CARD]
        return DeviceError(completion, reason)

    def _left(self, slot: Slot, command: Command) -> bool:
        ends = time.monotonic() + _GONE_S
        while (view := self._view()).holds(slot):
            if time.monotonic() > ends:
                return False
            self._look_again(view, command)
        return True
