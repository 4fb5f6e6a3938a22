"""Logging in by identity card: the reader, the backend, and what a resident sees between them."""

import contextlib
import logging
from collections.abc import Callable
from datetime import date
from typing import Protocol

from hardware.errors import DeviceError
from hardware.id_card_reader.cards import IdCard
from hardware.id_card_reader.contract import IdCardReader, ReaderReason
from hardware.status import Health
from kiosk.backend_client.errors import BackendKey
from kiosk.foundation.clock import Clock, hall_time
from kiosk.foundation.errors import Fault
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import Present, Way
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

READ_S = 20.0
LOOK_AGAIN_S = 0.5


class Office(Protocol):
    """The part of the backend that knows residents. Blocks: it is called from a thread."""

    def log_in(self, card: IdCard) -> Person:
        """Open a session at level 2.

        Raises: Fault
        """
        ...


class Login:
    """The front door of every service that must know who asks."""

    def __init__(self, reader: IdCardReader | None, office: Office, clock: Clock) -> None:
        self._reader = reader
        self._office = office
        self._clock = clock

    async def require(self, visit: Visit, level: Level) -> Person:
        """Know who this is, at least at `level` (CARD is the highest there is yet).

        Raises: Back (let it pass), Fault
        """
        if visit.person is not None and visit.person.level >= level:
            return visit.person
        card = await visit.ask(self._prompt(), lambda: self._wait_for_card(visit), renew=self._prompt)
        if not isinstance(card, IdCard):
            raise TypeError("only a card answers this prompt")
        person = await visit.work(text("正在核对您的身份"), self._log_in, visit, card)
        if person.level < level:
            raise Fault(BackendKey.REFUSED_NOT_FOUND)
        visit.log_in(person)
        return person

    def _log_in(self, visit: Visit, card: IdCard) -> Person:
        """Open a session; nobody keeps one that comes after she has left, so it is ended at once. In a thread."""
        person = self._office.log_in(card)
        if visit.over and person.log_out is not None:
            person.log_out()
        return person

    def _prompt(self) -> Present:
        works = self._reader is not None and self._reader.status.health in {Health.HEALTHY, Health.DEGRADED}
        resting = NOTHING if works else explain(Fault("reader.reader_absent")).what
        return Present(
            headline=text("请放身份证"),
            hint=text("平放在屏幕右下方的读卡区。先不要拿开。"),
            ways=(Way("id_card", text("身份证"), "identification-card", resting, place="id_card_reader"),),
        )

    async def _wait_for_card(self, visit: Visit) -> IdCard:
        """Read until a good card was read; whatever goes wrong is said, and the reader is asked again."""
        if self._reader is None:
            raise Fault("reader.reader_absent")
        told: ReaderReason | None = None
        while True:
            try:
                card = await self._reader.read_card(READ_S, progress=_reading(visit))
            except DeviceError as error:
                told = await self._after_fault(visit, error, told)
                continue
            if card.valid_on(self._today()):
                return card
            visit.notice(explain(Fault("reader.card_expired")).all, attention=True)
            await self._until_lifted(self._reader)

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
