import pytest

from hardware.code_scanner.classify import CodeBook
from hardware.code_scanner.contract import Refused, Scan, Scanned, ScannerReason
from hardware.code_scanner.gate import Gate, Verdict, Window
from hardware.code_scanner.pieces import Spoilt, Text
from hardware.errors import DeviceError


@pytest.fixture
def told() -> list[Scan]:
    return []


@pytest.fixture
def gate(told: list[Scan]) -> Gate:
    return Gate(CodeBook(), told.append)


def test_only_what_began_in_the_window_passes(gate: Gate, told: list[Scan]) -> None:
    assert gate.take(Text(1.0, "before"), 1.0) is Verdict.DROPPED
    gate.open(Window(10), 2.0)
    assert gate.take(Text(1.9, "begun before"), 2.1) is Verdict.DROPPED
    assert gate.take(Text(2.0, "in it"), 2.2) is Verdict.READ
    assert gate.take(Spoilt(3.0, ScannerReason.CODE_TORN), 3.0) is Verdict.REFUSED
    assert gate.take(Text(11.9, "begun in it, ended after"), 12.0) is Verdict.DROPPED
    assert [type(scan) for scan in told] == [Scanned, Refused]


def test_who_asked_for_one_gets_one(gate: Gate) -> None:
    answers: list[Scan] = []
    gate.open(Window(10, answers.append), 0)
    assert gate.take(Text(1, "one"), 1) is Verdict.READ
    assert gate.take(Text(1, "two"), 1) is Verdict.DROPPED
    assert len(answers) == 1
    assert not gate.is_open(1)


def test_a_code_is_told_once_while_it_keeps_coming_and_is_news_a_second_later(gate: Gate) -> None:
    gate.open(Window(100), 0)
    verdicts = [gate.take(Text(at, "same"), at) for at in (1.0, 1.5, 2.4, 3.3, 4.3, 4.5)]
    assert verdicts == [Verdict.READ, *[Verdict.DROPPED] * 3, Verdict.READ, Verdict.DROPPED]
    assert gate.take(Text(4.6, "other"), 4.6) is Verdict.READ
    assert gate.take(Text(4.7, "same"), 4.7) is Verdict.READ, "something else was shown between"


def test_a_code_that_nobody_was_told_of_is_no_repetition(gate: Gate) -> None:
    gate.take(Text(1.0, "same"), 1.0)
    gate.open(Window(100), 1.1)
    assert gate.take(Text(1.2, "same"), 1.2) is Verdict.READ


def test_nothing_that_was_told_is_kept(gate: Gate) -> None:
    gate.open(Window(10), 0)
    gate.take(Text(1, "134500000000000017"), 1)
    assert "1345" not in str(vars(gate))


def test_one_window_at_a_time_and_only_its_owner_shuts_it(gate: Gate) -> None:
    first, second = Window(10), Window(10)
    gate.open(first, 0)
    with pytest.raises(DeviceError) as caught:
        gate.open(second, 1)
    assert caught.value.reason is ScannerReason.SCANNER_BUSY
    gate.shut(second)
    assert gate.is_open(1)
    gate.shut(first)
    assert not gate.is_open(1)


def test_a_question_that_was_called_off_before_its_window_opened_opens_none(gate: Gate) -> None:
    window = Window(10)
    gate.shut(window)
    gate.open(window, 0)
    assert not gate.is_open(1)


@pytest.mark.parametrize(
    ("closing", "reason"), [(False, ScannerReason.SCANNER_ABSENT), (True, ScannerReason.CANCELLED)]
)
def test_who_waits_is_told_that_the_scanner_is_gone(
    gate: Gate, told: list[Scan], closing: bool, reason: ScannerReason
) -> None:
    gate.closing = closing
    gate.open(Window(10), 0)
    gate.lose()
    gate.lose()
    assert told == [Refused(reason)]
