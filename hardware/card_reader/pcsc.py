"""A chip card reader behind the smart card service of the system (PC/SC)."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from hardware.card_reader.cards import Card
from hardware.card_reader.contract import CardInserted, CardMoved, CardReader, CardReaderReason
from hardware.card_reader.pcsc_line import PcscLine, PcscSettings
from hardware.errors import DeviceError, DeviceReason
from hardware.events import Event, EventSource
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.worker import Work

T = TypeVar("T")

# Looking at what the watch knows costs nothing; so a lost service is noticed soon.
_PROBE_S = 0.5
_GONE_S = 1.5  # how long it may take to tell a pulled card from a mute one
_REASONS = {
    DeviceReason.ABSENT: CardReaderReason.READER_ABSENT,
    DeviceReason.SILENT: CardReaderReason.READER_SILENT,
    DeviceReason.GARBLED: CardReaderReason.READER_BROKEN,
    DeviceReason.DEADLINE: CardReaderReason.READER_BUSY,
    DeviceReason.CANCELLED: CardReaderReason.CANCELLED,
}


class PcscReader(SupervisedDevice, CardReader):
    """The reader whose name the configuration gives."""

    def __init__(self, id: str, driver: str, settings: PcscSettings, timing: Timing) -> None:  # noqa: A002
        self._moved: EventSource[CardMoved] = EventSource(f"the cards of {id}")
        self._settings = settings
        self._line = PcscLine(settings, self._tell)
        timing = replace(timing, probe_s=min(timing.probe_s, _PROBE_S))
        super().__init__(Supervisor(id, "card_reader", driver, self._line, timing))

    def listen(self, listener: Callable[[Event[CardMoved]], None]) -> Callable[[], None]:
        """Tell `listener` of every card that comes and goes, on the thread that watches the slots."""
        return self._moved.listen(listener)

    async def read(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> Card:
        """Wait for a card and read it; a card found just before the deadline is still read to its end."""
        loop = asyncio.get_running_loop()
        ends = time.monotonic() + deadline_s

        def found() -> None:
            if progress is not None:
                with contextlib.suppress(RuntimeError):  # the loop has closed: nobody is there to be told
                    loop.call_soon_threadsafe(progress)

        whole_s = deadline_s + 2 * (self._settings.card_s + _GONE_S)
        counters = self._supervisor.counters
        try:
            card = await self._ask(lambda command: self._line.read(command, ends, found), whole_s)
        except DeviceError as error:
            counters.count(f"refused_{error.reason.value}")
            raise
        counters.count("cards_read")
        return card

    async def wait_until_removed(self, deadline_s: float) -> bool:
        """Wait until no slot holds a card; False when one still does at the deadline."""
        ends = time.monotonic() + deadline_s
        return await self._ask(lambda command: self._line.wait_until_removed(command, ends), deadline_s + 2)

    async def readers(self) -> tuple[str, ...]:
        """The names of all readers that the service has now."""
        return await self._ask(self._line.readers, 5)

    def _tell(self, move: CardMoved) -> None:
        if isinstance(move, CardInserted):
            self._supervisor.counters.count("cards_inserted")
        self._moved.tell(move)

    async def _ask(self, work: Work[T], deadline_s: float) -> T:
        try:
            return await self._supervisor.run(work, deadline_s)
        except DeviceError as error:
            if not isinstance(error.reason, DeviceReason):
                raise
            cause = error.__cause__
            if isinstance(cause, DeviceError) and isinstance(cause.reason, CardReaderReason):
                raise DeviceError(error.completion, cause.reason) from error
            raise DeviceError(error.completion, _REASONS[error.reason]) from error
