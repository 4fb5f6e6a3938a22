"""What came out of an emulated printer: rows on paper, as text and as a picture."""

import functools
import subprocess
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

_ROW_DOTS = 30
_CELL_DOTS = 12
_MARGIN_DOTS = 16


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look within a row."""

    text: str
    wide: int = 1
    high: int = 1
    bold: bool = False
    small: bool = False

    def width(self) -> int:
        """In dots."""
        cell = _CELL_DOTS - 3 if self.small else _CELL_DOTS
        return sum((cell if character < "\x80" else 2 * _CELL_DOTS) * self.wide for character in self.text)


@dataclass(frozen=True, slots=True)
class TextRow:
    """One printed row; `align` is 0 left, 1 centre, 2 right."""

    runs: tuple[Run, ...]
    align: int = 0

    def text(self) -> str:
        """The characters."""
        return "".join(run.text for run in self.runs)

    def draw(self, dots: int) -> Image.Image:
        """The row on paper that is `dots` wide."""
        high = max((run.high for run in self.runs), default=1)
        strip = Image.new("L", (dots, _ROW_DOTS * high), 255)
        draw = ImageDraw.Draw(strip)
        x = (dots - sum(run.width() for run in self.runs)) * self.align // 2
        for run in self.runs:
            strip_of_run = _draw_run(run)
            strip.paste(strip_of_run, (x, _ROW_DOTS * high - strip_of_run.height))
            x += run.width()
        del draw
        return strip


@dataclass(frozen=True, slots=True)
class RasterRow:
    """A picture that was sent dot by dot."""

    dots: bytes
    wide_bytes: int

    def text(self) -> str:
        """A stand-in."""
        return "[picture]"

    def draw(self, dots: int) -> Image.Image:
        """The picture at the left edge; what is wider than the paper is lost."""
        height = len(self.dots) // self.wide_bytes
        picture = Image.frombytes("1", (self.wide_bytes * 8, height), bytes(255 - byte for byte in self.dots))
        strip = Image.new("L", (dots, height), 255)
        strip.paste(picture.convert("L"), (0, 0))
        return strip


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A QR code that the printer draws by itself."""

    data: bytes
    module: int
    align: int

    def text(self) -> str:
        """A stand-in."""
        return "[code]"

    def draw(self, dots: int) -> Image.Image:
        """The code with the quiet zone that printers leave."""
        code = QRCode[Any](box_size=self.module, border=4, error_correction=ERROR_CORRECT_M)
        code.add_data(self.data)  # type: ignore[no-untyped-call]
        code.make(fit=True)  # type: ignore[no-untyped-call]
        picture = code.make_image().convert("L")
        strip = Image.new("L", (dots, picture.height), 255)
        strip.paste(picture, ((dots - picture.width) * self.align // 2, 0))
        return strip


@dataclass(frozen=True, slots=True)
class BlankRow:
    """Paper that was only moved."""

    height: int

    def text(self) -> str:
        """Nothing."""
        return ""

    def draw(self, dots: int) -> Image.Image:
        """White."""
        return Image.new("L", (dots, self.height), 255)


Row = TextRow | RasterRow | CodeRow | BlankRow


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """A piece of paper, cut off or still hanging in the printer."""

    rows: tuple[Row, ...]
    dots: int
    cut: bool

    @property
    def text(self) -> str:
        """Row by row; pictures and codes as [picture] and [code]."""
        return "\n".join(row.text() for row in self.rows)

    @property
    def codes(self) -> tuple[str, ...]:
        """The content of the QR codes that the printer drew by itself."""
        return tuple(row.data.decode("utf-8", "replace") for row in self.rows if isinstance(row, CodeRow))

    def picture(self) -> Image.Image:
        """The paper as it looks, eight dots a millimetre."""
        strips = [row.draw(self.dots) for row in self.rows]
        height = sum(strip.height for strip in strips)
        paper = Image.new("L", (self.dots + 2 * _MARGIN_DOTS, height + 2 * _MARGIN_DOTS), 255)
        y = _MARGIN_DOTS
        for strip in strips:
            paper.paste(strip, (_MARGIN_DOTS, y))
            y += strip.height
        return paper


def _draw_run(run: Run) -> Image.Image:
    strip = Image.new("L", (max(1, run.width()), _ROW_DOTS * run.high), 255)
    plain = Image.new("L", (max(1, run.width() // run.wide), _ROW_DOTS), 255)
    draw = ImageDraw.Draw(plain)
    x = 0
    for character in run.text:
        cell = (_CELL_DOTS - 3 if run.small else _CELL_DOTS) * (1 if character < "\x80" else 2)
        size = 16 if run.small else 22
        draw.text((x + cell / 2, 24), character, font=_font(size, run.bold), fill=0, anchor="ms")
        x += cell
    strip.paste(plain.resize(strip.size, Image.Resampling.NEAREST), (0, 0))
    return strip


@functools.lru_cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    weight = "Bold" if bold else "Regular"
    found = subprocess.run(
        ["fc-match", "-f", "%{file}\n%{index}", f"Noto Sans Mono CJK SC:style={weight}"],
        check=True,
        capture_output=True,
        text=True,
    )
    path, index = found.stdout.splitlines()
    return ImageFont.truetype(path, size, index=int(index))
