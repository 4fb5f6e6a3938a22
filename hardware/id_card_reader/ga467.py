"""A reader that speaks the frames of GA/T 467 over a serial line (also one behind a USB serial adapter)."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from hardware.errors import DeviceError, DeviceReason
from hardware.id_card_reader.cards import IdCard
from hardware.id_card_reader.contract import IdCardReader, Lift, ReaderReason
from hardware.id_card_reader.photo import PhotoDecoder
from hardware.id_card_reader.security_module import ReaderPace, SecurityModule
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.transport.wire import Wire
from hardware.worker import Command, Work

T = TypeVar("T")

_REASONS = {
    DeviceReason.ABSENT: ReaderReason.READER_ABSENT,
    DeviceReason.SILENT: ReaderReason.READER_SILENT,
    DeviceReason.GARBLED: ReaderReason.READER_GARBLED,
    DeviceReason.DEADLINE: ReaderReason.READER_BUSY,
    DeviceReason.CANCELLED: ReaderReason.CANCELLED,
}

# The card's fault, not the reader's and not the hand's.
_REFUSED = {
    ReaderReason.CARD_UNREADABLE,
    ReaderReason.CARD_REFUSED,
    ReaderReason.CARD_UNKNOWN,
    ReaderReason.CARD_DATA_WRONG,
}


class Ga467Reader(SupervisedDevice, IdCardReader):
    """An identity card reader on a wire of its own."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        wires: Sequence[Wire],
        timing: Timing,
        pace: ReaderPace,
        photos: PhotoDecoder | None = None,
    ) -> None:
        """`wires` lead to the same reader, one a baud rate that it may have."""
        self._module = SecurityModule(wires, pace, photos)
        self._pace = pace
        self._photo_s = photos.limit_s if photos is not None else 0.0
        super().__init__(Supervisor(id, "id_card_reader", driver, self._module, timing))

    async def read_card(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> IdCard:
        """Wait for a card and read it; a card found just before the deadline is still read to its end."""
        loop = asyncio.get_running_loop()
        ends = time.monotonic() + deadline_s

        def found() -> None:
            if progress is not None:
                with contextlib.suppress(RuntimeError):  # the loop has closed: nobody is there to be told
                    loop.call_soon_threadsafe(progress)

        longest_s = deadline_s + self._pace.whole_read_s + self._photo_s
        return await self._ask(lambda command: self._read(command, ends, found), longest_s)

    async def wait_until_lifted(self, deadline_s: float) -> Lift:
        """Wait until the card was taken away, as far as this reader can tell."""
        ends = time.monotonic() + deadline_s
        return await self._ask(lambda command: self._module.wait_until_lifted(command, ends), deadline_s + 2)

    async def sam_id(self) -> str:
        """The number of the security module."""
        return await self._ask(self._module.sam_id, 2 * self._pace.answer_s)

    def _read(self, command: Command, ends: float, found: Callable[[], None]) -> IdCard:
        try:
            card = self._module.read_card(command, ends, found)
        except DeviceError as error:
            if error.reason in _REFUSED:
                self._supervisor.counters.count("cards_refused")
            raise
        self._supervisor.counters.count("cards_read")
        return card

    async def _ask(self, work: Work[T], deadline_s: float) -> T:
        try:
            return await self._supervisor.run(work, deadline_s)
        except DeviceError as error:
            if isinstance(error.reason, DeviceReason):
                raise DeviceError(error.completion, _REASONS[error.reason]) from error
            raise
