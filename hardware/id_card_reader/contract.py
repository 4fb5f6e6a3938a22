"""What an identity card reader does for the terminal."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from hardware.id_card_reader.cards import IdCard
from hardware.status import Device


class ReaderReason(StrEnum):
    """Everything that a person can see go wrong at the reader."""

    NO_CARD = "no_card"
    CARD_LIFTED = "card_lifted"
    CARD_UNREADABLE = "card_unreadable"
    CARD_REFUSED = "card_refused"
    CARD_UNKNOWN = "card_unknown"
    CARD_DATA_WRONG = "card_data_wrong"
    READER_ABSENT = "reader_absent"
    READER_BUSY = "reader_busy"
    READER_SILENT = "reader_silent"
    READER_GARBLED = "reader_garbled"
    READER_BROKEN = "reader_broken"
    READER_NOT_AUTHORISED = "reader_not_authorised"
    READER_INCOMPATIBLE = "reader_incompatible"
    CANCELLED = "cancelled"


class Lift(StrEnum):
    """What the reader can honestly say about the card having been taken away."""

    LIFTED = "lifted"
    STILL_THERE = "still_there"
    NOT_KNOWN = "not_known"


class IdCardReader(Device, Protocol):
    """Reads one identity card at a time; every DeviceError it raises carries a ReaderReason.

    All methods are called from one asyncio loop; the work is done on the reader's own thread.
    """

    async def read_card(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> IdCard:
        """Wait for a card and read it, or raise DeviceError; NO_CARD when the deadline passes with none.

        `progress` is called on the calling loop when a card was found and its reading begins ("please keep it still").
        """

    async def wait_until_lifted(self, deadline_s: float) -> Lift:
        """Wait until the card was taken away, as far as the reader can tell.

        Many readers report a card once only: "none found" then does not mean "taken away", and NOT_KNOWN is the
        honest answer (ask the person, do not wait). LIFTED is said only by a reader that was seen to find a
        resting card again. STILL_THERE: the card was found again up to the deadline.
        """

    async def sam_id(self) -> str:
        """The number of the reader's security module, for the maintenance page."""
