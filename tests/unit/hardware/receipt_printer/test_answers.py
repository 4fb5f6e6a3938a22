"""What a printer sends back, told apart."""

from hypothesis import given
from hypothesis import strategies as st

from hardware.receipt_printer.answers import Answer, AnswerReader, Echo, Name, RealTime, Unasked

PAPER_OUT = bytes((0x18, 0x00, 0x0F, 0x0F))  # GS a: offline, no error, both paper sensors
MIXED = b"\x12" + PAPER_OUT + b"\x00\x1a\x03"
WHOLE: list[Answer] = [RealTime(0x12), Unasked(PAPER_OUT), Echo(0), RealTime(0x1A), Echo(3)]


@given(st.integers(1, len(MIXED)))
def test_each_kind_is_told_from_the_others_however_it_is_torn(piece: int) -> None:
    reader = AnswerReader()
    answers = [a for at in range(0, len(MIXED), piece) for a in reader.feed(MIXED[at : at + piece])]
    assert answers == WHOLE


def test_the_bytes_of_an_unasked_status_are_no_echoes() -> None:
    answers = AnswerReader().feed(bytes((0x10, 0, 0, 0)))
    assert answers == [Unasked(bytes((0x10, 0, 0, 0)))]


def test_half_an_unasked_status_does_not_swallow_the_answer_behind_it() -> None:
    assert AnswerReader().feed(b"\x10\x00\x12\x00") == [RealTime(0x12), Echo(0)]


def test_a_name_is_heard_only_when_it_was_asked_for() -> None:
    reader = AnswerReader()
    assert Name("PR-80") not in reader.feed(b"_PR-80\x00")
    reader.forget()
    reader.expects_name = True
    assert reader.feed(b"_PR-80\x00") == [Name("PR-80")]


def test_a_name_without_end_and_one_with_commands_are_not_kept() -> None:
    reader = AnswerReader()
    reader.expects_name = True
    (endless,) = reader.feed(b"_" + b"x" * 81)
    assert endless == Name("x" * 80)
    reader.expects_name = True
    assert reader.feed(b"_a\x1bb\x00") == [Name("?")]


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_without_trouble(data: bytes, expects_name: bool) -> None:
    reader = AnswerReader()
    reader.expects_name = expects_name
    for answer in reader.feed(data):
        assert not isinstance(answer, Unasked) or len(answer.status) == 4
        assert not isinstance(answer, Name) or len(answer.text) <= 80
