"""What the four status bytes of DLE EOT say: what stops the printer, and what soon will."""

from collections.abc import Mapping
from dataclasses import dataclass

from hardware.receipt_printer.contract import PrinterReason
from hardware.status import Condition, DeviceState

# Status byte, bit, reason; the first that is set is told: what a person can mend stands before what she cannot.
_STOPS = (
    (2, 0x04, PrinterReason.COVER_OPEN),
    (4, 0x60, PrinterReason.PAPER_OUT),
    (2, 0x20, PrinterReason.PAPER_OUT),
    (3, 0x08, PrinterReason.CUTTER),
    (3, 0x20, PrinterReason.PRINTER_BROKEN),
    (3, 0x40, PrinterReason.OVERHEATED),
    (2, 0x40, PrinterReason.PRINTER_BROKEN),
    (2, 0x08, PrinterReason.FEED_BUTTON),
    (1, 0x08, PrinterReason.PRINTER_OFFLINE),
)
_PAPER_NEAR_END = 0x0C
_A_PERSON_HELPS = {PrinterReason.COVER_OPEN, PrinterReason.PAPER_OUT, PrinterReason.FEED_BUTTON}


@dataclass(frozen=True, slots=True)
class PrinterReport:
    """The state of the printer: what stops it now, or None, and whether the paper runs low."""

    stop: PrinterReason | None
    paper_low: bool

    def condition(self) -> Condition:
        """The same in the words of every device."""
        warnings = ("paper_low",) if self.paper_low else ()
        if self.stop is None:
            return Condition(DeviceState.ONLINE, warnings)
        state = DeviceState.USER_ERROR if self.stop in _A_PERSON_HELPS else DeviceState.HARDWARE_ERROR
        return Condition(state, warnings, self.stop.value)


def read_report(status: Mapping[int, int]) -> PrinterReport:
    """Understand the status bytes, by the number they were asked with (1 to 4)."""
    stop = next((reason for kind, bits, reason in _STOPS if status[kind] & bits), None)
    return PrinterReport(stop, bool(status[4] & _PAPER_NEAR_END) and stop is not PrinterReason.PAPER_OUT)
