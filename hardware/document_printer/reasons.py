"""What printer-state-reasons say (RFC 8011, PWG 5100.9, CUPS): what stops the printer, and what soon will."""

from collections.abc import Iterable
from dataclasses import dataclass

from hardware.document_printer.contract import DocumentPrinterReason as Reason
from hardware.status import Condition, DeviceState

_SEVERITIES = ("-error", "-warning", "-report")

# What stops the paper, whatever severity the printer gives it; the first that is there is told, and what a person can
# mend stands before what she cannot.
_STOPS = {
    "media-jam": Reason.PAPER_JAM,
    "cover-open": Reason.COVER_OPEN,
    "door-open": Reason.COVER_OPEN,
    "interlock-open": Reason.COVER_OPEN,
    "media-empty": Reason.PAPER_OUT,
    "input-tray-missing": Reason.PAPER_OUT,
    "media-needed": Reason.PAPER_WRONG,
    "output-area-full": Reason.TRAY_FULL,
    "output-tray-missing": Reason.TRAY_FULL,
    "toner-empty": Reason.TONER_EMPTY,
    "marker-supply-empty": Reason.TONER_EMPTY,
    "marker-supply-missing": Reason.TONER_EMPTY,
    "marker-waste-full": Reason.TONER_EMPTY,
    "opc-life-over": Reason.PRINTER_BROKEN,
    "fuser-over-temp": Reason.PRINTER_BROKEN,
    "fuser-under-temp": Reason.PRINTER_BROKEN,
    "spool-area-full": Reason.SPOOL_FULL,
    "shutdown": Reason.PRINTER_ABSENT,
    "timed-out": Reason.PRINTER_ABSENT,
    "offline": Reason.PRINTER_OFFLINE,
    "paused": Reason.PRINTER_PAUSED,
    "moving-to-paused": Reason.PRINTER_PAUSED,
    "stopped-partly": Reason.PRINTER_OFFLINE,
}
# Some printers call an empty second tray media-empty-report, and go on printing from the first.
_STOP_UNLESS_REPORT = {"media-empty", "media-needed", "input-tray-missing", "output-tray-missing"}

_WARNINGS = {
    "media-low": "paper_low",
    "media-empty": "a_tray_empty",
    "toner-low": "toner_low",
    "marker-supply-low": "toner_low",
    "marker-waste-almost-full": "toner_low",
    "output-area-almost-full": "tray_nearly_full",
    "opc-near-eol": "drum_near_end",
}
_PASSING = {"none", "connecting-to-device", "cups-waiting-for-job-completed"}
_A_PERSON_HELPS = {
    Reason.PAPER_OUT,
    Reason.PAPER_WRONG,
    Reason.PAPER_JAM,
    Reason.COVER_OPEN,
    Reason.TRAY_FULL,
    Reason.TONER_EMPTY,
}


@dataclass(frozen=True, slots=True)
class PrinterReport:
    """The state of the printer: what stops it, or None, what it warns of, and whether it has nothing to do."""

    stop: Reason | None = None
    warnings: tuple[str, ...] = ()
    idle: bool = False

    def condition(self, *more: str) -> Condition:
        """The same in the words of every device, with warnings of the queue's own."""
        warnings = (*self.warnings, *more)
        if self.stop is None:
            return Condition(DeviceState.ONLINE, warnings)
        if self.stop is Reason.PRINTER_PAUSED:
            return Condition(DeviceState.OFFLINE, warnings, self.stop.value)
        if self.stop is Reason.PRINTER_ABSENT:
            return Condition(DeviceState.POWER_OFF, warnings, self.stop.value)
        state = DeviceState.USER_ERROR if self.stop in _A_PERSON_HELPS else DeviceState.HARDWARE_ERROR
        return Condition(state, warnings, self.stop.value)


def read_reasons(keywords: Iterable[str]) -> PrinterReport:
    """Understand the keywords; an unknown one counts only when it calls itself an error."""
    stops: set[Reason] = set()
    warnings: set[str] = set()
    for word, severity in map(_split, keywords):
        harmless = severity == "-report" and word in _STOP_UNLESS_REPORT
        if word in _STOPS and not harmless:
            stops.add(_STOPS[word])
        elif word in _WARNINGS:
            warnings.add(_WARNINGS[word])
        elif severity == "-error" and word not in _PASSING:
            stops.add(Reason.PRINTER_BROKEN)
    stop = next((reason for reason in (*_STOPS.values(), Reason.PRINTER_BROKEN) if reason in stops), None)
    return PrinterReport(stop, tuple(sorted(warnings)))


def join(first: PrinterReport, second: PrinterReport) -> PrinterReport:
    """What two that know the same printer say together; the first one's stop goes before."""
    warnings = tuple(sorted({*first.warnings, *second.warnings}))
    return PrinterReport(first.stop or second.stop, warnings, first.idle)


def _split(keyword: str) -> tuple[str, str]:
    severity = next((suffix for suffix in _SEVERITIES if keyword.endswith(suffix)), "")
    return keyword.removesuffix(severity), severity
