"""What a code scanner does for the terminal."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.code_scanner.codes import ScannedCode
from hardware.events import Event
from hardware.status import Device


class ScannerReason(StrEnum):
    """Everything that a person can see go wrong at the scanner."""

    NO_CODE = "no_code"
    CODE_UNREADABLE = "code_unreadable"
    CODE_TORN = "code_torn"
    CODE_TOO_LONG = "code_too_long"
    CODE_TYPED = "code_typed"
    SCANNER_ABSENT = "scanner_absent"
    SCANNER_BUSY = "scanner_busy"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A code was scanned while somebody asked for one."""

    code: ScannedCode


@dataclass(frozen=True, slots=True)
class Refused:
    """Something was scanned that is no code, or the scanner was lost; nothing of the content is kept."""

    reason: ScannerReason


Scan = Scanned | Refused
ScanListener = Callable[[Event[Scan]], None]


class CodeScanner(Device, Protocol):
    """Scans only while a window is open; every DeviceError it raises carries a ScannerReason.

    What was scanned before a window opened, or whose first character came before, is dropped and never becomes its
    answer. A code that is told is not told again as long as it keeps coming and for a second after.
    """

    @property
    def scanning(self) -> bool:
        """Whether a window is open now; from any thread."""

    def listen(self, listener: ScanListener) -> Callable[[], None]:
        """Tell `listener` of everything that is scanned in any window, until what is returned is called.

        It is called on the scanner's own thread: hand over to your loop and return at once.
        """

    async def enable(self, window_s: float) -> None:
        """Open a window of so many seconds; SCANNER_BUSY while one is open."""

    def disable(self) -> None:
        """Close the window, open or not; from any thread, returns at once."""

    async def scan(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> ScannedCode:
        """Open a window, wait for one code and close it; NO_CODE when the deadline passes with none.

        What is scanned and is no code is raised, so that the person can be told. `progress` is called on the calling
        loop when the window is open ("now, please").
        """
