"""What lies on the wire when somebody asks was scanned before the question: by the person before, perhaps."""

import time

from hardware.code_scanner.classify import CodeBook
from hardware.code_scanner.contract import Scan
from hardware.code_scanner.gate import Gate, Window
from hardware.code_scanner.pieces import Text
from hardware.code_scanner.scanner import ScannerLine
from hardware.code_scanner.sources import Heard
from hardware.worker import Command


class Lying:
    """A source with codes that have come and were not read yet; each looks as if it began when it is read."""

    def __init__(self) -> None:
        self.unread: list[str] = []

    def open(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""

    def trigger(self, *, on: bool) -> None:
        """Nothing."""

    def read(self, timeout_s: float) -> Heard:
        found = [Text(time.monotonic(), text) for text in self.unread]
        self.unread.clear()
        return Heard([*found], sum(len(piece.text) for piece in found))


def test_a_code_that_lay_unread_before_the_question_is_not_its_answer() -> None:
    told: list[Scan] = []
    source = Lying()
    line = ScannerLine(source, Gate(CodeBook(), told.append), lambda name: None)
    line.open(Command(5))
    source.unread.append("6901234567892")
    line.open_window(Command(5), Window(5))
    line.probe(Command(5))
    assert told == []
    source.unread.append("6901234567885")
    line.probe(Command(5))
    assert len(told) == 1
