"""A whole terminal and a desk of devices: only what needs a device rests when it goes, and it wakes by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from pydantic import HttpUrl

from hardware.configuration import DeviceConfig
from hardware.registry import build
from hardware.status import Health
from hardware.supervisor import Timing
from kiosk.app import wiring
from kiosk.app.demo.shelf import Missing
from kiosk.app.demo.world import Desk
from kiosk.app.wiring import Rooms, Terminal
from kiosk.foundation.clock import Clock, SystemClock
from kiosk.foundation.config import Backend, Settings
from kiosk.visit.answers import answerable
from kiosk.visit.catalogue import DEVICE_NAMES, Catalogue, Entry, Service
from kiosk.visit.prompts import Choose
from kiosk.visit.text import text
from kiosk.visit.visit import Visit
from tests.helpers.visitor import ScriptedVisitor

pytestmark = pytest.mark.anyio

QUICK = Timing(retry_s=(0.05, 0.1, 0.2), jitter=0, probe_s=0.2)
# Not here: no sound device on a test machine; behind daemons, and proven with them in tests/contract.
ELSEWHERE = {"speaker", "card_reader", "document_printer"}
KINDS = tuple(kind for kind in DEVICE_NAMES if kind not in ELSEWHERE)
PATIENCE_S = 30.0


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def serve(_visit: Visit) -> None:
    """Nobody comes so far."""


def a_service_for_each_kind(_settings: Settings, rooms: Rooms, _clock: Clock) -> Catalogue:
    entries = (Entry(kind, DEVICE_NAMES[kind], text("一件"), "drop", "jade", (kind,), needs=(kind,)) for kind in KINDS)
    return Catalogue(tuple(Service(entry, serve) for entry in entries), rooms.conditions)


class Plug(Protocol):
    """What can be pulled out and put in again."""

    def plug(self) -> None: ...

    def unplug(self) -> None: ...


class Hall:
    """A terminal at its home page, and the desk of its devices."""

    def __init__(self, terminal: Terminal, desk: Desk, visitor: ScriptedVisitor) -> None:
        self.terminal = terminal
        self.visitor = visitor
        self._plugs: dict[str, Plug] = {
            "id_card_reader": desk.reader,
            "receipt_printer": desk.printer,
            "keypad": desk.keypad,
        }
        for shelved in desk.shelf:
            if shelved.device is not None and not isinstance(shelved.emulator, Missing):
                self._plugs[shelved.device.kind] = shelved.emulator

    def plug(self, kind: str) -> Plug:
        return self._plugs[kind]

    def resting(self) -> dict[str, str]:
        """The services that rest now, and why."""
        prompt = self.visitor.scene.prompt
        assert isinstance(prompt, Choose)
        return {option.id: option.resting.shown() for option in answerable(prompt) if option.resting}

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                await asyncio.sleep(0.02)


@asynccontextmanager
async def hall(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hall]:
    monkeypatch.setattr(wiring, "hall", lambda *parts: (a_service_for_each_kind(*parts), None))
    monkeypatch.setattr(wiring, "build", partial(build, timing=QUICK))
    data = folder / "data"
    data.mkdir()
    with Desk(folder) as desk:
        settings = Settings(data=data, backend=Backend(url=HttpUrl("http://127.0.0.1:9")), devices=desk.devices())
        terminal = Terminal(settings, SystemClock())
        visitor = ScriptedVisitor(terminal.conversation)
        terminal.start()
        try:
            terminal.conversation.begin()
            await visitor.sees("今天办什么事")
            standing = Hall(terminal, desk, visitor)
            await standing.until(lambda: standing.resting() == {})
            yield standing
        finally:
            await terminal.close()


async def test_only_what_needs_a_device_rests_and_it_wakes_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch) as standing:
        for kind in KINDS:
            why = f"{DEVICE_NAMES[kind].shown()}在休息，请找工作人员"
            standing.plug(kind).unplug()
            await standing.until(lambda why=why, kind=kind: standing.resting() == {kind: why})  # type: ignore[misc]
            standing.plug(kind).plug()
            await standing.until(lambda: standing.resting() == {})
        events = standing.terminal.rooms.devices.events.since(0)
        assert events.lost == 0
        assert [event.seq for event in events.events] == list(range(1, len(events.events) + 1))


async def test_all_devices_gone_at_once_and_back_the_terminal_stays_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch) as standing:
        for kind in KINDS:
            standing.plug(kind).unplug()
        await standing.until(lambda: set(standing.resting()) == set(KINDS))
        for kind in KINDS:
            standing.plug(kind).plug()
        await standing.until(lambda: standing.resting() == {})
        assert standing.visitor.scene.prompt.headline.shown()


async def test_a_device_that_staff_pauses_rests_and_is_counted_over_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch) as standing:
        devices = standing.terminal.rooms.devices
        device = devices.named("locker")
        assert device is not None
        device.pause()
        await standing.until(lambda: list(standing.resting()) == ["locker"])
        assert device.status.health is Health.PAUSED
        device.resume()
        await standing.until(lambda: standing.resting() == {})
        assert device.counters.snapshot()["opens"] == 2
        (config,) = (DeviceConfig(**d.model_dump()) for d in standing.terminal.settings.devices if d.id == "locker")
    again = build([config], keep=tmp_path / "data" / wiring.COUNTERS_FILE)
    assert again.all[0].counters.snapshot()["opens"] == 2
    again.close()
