"""Pictures for what a printer cannot draw by itself: lines with rare characters, and QR codes.

Pillow and qrcode are heavy: this file is imported only when the first such line is printed.
"""

import functools
import subprocess
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

_DOTS_A_COLUMN = 12
_LINE_DOTS = 30
_HAN_DOTS = 24
_QUIET_MODULES = 4


class TooWide(ValueError):
    """The picture does not fit on the paper."""


def text_line(text: str, *, size: int, bold: bool, align: str, width_dots: int) -> tuple[bytes, int]:
    """One line of text as rows of dots, on the printer's own grid of columns; with the bytes a row has."""
    picture = Image.new("1", (width_dots, _LINE_DOTS * size), 1)
    draw = ImageDraw.Draw(picture)
    draw.fontmode = "1"
    font = _font(_HAN_DOTS * size, bold=bold)
    cells = [(character, _DOTS_A_COLUMN * size * (1 if character.isascii() else 2)) for character in text]
    spare = width_dots - sum(wide for _, wide in cells)
    x = {"left": 0, "centre": spare // 2, "right": spare}[align]
    for character, wide in cells:
        draw.text((x + wide / 2, _HAN_DOTS * size), character, font=font, fill=0, anchor="ms")
        x += wide
    return _rows(picture)


def qr_modules(data: str) -> int:
    """How many modules wide the code of `data` is, without its quiet zone."""
    return int(_qr(data).modules_count)


def qr_code(data: str, *, module_dots: int, width_dots: int) -> tuple[bytes, int]:
    """A QR code in the middle of the paper as rows of dots; with the bytes a row has."""
    code = _qr(data)
    side = (code.modules_count + 2 * _QUIET_MODULES) * module_dots
    if side > width_dots:
        raise TooWide("QR code")
    picture = Image.new("1", (width_dots, side), 1)
    draw = ImageDraw.Draw(picture)
    left, top = (width_dots - side) // 2 + _QUIET_MODULES * module_dots, _QUIET_MODULES * module_dots
    for row, line in enumerate(code.get_matrix()):  # type: ignore[no-untyped-call]
        for column, black in enumerate(line):
            if black:
                x, y = left + column * module_dots, top + row * module_dots
                draw.rectangle((x, y, x + module_dots - 1, y + module_dots - 1), fill=0)
    return _rows(picture)


@functools.lru_cache(maxsize=8)
def _font(dots: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    path, index = _font_file(bold=bold)
    return ImageFont.truetype(path, dots, index=index)


@functools.lru_cache(maxsize=2)
def _font_file(*, bold: bool) -> tuple[str, int]:
    """Where fontconfig has the Noto face for simplified Chinese; raises OSError when there is no font at all."""
    pattern = f"Noto Sans CJK SC:{'bold' if bold else 'regular'}"
    try:
        found = subprocess.run(
            ["fc-match", "--format", "%{index}\n%{file}", pattern],
            capture_output=True,
            check=True,
            text=True,
            timeout=10,
        )
    except subprocess.SubprocessError as error:
        raise OSError("fontconfig found no font") from error
    index, path = found.stdout.split("\n", 1)
    return path, int(index)


def _qr(data: str) -> QRCode[Any]:
    code = QRCode[Any](border=0, error_correction=ERROR_CORRECT_M)
    # optimize=0 as a printer does: bytes, not cut into kinds of characters
    code.add_data(data.encode(), optimize=0)  # type: ignore[no-untyped-call]
    code.make(fit=True)  # type: ignore[no-untyped-call]
    return code


def _rows(picture: Image.Image) -> tuple[bytes, int]:
    # In Pillow a set bit is white, on paper it is black; rows are whole bytes because paper widths are.
    return bytes(byte ^ 0xFF for byte in picture.tobytes()), picture.width // 8
