"""A small hall with one service that a test writes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit
from tests.helpers.hands import TurnedClock
from tests.helpers.visitor import ScriptedVisitor

Serve = Callable[[Visit], Awaitable[None]]
Hall = Callable[[Serve], AbstractAsyncContextManager[ScriptedVisitor]]


class AllWell:
    """Nothing is broken."""

    def __init__(self) -> None:
        self.network = True

    def device_works(self, kind: str) -> bool:
        return True

    def network_works(self) -> bool:
        return self.network

    def staff_is_here(self) -> bool:
        return True


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def conditions() -> AllWell:
    return AllWell()


async def _nobody_comes(_service: str) -> Text:
    return text("已经通知值班台。")


@pytest.fixture
def hall(clock: TurnedClock, conditions: AllWell) -> Hall:
    """Open a hall with one service, and a visitor in it who has just chosen it."""

    @asynccontextmanager
    async def opened(serve: Serve) -> AsyncIterator[ScriptedVisitor]:
        entry = Entry("tea", text("喝茶"), text("一杯"), "drop", "jade", ("喝茶",), network=True)
        catalogue = Catalogue((Service(entry, serve),), conditions)
        conversation = Conversation(catalogue, clock, Idle(), _nobody_comes)
        visitor = ScriptedVisitor(conversation)
        running = asyncio.create_task(conversation.run())
        try:
            conversation.begin()
            await visitor.meets("今天办什么事", "tea")
            yield visitor
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    return opened
