"""Waiting for a social-security card or a card of this hall, beside whatever else is waited for. Loop thread."""

import contextlib
import logging
from datetime import date

from hardware.card_reader.cards import Access, Card, HallCard, SocialSecurityCard
from hardware.card_reader.contract import CardReader, CardReaderReason
from hardware.errors import DeviceError
from hardware.status import Health
from kiosk.foundation.clock import Clock, hall_time
from kiosk.foundation.errors import Fault
from kiosk.identity.shown import PresentedChip
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

READ_S = 20.0
LOOK_AGAIN_S = 0.5


class ChipCards:
    """The reader of chip cards, as a way in; None: there is none here."""

    def __init__(self, reader: CardReader | None, clock: Clock) -> None:
        self._reader = reader
        self._clock = clock

    @property
    def there(self) -> bool:
        """Does this terminal have such a reader at all?"""
        return self._reader is not None

    def resting(self) -> Text:
        """Why no card can be read now; NOTHING if it can."""
        works = self._reader is not None and self._reader.status.health in {Health.HEALTHY, Health.DEGRADED}
        return NOTHING if works else explain(Fault("card_reader.reader_absent")).what

    async def wait(self, visit: Visit) -> PresentedChip:
        """Read until a card that names its holder was read. What ails the reader is on the page, and is not said."""
        if self._reader is None:
            raise Fault("card_reader.reader_absent")
        while True:
            try:
                card = await self._reader.read(READ_S, progress=lambda: visit.notice(_READING))
            except DeviceError as error:
                await self._after_fault(visit, CardReaderReason(error.reason))
                continue
            trouble = self._objection(card)
            if not trouble and isinstance(card, SocialSecurityCard | HallCard):
                return PresentedChip(card)
            visit.notice(explain(Fault(f"card_reader.{trouble}")).all, attention=True)
            with contextlib.suppress(DeviceError):  # the next read tells what is wrong
                await self._reader.wait_until_removed(READ_S)
            await self._clock.sleep(LOOK_AGAIN_S)

    def _objection(self, card: Card) -> str:
        """Why this card does not say who she is, as the end of a key; empty if it does."""
        if isinstance(card, HallCard):
            return ""
        if not isinstance(card, SocialSecurityCard):
            return CardReaderReason.CARD_UNKNOWN
        if card.valid_until is not None and card.valid_until < self._today():
            return "card_expired"
        if card.access is not Access.OPEN or not card.names_its_holder:
            return "card_closed"
        return ""

    async def _after_fault(self, visit: Visit, reason: CardReaderReason) -> None:
        if reason in _OF_THE_CARD:
            _log.info("card reader: %s", reason)
            visit.notice(explain(Fault(f"card_reader.{reason}")).all, attention=True)
        if reason is not CardReaderReason.NO_CARD:
            await self._clock.sleep(LOOK_AGAIN_S)

    def _today(self) -> date:
        return hall_time(self._clock.now()).date()


_READING = text("看到卡了，正在读。请不要拿开。")
_OF_THE_CARD = frozenset(
    {
        CardReaderReason.CARD_REMOVED,
        CardReaderReason.CARD_MUTE,
        CardReaderReason.CARD_UNREADABLE,
        CardReaderReason.CARD_DATA_WRONG,
        CardReaderReason.CARD_UNKNOWN,
        CardReaderReason.CARD_NOT_OURS,
        CardReaderReason.CARD_SLOW,
    }
)
