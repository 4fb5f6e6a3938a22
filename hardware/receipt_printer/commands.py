"""The few ESC/POS commands that a slip needs, as bytes."""

import re

INITIALISE = b"\x1b@"
# Chinese mode must be said again after every initialise; code page 0 keeps single bytes plain.
CHINESE = b"\x1bt\x00\x1c&"
SMALL_FONT = b"\x1bM\x01"
NORMAL_FONT = b"\x1bM\x00"
LINE = b"\n"
FEED_AND_CUT = b"\x1bd\x04\x1dV\x00"
ECHO = b"\x1dr\x01"
# GS a: from now on tell by itself when the line, an error or the paper changes; the first time at once.
TELL_CHANGES = b"\x1da\x0e"
# DLE DC4 8: drop what has not been printed, so that it does not come out for the next person.
FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")


def ask_status(kind: int) -> bytes:
    """DLE EOT: 1 printer, 2 what stops it, 3 error, 4 paper; answered at once, whatever waits to be printed."""
    return bytes((0x10, 0x04, kind))


def ask_name(kind: int) -> bytes:
    """GS I: 65 the firmware, 66 the maker, 67 the model."""
    return b"\x1dI" + bytes([kind])


def align(place: str) -> bytes:
    """Left, centre or right."""
    return b"\x1ba" + bytes([("left", "centre", "right").index(place)])


def style(size: int, *, bold: bool) -> bytes:
    """1 to 4 times as wide and high, bold or not."""
    return b"\x1d!" + bytes([(size - 1) << 4 | (size - 1)]) + b"\x1bE" + bytes([bold])


def feed(lines: int) -> bytes:
    """Empty lines."""
    return b"\x1bd" + bytes([lines])


def raster(rows: bytes, width_bytes: int) -> bytes:
    """A black-and-white picture (GS v 0), eight dots a byte, black is one."""
    height = len(rows) // width_bytes
    head = b"\x1dv0\x00" + width_bytes.to_bytes(2, "little") + height.to_bytes(2, "little")
    # Printers look for real-time commands even inside a picture: move one dot rather than open a drawer.
    return head + _REAL_TIME.sub(b"\x30", rows)


def qr_code(data: bytes, module_dots: int) -> bytes:
    """A QR code that the printer draws itself (GS ( k), model 2, correction level M."""
    store = len(data) + 3
    return (
        b"\x1d(k\x04\x001A2\x00"
        + b"\x1d(k\x03\x001C"
        + bytes([module_dots])
        + b"\x1d(k\x03\x001E1"
        + b"\x1d(k"
        + store.to_bytes(2, "little")
        + b"1P0"
        + data
        + b"\x1d(k\x03\x001Q0"
    )
