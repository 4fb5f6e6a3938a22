"""A real terminal without a screen: real drivers on emulated wires, a real backend, a scripted resident."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from pydantic import HttpUrl

from hardware.emulators.id_card_reader import IdCardReaderEmulator
from hardware.emulators.receipt_printer import ReceiptPrinterEmulator
from kiosk.app.demo.line import Line, LineState
from kiosk.app.demo.office import EmbeddedOffice
from kiosk.app.demo.tray import card_of
from kiosk.app.enrolment import enrol_terminal
from kiosk.app.network import NetworkWatch
from kiosk.app.wiring import Terminal
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.config import Backend, Device, Settings
from tests.helpers.visitor import ScriptedVisitor


@dataclass
class Place:
    """What stands around the terminal, to be broken by a test."""

    reader: IdCardReaderEmulator
    printer: ReceiptPrinterEmulator
    line: Line
    data: Path
    terminal: Terminal | None = None

    def lays_card(self, whose: str = "wang-guifang") -> None:
        """Put a card of the tray on the reader."""
        self.reader.lift_card()
        card_of(whose).lay_on(self.reader)


class OpenTerminal(Protocol):
    """Opens the terminal; `awake`: wait until devices and backend have been found."""

    def __call__(self, *, awake: bool = True) -> AbstractAsyncContextManager[ScriptedVisitor]: ...


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedOffice]:
    """One seeded backend for all journeys."""
    often = {"burst": 1000, "seconds_each": 0.01}  # all journeys are made by one resident
    opened = EmbeddedOffice(
        tmp_path_factory.mktemp("office"),
        dict.fromkeys(("lookups_per_subject", "lookups_per_terminal", "resumes_per_terminal"), often),
    )
    opened.seed(50)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def enrolled(office: EmbeddedOffice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a terminal that was enrolled."""
    data = tmp_path_factory.mktemp("terminal")
    enrol_terminal(data, f"http://127.0.0.1:{office.port}", office.enrolment_code(), "试验终端")
    return data


@pytest.fixture
def place(office: EmbeddedOffice, enrolled: Path, tmp_path: Path) -> Iterator[Place]:
    """Devices and a line that nobody else uses."""
    data = tmp_path / "terminal"
    shutil.copytree(enrolled, data)
    with _furnished(office, data, tmp_path / "reader") as furnished:
        yield furnished


@pytest.fixture
def second_place(office: EmbeddedOffice, tmp_path: Path) -> Iterator[Place]:
    """Another terminal of the hall, enrolled by itself."""
    data = tmp_path / "second"
    enrol_terminal(data, f"http://127.0.0.1:{office.port}", office.enrolment_code(), "二号终端")
    with _furnished(office, data, tmp_path / "second-reader") as furnished:
        yield furnished


@contextmanager
def _furnished(office: EmbeddedOffice, data: Path, reader_at: Path) -> Iterator[Place]:
    with (
        IdCardReaderEmulator(reader_at) as reader,
        ReceiptPrinterEmulator.tcp() as printer,
        Line(office.port) as line,
    ):
        yield Place(reader, printer, line, data)
        line.become(LineState.WHOLE)


@pytest.fixture
def open_terminal(place: Place) -> OpenTerminal:
    """Open the terminal; a visitor stands at its home page."""
    return opening(place)


@pytest.fixture
def open_second(second_place: Place) -> OpenTerminal:
    """Open the other terminal of the hall."""
    return opening(second_place)


def opening(place: Place) -> OpenTerminal:
    """How the terminal of a place is opened."""

    @asynccontextmanager
    async def opened(*, awake: bool = True) -> AsyncIterator[ScriptedVisitor]:
        terminal = place.terminal = Terminal(settings_of(place), SystemClock())
        visitor = ScriptedVisitor(terminal.conversation)
        rooms = terminal.rooms
        watch = NetworkWatch(rooms.transport, rooms.directory, rooms.conditions, SystemClock(), lambda: None)
        terminal.start()
        terminal.watch_network(watch)
        try:
            terminal.conversation.begin()
            await visitor.sees("今天办什么事")
            if awake:
                await _all_awake(visitor)
            yield visitor
        finally:
            await terminal.close()

    return opened


async def _all_awake(visitor: ScriptedVisitor) -> None:
    """Wait until devices and backend have been found."""
    async with asyncio.timeout(10):
        while any(option.resting for option in visitor.scene.prompt.options):  # type: ignore[union-attr]
            await asyncio.sleep(0.02)


def settings_of(place: Place) -> Settings:
    return Settings(
        site_name="杏花社区便民服务馆",
        data=place.data,
        backend=Backend(url=HttpUrl(f"http://127.0.0.1:{place.line.port}")),
        devices=(
            Device(id="id-card", kind="id_card_reader", driver="ga467_serial", port=str(place.reader.path)),
            Device(
                id="slip", kind="receipt_printer", driver="escpos_tcp", host=place.printer.host, port=place.printer.port
            ),
        ),
    )
