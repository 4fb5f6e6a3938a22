"""She shows her own payment code to the scanner. Loop thread.

The code is taken once and handed to the office; it is written down nowhere.
"""

import logging

from hardware.code_scanner.codes import PAYMENT_KINDS, CodeKind, CodeTaken, PaymentCode, ScannedCode
from hardware.code_scanner.contract import CodeScanner, ScannerReason
from hardware.errors import DeviceError
from hardware.status import Health
from kiosk.backend_client.errors import BackendKey
from kiosk.backend_client.orders import AttemptState
from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.payments import pages
from kiosk.payments.case import Case
from kiosk.payments.rounds import FATAL, Try, Wish, wish
from kiosk.payments.watching import NEWS, OVER, Watch
from kiosk.visit.prompts import Pay
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text
from kiosk.visit.visit import UNSURE, Visit

_log = logging.getLogger(__name__)

SCAN_S = 90
"""So long the page waits for a code; she may begin again as often as she likes."""
LOOK_AGAIN_S = 0.5  # not money: seconds
ANSWER_S = 10
DEADLINE_S = 30
CONFIRM_S = 60
NOT_HERS = frozenset({CodeKind.UNIONPAY, CodeKind.ECNY})


class ByPayerCode:
    """The scanner, as a way to pay; None: there is none."""

    def __init__(self, scanner: CodeScanner | None, clock: Clock) -> None:
        self._scanner = scanner
        self._clock = clock

    def resting(self) -> Text:
        """Why no code can be scanned now; NOTHING if it can."""
        if self._scanner is None or self._scanner.status.health in {Health.ABSENT, Health.FAILED}:
            return explain(Fault("code_scanner.scanner_absent")).what
        return NOTHING

    async def take(self, one: Try) -> Wish:
        """Scan a code, have it charged, and wait until it is known how that went.

        Raises: Back, Pause (let them pass), Fault (nothing was begun)
        """

        def page() -> Pay:
            return pages.payer_code(one.due, SCAN_S, self.resting())

        try:
            answer = await one.visit.ask(page(), lambda: self._scan(one.visit), renew=page)
        except Fault as fault:
            return wish(await one.visit.tell(pages.stopped(explain(fault))))
        if isinstance(answer, PaymentCode):
            return await self._charge(one, answer)
        return Wish.AGAIN if answer == OVER else wish(answer)

    async def _charge(self, one: Try, code: PaymentCode) -> Wish:
        try:
            digits = code.take()
        except CodeTaken:  # a Back came by here again
            return Wish.AGAIN
        try:
            await one.visit.work(pages.PAYING, one.case.take, digits, ANSWER_S, held=True, deadline_s=DEADLINE_S)
        except Fault as fault:
            if fault.key in FATAL:
                raise
            if fault.key != UNSURE:
                return wish(await one.visit.tell(pages.stopped(explain(_told(fault)))))
        return await self._find_out(one)

    async def _find_out(self, one: Try) -> Wish:
        watch = Watch(one.case, self._clock, self._clock.monotonic() + CONFIRM_S)
        while not _is_decided(one.case):
            state = _state(one.case)

            def changed(case: Case, before: AttemptState | None = state) -> bool:
                return _is_decided(case) or _state(case) is not before

            one.visit.close_back()  # from one page of doubt no Back leads to the one before
            hint = pages.LOOK_AT_PHONE if state is AttemptState.PENDING else NOTHING
            answer = await one.visit.ask(pages.unsure(one.due, hint), lambda: watch.wait(one.visit, changed))
            if answer != NEWS:
                return Wish.TIME_OVER if answer == OVER else wish(answer)
        return Wish.NEWS

    async def _scan(self, visit: Visit) -> PaymentCode | str:
        """Scan until a payment code comes; of all else it is said that it is none.

        Raises: Fault where there is no scanner, or it was pulled out
        """
        until = self._clock.monotonic() + SCAN_S
        while (left := until - self._clock.monotonic()) > 0:
            if self._scanner is None or self._scanner.status.health is Health.ABSENT:
                raise Fault("code_scanner.scanner_absent")
            try:
                scanned = await self._scanner.scan(left)
            except DeviceError as error:
                await self._after_fault(visit, ScannerReason(error.reason))
                continue
            code = scanned.content
            if isinstance(code, PaymentCode) and scanned.fits & (PAYMENT_KINDS - NOT_HERS):
                return code
            if isinstance(code, PaymentCode):
                code.forget()
            visit.notice(explain(Fault(_other(scanned))).all, attention=True)
            await self._clock.sleep(LOOK_AGAIN_S)
        return OVER

    async def _after_fault(self, visit: Visit, reason: ScannerReason) -> None:
        if reason is ScannerReason.NO_CODE:
            return
        _log.info("code scanner: %s", reason)
        visit.notice(explain(Fault(f"code_scanner.{reason}")).all, attention=True)
        await self._clock.sleep(LOOK_AGAIN_S)


def _other(scanned: ScannedCode) -> str:
    foreign = scanned.fits & NOT_HERS
    return BackendKey.CODE_NOT_TAKEN.value if foreign else "pay.other_code"


def _told(fault: Fault) -> Fault:
    """Asked for too often is not "searched" too often here."""
    return Fault("pay.too_many") if fault.key == BackendKey.TOO_MANY else fault


def _state(case: Case) -> AttemptState | None:
    return case.attempt.state if case.attempt is not None else None


def _is_decided(case: Case) -> bool:
    return case.outcome is not None or case.nothing_taken
