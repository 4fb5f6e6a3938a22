"""What the workbench waits for: slips that come out, and people who are called. Each on a thread of its own."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal

from hardware.emulators.receipt_printer import ReceiptPrinterEmulator
from kiosk.app.enrolment import credentials, kept_enrolment
from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.staff_calls import StaffCall, fetch_open_calls
from kiosk.backend_client.transport import Timeouts, Transport
from kiosk.foundation.clock import HALL_ZONE

_log = logging.getLogger(__name__)

_LOOK_EVERY_S = 0.1
_ASK_EVERY_S = 2.0
_TIMEOUTS = Timeouts(connect=1.0, read=2.0, whole=3.0)


class SlipWatch(QObject):
    """Pictures each new slip in a folder and tells of it; the signal crosses to the thread of who listens."""

    printed = Signal(QUrl, int)

    def __init__(self, printer: ReceiptPrinterEmulator, folder: Path) -> None:
        super().__init__()
        self._printer = printer
        self._folder = folder
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="workbench slips", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop watching."""
        self._over.set()
        self._thread.join(5)

    def _watch(self) -> None:
        seen = 0
        while not self._over.is_set():
            if not self._printer.wait_for_slips(seen + 1, _LOOK_EVERY_S):
                continue
            slips = self._printer.slips
            seen = len(slips)
            path = self._folder / f"slip-{seen}.png"
            try:
                slips[-1].picture().save(path)
            except Exception:  # noqa: BLE001  a slip that cannot be drawn must not end the watch
                _log.warning("workbench: a slip cannot be pictured", exc_info=True)
                continue
            self.printed.emit(QUrl.fromLocalFile(str(path)), seen)


class CallWatch(QObject):
    """Asks the office, past the line that can be cut, who is calling for a person."""

    known = Signal(object)

    def __init__(self, office_url: str, data: Path) -> None:
        super().__init__()
        self._office_url = office_url
        self._data = data
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="workbench calls", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop asking."""
        self._over.set()
        self._thread.join(5)

    def _watch(self) -> None:
        enrolment = kept_enrolment(self._data)
        if enrolment is None:
            return
        transport = Transport(self._office_url, credentials=credentials(self._data, enrolment), timeouts=_TIMEOUTS)
        try:
            self._ask_on(lambda: fetch_open_calls(transport))
        finally:
            transport.close()

    def _ask_on(self, ask: Callable[[], tuple[StaffCall, ...]]) -> None:
        while not self._over.wait(_ASK_EVERY_S):
            try:
                self.known.emit({call.id: _words(call) for call in ask()})
            except BackendError:
                self.known.emit(None)


def _words(call: StaffCall) -> str:
    where = f", in {call.service_id}" if call.service_id else ""
    return f"{call.called_at.astimezone(HALL_ZONE):%H:%M:%S}  {call.terminal_name}: {call.reason}{where}"
