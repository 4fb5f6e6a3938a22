"""Where one thing ends and the next begins in the bytes that an emulated receipt printer gets."""

CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""Empties the printer, at once."""
# How many bytes follow each two-byte command that has a fixed length.
_FIXED = {
    b"\x1b@": 0, b"\x1ba": 1, b"\x1bE": 1, b"\x1bd": 1, b"\x1bJ": 1, b"\x1bt": 1, b"\x1bM": 1, b"\x1b!": 1,
    b"\x1b2": 0, b"\x1b3": 1, b"\x1bR": 1, b"\x1b-": 1, b"\x1c&": 0, b"\x1c.": 0, b"\x1d!": 1, b"\x1dr": 1,
    b"\x1dL": 2, b"\x1dW": 2, b"\x1dI": 1, b"\x1da": 1,
}  # fmt: skip


def size_of_first(data: bytes, *, chinese: bool) -> int | None:
    """How many bytes the first thing in a stream has: a character, or a command; None: that has not come yet."""
    first = data[0]
    if first >= 0x80 and chinese:
        return None if len(data) < 2 else 4 if 0x30 <= data[1] <= 0x39 else 2
    if first not in {0x10, 0x1B, 0x1C, 0x1D}:
        return 1
    if len(data) < 2:
        return None
    if first == 0x10:
        return {0x04: 3, 0x05: 3, 0x14: len(CLEAR)}.get(data[1], 1)
    return _size_of_command(data)


def characters(code: bytes) -> str:
    """What a GBK font shows: four-byte codes, and holes in the two-byte ones, come out as boxes."""
    if len(code) == 4:
        return "□□"
    try:
        return code.decode("gb18030")
    except UnicodeDecodeError:
        return "□"


def _size_of_command(data: bytes) -> int | None:
    name = data[:2]
    if name in _FIXED:
        return 2 + _FIXED[name]
    if name == b"\x1dV":
        return None if len(data) < 3 else 4 if data[2] >= 65 else 3
    if name == b"\x1d(":
        return None if len(data) < 5 else 5 + data[3] + 256 * data[4]
    if name == b"\x1dv":
        return None if len(data) < 8 else 8 + (data[4] + 256 * data[5]) * (data[6] + 256 * data[7])
    return 2
