"""The telephone of Mrs Wang, as it lies on the workbench and in the hand of a journey: messages, and her login code.

Nothing was sent: the office of the demo keeps the newest message of each number, and draws the code.
"""

import re
import threading
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from hardware.emulators.code_scanner import SerialScannerEmulator
from hardware.emulators.handles import Handle
from kiosk.app.demo.tray import WANG, telephone_of

PATIENCE_S = 15.0
SEEN_TIMES, SEEN_AFTER_S = 3, 1.0  # how often a scanner sees a code that is held before it
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


class Messages(Protocol):
    """The office, as far as telephones know it (`kiosk.app.demo.office.EmbeddedOffice`). Both take a second."""

    def newest_sms(self, phone: str) -> str:
        """The newest text message to this telephone."""
        ...

    def phone_code(self, resident_id: str) -> str:
        """What the telephone shows to be scanned."""
        ...


class Holding(Protocol):
    """Where the scanner is, before which the telephone is held."""

    @property
    def scanner(self) -> SerialScannerEmulator:
        """The scanner of codes."""
        ...


class Telephone:
    """One telephone. Its handles return at once; everything else waits. From any thread."""

    title = "Telephone of Mrs Wang"

    def __init__(self, desk: Holding, office: Messages, whose: str = WANG) -> None:
        self._desk = desk
        self._office = office
        self._whose = whose
        self.number = telephone_of(whose)
        self._shows = "nothing new"

    def newest(self) -> str:
        """The newest message, whole."""
        self._shows = self._office.newest_sms(self.number) or "no message"
        return self._shows

    def code_other_than(self, before: str) -> str:
        """The code in a message that is not `before`; waits until one comes. Raises LookupError."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            message = self._office.newest_sms(self.number)
            if message != before and (found := _CODE.search(message)):
                self._shows = message
                return found.group()
            time.sleep(0.1)
        raise LookupError("no message came")

    def hold_up_code(self) -> None:
        """Hold her login code before the scanner, for as long as a person would; some seconds.

        A scanner sees it again and again. What it sees before the terminal waits for a code does not count.
        """
        code = self._office.phone_code(self._whose)
        self._shows = "her login code"
        for _ in range(SEEN_TIMES):
            self._desk.scanner.scan(code)
            time.sleep(SEEN_AFTER_S)

    def handles(self) -> tuple[Handle, ...]:
        """What can be done with it."""
        return (
            Handle("Read the newest message", self._aside(self.newest)),
            Handle("Hold her login code up", self._aside(self.hold_up_code)),
        )

    def faults(self) -> Mapping[str, str]:
        """It has none."""
        return {}

    def break_with_fault(self, key: str) -> None:
        """There is nothing to break."""
        if key:
            raise KeyError(key)

    def looks(self) -> str:
        """What stands on it, in one line."""
        return " ".join(self._shows.split())

    def plug(self) -> None:
        """It has no plug."""

    def unplug(self) -> None:
        """It has no plug."""

    def _aside(self, act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                act()
            except (RuntimeError, OSError, LookupError) as error:
                self._shows = f"no answer: {type(error).__name__}"

        return lambda: threading.Thread(target=run, name="telephone", daemon=True).start()
