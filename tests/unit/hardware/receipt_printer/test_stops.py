import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.receipt_printer.contract import PrinterReason
from hardware.receipt_printer.stops import read_report
from hardware.status import DeviceState

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}


@pytest.mark.parametrize(
    ("kind", "byte", "stop"),
    [
        (1, 0x1A, PrinterReason.PRINTER_OFFLINE),
        (2, 0x16, PrinterReason.COVER_OPEN),
        (2, 0x1A, PrinterReason.FEED_BUTTON),
        (2, 0x32, PrinterReason.PAPER_OUT),
        (2, 0x52, PrinterReason.PRINTER_BROKEN),
        (3, 0x1A, PrinterReason.CUTTER),
        (3, 0x32, PrinterReason.PRINTER_BROKEN),
        (3, 0x52, PrinterReason.OVERHEATED),
        (4, 0x72, PrinterReason.PAPER_OUT),
        (4, 0x1E, None),
    ],
)
def test_each_bit_has_its_meaning(kind: int, byte: int, stop: PrinterReason | None) -> None:
    assert read_report(WELL | {kind: byte}).stop is stop


def test_paper_near_its_end_is_a_warning() -> None:
    condition = read_report(WELL | {4: 0x1E}).condition()
    assert (condition.state, condition.warnings) == (DeviceState.ONLINE, ("paper_low",))
    assert read_report(WELL | {4: 0x7E}).condition().warnings == ()


@given(st.lists(st.integers(0, 255).map(lambda byte: byte & 0x6C | 0x12), min_size=4, max_size=4))
def test_a_printer_is_online_only_when_nothing_stops_it(status: list[int]) -> None:
    report = read_report(dict(enumerate(status, start=1)))
    well = not any((status[0] & 0x08, status[1] & 0x6C, status[2] & 0x68, status[3] & 0x60))
    assert (report.stop is None) is well
    assert (report.condition().state is DeviceState.ONLINE) is well
