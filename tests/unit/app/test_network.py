"""The network watch never ends, whatever the backend and the disk do."""

import asyncio
from pathlib import Path

import pytest

from hardware.registry import Devices
from kiosk.app.conditions import TerminalConditions
from kiosk.app.network import EVERY_S, WHEN_LOST_S, NetworkWatch
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.transport import Answer
from kiosk.directory.cache import DirectoryCache
from tests.helpers.hands import TurnedClock
from tests.unit.directory.test_cache import EARLY, PUBLIC, PaperTransport, whole

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Stumbling(DirectoryCache):
    """Raises what nobody expected, once."""

    stumbled = False

    def refresh(self, transport: PaperTransport) -> None:  # type: ignore[override]
        if not self.stumbled:
            self.stumbled = True
            raise ZeroDivisionError
        super().refresh(transport)


async def turn(clock: TurnedClock, watch_ran: list[bool], seconds: float) -> None:
    before = len(watch_ran)
    await clock.turn(seconds)
    async with asyncio.timeout(10):
        while len(watch_ran) == before:
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("cache_kind", [DirectoryCache, Stumbling])
async def test_loss_and_return_are_noticed_and_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, cache_kind: type[DirectoryCache]
) -> None:
    caplog.set_level("INFO")
    clock = TurnedClock()
    conditions = TerminalConditions(Devices(()), clock)
    lost = BackendError(BackendKey.UNREACHABLE)
    answers: list[Answer | BackendError] = [lost, lost, whole(EARLY), Answer(304, b"", None), lost]
    line = PaperTransport(*answers)
    ran: list[bool] = []
    watch = NetworkWatch(
        line,
        cache_kind(tmp_path / "directory.json", PUBLIC),
        conditions,
        clock,
        lambda: ran.append(conditions.network_works()),
    )
    running = asyncio.create_task(watch.run())
    try:
        async with asyncio.timeout(10):
            while not ran:
                await asyncio.sleep(0.005)
        while line.answers:
            await turn(clock, ran, EVERY_S if ran[-1] else WHEN_LOST_S)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    extra = [False] if cache_kind is Stumbling else []
    assert ran == [*extra, False, False, True, True, False]
    said = [r.getMessage() for r in caplog.records if r.getMessage() in {"network: lost", "network: works"}]
    assert said == ["network: lost", "network: works", "network: lost"]
