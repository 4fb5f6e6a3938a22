"""The place where one kind of card is laid: waited for, and counted only for who laid it. Loop thread.

A card that was forgotten there lies there for the next resident too, and must not let her in. So a card counts in the
turn in which it was first read; in a later one only after the reader has told that it was away. That is watched from
the moment a card was read until it has gone, also while nobody is there.
"""

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from hardware.errors import DeviceError
from hardware.status import Device
from kiosk.foundation.clock import Clock, hall_time
from kiosk.foundation.errors import Fault
from kiosk.identity.lying import Lying
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text
from kiosk.visit.visit import Visit

ReaderT = TypeVar("ReaderT", bound=Device)
CardT = TypeVar("CardT")
ShownT = TypeVar("ShownT")

READ_S = 20.0
LOOK_AGAIN_S = 0.5
NO_CARD = "no_card"
LEFT = "card_left"
LEFT_S = 4.0  # how long a forgotten card is waited for before the reader is asked whether another was laid
WATCH_S = 2.0  # how long a watch keeps others of the house from the reader


class Going(StrEnum):
    """Whether the card was taken away, as far as its reader can tell."""

    GONE = "gone"
    STILL_THERE = "still_there"
    NOT_KNOWN = "not_known"  # the reader finds each card once


class CardPlace(ABC, Generic[ReaderT, CardT, ShownT]):
    """A way in by a card; None: there is no such reader here. `errors` begins the keys of what can go wrong."""

    errors: str
    reading: Text

    def __init__(self, reader: ReaderT | None, clock: Clock) -> None:
        self._device = reader
        self._clock = clock
        self._lying = Lying()
        self._opens = 0
        self._watch: asyncio.Task[None] | None = None

    @property
    def there(self) -> bool:
        """Does this terminal have such a reader at all?"""
        return self._device is not None

    def resting(self) -> Text:
        """Why no card can be read now; NOTHING if it can."""
        works = self._device is not None and self._device.status.usable
        return NOTHING if works else explain(self._fault("reader_absent")).what

    async def wait(self, visit: Visit) -> ShownT:
        """Read until a good card was read that was laid down in this turn.

        Raises: Fault where there is no reader
        """
        reader = self._reader()
        await self._stop_watching()
        try:
            return await self._wait(visit, visit.turn)
        finally:
            if self._lying:
                self._watch = asyncio.create_task(self._until_gone(reader), name=f"{self.errors} watched")

    async def _wait(self, visit: Visit, turn: int) -> ShownT:
        told: StrEnum | None = None
        silent_until = 0.0
        while True:
            forgotten = not self._lying.only_from(turn)
            try:
                # Beside a forgotten card one look is enough, for what matters is that it goes.
                card = await self._read(lambda: self._found(visit, turn), 0.0 if forgotten else READ_S)
            except DeviceError as error:
                if forgotten and error.reason.value == NO_CARD:
                    await self._look_whether_gone(LEFT_S)
                told = await self._after_fault(visit, error, told)
                continue
            judged = self._judge_now(card, turn)
            if not isinstance(judged, str):
                return judged
            if judged != LEFT or self._clock.monotonic() >= silent_until:
                visit.notice(explain(self._fault(judged)).all, attention=True)
                silent_until = self._clock.monotonic() + READ_S
            await self._look_whether_gone(LEFT_S if judged == LEFT else READ_S)

    def _found(self, visit: Visit, turn: int) -> None:
        if self._lying.only_from(turn):
            visit.notice(self.reading)
        self._lying.found(turn)

    def _judge_now(self, card: CardT, turn: int) -> ShownT | str:
        """What she has shown by this card, or why it does not count, as the end of a key."""
        if (opens := self._opened()) != self._opens:
            self._opens = opens
            self._lying.started_anew()
        laid_now, judged = self._lying.read(self._mark(card), turn), self._judge(card)
        return judged if laid_now or isinstance(judged, str) else LEFT

    async def _look_whether_gone(self, seconds: float) -> None:
        """Wait for so long that it is taken away, and a little longer."""
        with contextlib.suppress(DeviceError):  # the next read tells what is wrong
            match await self._going(seconds):
                case Going.GONE:
                    self._lying.gone()
                case Going.NOT_KNOWN:
                    self._opens = self._opened()
                    self._lying.not_found_again()
        await self._clock.sleep(LOOK_AGAIN_S)

    async def _until_gone(self, reader: ReaderT) -> None:
        """She may take it soon, or long after she has left; others of the house may use the reader in between."""
        while self._lying:
            if reader.status.usable:
                await self._look_whether_gone(WATCH_S)
            else:
                await self._clock.sleep(LOOK_AGAIN_S)

    async def _stop_watching(self) -> None:
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)

    def _opened(self) -> int:
        """How often the reader was found, so far."""
        return self._reader().counters.snapshot().get("opens", 0)

    def _reader(self) -> ReaderT:
        if self._device is None:
            raise self._fault("reader_absent")
        return self._device

    def _fault(self, end: str) -> Fault:
        return Fault(f"{self.errors}.{end}")

    def _today(self) -> date:
        return hall_time(self._clock.now()).date()

    @abstractmethod
    async def _read(self, found: Callable[[], None], seconds: float) -> CardT:
        """Wait for a card and read it; `found` is called when its reading begins. Raises DeviceError."""

    @abstractmethod
    async def _going(self, seconds: float) -> Going:
        """Wait until the card was taken away. Raises DeviceError."""

    @abstractmethod
    def _judge(self, card: CardT) -> ShownT | str:
        """What she has shown by this card, or why it does not say who she is, as the end of a key."""

    @abstractmethod
    def _mark(self, card: CardT) -> str:
        """By what the same card is known again."""

    @abstractmethod
    async def _after_fault(self, visit: Visit, error: DeviceError, told: StrEnum | None) -> StrEnum | None:
        """Say what is wrong, where it is to be said, and wait a little; returns what was told last."""
