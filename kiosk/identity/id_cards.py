"""Waiting for an identity card: whatever goes wrong is said, and the reader is asked again. Loop thread."""

import logging
from collections.abc import Callable
from enum import StrEnum

from hardware.errors import DeviceError
from hardware.id_card_reader.cards import IdCard
from hardware.id_card_reader.contract import IdCardReader, Lift, ReaderReason
from hardware.status import Health
from kiosk.foundation.errors import Fault
from kiosk.identity import card_place
from kiosk.identity.card_place import CardPlace, Going
from kiosk.identity.shown import PresentedId, present_id_card
from kiosk.visit.sentences import explain
from kiosk.visit.text import text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)


class IdCards(CardPlace[IdCardReader, IdCard, PresentedId]):
    """The reader of identity cards, as a way in."""

    errors = "reader"
    reading = text("看到证件了，正在读。请不要拿开。")

    async def _read(self, found: Callable[[], None], seconds: float) -> IdCard:
        return await self._reader().read_card(seconds, progress=found)

    async def _going(self, seconds: float) -> Going:
        return _GOING[await self._reader().wait_until_lifted(seconds)]

    def _judge(self, card: IdCard) -> PresentedId | str:
        return present_id_card(card) if card.valid_on(self._today()) else "card_expired"

    def _mark(self, card: IdCard) -> str:
        return card.number

    async def _after_fault(self, visit: Visit, error: DeviceError, told: StrEnum | None) -> ReaderReason | None:
        """Say what is wrong, once for each new trouble, and wait a little."""
        reason = ReaderReason(error.reason)
        if reason is ReaderReason.NO_CARD:
            return None
        if reason is not told or reason not in _LASTING:
            _log.info("reader: %s", reason)
            visit.notice(explain(Fault(f"reader.{reason}")).all, attention=True)
        if reason in _LASTING:
            await self._until_back(visit)
            return None
        await self._clock.sleep(card_place.LOOK_AGAIN_S)
        return reason

    async def _until_back(self, visit: Visit) -> None:
        """A reader that is gone comes back by itself when it is plugged in again; then say so."""
        while self._reader().status.health in {Health.ABSENT, Health.FAILED}:
            await self._clock.sleep(card_place.LOOK_AGAIN_S)
        await self._clock.sleep(card_place.LOOK_AGAIN_S)
        visit.notice(explain(Fault("reader.back")).all)


_GOING = {Lift.LIFTED: Going.GONE, Lift.STILL_THERE: Going.STILL_THERE, Lift.NOT_KNOWN: Going.NOT_KNOWN}
_LASTING = frozenset(
    {
        ReaderReason.READER_ABSENT,
        ReaderReason.READER_SILENT,
        ReaderReason.READER_BROKEN,
        ReaderReason.READER_NOT_AUTHORISED,
        ReaderReason.READER_INCOMPATIBLE,
    }
)
