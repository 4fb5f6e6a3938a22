"""The contract of a receipt printer, held by every driver against the far end of its own wire."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp

from hardware.emulators.handles import Handled
from hardware.emulators.receipt_printer import PrinterFaults, ReceiptPrinterEmulator
from hardware.emulators.receipt_printer_bench import PrinterOnTheBench
from hardware.receipt_printer.contract import PrinterReason, PrintOutcome, PrintResult, ReceiptPrinter
from hardware.receipt_printer.escpos import EscPosPrinter
from hardware.receipt_printer.job import PAPER_80_MM, Paper
from hardware.receipt_printer.mechanism import PrinterPace
from hardware.receipt_printer.slip import Align, Feed, Field, QrCode, Rule, Slip, TextLine
from hardware.receipt_printer.trials import TRIALS
from hardware.status import DeviceState, Health
from hardware.supervisor import Timing
from hardware.transport.serial_line import SerialLine, SerialSettings
from hardware.transport.tcp import TcpSocket
from hardware.transport.usb_path import UsbPath
from hardware.transport.wire import Wire

TIMING = Timing(retry_s=(0.02, 0.04), probe_s=0.1)
PACE = PrinterPace(answer_s=0.25, look_s=0.05, quiet_s=0.1, hush_s=0.05)
PRINTED = PrintOutcome(PrintResult.PRINTED)
SLIP = Slip(
    (
        TextLine("社会保险查询结果", size=2, bold=True, align=Align.CENTRE),
        Rule(),
        Field("姓名", "林*满"),
        Field("月缴费", "￥1,234.50"),
        TextLine("①带好证件；②到二楼窗口，谢谢您！"),
        TextLine("𠮷田女士"),
        QrCode("https://verify.example/8f3a#林"),
        Feed(2),
    )
)


@dataclass(frozen=True)
class Wiring:
    """How one driver meets its printer."""

    name: str
    device: Callable[[Path], ReceiptPrinterEmulator]
    wire: Callable[[ReceiptPrinterEmulator], Wire]


DRIVERS = [
    Wiring(
        "escpos_tcp",
        lambda _: ReceiptPrinterEmulator.tcp(),
        lambda device: TcpSocket(device.host, int(device.port)),
    ),
    Wiring(
        "escpos_serial",
        lambda folder: ReceiptPrinterEmulator.serial(folder / "ttyUSB0"),
        lambda device: SerialLine(SerialSettings(device.port, 19200)),
    ),
    Wiring(
        "escpos_usb",
        lambda folder: ReceiptPrinterEmulator.usb(folder / "lp0"),
        lambda device: UsbPath(device.port),
    ),
]


@dataclass(frozen=True)
class Bench:
    """A printer and what is at the other end of its wire."""

    printer: ReceiptPrinter
    device: ReceiptPrinterEmulator

    def print(self, job_id: str, slip: Slip = SLIP, seconds: float = 10) -> PrintOutcome:
        return asyncio.run(self.printer.print_slip(job_id, slip, seconds))


def until(true: Callable[[], bool], seconds: float = 8) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


def started(wiring: Wiring, device: ReceiptPrinterEmulator, paper: Paper = PAPER_80_MM) -> ReceiptPrinter:
    printer = EscPosPrinter("printer-1", wiring.name, wiring.wire(device), paper, TIMING, PACE)
    printer.start()
    return printer


@pytest.fixture(params=DRIVERS, ids=lambda wiring: wiring.name)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with request.param.device(tmp_path) as device:
        printer = started(request.param, device)
        try:
            until(lambda: printer.status.usable)
            yield Bench(printer, device)
        finally:
            printer.close()


def not_printed(reason: PrinterReason) -> PrintOutcome:
    return PrintOutcome(PrintResult.NOT_PRINTED, reason)


def unknown(reason: PrinterReason) -> PrintOutcome:
    return PrintOutcome(PrintResult.UNKNOWN, reason)


def test_a_slip_comes_out_as_it_was_written(bench: Bench) -> None:
    assert bench.print("S-1") == PRINTED
    (slip,) = bench.device.slips
    assert slip.cut
    assert slip.text.splitlines()[:8] == [
        "社会保险查询结果",
        "-" * 48,
        "姓名" + " " * 39 + "林*满",
        "月缴费" + " " * 32 + "￥1,234.50",
        "①带好证件；②到二楼窗口，谢谢您！",
        "[picture]",
        "[code]",
        "",
    ]
    assert "S-1" in slip.text
    assert slip.codes == ("https://verify.example/8f3a#林",)
    assert bench.device.unknown == []


def test_the_code_on_the_paper_can_be_read(bench: Bench) -> None:
    assert bench.print("S-1") == PRINTED
    (code,) = zxingcpp.read_barcodes(bench.device.slips[0].picture())
    assert code.text == "https://verify.example/8f3a#林"


def test_every_job_is_printed_once(bench: Bench) -> None:
    async def story() -> list[PrintOutcome]:
        jobs = ["S-1", "S-2", "S-1", "S-3", "S-2"]
        return await asyncio.gather(*(bench.printer.print_slip(job, SLIP, 20) for job in jobs))

    again = not_printed(PrinterReason.REPEATED_JOB)
    assert asyncio.run(story()) == [PRINTED, PRINTED, again, PRINTED, again]
    assert [slip.text.split()[-1] for slip in bench.device.slips] == ["S-1", "S-2", "S-3"]


@pytest.mark.parametrize(
    ("faults", "reason", "state"),
    [
        (PrinterFaults(paper_out=True), PrinterReason.PAPER_OUT, DeviceState.USER_ERROR),
        (PrinterFaults(cover_open=True), PrinterReason.COVER_OPEN, DeviceState.USER_ERROR),
        (PrinterFaults(cover_open=True, paper_out=True), PrinterReason.COVER_OPEN, DeviceState.USER_ERROR),
        (PrinterFaults(feed_button=True), PrinterReason.FEED_BUTTON, DeviceState.USER_ERROR),
        (PrinterFaults(overheated=True), PrinterReason.OVERHEATED, DeviceState.HARDWARE_ERROR),
        (PrinterFaults(broken=True), PrinterReason.PRINTER_BROKEN, DeviceState.HARDWARE_ERROR),
    ],
    ids=["paper", "cover", "cover and paper", "feed", "heat", "broken"],
)
def test_trouble_before_the_slip_prints_nothing_and_the_job_may_come_again(
    bench: Bench, faults: PrinterFaults, reason: PrinterReason, state: DeviceState
) -> None:
    bench.device.break_with(faults)
    assert bench.print("S-1") == not_printed(reason)
    assert (bench.printer.status.state, bench.printer.status.detail) == (state, reason.value)
    bench.device.break_with(PrinterFaults())
    until(lambda: bench.printer.status.state is DeviceState.ONLINE)
    assert bench.device.slips == []
    assert bench.device.hanging.rows == ()
    assert bench.print("S-1") == PRINTED


def test_paper_that_runs_low_is_a_warning(bench: Bench) -> None:
    bench.device.break_with(PrinterFaults(paper_low=True))
    until(lambda: bench.printer.status.health is Health.DEGRADED)
    assert bench.printer.status.warnings == ("paper_low",)
    assert bench.print("S-1") == PRINTED


def test_paper_that_ends_within_a_slip(bench: Bench) -> None:
    bench.device.break_with(PrinterFaults(lines_left=3))
    assert bench.print("S-1") == unknown(PrinterReason.PAPER_OUT)
    assert bench.device.slips == []
    assert bench.print("S-1") == not_printed(PrinterReason.REPEATED_JOB)
    bench.device.break_with(PrinterFaults())
    until(lambda: bench.printer.status.usable)
    until(lambda: len(bench.device.slips) == 1)
    half = bench.device.slips[0].text
    assert "社会保险查询结果" in half
    assert "谢谢您" not in half, "the rest does not come out in front of the next person"
    assert bench.print("S-2") == PRINTED
    assert bench.device.slips[1].text.startswith("社会保险查询结果"), "nothing of the first slip hangs on the second"
    assert len(bench.device.slips) == 2


def test_an_echo_is_not_believed_against_the_status(bench: Bench) -> None:
    """Some printers echo when the question arrives, with most of the slip still to be printed."""
    bench.device.break_with(PrinterFaults(lines_left=3, early_echo=True))
    assert bench.print("S-1") == unknown(PrinterReason.PAPER_OUT)
    bench.device.break_with(PrinterFaults())
    until(lambda: len(bench.device.slips) == 1)
    assert "谢谢您" not in bench.device.slips[0].text


def test_a_cutter_that_jams(bench: Bench) -> None:
    bench.device.break_with(PrinterFaults(cutter_jams=True))
    assert bench.print("S-1") == unknown(PrinterReason.CUTTER)
    assert bench.printer.status.health is Health.FAILED
    bench.device.break_with(PrinterFaults())
    until(lambda: bench.printer.status.usable)
    assert bench.print("S-2") == PRINTED


def test_a_printer_that_takes_all_and_prints_nothing_is_not_believed(bench: Bench) -> None:
    bench.device.break_with(PrinterFaults(stuck=True))
    assert bench.print("S-1", seconds=0.5) == unknown(PrinterReason.UNCONFIRMED)
    bench.device.break_with(PrinterFaults())
    assert bench.print("S-2") == PRINTED
    assert not any("S-1" in slip.text for slip in bench.device.slips)


def test_a_late_echo_does_not_vouch_for_the_next_slip(bench: Bench) -> None:
    bench.device.break_with(PrinterFaults(no_echo=True))
    assert bench.print("S-1", seconds=4) == unknown(PrinterReason.UNCONFIRMED)
    assert bench.print("S-2", seconds=0.5) == not_printed(PrinterReason.PRINTER_BUSY)
    assert [slip.text for slip in bench.device.slips if "S-2" in slip.text] == []


def test_a_silent_printer(bench: Bench) -> None:
    bench.device.break_with(PrinterFaults(silent=True))
    assert bench.print("S-1") == not_printed(PrinterReason.PRINTER_SILENT)
    until(lambda: bench.printer.status.health is Health.ABSENT)
    assert bench.print("S-1") == not_printed(PrinterReason.PRINTER_ABSENT)
    bench.device.break_with(PrinterFaults())
    until(lambda: bench.printer.status.usable)
    assert bench.print("S-1") == PRINTED


def test_a_line_that_drops_within_a_slip(bench: Bench) -> None:
    bench.device.break_with(PrinterFaults(hang_up_after=300))
    assert bench.print("S-1") == unknown(PrinterReason.PRINTER_ABSENT)
    bench.device.plug()
    until(lambda: bench.printer.status.usable)
    assert bench.print("S-1") == not_printed(PrinterReason.REPEATED_JOB)
    assert bench.print("S-2") == PRINTED


def test_unplugged_and_plugged_in_again(bench: Bench) -> None:
    bench.device.unplug()
    until(lambda: bench.printer.status.state is DeviceState.POWER_OFF)
    assert bench.print("S-1") == not_printed(PrinterReason.PRINTER_ABSENT)
    bench.device.plug()
    until(lambda: bench.printer.status.usable)
    assert bench.print("S-1") == PRINTED


def test_a_slip_that_has_begun_is_printed_to_its_end_although_nobody_waits(bench: Bench) -> None:
    bench.device.break_with(PrinterFaults(stuck=True))

    async def story() -> None:
        job = asyncio.create_task(bench.printer.print_slip("S-1", SLIP, 10))
        while bench.device.received < 2000:  # the slip is in the printer
            await asyncio.sleep(0.005)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        bench.device.break_with(PrinterFaults())

    asyncio.run(story())
    assert bench.device.wait_for_slips(1, 5)
    assert bench.print("S-1") == not_printed(PrinterReason.REPEATED_JOB)


def test_a_slip_that_waits_its_turn_can_be_cancelled(bench: Bench) -> None:
    bench.device.break_with(PrinterFaults(stuck=True))

    async def story() -> PrintOutcome:
        first = asyncio.create_task(bench.printer.print_slip("S-1", SLIP, 10))
        second = asyncio.create_task(bench.printer.print_slip("S-2", SLIP, 10))
        while bench.device.received < 2000:
            await asyncio.sleep(0.005)
        second.cancel()
        bench.device.break_with(PrinterFaults())
        return await first

    assert asyncio.run(story()) == PRINTED
    assert bench.print("S-2") == PRINTED, "it was never sent, so it may be printed"
    assert len(bench.device.slips) == 2


def test_closing_does_not_wait_for_ever(bench: Bench) -> None:
    """The slip has a minute, the end of the terminal has not; and the thread is not left behind with a closed wire."""
    bench.device.break_with(PrinterFaults(stuck=True))
    took: list[float] = []

    def close() -> None:
        until(lambda: bench.device.received > before + 400)  # more than questions: the slip is on its way
        began = time.monotonic()
        bench.printer.close()
        took.append(time.monotonic() - began)

    before = bench.device.received
    closing = threading.Thread(target=close)
    closing.start()
    assert bench.print("S-1", seconds=60).result is PrintResult.UNKNOWN
    closing.join()
    assert took[0] < 4.5  # after 5 the thread is given up


@pytest.mark.parametrize("job_id", ["", "a b", "第一", "x" * 41, "a\x1b"])
def test_a_job_id_that_cannot_be_printed_is_a_mistake_of_the_caller(bench: Bench, job_id: str) -> None:
    with pytest.raises(ValueError, match="job id"):
        bench.print(job_id)


def test_a_code_too_wide_for_the_paper_is_refused(tmp_path: Path) -> None:
    with ReceiptPrinterEmulator.tcp() as device:
        printer = started(DRIVERS[0], device, Paper(columns=8, dots=96))
        try:
            until(lambda: printer.status.usable)
            outcome = Bench(printer, device).print("S-1", Slip((QrCode("x" * 300),)))
        finally:
            printer.close()
    assert outcome == not_printed(PrinterReason.SLIP_TOO_WIDE)
    assert device.hanging.rows == ()


def test_nothing_personal_is_logged(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    slip = Slip((Field("姓名", "林小满"), TextLine("𠮷小满"), QrCode("690104195605200024")))
    assert bench.print("S-1", slip) == PRINTED
    bench.device.break_with(PrinterFaults(lines_left=1))
    assert bench.print("S-2", slip).result is PrintResult.UNKNOWN
    shown = caplog.text + repr(slip) + "".join(repr(line) for line in slip.lines)
    assert "S-1" in shown
    for secret in ("小满", "69010419"):
        assert secret not in shown


@pytest.fixture(params=DRIVERS, ids=lambda wiring: wiring.name)
def patient_bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """A printer that is asked how it is once in two minutes: what is noticed sooner, it told by itself."""
    with request.param.device(tmp_path) as device:
        seldom = Timing(retry_s=(0.02, 0.04), probe_s=120.0)
        printer = EscPosPrinter("printer-1", request.param.name, request.param.wire(device), PAPER_80_MM, seldom, PACE)
        printer.start()
        try:
            until(lambda: printer.status.usable and device.tells_changes)
            yield Bench(printer, device)
        finally:
            printer.close()


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        (PrinterFaults(paper_out=True), "paper_out"),
        (PrinterFaults(cover_open=True), "cover_open"),
        (PrinterFaults(overheated=True), "overheated"),
    ],
    ids=["paper", "cover", "heat"],
)
def test_what_happens_while_nobody_prints_is_noticed_at_once(
    patient_bench: Bench, faults: PrinterFaults, told: str
) -> None:
    patient_bench.device.break_with(faults)
    until(lambda: patient_bench.printer.status.detail == told)
    patient_bench.device.break_with(PrinterFaults())
    until(lambda: patient_bench.printer.status.state is DeviceState.ONLINE)


def test_paper_that_runs_low_while_nobody_prints_is_noticed_at_once(patient_bench: Bench) -> None:
    patient_bench.device.break_with(PrinterFaults(paper_low=True))
    until(lambda: patient_bench.printer.status.warnings == ("paper_low",))


def test_it_still_tells_changes_after_a_slip(patient_bench: Bench) -> None:
    """Printers forget at ESC @, with which every slip begins, that they were asked to tell changes."""
    assert patient_bench.print("S-1") == PRINTED
    assert patient_bench.device.tells_changes
    patient_bench.device.break_with(PrinterFaults(cover_open=True))
    until(lambda: patient_bench.printer.status.detail == "cover_open")


def test_a_printer_that_tells_nothing_by_itself_is_asked(bench: Bench) -> None:
    bench.device.break_with(PrinterFaults(tells_nothing=True, cover_open=True))
    until(lambda: bench.printer.status.detail == "cover_open")
    bench.device.break_with(PrinterFaults(tells_nothing=True))
    until(lambda: bench.printer.status.state is DeviceState.ONLINE)
    assert bench.print("S-1") == PRINTED


def test_a_status_that_nobody_asked_for_does_not_vouch_for_a_slip(bench: Bench) -> None:
    """Its last bytes look like echoes."""
    deaf = PrinterFaults(no_echo=True, tells_always=True)
    bench.device.break_with(deaf)

    def hand() -> None:
        for low in (True, False, True):
            time.sleep(0.1)
            bench.device.break_with(PrinterFaults(no_echo=True, tells_always=True, paper_low=low))

    helper = threading.Thread(target=hand)
    helper.start()
    outcome = bench.print("S-1", seconds=0.8)
    helper.join()
    assert outcome == unknown(PrinterReason.UNCONFIRMED)


def try_out(bench: Bench, trial: str) -> str:
    told: list[str] = []

    async def run() -> None:
        await TRIALS[trial].run(bench.printer, (), told.append)

    asyncio.run(run())
    return "\n".join(told)


def test_the_printer_is_asked_for_its_name_by_hand(bench: Bench) -> None:
    assert try_out(bench, "status") == "online\nEMU, EMU-80, 1.07"
    bench.device.break_with(PrinterFaults(nameless=True))
    assert "does not tell" in try_out(bench, "status")
    assert bench.print("S-1") == PRINTED


def test_a_test_page_by_hand(bench: Bench) -> None:
    assert try_out(bench, "test-page").endswith("printed")
    (slip,) = bench.device.slips
    assert slip.text.startswith("打印测试页")
    assert slip.codes == ("https://example.org/test-page",)


def test_slips_and_cuts_are_counted(bench: Bench) -> None:
    assert bench.print("S-1") == PRINTED
    bench.device.break_with(PrinterFaults(lines_left=3))
    assert bench.print("S-2") == unknown(PrinterReason.PAPER_OUT)
    bench.device.break_with(PrinterFaults())
    until(lambda: len(bench.device.slips) == 2)
    assert bench.print("S-3") == PRINTED
    assert isinstance(bench.printer, EscPosPrinter)
    counted = bench.printer.counters.snapshot()
    assert (counted["slips"], counted["slips_unknown"], counted["cuts"]) == (2, 1, 3)


def test_every_fault_of_the_workbench_can_be_had_and_mended() -> None:
    printer = ReceiptPrinterEmulator.tcp()
    bench: Handled = PrinterOnTheBench(printer)
    for key in bench.faults():
        bench.break_with_fault(key)
        assert printer.faults != PrinterFaults(), key
    bench.break_with_fault("")
    assert printer.faults == PrinterFaults()
    bench.handles()[0].act()
    assert bench.looks().startswith("cover open")
