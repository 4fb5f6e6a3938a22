"""The contract of a document printer: our driver, the real cupsd, and a printer at the far end of its wire.

Each worker has a cupsd of its own, on a socket and a port of its own: nothing here must run alone.
"""

import asyncio
import functools
import io
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import pytest
from pypdf import PdfReader

from hardware.document_printer import cups
from hardware.document_printer.composed import Composed
from hardware.document_printer.contract import (
    DocumentOutcome,
    DocumentPrinter,
    DocumentResult,
    PrintProgress,
    PrintStage,
)
from hardware.document_printer.contract import DocumentPrinterReason as Reason
from hardware.document_printer.cups import CupsPrinter
from hardware.document_printer.document import Document, Field, Fields, Paragraph
from hardware.document_printer.pdf import compose
from hardware.document_printer.post import Address
from hardware.document_printer.queue import PrintQueue
from hardware.document_printer.trials import TRIALS
from hardware.document_printer.typesetter import TypesetterBroken, typeset
from hardware.document_printer.watch import CupsPace
from hardware.emulators.cupsd import Cupsd
from hardware.emulators.document_printer import DocumentPrinterEmulator, PagePrinterFaults, Stage
from hardware.emulators.handles import Handled
from hardware.errors import DeviceError
from hardware.status import DeviceState, Health
from hardware.supervisor import Timing

TIMING = Timing(retry_s=(0.05, 0.1), probe_s=0.1)
PACE = CupsPace(answer_s=0.7, look_s=0.03, stuck_s=30.0, printer_s=0.1, ending_s=3.0)
HASTY = replace(PACE, stuck_s=1.2)
BRISK = replace(PACE, answer_s=0.4)
PRINTED = DocumentOutcome(DocumentResult.PRINTED)
DOCUMENT = Document(
    "社会保险参保证明",
    "青云街道社区服务中心",
    (
        Fields((Field("姓名", "林小满"), Field("社会保障号码", "69****************12"))),
        Paragraph("现参保缴费状态正常。"),
    ),
)
QUEUE = "a4"


@dataclass(frozen=True)
class Bench:
    """A printer, the print server, and our device."""

    device: DocumentPrinter
    printer: DocumentPrinterEmulator
    server: Cupsd

    def print(self, job_id: str, seconds: float = 20, copies: int = 1) -> DocumentOutcome:
        return asyncio.run(self.device.print_document(job_id, DOCUMENT, copies, seconds))

    def told(self, job_id: str, act: Callable[[PrintProgress], None] = lambda _: None) -> list[PrintProgress]:
        """Print, with what was told on the way; `act` hears it first."""
        heard: list[PrintProgress] = []

        def hear(news: PrintProgress) -> None:
            heard.append(news)
            act(news)

        asyncio.run(self.device.print_document(job_id, DOCUMENT, 3, 20, progress=hear))
        return heard


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


def not_printed(reason: Reason) -> DocumentOutcome:
    return DocumentOutcome(DocumentResult.NOT_PRINTED, reason)


def unknown(reason: Reason) -> DocumentOutcome:
    return DocumentOutcome(DocumentResult.UNKNOWN, reason)


def printed_text(document: bytes) -> str:
    """What stands on the paper; blanks are pypdf's guess, as are the zeros of what CUPS has put into a form."""
    pages = PdfReader(io.BytesIO(document)).pages
    return "".join("".join(page.extract_text().replace("\0", "").split()) for page in pages)


def local(server: Cupsd) -> Address:
    return Address(socket=str(server.socket_path))


def over_tcp(server: Cupsd) -> Address:
    return Address(host=server.host, port=server.port)


@contextmanager
def started(
    server: Cupsd, pace: CupsPace = PACE, wire: Callable[[Cupsd], Address] = local, queue: str = QUEUE
) -> Iterator[CupsPrinter]:
    device = CupsPrinter("document-1", "cups", wire(server), queue, TIMING, pace)
    device.start()
    try:
        yield device
    finally:
        device.close()


