"""Readers on which a card lies until a test lifts it: both kinds, and identity card readers of both behaviours."""

import asyncio
from collections.abc import Callable

from hardware.card_reader.cards import Card
from hardware.card_reader.contract import CardReaderReason
from hardware.counters import Counters
from hardware.errors import Completion, DeviceError
from hardware.id_card_reader.cards import IdCard
from hardware.id_card_reader.contract import Lift, ReaderReason
from tests.unit.identity.scripted_ways import ScriptedChips
from tests.unit.identity.test_login import ScriptedReader


class Place:
    """Where cards lie, the last one on top. One command at a time, as on the thread of a real reader."""

    def __init__(self) -> None:
        self.cards: list[object] = []
        self.fresh = False
        self.busy = False
        self.gone_told = 0
        self.asked_whether_gone = 0
        self.opened = Counters()
        self._moved = asyncio.Event()

    def lay(self, card: object) -> None:
        self.cards.append(card)
        self.fresh = True
        self._moved.set()

    def lift(self) -> None:
        del self.cards[-1:]
        self._moved.set()

    async def top(self, seconds: float, *, again: bool) -> object | None:
        with self:
            while not self.cards or not (self.fresh or again):
                if not seconds:
                    return None
                await self.move()
            self.fresh = False
            return self.cards[-1]

    async def empty(self, seconds: float) -> bool:
        self.asked_whether_gone += 1
        with self:
            try:
                async with asyncio.timeout(seconds):
                    while self.cards:
                        await self.move()
            except TimeoutError:
                return False
            self.gone_told += 1
            return True

    async def move(self) -> None:
        self._moved.clear()
        await self._moved.wait()

    def __enter__(self) -> None:
        assert not self.busy, "a reader does one thing at a time"
        self.busy = True

    def __exit__(self, *_: object) -> None:
        self.busy = False


class LyingIds(ScriptedReader):
    """An identity card reader; `finds_again`: it reads a card that rests on it once more."""

    def __init__(self, *, finds_again: bool = True) -> None:
        super().__init__()
        self.place = Place()
        self.finds_again = finds_again
        self.unreadable = False

    async def read_card(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> IdCard:
        card = await self.place.top(deadline_s, again=self.finds_again)
        if not isinstance(card, IdCard):
            raise DeviceError(Completion.TIME_OUT, ReaderReason.NO_CARD)
        if progress is not None:
            progress()
        if self.unreadable:
            raise DeviceError(Completion.INVALID_DATA, ReaderReason.CARD_UNREADABLE)
        return card

    async def wait_until_lifted(self, deadline_s: float) -> Lift:
        if self.finds_again:
            return Lift.LIFTED if await self.place.empty(deadline_s) else Lift.STILL_THERE
        self.place.gone_told += 1
        return Lift.NOT_KNOWN

    @property
    def counters(self) -> Counters:
        return self.place.opened


class LyingChips(ScriptedChips):
    """A chip card reader with slots enough."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Place()

    async def read(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> Card:
        card = await self.place.top(deadline_s, again=True)
        if card is None:
            raise DeviceError(Completion.TIME_OUT, CardReaderReason.NO_CARD)
        if progress is not None:
            progress()
        return card  # type: ignore[return-value]  # a test lays cards only

    async def wait_until_removed(self, deadline_s: float) -> bool:
        return await self.place.empty(deadline_s)

    @property
    def counters(self) -> Counters:
        return self.place.opened
