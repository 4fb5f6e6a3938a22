"""Finding an order again by what she holds in her hand: the picture on its slip, or the twelve digits under it."""

import asyncio
import logging

from hardware.code_scanner.codes import CodeKind, PaymentCode, ScannedCode
from hardware.code_scanner.contract import CodeScanner, ScannerReason
from hardware.code_scanner.hall_codes import read
from hardware.errors import DeviceError
from hardware.status import Health
from kiosk.backend_client.orders import CLAIM_DIGITS
from kiosk.visit.prompts import EnterDigits, Option, Tell
from kiosk.visit.text import text
from kiosk.visit.values import Count
from kiosk.visit.visit import Source, Visit

_log = logging.getLogger(__name__)

SCAN_S = 60
LOOK_AGAIN_S = 1


async def ask_claim(visit: Visit, scanner: CodeScanner | None, typed: str = "") -> str:
    """The code of an order, scanned or typed; `typed` stands there already, to be set right.

    Raises: Back, Pause (let them pass)
    """
    if scanner is None or scanner.status.health in {Health.ABSENT, Health.FAILED}:
        return await visit.ask(enter_claim(typed, scans=False))
    return await visit.ask(enter_claim(typed, scans=True), _scanning(visit, scanner))


def enter_claim(typed: str, *, scans: bool) -> EnterDigits:
    """Which order? The picture on the slip does as well."""
    length = Count(CLAIM_DIGITS, "位")
    hint = text("在收据或付款单上，一共 {length}。", length=length)
    if scans:
        hint = text("请扫单子上的码，或者输入 {length}单号。", length=length)
    return EnterDigits(
        headline=text("请输入付款单号"),
        hint=hint,
        shortest=CLAIM_DIGITS,
        longest=CLAIM_DIGITS,
        draft=typed,
        sample="0" * CLAIM_DIGITS,
    )


def unknown_claim() -> Tell:
    """No order here has this code; whether another hall has one is not told."""
    return Tell(
        headline=text("没有找到这个单号"),
        hint=text("请对着单子再看看。别的社区的单子，请到那里查。"),
        actions=(
            Option("again", text("重新输入"), icon="hash", phrases=("再输一次",), primary=True),
            Option("other", text("换个办法找"), icon="magnifying-glass", phrases=("换一种办法",)),
        ),
    )


def _scanning(visit: Visit, scanner: CodeScanner) -> Source:
    async def wait() -> str:
        """Until the picture of a slip comes; of another code it is said that it is another."""
        while True:
            try:
                scanned = await scanner.scan(SCAN_S)
            except DeviceError as error:
                if ScannerReason(error.reason) is not ScannerReason.NO_CODE:
                    _log.info("code scanner: %s", error.reason)
                    await asyncio.sleep(LOOK_AGAIN_S)
                continue
            if code := _claim_in(scanned):
                return code
            visit.notice(text("这不是付款单上的码。请换一张再扫。"), attention=True)
            await asyncio.sleep(LOOK_AGAIN_S)

    return wait


def _claim_in(scanned: ScannedCode) -> str:
    if isinstance(scanned.content, PaymentCode):
        scanned.content.forget()
        return ""
    code = read(scanned.content) if CodeKind.CLAIM in scanned.fits else None
    if code is None or set(code.token[:-CLAIM_DIGITS]) - {"0"}:
        return ""
    digits = code.token[-CLAIM_DIGITS:]
    return digits if digits.isascii() and digits.isdigit() else ""
