"""Waiting for a social-security card or a card of this hall, beside whatever else is waited for. Loop thread.

What ails the reader is on the page, and is not said.
"""

import logging
from collections.abc import Callable
from enum import StrEnum

from hardware.card_reader.cards import Access, Card, HallCard, SocialSecurityCard
from hardware.card_reader.contract import CardReader, CardReaderReason
from hardware.errors import DeviceError
from kiosk.foundation.errors import Fault
from kiosk.identity import card_place
from kiosk.identity.card_place import CardPlace, Going
from kiosk.identity.shown import PresentedChip
from kiosk.visit.sentences import explain
from kiosk.visit.text import text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)


class ChipCards(CardPlace[CardReader, Card, PresentedChip]):
    """The reader of chip cards, as a way in."""

    errors = "card_reader"
    reading = text("看到卡了，正在读。请不要拿开。")

    async def _read(self, found: Callable[[], None], seconds: float) -> Card:
        return await self._reader().read(seconds, progress=found)

    async def _going(self, seconds: float) -> Going:
        return Going.GONE if await self._reader().wait_until_removed(seconds) else Going.STILL_THERE

    def _judge(self, card: Card) -> PresentedChip | str:
        if isinstance(card, HallCard):
            return PresentedChip(card)
        if not isinstance(card, SocialSecurityCard):
            return CardReaderReason.CARD_UNKNOWN
        if card.valid_until is not None and card.valid_until < self._today():
            return "card_expired"
        if card.access is not Access.OPEN or not card.names_its_holder:
            return "card_closed"
        return PresentedChip(card)

    def _mark(self, card: Card) -> str:
        match card:
            case HallCard():
                return f"hall {card.number}"
            case SocialSecurityCard():
                return f"social {card.number}"
        return type(card).__name__  # none of these counts

    async def _after_fault(self, visit: Visit, error: DeviceError, told: StrEnum | None) -> None:  # noqa: ARG002
        reason = CardReaderReason(error.reason)
        if reason in _OF_THE_CARD:
            _log.info("card reader: %s", reason)
            visit.notice(explain(Fault(f"card_reader.{reason}")).all, attention=True)
        if reason is not CardReaderReason.NO_CARD:
            await self._clock.sleep(card_place.LOOK_AGAIN_S)


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
