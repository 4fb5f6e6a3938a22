"""What the fuzzer feeds the receipt printer's codecs."""

from hardware.receipt_printer.answers import AnswerReader, Name, Unasked
from hardware.receipt_printer.stops import read_report
from tests.fuzz.target import Target


def _answers(data: bytes) -> None:
    reader = AnswerReader()
    reader.expects_name = bool(data) and data[0] > 0x7F
    for answer in reader.feed(data[: len(data) // 2]) + reader.feed(data[len(data) // 2 :]):
        assert not isinstance(answer, Unasked) or len(answer.status) == 4
        assert not isinstance(answer, Name) or len(answer.text) <= 80


def _report(data: bytes) -> None:
    if len(data) >= 4:
        read_report(dict(enumerate(data[:4], 1))).condition()


TARGETS: tuple[Target, ...] = (
    Target("receipt_printer.answers", _answers, (b"\x12\x18\x00\x0f\x0f\x00", b"_EMU-80\x00\x12")),
    Target("receipt_printer.report", _report, (b"\x12\x16\x12\x72",)),
)
