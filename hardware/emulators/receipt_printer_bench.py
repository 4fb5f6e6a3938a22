"""The emulated receipt printer as the workbench sees it."""

from collections.abc import Mapping
from typing import Any

from hardware.emulators.handles import Handle
from hardware.emulators.receipt_printer import PrinterFaults, ReceiptPrinterEmulator


class PrinterOnTheBench:
    """The printer as the workbench sees it (`Handled`); its own name for its faults is a property."""

    title = "Receipt printer"

    def __init__(self, printer: ReceiptPrinterEmulator) -> None:
        self._printer = printer

    def handles(self) -> tuple[Handle, ...]:
        """What hands do."""
        return (
            Handle("Open the cover", lambda: self._printer.break_with(PrinterFaults(cover_open=True))),
            Handle("Take the paper out", lambda: self._printer.break_with(PrinterFaults(paper_out=True))),
            Handle("New paper, cover shut", lambda: self._printer.break_with(PrinterFaults())),
        )

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return dict(_FAULTS)

    def break_with_fault(self, key: str) -> None:
        """Have this fault instead of the one before."""
        if key and key not in _FAULTS:
            raise KeyError(key)
        values: dict[str, Any] = (
            {} if not key else {key: 4 if key == "lines_left" else 300 if key in _NUMBERS else True}
        )
        self._printer.break_with(PrinterFaults(**values))

    def looks(self) -> str:
        """What lies in its tray."""
        faults = self._printer.faults
        cover = "cover open" if faults.cover_open else "no paper" if faults.paper_out else "ready"
        hanging = ", a slip hangs out" if self._printer.hanging.rows else ""
        return f"{cover}, {len(self._printer.slips)} slips{hanging}"

    def plug(self) -> None:
        """Put its plug in."""
        self._printer.plug()

    def unplug(self) -> None:
        """Pull its plug."""
        self._printer.unplug()


_NUMBERS = {"lines_left", "hang_up_after"}
_FAULTS: Mapping[str, str] = {
    "paper_out": "no paper",
    "paper_low": "paper runs low",
    "cover_open": "cover open",
    "feed_button": "feed button held",
    "cutter_jams": "cutter jams",
    "overheated": "too hot",
    "broken": "broken",
    "silent": "says nothing",
    "stuck": "prints nothing, says all is well",
    "no_echo": "does not echo",
    "tells_nothing": "tells no changes",
    "lines_left": "paper ends in 4 lines",
    "hang_up_after": "line lost in mid-slip",
}
