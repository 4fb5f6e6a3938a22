"""What a printer sends back, told apart by the fixed bits of each kind; no I/O.

0xx1xx10 answers DLE EOT at once; 0xx1xx00 and three bytes 0xx0xxxx are a status that nobody asked for (GS a);
0000xxxx is the echo (GS r 1); 5F, characters and 00 answer GS I.
"""

from dataclasses import dataclass

_MOST_TEXT = 80
_TEXT = 0x5F


@dataclass(frozen=True, slots=True)
class RealTime:
    """The answer to DLE EOT."""

    status: int


@dataclass(frozen=True, slots=True)
class Echo:
    """The answer to GS r 1."""

    paper: int


@dataclass(frozen=True, slots=True)
class Unasked:
    """A status that the printer sent by itself, because something has changed."""

    status: bytes


@dataclass(frozen=True, slots=True)
class Name:
    """The answer to GS I."""

    text: str


Answer = RealTime | Echo | Unasked | Name


class AnswerReader:
    """Cuts what comes into answers, however it is torn; what fits nothing is passed over."""

    def __init__(self) -> None:
        self._unasked = b""
        self._text: bytearray | None = None
        self.expects_name = False

    def feed(self, received: bytes) -> list[Answer]:
        """The answers that are whole now."""
        answers: list[Answer] = []
        for byte in received:
            answer = self._take(byte)
            if answer is not None:
                answers.append(answer)
        return answers

    def forget(self) -> None:
        """Drop what has come by half."""
        self._unasked, self._text, self.expects_name = b"", None, False

    def _take(self, byte: int) -> Answer | None:
        if self._text is not None:
            return self._take_text(byte)
        if self._unasked:
            if byte & 0x90 == 0:
                return self._take_unasked(byte)
            self._unasked = b""  # the rest of it was lost
        if byte & 0x93 == 0x12:
            return RealTime(byte)
        if byte & 0x93 == 0x10:
            self._unasked = bytes([byte])
        elif byte & 0xF0 == 0:
            return Echo(byte)
        elif byte == _TEXT and self.expects_name:
            self._text = bytearray()
        return None

    def _take_unasked(self, byte: int) -> Unasked | None:
        self._unasked += bytes([byte])
        if len(self._unasked) < 4:
            return None
        status, self._unasked = self._unasked, b""
        return Unasked(status)

    def _take_text(self, byte: int) -> Name | None:
        assert self._text is not None
        if byte != 0 and len(self._text) < _MOST_TEXT:
            self._text.append(byte)
            return None
        raw, self._text = bytes(self._text), None
        text = raw.decode("ascii", "replace")
        return Name(text if text.isprintable() else "?")
