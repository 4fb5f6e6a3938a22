"""Printing with a resident standing there: once, told truly, and written down before and after."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.counters import Counters
from hardware.errors import Completion, DeviceError
from hardware.receipt_printer.contract import PrinterReason, PrintOutcome, PrintResult, ReceiptPrinter
from hardware.receipt_printer.slip import Field, Slip, TextLine
from hardware.status import DeviceState, DeviceStatus, StatusListener
from kiosk.documents import slip_desk
from kiosk.documents.slip_desk import SlipDesk
from kiosk.documents.slip_layout import BODY, DISCLAIMER, compose, digest
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.store.database import Database
from kiosk.store.journal import ActState, Journal
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.prompts import Choose, Option
from kiosk.visit.sentences import SENTENCES
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.visit.conftest import AllWell

pytestmark = pytest.mark.anyio

SLIP = Slip((TextLine("便民电话"),))
MORE = Choose(headline=text("还要什么？"), options=(Option("no", text("没有了")),))
PRINTED = PrintOutcome(PrintResult.PRINTED)
NO_PAPER = PrintOutcome(PrintResult.NOT_PRINTED, PrinterReason.PAPER_OUT)
DOUBT = PrintOutcome(PrintResult.UNKNOWN, PrinterReason.UNCONFIRMED)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class ScriptedPrinter(ReceiptPrinter):
    """Ends each job as a script says; keeps the ids of the jobs, and what the journal held when each began."""

    def __init__(self, journal: Journal, *script: PrintOutcome | Exception | asyncio.Event) -> None:
        self._script = list(script)
        self._journal = journal
        self.jobs: list[str] = []
        self.begun_before: list[int] = []
        self.condition = (DeviceState.ONLINE, "")

    async def print_slip(self, job_id: str, slip: Slip, deadline_s: float) -> PrintOutcome:
        self.jobs.append(job_id)
        self.begun_before.append(self._journal.count(ActState.BEGUN))
        given = self._script.pop(0)
        if isinstance(given, asyncio.Event):
            await given.wait()
            return PRINTED
        if isinstance(given, Exception):
            raise given
        return given

    @property
    def status(self) -> DeviceStatus:
        state, detail = self.condition
        return DeviceStatus("p", "receipt_printer", "scripted", state, (), detail, 0, datetime(2026, 1, 1, tzinfo=UTC))

    def subscribe(self, listener: StatusListener) -> Callable[[], None]:
        return lambda: None

    @property
    def counters(self) -> Counters:
        return Counters()

    def pause(self) -> None:
        """Nothing to pause."""

    def resume(self) -> None:
        """Nothing to resume."""

    def start(self) -> None:
        """Nothing to start."""

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(Database(tmp_path / "terminal.sqlite"), SystemClock())


async def nobody(_service: str) -> Text:
    return text("好")


@asynccontextmanager
async def standing_at(desk: SlipDesk) -> AsyncIterator[ScriptedVisitor]:
    async def serve(visit: Visit) -> None:
        await visit.ask(MORE)
        await desk.print_slip(visit, text("打印吗？"), SLIP)
        await visit.ask(MORE)
        await visit.ask(MORE)

    entry = Entry("tea", text("喝茶"), text("一杯"), "drop", "jade", ("喝茶",))
    conversation = Conversation(Catalogue((Service(entry, serve),), AllWell()), SystemClock(), Idle(), nobody)
    visitor = ScriptedVisitor(conversation)
    running = asyncio.create_task(conversation.run())
    try:
        conversation.begin()
        await visitor.meets("今天", "tea")
        await visitor.meets("还要什么", "no")
        yield visitor
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_slip_is_written_down_before_it_is_printed_and_after(journal: Journal) -> None:
    printer = ScriptedPrinter(journal, PRINTED)
    async with standing_at(SlipDesk(printer, journal)) as visitor:
        await visitor.meets("打印吗", True)
        await visitor.meets("请取走凭条", "taken")
        assert not (await visitor.sees("还要什么")).can_go_back
    assert printer.begun_before == [1]
    assert journal.count(ActState.DONE) == 1


async def test_after_the_slip_the_next_question_can_be_taken_back_and_nothing_is_printed_again(
    journal: Journal,
) -> None:
    printer = ScriptedPrinter(journal, PRINTED)
    async with standing_at(SlipDesk(printer, journal)) as visitor:
        await visitor.meets("打印吗", True)
        await visitor.meets("请取走凭条", "taken")
        await visitor.meets("还要什么", "no")
        before = visitor.scene.id
        await visitor.until(lambda: visitor.scene.id > before and visitor.desk.presenter.waiting)
        for _ in range(2):
            assert visitor.scene.can_go_back
            before = visitor.scene.id
            visitor.desk.back()
            await visitor.until(lambda before=before: visitor.scene.id > before)  # type: ignore[misc]
            await visitor.meets("还要什么", "no")
            again = visitor.scene.id
            await visitor.until(lambda again=again: visitor.scene.id > again)  # type: ignore[misc]
            await visitor.sees("还要什么")
    assert len(printer.jobs) == 1


async def test_no_is_no(journal: Journal) -> None:
    printer = ScriptedPrinter(journal)
    async with standing_at(SlipDesk(printer, journal)) as visitor:
        await visitor.meets("打印吗", False)
        assert (await visitor.sees("还要什么")).can_go_back
    assert printer.jobs == []


async def test_a_refused_slip_is_tried_again_under_a_new_id_when_she_says_so(journal: Journal) -> None:
    printer = ScriptedPrinter(journal, NO_PAPER, NO_PAPER, PRINTED)
    async with standing_at(SlipDesk(printer, journal)) as visitor:
        await visitor.meets("打印吗", True)
        for _ in range(2):
            before = len(printer.jobs)
            await visitor.meets("没纸", "again")
            await visitor.until(lambda before=before: len(printer.jobs) > before)  # type: ignore[misc]
        await visitor.sees("请取走凭条")
    assert len(set(printer.jobs)) == 3
    assert (journal.count(ActState.VOID), journal.count(ActState.DONE)) == (2, 1)


@pytest.mark.parametrize(
    "ending", [DOUBT, DeviceError(Completion.TIME_OUT, PrinterReason.PRINTER_SILENT)], ids=["unknown", "device error"]
)
@pytest.mark.parametrize("seen", ["came_out", "not_there"])
async def test_doubt_is_asked_about_and_never_printed_again(
    journal: Journal, ending: PrintOutcome | Exception, seen: str
) -> None:
    printer = ScriptedPrinter(journal, ending)
    async with standing_at(SlipDesk(printer, journal)) as visitor:
        await visitor.meets("打印吗", True)
        scene = await visitor.sees("不知道有没有打印好")
        assert not scene.can_go_back
        visitor.says(seen)
        if seen == "not_there":
            await visitor.meets("请工作人员来看一看", "taken")
        await visitor.sees("还要什么")
    assert len(printer.jobs) == 1
    assert journal.count(ActState.UNSURE) == 1


async def test_a_printer_that_does_not_come_back_is_doubt_and_never_printed_again(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slip_desk, "DEADLINE_S", -4.9)
    printer = ScriptedPrinter(journal, asyncio.Event())
    async with standing_at(SlipDesk(printer, journal)) as visitor:
        await visitor.meets("打印吗", True)
        scene = await visitor.sees(SENTENCES["work.unsure"].what.shown())
        assert [option.id for option in scene.prompt.actions] == ["home"]  # type: ignore[union-attr]
        visitor.says("home")
        await visitor.sees("今天")
    assert len(printer.jobs) == 1
    assert journal.settle_after_restart() == 1


async def test_a_disk_that_cannot_be_written_prints_nothing_and_the_question_can_be_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    broken = Journal(Database(tmp_path / "file" / "terminal.sqlite"), SystemClock())
    printer = ScriptedPrinter(broken, PRINTED)
    async with standing_at(SlipDesk(printer, broken)) as visitor:
        await visitor.meets("打印吗", True)
        await visitor.meets("机器的存储", "again")
        before = visitor.scene.id
        await visitor.until(lambda: visitor.scene.id > before)
        scene = await visitor.sees("机器的存储")
        assert scene.can_go_back  # for certain nothing was done
    assert printer.jobs == []


async def test_an_end_that_cannot_be_written_is_no_fault_of_hers(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(act_id: str, state: ActState) -> None:
        raise Fault("disk.full")

    monkeypatch.setattr(journal, "end", full)
    printer = ScriptedPrinter(journal, PRINTED)
    async with standing_at(SlipDesk(printer, journal)) as visitor:
        await visitor.meets("打印吗", True)
        await visitor.sees("请取走凭条")
    assert journal.settle_after_restart() == 1


@pytest.mark.parametrize("reason", [reason.value for reason in PrinterReason])
def test_a_printer_that_cannot_print_says_why_before_it_is_asked(journal: Journal, reason: str) -> None:
    printer = ScriptedPrinter(journal)
    desk = SlipDesk(printer, journal)
    assert not desk.resting()
    printer.condition = (DeviceState.USER_ERROR, reason)
    assert desk.resting() == SENTENCES[f"printer.{reason}"].what
    printer.condition = (DeviceState.NO_DEVICE, "some word of the supervisor")
    assert desk.resting() == SENTENCES["printer.printer_offline"].what


def test_a_terminal_without_a_printer_says_so(journal: Journal) -> None:
    assert SlipDesk(None, journal).resting().shown() == "这里没有打印机"


NOON = datetime(2026, 11, 21, 9, 42, tzinfo=UTC)


def test_a_slip_that_vouches_says_what_it_is_not_and_the_code_is_over_what_it_says() -> None:
    made = compose("杏花社区", "凭条", SLIP.lines, NOON, "https://office.example/v")
    words = [line.text for line in made.lines if isinstance(line, TextLine)]
    assert DISCLAIMER in words
    assert "09:42" in words
    assert Field("打印于", "2026 年 11 月 21 日", size=BODY) in made.lines
    assert DISCLAIMER not in [
        line.text for line in compose("杏花", "电话", SLIP.lines, NOON).lines if isinstance(line, TextLine)
    ]
    assert digest(SLIP.lines) == digest((TextLine("便民电话"),))
    assert digest(SLIP.lines) != digest((TextLine("便民电话 "),))
