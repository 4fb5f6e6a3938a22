"""From the bytes of a serial scanner to codes: there is no length, only a suffix or a silence at the end."""

import re
from enum import StrEnum

from hardware.code_scanner.contract import ScannerReason
from hardware.code_scanner.pieces import LONGEST, Piece, Spoilt, decoded


class Suffix(StrEnum):
    """What the scanner was set up to send behind each code; AUTO takes any, or a silence."""

    AUTO = "auto"
    CR = "cr"
    LF = "lf"
    CRLF = "crlf"
    TAB = "tab"
    NONE = "none"


_ENDS = {
    Suffix.AUTO: re.compile(b"[\r\n\t]"),
    Suffix.CR: re.compile(b"\r"),
    Suffix.LF: re.compile(b"\n"),
    Suffix.CRLF: re.compile(b"\r\n"),
    Suffix.TAB: re.compile(b"\t"),
    Suffix.NONE: None,
}
_BLANKS = b"\r\n\t"
_BY_SILENCE = {Suffix.AUTO, Suffix.NONE}


class Lines:
    """Cuts what comes into codes, however it is torn; holds 4096 bytes at most and then waits for the next end."""

    def __init__(self, suffix: Suffix) -> None:
        self._end = _ENDS[suffix]
        self._by_silence = suffix in _BY_SILENCE
        self._waiting = bytearray()
        self._began = 0.0
        self._skipping = False

    @property
    def begun(self) -> bool:
        """Whether a code has begun and its end is awaited."""
        return bool(self._waiting) or self._skipping

    def feed(self, data: bytes, now: float) -> list[Piece]:
        """Take in bytes and give out what has ended; `now` is in seconds of a stopwatch."""
        if not self.begun:
            self._began = now
        self._waiting += data
        pieces = []
        while self._end is not None and (end := self._end.search(self._waiting)) is not None:
            pieces += self._cut(bytes(self._waiting[: end.start()]))
            del self._waiting[: end.end()]
            self._began = now
        if self._skipping:
            del self._waiting[:-1]  # a suffix of two bytes may have come by half
        elif len(self._waiting.strip(_BLANKS)) > LONGEST:
            pieces.append(Spoilt(self._began, ScannerReason.CODE_TOO_LONG))
            del self._waiting[:-1]
            self._skipping = True
        elif not self._waiting.strip(_BLANKS):
            # What is left of a longer suffix than expected begins no code; but a CR may be half of CR LF.
            self._waiting[:] = b"\r" if self._waiting.endswith(b"\r") else b""
        return pieces

    def quiet(self) -> list[Piece]:
        """Nothing came for so long that what has begun does not go on."""
        if self._by_silence:
            pieces = self._cut(bytes(self._waiting))
        else:
            left = bool(self._waiting.strip(_BLANKS)) and not self._skipping
            pieces = [Spoilt(self._began, ScannerReason.CODE_TORN)] if left else []
        self._waiting.clear()
        self._skipping = False
        return pieces

    def _cut(self, line: bytes) -> list[Piece]:
        if self._skipping:
            self._skipping = False
            return []
        body = line.strip(_BLANKS)
        if len(body) > LONGEST:
            return [Spoilt(self._began, ScannerReason.CODE_TOO_LONG)]
        return [decoded(self._began, body)] if body else []
