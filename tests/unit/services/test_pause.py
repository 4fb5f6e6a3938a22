"""Stopping and going on, without an office: bounds, the scanner, what a page and a slip may say, a full disk."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hardware.code_scanner.codes import CodeKind, ScannedCode
from hardware.code_scanner.contract import CodeScanner, ScannerReason
from hardware.errors import Completion, DeviceError
from hardware.receipt_printer.slip import QrCode, TextLine
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.pauses import LONGEST_VALUE, MOST_ANSWERS
from kiosk.backend_client.transport import Transport
from kiosk.documents.issue import SlipIssuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.foundation.clock import SystemClock, hall_time
from kiosk.foundation.errors import Fault
from kiosk.identity.login import Login
from kiosk.services.pause import ENTRY, BackendPauses, Rooms, Stopping, pages, serve, slip
from kiosk.services.pause.rooms import Ticket
from kiosk.store.database import Database
from kiosk.store.journal import Journal
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.person import Person
from kiosk.visit.promises import Kept, Promise
from kiosk.visit.prompts import EnterDigits
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit
from tests.helpers.scripted_office import ScriptedOffice
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.visit.conftest import AllWell

pytestmark = pytest.mark.anyio

CODE = "3071628495"
TICKET = Ticket(CODE, hall_time(datetime(2026, 11, 22, 1, 42, tzinfo=UTC)))
TEA = Entry("tea", text("喝茶"), text("一杯"), "drop", "jade", ("喝茶",))
CUPS = EnterDigits(headline=text("几杯？"), shortest=1, longest=4)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def nobody(_service: str) -> Text:
    return text("好")


async def drink(visit: Visit) -> None:
    await visit.ask(CUPS)


@dataclass
class Drawer:
    """The office, as a drawer: one code, and what it says to the next attempts."""

    refusals: list[BackendKey] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def seal(self, kept: Kept, person: Person | None) -> Ticket:
        return TICKET

    def open_once(self, code: str, person: Person | None, key: str) -> Kept:
        self.asked.append((code, key))
        if self.refusals:
            raise BackendError(self.refusals.pop(0))
        return Kept("tea", (), Promise("EnterDigits:几杯？", "12"))


class Scanner:
    """Sees what a test holds before it, and then waits for ever."""

    def __init__(self, *seen: ScannedCode | ScannerReason) -> None:
        self.seen = list(seen)

    async def scan(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> ScannedCode:
        if not self.seen:
            await asyncio.Event().wait()
        found = self.seen.pop(0)
        if isinstance(found, ScannerReason):
            raise DeviceError(Completion.TIME_OUT, found)
        return found


def scanned(kind: CodeKind, content: str) -> ScannedCode:
    return ScannedCode(kind, frozenset({kind}), len(content), content)


@asynccontextmanager
async def a_hall(
    folder: Path, drawer: Drawer, scanner: CodeScanner | None = None, journal: Journal | None = None
) -> AsyncIterator[ScriptedVisitor]:
    clock = SystemClock()
    desk = SlipDesk(None, journal or Journal(Database(folder / "t.sqlite"), clock))
    issuer = SlipIssuer(Transport("http://127.0.0.1:9"), clock, "杏花社区", "http://127.0.0.1:9")
    rooms = Rooms(drawer, Login(None, NoOffice(), clock), issuer, desk, lambda: True, scanner)

    async def go_on(visit: Visit) -> None:
        await serve(visit, rooms)

    services = Catalogue((Service(TEA, drink), Service(ENTRY, go_on)), AllWell())
    conversation = Conversation(services, clock, Idle(), nobody, Stopping(rooms))
    visitor = ScriptedVisitor(conversation)
    running = asyncio.create_task(conversation.run())
    try:
        conversation.begin()
        await visitor.sees("今天办什么事")
        yield visitor
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


class NoOffice(ScriptedOffice):
    def log_in(self, card: object, person: Person | None = None) -> Person:
        raise AssertionError


async def test_the_picture_on_the_slip_does_as_well_as_the_digits(tmp_path: Path) -> None:
    scanner = Scanner(
        ScannerReason.NO_CODE,
        scanned(CodeKind.UNKNOWN, "http://example.org"),
        scanned(CodeKind.RESUME, "LL1R0000000000000000ZZ"),
        ScannerReason.CODE_TORN,
        scanned(CodeKind.RESUME, pages.hall_code(CODE)),
    )
    drawer = Drawer()
    async with a_hall(tmp_path, drawer, scanner) as visitor:  # type: ignore[arg-type]  # it can scan, and that is enough
        visitor.says("resume")
        await visitor.sees("几杯")
        assert visitor.desk.presenter.draft == "12"
    assert [code for code, _ in drawer.asked] == [CODE]


async def test_asked_too_often_is_told_and_trying_again_asks_with_the_same_key(tmp_path: Path) -> None:
    drawer = Drawer([BackendKey.TOO_MANY, BackendKey.SLOW])
    async with a_hall(tmp_path, drawer) as visitor:
        visitor.says("resume")
        await visitor.meets("请输入接着办的码", CODE)
        await visitor.meets("太频繁", "again")
        await visitor.meets("办事系统很慢", "again")
        await visitor.sees("几杯")
    assert len(set(drawer.asked)) == 1
    assert len(drawer.asked) == 3


async def test_back_from_a_fault_leads_to_the_digits(tmp_path: Path) -> None:
    async with a_hall(tmp_path, Drawer([BackendKey.SLOW])) as visitor:
        visitor.says("resume")
        await visitor.meets("请输入接着办的码", CODE)
        await visitor.sees("办事系统很慢")
        visitor.desk.back()
        await visitor.sees("请输入接着办的码")
        assert visitor.desk.presenter.draft == CODE


async def test_a_login_that_is_asked_for_in_vain_is_a_fault_and_no_endless_loop(tmp_path: Path) -> None:
    """No reader here: the question for the card stands, and she can leave it."""
    async with a_hall(tmp_path, Drawer([BackendKey.LEVEL_TOO_LOW])) as visitor:
        visitor.says("resume")
        await visitor.meets("请输入接着办的码", CODE)
        await visitor.sees("读卡器断开了")


async def test_a_full_disk_stops_the_print_and_not_her(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise Fault("disk.full")

    monkeypatch.setattr(SlipDesk, "print_slip", full)
    monkeypatch.setattr(SlipDesk, "resting", lambda _: NOTHING)
    async with a_hall(tmp_path, Drawer()) as visitor:
        visitor.says("tea")
        await visitor.sees("几杯")
        visitor.desk.pause()
        await visitor.meets("先停一停吗", True)
        await visitor.meets("请记下这个码", "print")
        await visitor.until(lambda: "拍照" in visitor.scene.prompt.hint.shown())
        visitor.desk.back()
        await visitor.meets("请记下这个码", "done")
        await visitor.until(lambda: len(visitor.cleared) == 2)


@pytest.mark.parametrize(
    "answers", [(Promise("a", "1"),) * (MOST_ANSWERS + 1), (Promise("a", "长" * (LONGEST_VALUE + 1)),)]
)
def test_what_is_too_long_is_told_before_it_is_sent(answers: tuple[Promise, ...]) -> None:
    with pytest.raises(Fault, match=r"^pause\.too_long$"):
        BackendPauses(Transport("http://127.0.0.1:9")).seal(Kept("tea", answers), None)


def test_neither_page_nor_slip_says_what_was_stopped_or_of_whom() -> None:
    lines = slip.body(TICKET)
    printed = "".join(line.text for line in lines if isinstance(line, TextLine))
    (picture,) = [line for line in lines if isinstance(line, QrCode)]
    page = pages.code(TICKET, NOTHING)
    assert page.personal
    assert "3071 6284 95" in printed
    assert "2026 年 11 月 22 日 09:42" in printed
    assert picture.data == pages.hall_code(CODE)
    assert CODE not in repr(TICKET)
    assert "三零七幺，六二八四，九五" in page.said
    assert date(2026, 11, 22) == TICKET.good_until.date()
