"""printer-state-reasons: the keywords of RFC 8011 and PWG 5100.9, with and without their severities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.document_printer.contract import DocumentPrinterReason as Reason
from hardware.document_printer.reasons import PrinterReport, join, read_reasons
from hardware.status import DeviceState


@pytest.mark.parametrize(
    ("keywords", "stop", "warnings"),
    [
        ((), None, ()),
        (("none",), None, ()),
        (("media-empty-error", "media-needed"), Reason.PAPER_OUT, ()),
        (("media-needed-error",), Reason.PAPER_WRONG, ()),
        (("media-empty-warning",), Reason.PAPER_OUT, ()),
        (("media-empty-report",), None, ("a_tray_empty",)),
        (("media-jam",), Reason.PAPER_JAM, ()),
        (("cover-open-warning", "media-empty-error"), Reason.COVER_OPEN, ()),
        (("door-open-report",), Reason.COVER_OPEN, ()),
        (("toner-low-warning", "marker-supply-low-report", "media-low"), None, ("paper_low", "toner_low")),
        (("marker-supply-empty-error",), Reason.TONER_EMPTY, ()),
        (("offline-report",), Reason.PRINTER_OFFLINE, ()),
        (("paused",), Reason.PRINTER_PAUSED, ()),
        (("spool-area-full-error",), Reason.SPOOL_FULL, ()),
        (("connecting-to-device", "cups-waiting-for-job-completed"), None, ()),
        (("com.example-strange-error",), Reason.PRINTER_BROKEN, ()),
        (("com.example-strange-warning", "com.example-strange"), None, ()),
    ],
)
def test_keywords(keywords: tuple[str, ...], stop: Reason | None, warnings: tuple[str, ...]) -> None:
    assert read_reasons(keywords) == PrinterReport(stop, warnings)


@pytest.mark.parametrize(
    ("stop", "state"),
    [
        (None, DeviceState.ONLINE),
        (Reason.PAPER_OUT, DeviceState.USER_ERROR),
        (Reason.PRINTER_BROKEN, DeviceState.HARDWARE_ERROR),
        (Reason.PRINTER_PAUSED, DeviceState.OFFLINE),
        (Reason.PRINTER_ABSENT, DeviceState.POWER_OFF),
    ],
)
def test_states(stop: Reason | None, state: DeviceState) -> None:
    condition = PrinterReport(stop, ("toner_low",)).condition("keeps_jobs")
    assert condition.state is state
    assert condition.warnings == ("toner_low", "keeps_jobs")
    assert condition.detail == (stop.value if stop else "")


def test_the_printers_own_word_goes_before_the_servers() -> None:
    itself, server = (
        PrinterReport(Reason.PAPER_OUT, ("toner_low",)),
        PrinterReport(Reason.PRINTER_BROKEN, ("paper_low",)),
    )
    assert join(itself, server) == PrinterReport(Reason.PAPER_OUT, ("paper_low", "toner_low"))


@given(st.lists(st.text(max_size=40), max_size=20))
def test_any_words_are_understood(words: list[str]) -> None:
    assert read_reasons(words).stop in {None, *Reason}
