"""Printing a slip with a resident standing there: ask, print once, tell the truth about the paper."""

import asyncio
import logging

from hardware.errors import DeviceError
from hardware.receipt_printer.contract import PrinterReason, PrintOutcome, PrintResult, ReceiptPrinter
from hardware.receipt_printer.slip import Slip
from hardware.status import DeviceState
from kiosk.foundation.errors import Fault
from kiosk.store.journal import ActState, Journal
from kiosk.visit.prompts import Act, Confirm, Option, Tell
from kiosk.visit.sentences import Explanation, explain
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

DEADLINE_S = 25.0
ENDS = {
    PrintResult.PRINTED: ActState.DONE,
    PrintResult.NOT_PRINTED: ActState.VOID,
    PrintResult.UNKNOWN: ActState.UNSURE,
}

TAKEN = Option("taken", text("拿好了"), icon="check-circle", phrases=("好了", "拿到了"), primary=True)
AGAIN = Option("again", text("再试一次"), icon="arrow-clockwise", phrases=("重试",), primary=True)
SKIP = Option("skip", text("不打印了"), icon="x", phrases=("算了", "不要了"))
CAME_OUT = Option("came_out", text("印好了"), icon="check-circle", phrases=("好的", "有了"), primary=True)
NOT_THERE = Option("not_there", text("没有印好"), icon="headset", phrases=("没有", "坏了"))


class SlipDesk:
    """The way to paper for every service. A slip is never printed again by itself."""

    def __init__(self, printer: ReceiptPrinter | None, journal: Journal) -> None:
        self._printer = printer
        self._journal = journal

    def resting(self) -> Text:
        """Why nothing can be printed now; NOTHING if it can."""
        if self._printer is None:
            return text("这里没有打印机")
        status = self._printer.status
        if status.state in {DeviceState.ONLINE, DeviceState.DEVICE_BUSY}:
            return NOTHING
        return _told(_reason(status.detail)).what

    async def print_slip(self, visit: Visit, question: Text, slip: Slip) -> None:
        """Ask, print, and see the paper into her hand.

        Raises: Back (let it pass), Fault `disk.full`
        """
        ask = Confirm(headline=question, hint=text("凭条从屏幕下方出来。"), yes=text("打印"), no=text("先不打印"))
        if not await visit.confirm(ask):
            return
        while True:
            outcome = await visit.work(
                text("正在打印凭条"), self._print_once, slip, held=True, deadline_s=DEADLINE_S + 5
            )
            if not await self._try_again(visit, outcome):
                visit.close_back()
                return

    async def _try_again(self, visit: Visit, outcome: PrintOutcome) -> bool:
        if outcome.result is PrintResult.PRINTED:
            take = Act(
                headline=text("请取走凭条"),
                hint=text("凭条在屏幕下方的出纸口。"),
                icon="receipt",
                options=(TAKEN,),
                place="receipt_printer",
            )
            await visit.ask(take)
            return False
        told = _told(outcome.reason)
        if outcome.result is PrintResult.UNKNOWN:
            await self._look_at_the_paper(visit, told)
            return False
        refused = Tell(headline=told.what, hint=told.next, actions=(AGAIN, SKIP))
        return await visit.tell(refused) == AGAIN.id

    async def _look_at_the_paper(self, visit: Visit, told: Explanation) -> None:
        """Only her eyes, or a neighbour's, know; printing again without asking could hand out two."""
        doubt = Tell(
            headline=text("不知道有没有打印好"),
            hint=text("{what}。请看看出纸口。", what=told.what),
            actions=(CAME_OUT, NOT_THERE),
        )
        if await visit.tell(doubt) == NOT_THERE.id:
            await visit.tell(
                Tell(
                    headline=text("请工作人员来看一看"),
                    hint=text("按“呼叫人工”。没有印好的凭条可以补。"),
                    actions=(TAKEN,),
                )
            )

    async def _print_once(self, slip: Slip) -> PrintOutcome:
        """Journal, print, journal. On the loop; the disk is written in a thread."""
        if self._printer is None:
            return PrintOutcome(PrintResult.NOT_PRINTED, PrinterReason.PRINTER_ABSENT)
        act = await asyncio.to_thread(self._journal.begin, "print_slip")
        try:
            outcome = await self._printer.print_slip(act, slip, DEADLINE_S)
        except DeviceError as error:
            _log.warning("printer: %s", error)
            outcome = PrintOutcome(PrintResult.UNKNOWN, PrinterReason.UNCONFIRMED)
        try:
            await asyncio.to_thread(self._journal.end, act, ENDS[outcome.result])
        except Fault:
            _log.warning("journal: the end of a print could not be written; it counts as unsure")
        return outcome


def _reason(detail: str) -> PrinterReason:
    return PrinterReason(detail) if detail in set(PrinterReason) else PrinterReason.PRINTER_OFFLINE


def _told(reason: PrinterReason | None) -> Explanation:
    return explain(Fault(f"printer.{reason or PrinterReason.UNCONFIRMED}"))
