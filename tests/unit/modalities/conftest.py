"""A hall with one service that a test writes, and a resident who has nothing but keys and ears."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from hardware.keypad.contract import Key
from kiosk.modalities.keypad import KeypadModality
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.pausing import Pausing
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit
from kiosk.voice.talker import Talker
from tests.helpers.hands import TurnedClock
from tests.helpers.mouth import ListeningSpeaker, QuickVoice
from tests.helpers.visitor import ScriptedVisitor

Serve = Callable[[Visit], Awaitable[None]]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class AllWell:
    """Nothing is broken."""

    def device_works(self, _kind: str) -> bool:
        return True

    def network_works(self) -> bool:
        return True

    def staff_is_here(self) -> bool:
        return True


class BlindResident:
    """Presses keys and hears; `seen` is what a touch page would have been told at the same time."""

    def __init__(self, conversation: Conversation, *, at_once: bool) -> None:
        self.desk = conversation
        self.speaker = ListeningSpeaker(at_once=at_once)
        self.voice = QuickVoice()
        self.talker = Talker(self.voice, self.speaker, conversation.say)
        self.keypad = KeypadModality(asyncio.get_running_loop(), conversation, self.talker)
        conversation.presenter.join(self.keypad)
        self.seen = ScriptedVisitor(conversation)
        self.focused: list[str] = []
        self.seen.focus = self._focus  # type: ignore[method-assign]
        self.staff_called = 0

    def _focus(self, scene_id: int, item_id: str) -> None:
        self.focused.append(item_id)

    async def settles(self) -> None:
        """Wait until nothing is to be said or done any more."""
        for _ in range(60):
            await asyncio.sleep(0)
        async with asyncio.timeout(5):
            while self.talker.speaking and self.speaker.at_once:
                await asyncio.sleep(0)

    async def press(self, *keys: Key) -> str:
        """Press keys one after the other; what was heard of the last."""
        before = 0
        for key in keys:
            before = len(self.speaker.heard)
            self.keypad.press(key)
            await self.settles()
        return "".join(self.speaker.heard[before:])

    async def reach(self, item_id: str) -> str:
        """Go down until the focus is on an item."""
        heard = ""
        for _ in range(60):
            if self.focused and self.focused[-1] == item_id:
                return heard
            heard = await self.press(Key.DOWN)
        raise AssertionError(f"{item_id} is not to be reached; the focus was on {self.focused}")

    async def choose(self, item_id: str) -> str:
        """Go to an item and press OK."""
        await self.reach(item_id)
        return await self.press(Key.OK)

    @property
    def heard(self) -> str:
        """Everything heard so far."""
        return "".join(self.speaker.heard)


Hall = Callable[..., AbstractAsyncContextManager[BlindResident]]


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def hall(clock: TurnedClock) -> Hall:
    """Open a hall; nobody has begun yet."""

    @asynccontextmanager
    async def opened(
        serve: Serve, *, at_once: bool = True, pausing: Pausing | None = None
    ) -> AsyncIterator[BlindResident]:
        resident: list[BlindResident] = []

        async def staff(_service: str) -> Text:
            resident[0].staff_called += 1
            return text("已经通知值班台。")

        entry = Entry("tea", text("喝茶"), text("一杯"), "drop", "jade", ("喝茶",), network=False)
        conversation = Conversation(Catalogue((Service(entry, serve),), AllWell()), clock, Idle(), staff, pausing)
        resident.append(BlindResident(conversation, at_once=at_once))
        running = asyncio.create_task(conversation.run())
        await asyncio.sleep(0)
        try:
            yield resident[0]
        finally:
            resident[0].talker.forget()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    return opened
