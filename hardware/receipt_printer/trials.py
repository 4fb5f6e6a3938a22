"""What can be tried on a receipt printer by hand."""

import time
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.errors import DeviceError
from hardware.receipt_printer.contract import PrintResult, ReceiptPrinter
from hardware.receipt_printer.escpos import EscPosPrinter
from hardware.receipt_printer.slip import Align, Field, QrCode, Rule, Slip, TextLine
from hardware.trial import NotDone, Say, Trial

_PRINT_S = 30.0
_NAME_S = 5.0
_PAGE = Slip(
    (
        TextLine("打印测试页", size=2, bold=True, align=Align.CENTRE),
        Rule(),
        Field("左边", "右边"),
        TextLine("大字", size=3),
        TextLine("ABC abc 0123456789 ￥12.50 ①"),
        TextLine("生僻字：𠮷 㐂"),
        QrCode("https://example.org/test-page"),
        Rule(),
        TextLine("字要清楚，码要扫得出，纸要切断。"),
    )
)


async def _status(printer: ReceiptPrinter, words: Sequence[str], say: Say) -> None:
    del words
    status = printer.status
    say(f"{status.state.value} {status.detail} {' '.join(status.warnings)}".strip())
    if isinstance(printer, EscPosPrinter):
        try:
            names = await printer.name(_NAME_S)
        except DeviceError as error:
            names = (error.reason.value,)
        say(", ".join(names) or "it does not tell its name")


async def _test_page(printer: ReceiptPrinter, words: Sequence[str], say: Say) -> None:
    del words
    job_id = f"TEST-{time.time_ns() // 1_000_000:x}"
    outcome = await printer.print_slip(job_id, _PAGE, _PRINT_S)
    if outcome.result is not PrintResult.PRINTED:
        raise NotDone(f"{job_id}: {outcome.result.value} {outcome.reason.value if outcome.reason else ''}".rstrip())
    say(f"{job_id}: {outcome.result.value}")


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {
        "status": Trial("how it is, and what it calls itself", _status),
        "test-page": Trial("print one slip with everything that slips have", _test_page),
    }
)
