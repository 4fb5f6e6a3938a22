"""Waiting for the code that a resident's telephone shows. Loop thread."""

import logging

from hardware.code_scanner.codes import CodeKind
from hardware.code_scanner.contract import CodeScanner, ScannerReason
from hardware.code_scanner.hall_codes import read
from hardware.errors import DeviceError
from hardware.status import Health
from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

SCAN_S = 60.0
LOOK_AGAIN_S = 0.5


class ScannedLogin:
    """The one-time token of a code of the kind LOGIN; shows nothing of itself."""

    __slots__ = ("token",)

    def __init__(self, token: str) -> None:
        self.token = token


class PhoneCodes:
    """The scanner, as a way in; None: there is none."""

    def __init__(self, scanner: CodeScanner | None, clock: Clock) -> None:
        self._scanner = scanner
        self._clock = clock

    def resting(self) -> Text:
        """Why no code can be scanned now; NOTHING if it can."""
        if self._scanner is None or self._scanner.status.health in {Health.ABSENT, Health.FAILED}:
            return explain(Fault("code_scanner.scanner_absent")).what
        return NOTHING

    async def wait(self, visit: Visit) -> ScannedLogin:
        """Scan until a login code comes; of another code it is said that it is another.

        Raises: Fault where there is no scanner, or it was pulled out
        """
        while True:
            if self._scanner is None or self._scanner.status.health is Health.ABSENT:
                raise Fault("code_scanner.scanner_absent")
            try:
                scanned = await self._scanner.scan(SCAN_S)
            except DeviceError as error:
                await self._after_fault(visit, ScannerReason(error.reason))
                continue
            fits = CodeKind.LOGIN in scanned.fits and isinstance(scanned.content, str)
            code = read(scanned.content) if fits and isinstance(scanned.content, str) else None
            if code is not None:
                return ScannedLogin(code.token)
            visit.notice(explain(Fault("login.other_code")).all, attention=True)
            await self._clock.sleep(LOOK_AGAIN_S)

    async def _after_fault(self, visit: Visit, reason: ScannerReason) -> None:
        if reason is ScannerReason.NO_CODE:
            return
        _log.info("code scanner: %s", reason)
        visit.notice(explain(Fault(f"code_scanner.{reason}")).all, attention=True)
        await self._clock.sleep(LOOK_AGAIN_S)
