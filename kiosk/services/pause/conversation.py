"""Going on: the code, a login if there was one, and back to where she stood."""

import asyncio
import secrets

from hardware.code_scanner.codes import CodeKind
from hardware.code_scanner.contract import CodeScanner, ScannerReason
from hardware.code_scanner.hall_codes import read
from hardware.errors import DeviceError
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.pauses import CODE_DIGITS
from kiosk.services.pause import pages
from kiosk.services.pause.rooms import Rooms
from kiosk.visit.catalogue import Entry
from kiosk.visit.person import Level, Person
from kiosk.visit.promises import GoOn, Kept
from kiosk.visit.text import text
from kiosk.visit.visit import Source, Visit

ENTRY = Entry(
    id="resume",
    title=text("接着办"),
    detail=text("有号码的，点这里"),
    icon="hourglass",
    tint="plum",
    phrases=("接着办", "继续办", "接着上次的办"),
    network=True,
    can_pause=False,
)
SCAN_S = 60.0
LOOK_AGAIN_S = 0.5
OPEN_S = 40.0  # longer than the telephone ever takes: an answer that comes must not be lost


async def serve(visit: Visit, rooms: Rooms) -> None:
    """Find what she stopped.

    Raises: GoOn (the conversation takes it from there), Back, Fault
    """
    typed = ""
    while True:
        typed = await visit.ask(pages.enter_code(typed), *_scanning(rooms.scanner))
        kept = await _found(visit, rooms, typed)
        if kept is not None:
            raise GoOn(kept)
        await visit.tell(pages.unknown())


async def _found(visit: Visit, rooms: Rooms, code: str) -> Kept | None:
    """What is kept under the code; None: nothing, or nothing for her."""
    person = visit.person
    while True:
        try:
            return await _open(visit, rooms, code, person)
        except BackendError as refusal:
            if refusal.kind is BackendKey.REFUSED_NOT_FOUND:
                return None
            if refusal.kind is not BackendKey.LEVEL_TOO_LOW or person is not None:
                raise
        person = await rooms.login.require(visit, Level.CARD)


async def _open(visit: Visit, rooms: Rooms, code: str, person: Person | None) -> Kept:
    """Fetch it once. The key is remembered like any work: if the line breaks, trying again gets the same answer.

    Held, for in the moment in which the backend lets go of it there is no other copy.
    """
    label = text("正在找您上次填的")
    key = await visit.work(label, secrets.token_hex, 16)
    return await visit.work(label, rooms.pauses.open_once, code, person, key, held=True, deadline_s=OPEN_S)


def _scanning(scanner: CodeScanner | None) -> tuple[Source, ...]:
    return () if scanner is None else (lambda: _scanned(scanner),)


async def _scanned(scanner: CodeScanner) -> str:
    """Wait for the picture on a slip; whatever else is held to the scanner is passed over."""
    while True:
        try:
            scanned = await scanner.scan(SCAN_S)
        except DeviceError as error:
            if ScannerReason(error.reason) is not ScannerReason.NO_CODE:
                await asyncio.sleep(LOOK_AGAIN_S)
            continue
        code = read(scanned.content) if CodeKind.RESUME in scanned.fits and isinstance(scanned.content, str) else None
        if code is not None and code.token[-CODE_DIGITS:].isdigit():
            return code.token[-CODE_DIGITS:]
