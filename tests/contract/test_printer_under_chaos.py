"""Whatever breaks, and whenever: a printed slip is whole and single, one not printed left no trace on paper."""

import asyncio
import random
import threading
from pathlib import Path

import pytest

from hardware.emulators.receipt_printer import PrinterFaults, ReceiptPrinterEmulator
from hardware.receipt_printer.contract import PrintOutcome, PrintResult
from hardware.receipt_printer.escpos import EscPosPrinter
from hardware.receipt_printer.job import PAPER_80_MM
from hardware.receipt_printer.mechanism import PrinterPace
from hardware.receipt_printer.slip import Feed, QrCode, Slip, TextLine
from hardware.supervisor import Timing
from hardware.transport.serial_line import SerialLine, SerialSettings
from hardware.transport.tcp import TcpSocket

JOBS = 30
PACE = PrinterPace(answer_s=0.15, look_s=0.03, quiet_s=0.08, hush_s=0.03)
WELL = PrinterFaults()


def slip(job_id: str) -> Slip:
    return Slip((TextLine(f"甲{job_id}甲"), TextLine("一" * 60), QrCode("x" * 40), Feed(3), TextLine(f"乙{job_id}乙")))


class Chaos:
    """Breaks and mends a printer at random moments until it is stopped."""

    def __init__(self, device: ReceiptPrinterEmulator, seed: int) -> None:
        self._device = device
        self._random = random.Random(seed)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._rage)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._device.plug()
        self._device.break_with(WELL)

    def _rage(self) -> None:
        while not self._stop.wait(self._random.uniform(0, 0.08)):
            faults = self._random.choice(
                [
                    WELL,
                    WELL,
                    PrinterFaults(paper_out=True),
                    PrinterFaults(cover_open=True),
                    PrinterFaults(cutter_jams=True),
                    PrinterFaults(stuck=True),
                    PrinterFaults(silent=True),
                    PrinterFaults(lines_left=self._random.randint(1, 9)),
                    PrinterFaults(hang_up_after=self._random.randint(1, 400)),
                ]
            )
            self._device.break_with(faults)
            if self._random.random() < 0.1:
                self._device.unplug()
            else:
                self._device.plug()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", ["tcp", "serial"])
def test_no_slip_is_lost_doubled_or_believed_wrongly(kind: str, seed: int, tmp_path: Path) -> None:
    make = (
        ReceiptPrinterEmulator.tcp(columns=32) if kind == "tcp" else ReceiptPrinterEmulator.serial(tmp_path / "p", 32)
    )
    with make as device:
        wire = (
            TcpSocket(device.host, int(device.port)) if kind == "tcp" else SerialLine(SerialSettings(device.port, 9600))
        )
        printer = EscPosPrinter("p", kind, wire, PAPER_80_MM, Timing(retry_s=(0.01, 0.02), probe_s=0.02), PACE)
        printer.start()

        async def print_all() -> dict[str, PrintOutcome]:
            outcomes = {}
            for job_id in (f"S-{number:03}" for number in range(JOBS)):
                outcomes[job_id] = await printer.print_slip(job_id, slip(job_id), 0.4)
                await asyncio.sleep(0.01)
            return outcomes

        try:
            with Chaos(device, seed):
                outcomes = asyncio.run(print_all())
            last = asyncio.run(wait_for_a_print(printer))
        finally:
            printer.close()
    assert last
    judge(outcomes, [out.text for out in device.slips])


async def wait_for_a_print(printer: EscPosPrinter) -> bool:
    for attempt in range(100):
        if (await printer.print_slip(f"L-{attempt}", slip(f"L-{attempt}"), 5)).result is PrintResult.PRINTED:
            return True
        await asyncio.sleep(0.05)
    return False


def judge(outcomes: dict[str, PrintOutcome], papers: list[str]) -> None:
    for job_id, outcome in outcomes.items():
        begun = sum(paper.count(f"甲{job_id}甲") for paper in papers)
        ended = sum(paper.count(f"乙{job_id}乙") for paper in papers)
        whole = [paper for paper in papers if f"甲{job_id}甲" in paper and f"乙{job_id}乙" in paper]
        assert begun <= 1, "nothing is printed twice"
        if outcome.result is PrintResult.PRINTED:
            assert len(whole) == 1, (job_id, outcome)
        if outcome.result is PrintResult.NOT_PRINTED:
            assert begun == ended == 0, (job_id, outcome)
    for paper in papers:
        assert paper.count("甲S-") <= 1, "no two slips hang together"
