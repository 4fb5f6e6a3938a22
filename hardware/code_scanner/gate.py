"""What of all that is scanned is told: only what began in the window that somebody opened, and each code once."""

import hashlib
import secrets
import threading
from collections.abc import Callable
from enum import Enum, auto

from hardware.code_scanner.classify import CodeBook, scanned_code
from hardware.code_scanner.contract import Refused, Scan, Scanned, ScannerReason
from hardware.code_scanner.pieces import Piece, Text
from hardware.errors import Completion, DeviceError

SAME_CODE_S = 1.0


class Window:
    """One question; `answer`, if there is one, is told the first thing that is scanned, on the scanner's thread."""

    def __init__(self, lasts_s: float, answer: Callable[[Scan], None] | None = None) -> None:
        """It lasts so long from its opening."""
        self.lasts_s = lasts_s
        self.answer = answer
        self.opened = 0.0
        self.shut = False


class Verdict(Enum):
    """What became of something that was scanned."""

    READ = auto()
    REFUSED = auto()
    DROPPED = auto()


class Gate:
    """Opened and shut from any thread; the scanner's thread passes through it."""

    def __init__(self, book: CodeBook, tell: Callable[[Scan], None]) -> None:
        self._book = book
        self._tell = tell
        self._lock = threading.Lock()
        self._window: Window | None = None
        # Of the last code that was told only this is kept, made with a key that nobody else has: it may open something.
        self._key = secrets.token_bytes(16)
        self._last: tuple[bytes, float] | None = None
        self.closing = False

    def open(self, window: Window, now: float) -> None:
        """Let through what begins from now on; SCANNER_BUSY while another window is open."""
        with self._lock:
            if self._standing(now) is not None:
                raise DeviceError(Completion.DEVICE_NOT_READY, ScannerReason.SCANNER_BUSY)
            window.opened = now
            self._window = None if window.shut else window

    def shut(self, window: Window | None = None) -> None:
        """Let nothing more through; a window that is given is shut even if it was not yet open, and no other is."""
        with self._lock:
            if window is not None:
                window.shut = True
            if self._window is not None and window in {None, self._window}:
                self._window.shut = True
                self._window = None

    def is_open(self, now: float) -> bool:
        """Whether anything would be let through."""
        with self._lock:
            return self._standing(now) is not None

    def take(self, piece: Piece, now: float) -> Verdict:
        """Something was scanned; on the scanner's thread."""
        with self._lock:
            window = self._standing(now)
            repeated = isinstance(piece, Text) and self._repeats(piece.text, now)
            if window is None or repeated or piece.began < window.opened:
                return Verdict.DROPPED
            if isinstance(piece, Text):
                self._last = self._digest(piece.text), now
            if window.answer is not None:  # it asked for one
                window.shut, self._window = True, None
        if isinstance(piece, Text):
            self._pass_on(window, Scanned(scanned_code(piece.text, self._book)))
            return Verdict.READ
        self._pass_on(window, Refused(piece.reason))
        return Verdict.REFUSED

    def lose(self) -> None:
        """The scanner is gone, and with it the window; on whichever thread closes the wire."""
        with self._lock:
            window, self._window = self._window, None
        if window is not None and not window.shut:
            window.shut = True
            self._pass_on(window, Refused(ScannerReason.CANCELLED if self.closing else ScannerReason.SCANNER_ABSENT))

    def _pass_on(self, window: Window, scan: Scan) -> None:
        self._tell(scan)
        if window.answer is not None:
            window.answer(scan)

    def _standing(self, now: float) -> Window | None:
        if self._window is not None and now - self._window.opened >= self._window.lasts_s:
            self._window = None
        return self._window

    def _repeats(self, text: str, now: float) -> bool:
        """Whether the code that was told last is still being held there; seen again, it is news a second later."""
        if self._last is None:
            return False
        digest, seen = self._last
        if now - seen >= SAME_CODE_S:
            self._last = None
            return False
        if digest != self._digest(text):
            return False
        self._last = digest, now
        return True

    def _digest(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
