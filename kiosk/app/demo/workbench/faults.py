"""The faults that the workbench offers, by name."""

from hardware.emulators.id_card_reader import ReaderFaults
from kiosk.app.demo.line import LineState

# What the reader answers when its module fails, of GA/T 467: a self-check that failed, and a card it cannot trust.
_SELF_CHECK_FAILED = 0x60
_CARD_UNTRUSTED = 0x32

NO_FAULT = "none"
READER_FAULTS: dict[str, tuple[str, ReaderFaults]] = {
    NO_FAULT: ("works", ReaderFaults()),
    "mute": ("answers nothing", ReaderFaults(mute=True)),
    "damaged": ("next read has a wrong byte", ReaderFaults(damaged=1)),
    "torn": ("answers in pieces of 7 bytes", ReaderFaults(chunk=7)),
    "noise": ("noise before each answer", ReaderFaults(noise=b"\xaa\xaa\x00\x96\xff" * 3)),
    "late": ("answers 3 s late", ReaderFaults(late_s=3.0)),
    "cut": ("reads end after 200 bytes", ReaderFaults(cut_after=200)),
    "pulled": ("next card is pulled half-way", ReaderFaults(pulled=True)),
    "untrusted": ("cards are not trusted (0x32)", ReaderFaults(status=_CARD_UNTRUSTED, status_for=b"\x20\x02")),
    "module": ("security module is broken (0x60)", ReaderFaults(status=_SELF_CHECK_FAILED)),
}

# Fields of PrinterFaults that are switched on and off.
PRINTER_FAULTS = {
    "paper_out": "paper is out",
    "paper_low": "paper is low",
    "cover_open": "cover is open",
    "cutter_jams": "cutter jams",
    "overheated": "head is too hot",
    "feed_button": "feed button is held",
    "broken": "beyond repair",
    "silent": "answers nothing",
    "stuck": "says all is well, prints nothing",
}
LINES_LEFT = 6

LINE_STATES = {
    LineState.WHOLE: "whole",
    LineState.CUT: "cut",
    LineState.SILENT: "silent",
    LineState.BROKEN: "answers 500",
    LineState.NONSENSE: "nonsense",
    LineState.ONE_WAY: "one way",
}

KEYS = {
    "back": "Back",
    "up": "▲",
    "home": "Home",
    "left": "◀",
    "ok": "OK",
    "right": "▶",
    "help": "Help",
    "down": "▼",
    "repeat": "Repeat",
    "volume_down": "Volume −",
    "volume_up": "Volume +",
}
