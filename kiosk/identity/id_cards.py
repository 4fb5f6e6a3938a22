"""Waiting for an identity card: whatever goes wrong is said, and the reader is asked again. Loop thread."""

import contextlib
import logging
from collections.abc import Callable
from datetime import date

from hardware.errors import DeviceError
from hardware.id_card_reader.cards import IdCard
from hardware.id_card_reader.contract import IdCardReader, ReaderReason
from hardware.status import Health
from kiosk.foundation.clock import Clock, hall_time
from kiosk.foundation.errors import Fault
from kiosk.identity.shown import PresentedId, present_id_card
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

READ_S = 20.0
LOOK_AGAIN_S = 0.5


class IdCards:
    """The reader of identity cards, as a way in."""

    def __init__(self, reader: IdCardReader | None, clock: Clock) -> None:
        self._reader = reader
        self._clock = clock

    @property
    def there(self) -> bool:
        """Does this terminal have such a reader at all?"""
        return self._reader is not None

    def resting(self) -> Text:
        """Why no card can be read now; NOTHING if it can."""
        works = self._reader is not None and self._reader.status.health in {Health.HEALTHY, Health.DEGRADED}
        return NOTHING if works else explain(Fault("reader.reader_absent")).what

    async def wait(self, visit: Visit) -> PresentedId:
        """Read until a good card was read.

        Raises: Fault where there is no reader
        """
        if self._reader is None:
            raise Fault("reader.reader_absent")
        told: ReaderReason | None = None
        while True:
            try:
                card = await self._reader.read_card(READ_S, progress=_reading(visit))
            except DeviceError as error:
                told = await self._after_fault(visit, error, told)
                continue
            if self._is_valid(card):
                return present_id_card(card)
            visit.notice(explain(Fault("reader.card_expired")).all, attention=True)
            await self._until_lifted(self._reader)

    def _is_valid(self, card: IdCard) -> bool:
        return card.valid_on(self._today())

    async def _until_lifted(self, reader: IdCardReader) -> None:
        """A card that is no good is told of once, and not every second as long as it lies there."""
        with contextlib.suppress(DeviceError):  # the next read tells what is wrong
            await reader.wait_until_lifted(READ_S)
        await self._clock.sleep(LOOK_AGAIN_S)

    async def _after_fault(self, visit: Visit, error: DeviceError, told: ReaderReason | None) -> ReaderReason | None:
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
        await self._clock.sleep(LOOK_AGAIN_S)
        return reason

    async def _until_back(self, visit: Visit) -> None:
        """A reader that is gone comes back by itself when it is plugged in again; then say so."""
        while self._reader is not None and self._reader.status.health in {Health.ABSENT, Health.FAILED}:
            await self._clock.sleep(LOOK_AGAIN_S)
        await self._clock.sleep(LOOK_AGAIN_S)
        visit.notice(explain(Fault("reader.back")).all)

    def _today(self) -> date:
        return hall_time(self._clock.now()).date()


_LASTING = frozenset(
    {
        ReaderReason.READER_ABSENT,
        ReaderReason.READER_SILENT,
        ReaderReason.READER_BROKEN,
        ReaderReason.READER_NOT_AUTHORISED,
        ReaderReason.READER_INCOMPATIBLE,
    }
)


def _reading(visit: Visit) -> Callable[[], None]:
    return lambda: visit.notice(text("看到证件了，正在读。请不要拿开。"))