@pytest.fixture(autouse=True)
def set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One PDF for all jobs: each costs seconds of a busy machine, and tests/unit looks at every part of them."""
    monkeypatch.setattr(cups, "typeset", lambda *_: composed())


@pytest.fixture
def set_anew(monkeypatch: pytest.MonkeyPatch, set_once: None) -> None:
    """The real typesetter, in its own process."""
    monkeypatch.setattr(cups, "typeset", typeset)


@functools.cache
def composed() -> Composed:
    return compose("S-0", DOCUMENT)


@pytest.fixture(scope="module")
def cupsd() -> Iterator[Cupsd]:
    with Cupsd() as server:
        yield server


@pytest.fixture
def server(cupsd: Cupsd) -> Iterator[Cupsd]:
    cupsd.start()
    cupsd.thaw()
    yield cupsd
    cupsd.thaw()
    cupsd.start()


@pytest.fixture
def printer(server: Cupsd) -> Iterator[DocumentPrinterEmulator]:
    with DocumentPrinterEmulator() as printer:
        server.add_queue(QUEUE, printer.uri)
        yield printer
        server.thaw()
        server.start()
        server.remove_queue(QUEUE)


@pytest.fixture
def bench(server: Cupsd, printer: DocumentPrinterEmulator) -> Iterator[Bench]:
    with started(server) as device:
        until(lambda: device.status.usable)
        yield Bench(device, printer, server)


@pytest.fixture
def hasty(server: Cupsd, printer: DocumentPrinterEmulator) -> Iterator[Bench]:
    """A bench that soon gives up a job that stands still."""
    with started(server, HASTY) as device:
        until(lambda: device.status.usable)
        yield Bench(device, printer, server)


@pytest.fixture
def brisk(server: Cupsd, printer: DocumentPrinterEmulator) -> Iterator[Bench]:
    """A bench that soon gives up waiting for an answer."""
    with started(server, BRISK) as device:
        until(lambda: device.status.usable)
        yield Bench(device, printer, server)


# What comes out


def test_a_document_comes_out_as_it_was_written(bench: Bench, set_anew: None) -> None:
    assert bench.print("S-1", copies=2) == PRINTED
    (job,) = bench.printer.printed
    assert (job.pages, job.copies, job.out) == (1, 2, 2)
    text = printed_text(job.document)
    for words in (
        "青云街道社区服务中心",
        "社会保险参保证明",
        "姓名林小满",
        "现参保缴费状态正常。",
        "S-1",
        "第1页，共1页",
    ):
        assert words in text


@pytest.mark.parametrize("wire", [local, over_tcp])
def test_over_a_socket_and_over_tcp(
    server: Cupsd, printer: DocumentPrinterEmulator, wire: Callable[[Cupsd], Address]
) -> None:
    with started(server, wire=wire) as device:
        until(lambda: device.status.usable)
        assert Bench(device, printer, server).print("S-1") == PRINTED


def test_it_is_told_how_many_pages_are_out(bench: Bench) -> None:
    bench.printer.break_with(PagePrinterFaults(page_s=0.3))
    news = bench.told("S-1")
    assert news[0] == PrintProgress("S-1", PrintStage.SENT, 3)
    pages = [told.page for told in news if told.page is not None]
    assert pages == sorted(pages)
    assert {1, 2} <= set(pages)
    assert {told.pages for told in news} == {3}


def test_one_visitor_after_the_other(bench: Bench) -> None:
    assert [bench.print(f"S-{number}") for number in range(4)] == [PRINTED] * 4
    assert [job.out for job in bench.printer.printed] == [1] * 4


def test_a_job_is_printed_once(bench: Bench) -> None:
    assert bench.print("S-1") == PRINTED
    assert bench.print("S-1") == not_printed(Reason.REPEATED_JOB)
    assert len(bench.printer.printed) == 1


@pytest.mark.parametrize("job_id", ["", "林", "a b", "x" * 41, "a\n"])
def test_a_job_id_that_cannot_be_printed(bench: Bench, job_id: str) -> None:
    with pytest.raises(ValueError, match="job id"):
        bench.print(job_id)


@pytest.mark.parametrize("copies", [0, 10])
def test_as_many_copies_as_a_person_needs(bench: Bench, copies: int) -> None:
    with pytest.raises(ValueError, match="copies"):
        bench.print("S-1", copies=copies)


def test_a_character_that_the_font_lacks_is_not_printed_as_a_box(bench: Bench, set_anew: None) -> None:
    document = Document("证明", "", (Paragraph("\N{PARTY POPPER}"),))
    assert asyncio.run(bench.device.print_document("S-1", document, 1, 20)) == not_printed(Reason.NO_FONT)
    assert bench.printer.jobs == []


def test_a_broken_typesetter_prints_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Composed:
        raise TypesetterBroken("-9")

    monkeypatch.setattr(cups, "typeset", broken)
    assert bench.print("S-1") == not_printed(Reason.NO_FONT)
    assert bench.printer.jobs == []


def test_a_deadline_ends_the_typesetter_too(bench: Bench, set_anew: None) -> None:
    assert bench.print("S-1", seconds=0.2) == not_printed(Reason.PRINTER_BUSY)
    assert bench.printer.jobs == []


# What stops it before


@pytest.mark.parametrize(
    ("said", "reason", "state"),
    [
        ("media-empty-error", Reason.PAPER_OUT, DeviceState.USER_ERROR),
        ("media-jam-error", Reason.PAPER_JAM, DeviceState.USER_ERROR),
        ("door-open", Reason.COVER_OPEN, DeviceState.USER_ERROR),
        ("toner-empty-error", Reason.TONER_EMPTY, DeviceState.USER_ERROR),
        ("fuser-over-temp-error", Reason.PRINTER_BROKEN, DeviceState.HARDWARE_ERROR),
        ("paused", Reason.PRINTER_PAUSED, DeviceState.OFFLINE),
    ],
)
def test_a_printer_that_is_not_well_is_not_asked_to_print(
    bench: Bench, said: str, reason: Reason, state: DeviceState
) -> None:
    bench.printer.break_with(PagePrinterFaults(says=(said,)))
    assert bench.print("S-1") == not_printed(reason)
    assert bench.device.status.state is state
    assert bench.printer.jobs == []
    bench.printer.break_with(PagePrinterFaults())
    until(lambda: bench.device.status.health is Health.HEALTHY)
    assert bench.print("S-1") == PRINTED


def test_paper_out_while_nobody_prints_is_seen(bench: Bench) -> None:
    bench.printer.load_paper(0)
    until(lambda: bench.device.status.detail == "paper_out")
    assert not bench.device.status.usable
    bench.printer.load_paper(5)
    until(lambda: bench.device.status.usable)


def test_low_toner_is_a_warning(bench: Bench) -> None:
    bench.printer.break_with(PagePrinterFaults(says=("toner-low-warning", "media-low-report")))
    until(lambda: bench.device.status.health is Health.DEGRADED)
    assert bench.device.status.warnings == ("paper_low", "toner_low")
    assert bench.print("S-1") == PRINTED


def test_an_unreachable_printer_is_absent_and_comes_back(bench: Bench) -> None:
    bench.printer.unplug()
    assert bench.print("S-1") == not_printed(Reason.PRINTER_ABSENT)
    until(lambda: bench.device.status.health is Health.ABSENT)
    assert bench.device.status.detail == "printer_unreachable"
    bench.printer.plug()
    until(lambda: bench.device.status.usable)
    assert bench.print("S-1") == PRINTED


def test_a_mute_printer_holds_nobody_up_for_ever(brisk: Bench) -> None:
    brisk.printer.break_with(PagePrinterFaults(mute=True))
    assert brisk.print("S-1").result is DocumentResult.NOT_PRINTED
    until(lambda: brisk.device.status.health is Health.ABSENT)
    brisk.printer.break_with(PagePrinterFaults())
    until(lambda: brisk.device.status.usable)


GARBAGE = {"noise": b"\xff" * 64, "torn": b"\x02\0\0\0", "flood": b"\x02\0\0\0\0\0\0\1\4" + b"\x44" * (2 << 20)}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_and_floods_are_no_answer(bench: Bench, garbage: bytes) -> None:
    bench.printer.break_with(PagePrinterFaults(garbage=garbage))
    until(lambda: bench.device.status.health is Health.FAILED)
    assert bench.device.status.detail == "garbled"
    assert bench.print("S-1").result is DocumentResult.NOT_PRINTED
    bench.printer.break_with(PagePrinterFaults())
    until(lambda: bench.device.status.usable)


def test_an_answer_to_the_last_question_is_none_to_this_one(bench: Bench) -> None:
    bench.printer.break_with(PagePrinterFaults(answers_last=True))
    assert bench.print("S-1") == not_printed(Reason.PRINTER_SILENT)
    assert bench.printer.jobs == []


def test_late_answers_are_waited_for(bench: Bench) -> None:
    bench.printer.break_with(PagePrinterFaults(late_s=0.05))
    assert bench.print("S-1") == PRINTED


# What stops it in the middle


STOPS = [
    (PagePrinterFaults(out_after=1), Reason.PAPER_OUT),
    (PagePrinterFaults(jam_after=1), Reason.PAPER_JAM),
]


@pytest.mark.parametrize(("fault", "reason"), STOPS, ids=lambda part: str(part) if isinstance(part, Reason) else "")
def test_a_stop_in_mid_job_that_is_mended_goes_on(bench: Bench, fault: PagePrinterFaults, reason: Reason) -> None:
    bench.printer.break_with(fault)

    def mend(news: PrintProgress) -> None:
        if news.stage is PrintStage.WAITING:
            bench.printer.break_with(PagePrinterFaults())

    news = bench.told("S-1", mend)
    assert [told.why for told in news if told.stage is PrintStage.WAITING] == [reason]
    assert [job.out for job in bench.printer.printed] == [3]


@pytest.mark.parametrize(("fault", "reason"), STOPS, ids=lambda part: str(part) if isinstance(part, Reason) else "")
def test_the_next_visitor_is_not_handed_the_pages_of_the_one_before(
    hasty: Bench, fault: PagePrinterFaults, reason: Reason
) -> None:
    hasty.printer.break_with(fault)
    assert hasty.print("S-1", copies=3) == unknown(reason)
    assert hasty.printer.jobs[0].stage is Stage.CANCELLED
    hasty.printer.break_with(PagePrinterFaults())
    until(lambda: hasty.device.status.usable)
    assert hasty.print("S-2") == PRINTED
    assert [job.out for job in hasty.printer.jobs] == [1, 1]


def test_a_cover_opened_in_mid_job_is_told(hasty: Bench) -> None:
    hasty.printer.break_with(PagePrinterFaults(page_s=0.4))
    seen: list[Reason | None] = []

    def open_cover(news: PrintProgress) -> None:
        seen.append(news.why)
        if news.page == 1:
            hasty.printer.break_with(PagePrinterFaults(cover_open=True))

    hasty.told("S-1", open_cover)
    assert Reason.COVER_OPEN in seen
    assert hasty.device.status.state is DeviceState.USER_ERROR


def test_a_stuck_job_is_cancelled_at_the_server_and_in_the_printer(hasty: Bench) -> None:
    hasty.printer.break_with(PagePrinterFaults(stuck=True))
    assert hasty.print("S-1") == unknown(Reason.STUCK)
    assert hasty.printer.jobs[0].stage is Stage.CANCELLED
    hasty.printer.break_with(PagePrinterFaults())
    assert hasty.print("S-2") == PRINTED


def test_a_slow_printer_is_not_stuck(hasty: Bench) -> None:
    hasty.printer.break_with(PagePrinterFaults(page_s=0.4))
    assert hasty.print("S-1", copies=5) == PRINTED


def test_what_waits_at_the_deadline_is_cancelled(bench: Bench) -> None:
    bench.printer.break_with(PagePrinterFaults(out_after=1))
    assert bench.print("S-1", seconds=8, copies=2) == unknown(Reason.PAPER_OUT)
    assert bench.printer.jobs[0].stage is Stage.CANCELLED


def test_a_printer_unplugged_in_mid_job(hasty: Bench) -> None:
    hasty.printer.break_with(PagePrinterFaults(page_s=0.3))

    def pull(news: PrintProgress) -> None:
        if news.page == 1:
            hasty.printer.unplug()

    hasty.told("S-1", pull)
    until(lambda: hasty.device.status.health is Health.ABSENT)
    hasty.printer.break_with(PagePrinterFaults(stuck=True))
    hasty.printer.plug()
    until(lambda: hasty.device.status.usable)
    hasty.printer.break_with(PagePrinterFaults())
    assert hasty.print("S-2") == PRINTED
    assert [job.over for job in hasty.printer.jobs] == [True] * len(hasty.printer.jobs)


def test_a_printer_that_gives_jobs_up(hasty: Bench) -> None:
    """CUPS counts it as completed; the printer knows better."""
    hasty.printer.break_with(PagePrinterFaults(aborts=True))
    assert hasty.print("S-1").result is DocumentResult.UNKNOWN
    hasty.printer.break_with(PagePrinterFaults())
    until(lambda: hasty.device.status.usable)
    assert hasty.print("S-2") == PRINTED


def test_a_job_that_is_cancelled_at_the_panel(bench: Bench) -> None:
    bench.printer.break_with(PagePrinterFaults(page_s=0.3))

    def press(news: PrintProgress) -> None:
        if news.page == 1:
            bench.printer.cancel_job()

    assert asyncio.run(_printing(bench, "S-1", press)) == unknown(Reason.CANCELLED)


def test_a_printer_that_tells_of_no_jobs_prints_all_the_same(bench: Bench) -> None:
    bench.printer.break_with(PagePrinterFaults(keeps_to_itself=True, page_s=0.2))
    news = bench.told("S-1")
    assert {told.page for told in news} == {None}
    assert [job.out for job in bench.printer.printed] == [3]


def test_a_printer_that_lies_is_believed(bench: Bench) -> None:
    """No wire can tell; the page says so."""
    bench.printer.break_with(PagePrinterFaults(lies=True))
    assert bench.print("S-1") == PRINTED
    assert bench.printer.printed == []


# The print server


def test_a_dead_cupsd_is_absent_and_comes_back(bench: Bench) -> None:
    bench.server.kill()
    assert bench.print("S-1") == not_printed(Reason.PRINTER_ABSENT)
    until(lambda: bench.device.status.health is Health.ABSENT)
    assert bench.device.status.detail == "spooler_absent"
    bench.server.start()
    until(lambda: bench.device.status.usable)
    assert bench.print("S-1") == PRINTED


def test_cupsd_killed_in_mid_job_leaves_doubt_and_nothing_behind(bench: Bench) -> None:
    bench.printer.break_with(PagePrinterFaults(page_s=0.5))
    killed = threading.Event()

    def kill(news: PrintProgress) -> None:
        if news.page == 1 and not killed.is_set():
            killed.set()
            bench.server.kill()

    outcome = asyncio.run(_printing(bench, "S-1", kill))
    assert outcome.result is DocumentResult.UNKNOWN
    bench.printer.break_with(PagePrinterFaults(stuck=True))  # so that what is sent again is seen and not printed
    bench.server.start()
    until(lambda: bench.device.status.usable)
    bench.printer.break_with(PagePrinterFaults())
    assert bench.print("S-2") == PRINTED
    assert all(job.over for job in bench.printer.jobs)


async def _printing(bench: Bench, job_id: str, act: Callable[[PrintProgress], None]) -> DocumentOutcome:
    return await bench.device.print_document(job_id, DOCUMENT, 3, 20, progress=act)


def test_a_server_that_is_back_is_looked_through_before_it_prints_much_of_what_it_kept(
    printer: DocumentPrinterEmulator, server: Cupsd
) -> None:
    server.kill()
    device = CupsPrinter("document-1", "cups", local(server), QUEUE, replace(TIMING, retry_s=(600.0,)), PACE)
    device.start()
    try:
        until(lambda: device.status.state is DeviceState.POWER_OFF)
        server.start()
        until(lambda: device.status.usable)
    finally:
        device.close()


def test_a_frozen_cupsd_does_not_hold_the_thread(brisk: Bench) -> None:
    brisk.server.freeze()
    assert brisk.print("S-1") == not_printed(Reason.PRINTER_SILENT)
    until(lambda: brisk.device.status.health is Health.ABSENT)
    assert brisk.device.status.detail == "spooler_silent"
    brisk.server.thaw()
    until(lambda: brisk.device.status.usable)
    assert brisk.print("S-1") == PRINTED


def test_cupsd_frozen_in_mid_job(brisk: Bench) -> None:
    brisk.printer.break_with(PagePrinterFaults(page_s=0.3))

    def freeze(news: PrintProgress) -> None:
        if news.page == 1:
            brisk.server.freeze()

    outcome = asyncio.run(_printing(brisk, "S-1", freeze))
    assert outcome.result is DocumentResult.UNKNOWN
    brisk.server.thaw()
    until(lambda: brisk.device.status.usable)
    assert brisk.print("S-2") == PRINTED


def test_a_queue_that_is_missing_and_made_later(server: Cupsd) -> None:
    with started(server, queue="later") as device:
        until(lambda: device.status.detail == "queue_missing")
        assert device.status.health is Health.ABSENT
        with DocumentPrinterEmulator() as printer:
            server.add_queue("later", printer.uri)
            until(lambda: device.status.usable)
            server.remove_queue("later")


def test_a_queue_that_staff_paused_stays_paused(bench: Bench) -> None:
    bench.server.pause_queue(QUEUE)
    until(lambda: bench.device.status.health is Health.PAUSED)
    assert bench.print("S-1") == not_printed(Reason.PRINTER_PAUSED)
    with started(bench.server) as another:
        until(lambda: another.status.health is Health.PAUSED and another.status.detail == "printer_paused")
    bench.server.resume_queue(QUEUE)
    until(lambda: bench.device.status.usable)
    assert bench.print("S-1") == PRINTED


def test_a_queue_that_paused_on_our_job_goes_on_without_it(hasty: Bench) -> None:
    print_into_a_pause(hasty)


def print_into_a_pause(bench: Bench) -> None:
    """The queue pauses with our job in it, as it does when its printer fails (printer-error-policy stop-printer)."""
    bench.printer.break_with(PagePrinterFaults(out_after=1))
    paused = threading.Event()

    def pause(news: PrintProgress) -> None:
        if news.stage is PrintStage.WAITING and not paused.is_set():
            paused.set()
            bench.server.pause_queue(QUEUE)

    assert asyncio.run(_printing(bench, "S-1", pause)).result is DocumentResult.UNKNOWN
    assert paused.is_set()
    bench.printer.break_with(PagePrinterFaults())
    until(lambda: bench.device.status.usable)
    assert bench.print("S-2") == PRINTED
    assert [job.out for job in bench.printer.jobs if job.out] == [1, 1]


def test_what_an_earlier_life_left_is_not_printed(server: Cupsd, printer: DocumentPrinterEmulator) -> None:
    server.pause_queue(QUEUE)
    queue = PrintQueue(local(server), QUEUE, 3)
    left = queue.create("S-0", 1, "one-sided")
    queue.send(left, composed().pdf, 3)
    with started(server) as device:
        until(lambda: device.status.usable)
        assert not queue.known(left)
        assert Bench(device, printer, server).print("S-1") == PRINTED
    assert [job.name.rpartition("-S-")[2] for job in printer.jobs] == ["1"]


def test_what_the_printer_still_holds_of_ours_is_cancelled_there(bench: Bench) -> None:
    bench.printer.load_paper(0)
    queue = PrintQueue(local(bench.server), QUEUE, 3)
    queue.send(queue.create("S-0", 1, "one-sided"), composed().pdf, 3)
    until(lambda: any(job.whole for job in bench.printer.jobs))
    bench.server.kill()  # nobody tells the printer to stop
    until(lambda: bench.device.status.health is Health.ABSENT)
    bench.server.start()
    until(lambda: all(job.over for job in bench.printer.jobs))
    bench.printer.load_paper(10)
    until(lambda: bench.device.status.usable)
    assert bench.printer.printed == []


def test_a_fresh_installation_allows_what_is_needed() -> None:
    with Cupsd(strict=True) as server, DocumentPrinterEmulator() as printer:
        server.add_queue(QUEUE, printer.uri)
        with started(server, HASTY) as device:
            until(lambda: device.status.usable)
            print_into_a_pause(Bench(device, printer, server))
            assert device.status.warnings == ()


@pytest.mark.parametrize("status", [0x0400, 0x0503, 0x0507])
def test_a_printer_that_takes_no_jobs(hasty: Bench, status: int) -> None:
    hasty.printer.break_with(PagePrinterFaults(refuses=status))
    assert hasty.print("S-1").result is DocumentResult.UNKNOWN
    hasty.printer.break_with(PagePrinterFaults())
    until(lambda: hasty.device.status.usable)
    assert hasty.print("S-2") == PRINTED
    assert [job.out for job in hasty.printer.printed] == [1]


# What is kept


def found(folder: Path, words: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]


def kept(server: Cupsd) -> list[Path]:
    """Files below the server's folders that hold a document or a name."""
    held = [path for words in (b"%PDF-", "林小满".encode()) for path in found(server.folder, words)]
    return [*held, *(path for path in server.spool.rglob("*") if path.is_file())]


