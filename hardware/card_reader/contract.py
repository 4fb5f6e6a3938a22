"""What a chip card reader does for the terminal."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.card_reader.cards import Card
from hardware.events import Event
from hardware.status import Device


class CardReaderReason(StrEnum):
    """Everything that a person or the staff can see go wrong at the reader."""

    NO_CARD = "no_card"
    CARD_REMOVED = "card_removed"
    CARD_MUTE = "card_mute"
    CARD_UNREADABLE = "card_unreadable"
    CARD_DATA_WRONG = "card_data_wrong"
    CARD_UNKNOWN = "card_unknown"
    CARD_NOT_OURS = "card_not_ours"
    CARD_SLOW = "card_slow"
    READER_ABSENT = "reader_absent"
    READER_AMBIGUOUS = "reader_ambiguous"
    READER_BUSY = "reader_busy"
    READER_SILENT = "reader_silent"
    READER_BROKEN = "reader_broken"
    SERVICE_ABSENT = "service_absent"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class CardInserted:
    """A card came into (or onto) the slot with this number."""

    slot: int


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card in this slot is gone, or cannot be seen any more because the reader is lost."""

    slot: int


CardMoved = CardInserted | CardRemoved


class CardReader(Device, Protocol):
    """Reads one chip card at a time; every DeviceError it raises carries a CardReaderReason.

    The async methods are called from one asyncio loop; the work is done on the reader's own threads.
    """

    async def read(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> Card:
        """Wait for a card and read it, or raise DeviceError; NO_CARD when the deadline passes with none.

        With cards in two slots the one that came last is read. A card that is still there is read again: wait with
        `wait_until_removed` before the next. `progress` is called on the calling loop when a card's reading begins.
        """

    async def wait_until_removed(self, deadline_s: float) -> bool:
        """Wait until no slot holds a card; False when one still does at the deadline."""

    def listen(self, listener: Callable[[Event[CardMoved]], None]) -> Callable[[], None]:
        """Tell `listener` of every card that comes and goes until what is returned is called.

        The listener is called on a thread of the reader: hand over to your loop and return at once.
        """

    async def readers(self) -> tuple[str, ...]:
        """The names of all readers that the smart card service sees now, for the maintenance page."""
