"""From a slip to the bytes that print it: words as words where the printer's font has them, else as a picture."""

from collections.abc import Iterator
from dataclasses import dataclass

from hardware.receipt_printer import commands, gb18030
from hardware.receipt_printer.slip import Align, Feed, Field, QrCode, Rule, Slip, SlipLine, TextLine

_DOTS_A_MM = 8
_MODULE_DOTS = range(2, 17)


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper and what the printer can draw on it."""

    columns: int
    dots: int
    native_qr: bool = True


PAPER_58_MM = Paper(columns=32, dots=384)
PAPER_80_MM = Paper(columns=48, dots=576)


class SlipTooWide(ValueError):
    """Something on the slip does not fit across the paper."""


def compose(job_id: str, slip: Slip, paper: Paper) -> bytes:
    """Everything that the printer is sent for one slip, from initialise to cut."""
    body = b"".join(_line(line, paper) for line in slip.lines)
    return commands.INITIALISE + commands.CHINESE + body + _foot(job_id) + commands.FEED_AND_CUT


def _line(line: SlipLine, paper: Paper) -> bytes:
    match line:
        case TextLine():
            return b"".join(_text(row, line, paper) for row in _wrapped(line, paper))
        case Field():
            return b"".join(_text(row.text, row, paper) for row in _field_rows(line, paper))
        case Rule():
            return commands.align(Align.LEFT) + commands.style(1, bold=False) + b"-" * paper.columns + commands.LINE
        case QrCode():
            return _qr_code(line, paper)
        case Feed():
            return commands.feed(line.lines)


def _wrapped(line: TextLine, paper: Paper) -> list[str]:
    return gb18030.wrap(gb18030.tidy(line.text), paper.columns // line.size)


def _field_rows(field: Field, paper: Paper) -> Iterator[TextLine]:
    width = paper.columns // field.size
    label, value = gb18030.tidy(field.label), gb18030.tidy(field.value)
    gap = width - gb18030.columns(label) - gb18030.columns(value)
    if gap >= 2:
        yield TextLine(label + " " * gap + value, field.size, field.bold)
        return
    for row in gb18030.wrap(label, width):
        yield TextLine(row, field.size, field.bold)
    for row in gb18030.wrap(value, width):
        yield TextLine(row, field.size, field.bold, Align.RIGHT)


def _text(row: str, line: TextLine, paper: Paper) -> bytes:
    if gb18030.in_font(row):
        style = commands.align(line.align) + commands.style(line.size, bold=line.bold)
        return style + gb18030.encode(row) + commands.LINE
    # Imported here because most slips need no picture, and Pillow costs the start a tenth of a second.
    from hardware.receipt_printer import raster

    picture = raster.text_line(row, size=line.size, bold=line.bold, align=line.align, width_dots=paper.dots)
    return commands.align(Align.LEFT) + commands.raster(*picture) + commands.CHINESE


def _qr_code(line: QrCode, paper: Paper) -> bytes:
    # Imported here for the same reason as above.
    from hardware.receipt_printer import raster

    module_dots = _module_dots(line, raster.qr_modules(line.data), paper)
    if paper.native_qr:
        code = commands.qr_code(line.data.encode(), module_dots)
        return commands.align(Align.CENTRE) + code + commands.LINE + commands.CHINESE
    picture = raster.qr_code(line.data, module_dots=module_dots, width_dots=paper.dots)
    return commands.align(Align.LEFT) + commands.raster(*picture) + commands.CHINESE


def _module_dots(line: QrCode, modules: int, paper: Paper) -> int:
    """As large as asked, or as large as the paper allows."""
    wanted = min(round(line.module_mm * _DOTS_A_MM), paper.dots // (modules + 8))
    if wanted not in _MODULE_DOTS:
        raise SlipTooWide("QR code")
    return wanted


def _foot(job_id: str) -> bytes:
    plain = commands.align(Align.LEFT) + commands.style(1, bold=False)
    return plain + commands.SMALL_FONT + job_id.encode("ascii") + commands.LINE + commands.NORMAL_FONT