def test_nothing_of_a_document_stays_with_the_server(hasty: Bench) -> None:
    hasty.printer.break_with(PagePrinterFaults(stuck=True))
    seen: list[Path] = []

    def look(news: PrintProgress) -> None:
        if news.page == 0:
            seen.extend(kept(hasty.server))

    hasty.told("S-1", look)
    assert seen, "the look itself must be able to find something"
    assert kept(hasty.server) == []
    hasty.printer.break_with(PagePrinterFaults())
    assert hasty.print("S-2") == PRINTED
    assert kept(hasty.server) == []


def test_a_server_that_keeps_jobs_is_reported_and_cleared(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Cupsd(keeps_jobs=True) as server, DocumentPrinterEmulator() as printer:
        server.add_queue(QUEUE, printer.uri)
        with started(server) as device:
            until(lambda: device.status.usable)
            assert device.status.warnings == ("keeps_job_files", "keeps_job_history")
            assert Bench(device, printer, server).print("S-1") == PRINTED
        assert kept(server) == []
    assert "林小满" not in caplog.text


def test_a_queue_that_prints_again_by_itself_is_reported(server: Cupsd) -> None:
    with DocumentPrinterEmulator() as printer:
        server.add_queue("again", printer.uri, error_policy="retry-job")
        with started(server, queue="again") as device:
            until(lambda: device.status.usable)
            assert device.status.warnings == ("queue_prints_again",)
        server.remove_queue("again")


# Threads and callers


def test_a_cancelled_caller_does_not_stop_pages_on_their_way(bench: Bench) -> None:
    bench.printer.break_with(PagePrinterFaults(page_s=0.2))

    async def give_up() -> None:
        sent = asyncio.Event()
        task = asyncio.create_task(bench.device.print_document("S-1", DOCUMENT, 2, 20, progress=lambda _: sent.set()))
        await sent.wait()
        task.cancel()

    asyncio.run(give_up())
    until(lambda: [job.out for job in bench.printer.printed] == [2])
    assert bench.print("S-1") == not_printed(Reason.REPEATED_JOB)


def test_close_does_not_wait_for_the_last_page(bench: Bench) -> None:
    bench.printer.break_with(PagePrinterFaults(page_s=30))
    sent = threading.Event()
    outcomes: list[DocumentOutcome] = []

    def print_long() -> None:
        outcomes.append(asyncio.run(_printing(bench, "S-1", lambda _: sent.set())))

    thread = threading.Thread(target=print_long)
    thread.start()
    assert sent.wait(20)
    bench.device.close()
    thread.join(20)
    assert outcomes == [unknown(Reason.CANCELLED)]
    bench.printer.break_with(PagePrinterFaults())


async def tried(bench: Bench, name: str, said: list[str], *words: str) -> None:
    await TRIALS[name].run(bench.device, words, said.append)


def test_the_trials_print_and_tell(bench: Bench, set_anew: None) -> None:
    said: list[str] = []
    asyncio.run(tried(bench, "status", said))
    assert said == ["online"]
    asyncio.run(tried(bench, "test-page", said, "large"))
    assert said[-1].endswith(": printed")
    (job,) = bench.printer.printed
    assert "打印测试页" in printed_text(job.document)
    with pytest.raises(ValueError, match="large"):
        asyncio.run(tried(bench, "test-page", said, "huge"))


def test_the_printer_lies_on_the_workbench(bench: Bench) -> None:
    handled: Handled = bench.printer
    for key in handled.faults():
        handled.break_with_fault(key)
    handled.break_with_fault("")
    {handle.label: handle for handle in handled.handles()}["Take the paper out"].act()
    until(lambda: bench.device.status.detail == "paper_out")
    assert handled.looks() == "0 sheets, 0 pages out, 0 jobs waiting"


def test_a_document_tells_nothing_in_its_repr() -> None:
    assert "林小满" not in repr(DOCUMENT)
    assert "林小满" not in repr(DOCUMENT.blocks)


def test_pycups_sees_what_we_see(bench: Bench) -> None:
    """An independent reader of the same answers (libcups)."""
    pycups = import_module("cups")  # it is a module of C and tells no types
    oracle = pycups.Connection(host=str(bench.server.socket_path))
    seen = oracle.getPrinterAttributes(QUEUE)
    told = PrintQueue(local(bench.server), QUEUE, 3)._queue.printer("all")
    assert seen["printer-state"] == told.number("printer-state")
    assert seen["device-uri"] == told.word("device-uri") == bench.printer.uri
    assert tuple(seen["media-supported"]) == told.words("media-supported")
    assert seen["printer-is-accepting-jobs"] is told.fact("printer-is-accepting-jobs", otherwise=False)


def test_a_refused_question_is_an_error_of_the_device(bench: Bench) -> None:
    queue = PrintQueue(local(bench.server), QUEUE, 3)
    with pytest.raises(DeviceError, match="refused"):
        queue.send(99999, b"%PDF-", 3)


def test_a_private_cupsd_does_not_outlive_whoever_started_it(tmp_path: Path) -> None:
    words = "import os\nfrom hardware.emulators.cupsd import Cupsd\nwith Cupsd() as server:\n"
    words += "    print(server.folder, flush=True)\n    os.kill(os.getpid(), 9)\n"
    ended = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, timeout=60, check=False)
    folder = Path(ended.stdout.strip())
    assert folder.name.startswith("cupsd-")
    until(lambda: not folder.exists())
    until(lambda: not any(str(folder).encode() in words for words in _command_lines()))


def _command_lines() -> Iterator[bytes]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_bytes()
        except OSError:
            continue
