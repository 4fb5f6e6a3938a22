"""Makes the PDF of a document: A4, as much of Noto Sans CJK SC as it uses, text that can be searched and read aloud.

fpdf2 and the fonts are heavy: this file is imported by the typesetter's process only.
"""

import functools
import logging
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TableCellFillMode, VAlign, XPos, YPos
from fpdf.fonts import FontFace, TTFFont
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from hardware.document_printer.composed import Composed, NoFont, TooLong
from hardware.document_printer.document import (
    MOST_PAGES,
    Align,
    Block,
    Document,
    Fields,
    Heading,
    Paragraph,
    QrCode,
    Rule,
    Spacer,
    Table,
)
from hardware.document_printer.typesetting import lines, whole

_FAMILY = "Noto Sans CJK SC"
_INK, _GREY, _HAIR, _SHADE = 0, 90, 150, 240
_QUIET_MODULES = 4
_MODULE_DOTS = 8
_PADDING_MM = 2.0
_SLACK_MM = 0.4  # so that fpdf, which rounds, finds our lines short enough
_LEAST_OF_TEXT = 0.7
_ALIGNS = {Align.LEFT: "L", Align.CENTRE: "C", Align.RIGHT: "R"}


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a font file; collections (.ttc) have several."""

    path: str
    number: int


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Type in points, space in millimetres."""

    title: float
    heading: float
    text: float
    small: float
    margin_mm: float
    leading: float = 1.6

    def line_mm(self, points: float) -> float:
        return points * self.leading * 25.4 / 72


_USUAL = _Sizes(title=22, heading=14, text=12, small=9.5, margin_mm=22)
_LARGE = _Sizes(title=26, heading=19, text=17, small=13, margin_mm=18, leading=1.55)


def compose(job_id: str, document: Document) -> Composed:
    """The PDF of a document; raises NoFont or TooLong. `job_id` stands small at every page's foot."""
    regular, bold = face("regular"), face("bold")
    pages = _Pages(job_id, document, _LARGE if document.large else _USUAL, regular, bold)
    try:
        pages.refuse_missing(_words(document))
        pages.add_page()
        pages.set_title_block()
        for block in document.blocks:
            pages.set_block(block)
            if pages.page_no() > MOST_PAGES:
                raise TooLong
        return Composed(bytes(pages.output()), pages.page_no())
    finally:
        pages.close_fonts()


@functools.cache
def face(style: str) -> Face:
    """Where the Simplified Chinese face of a style is; raises NoFont."""
    try:
        asked = subprocess.run(
            ["fc-match", "--format=%{index}\n%{family}\n%{file}", f"{_FAMILY}:{style}"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoFont from error
    index, family, path = asked.stdout.split("\n", 2)
    if _FAMILY not in family.split(","):  # fontconfig always finds something
        raise NoFont
    return Face(path, int(index))


def _words(document: Document) -> str:
    """Everything that will be set, for a look at whether the font has it all."""
    words = [document.title, document.hall]
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                words.append(block.text)
            case Fields():
                words += [word for row in block.rows for word in (row.label, row.value)]
            case Table():
                words += [column.title for column in block.columns] + [cell for row in block.rows for cell in row]
            case QrCode():
                words.append(block.caption)
            case Rule() | Spacer():
                pass
    return "".join(words)


class _Pages(FPDF):
    """The pages, filled from top to bottom."""

    def __init__(self, job_id: str, document: Document, sizes: _Sizes, regular: Face, bold: Face) -> None:
        super().__init__(format="A4")
        # fpdf tells per glyph what it leaves out of the subset.
        logging.getLogger("fontTools").setLevel(logging.WARNING)
        self._job_id = job_id
        self._document = document
        self._sizes = sizes
        self.set_lang("zh-CN")
        self.set_title(document.title)
        # One file for one document: when it was printed stands on the paper where it matters.
        self.set_creation_date(datetime.fromtimestamp(0, UTC))
        self.add_font("sc", "", regular.path, collection_font_number=regular.number)
        self.add_font("sc", "B", bold.path, collection_font_number=bold.number)
        foot_mm = sizes.margin_mm + sizes.line_mm(sizes.small)
        self.set_margins(sizes.margin_mm, sizes.margin_mm)
        self.set_auto_page_break(auto=True, margin=foot_mm)
        self.set_draw_color(_HAIR)
        self.set_line_width(0.3)
        self.c_margin = 0.0

    def close_fonts(self) -> None:
        """Close the files of the fonts, which fpdf leaves to the garbage collector."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def refuse_missing(self, words: str) -> None:
        """Raise NoFont when a character would come out as an empty box."""
        for style in ("", "B"):
            font = self.fonts[f"sc{style}"]
            has = font.cmap if isinstance(font, TTFFont) else {}
            if any(ord(character) not in has for character in words if character != " "):
                raise NoFont

    def footer(self) -> None:
        """The hall, the job and the page number, at every page's foot."""
        sizes = self._sizes
        self.set_y(-sizes.margin_mm + 2)
        self._use(sizes.small, grey=True)
        line = sizes.line_mm(sizes.small)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(1.5)
        third = self.epw / 3
        self.cell(third, line, _first(self._document.hall, third, self.get_string_width), align="L")
        self.cell(third, line, self._job_id, align="C")
        # fpdf measures {nb}, and sets a number there that is narrower.
        wider = self.get_string_width("{nb}") - self.get_string_width("0")
        self.cell(third + wider, line, f"第 {self.page_no()} 页，共 {{nb}} 页", align="R")
        self.set_text_color(_INK)

    def set_title_block(self) -> None:
        """The hall and the title, at the head of the first page."""
        sizes = self._sizes
        self._use(sizes.small, grey=True)
        self._set_lines(self._document.hall, Align.CENTRE, sizes.small)
        self._use(sizes.title, bold=True)
        self._set_lines(self._document.title, Align.CENTRE, sizes.title)
        self.ln(sizes.line_mm(sizes.text) * 0.6)

    def set_block(self, block: Block) -> None:
        """One block, on this page or the next."""
        sizes = self._sizes
        match block:
            case Heading():
                self._heading(block.text)
            case Paragraph():
                self._use(sizes.text, bold=block.bold)
                self._set_lines(block.text, block.align, sizes.text)
                self.ln(sizes.line_mm(sizes.text) * 0.35)
            case Fields():
                self._fields(block)
            case Table():
                self._table(block)
            case QrCode():
                self._qr_code(block)
            case Rule():
                self.ln(2)
                self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
                self.ln(4)
            case Spacer():
                self.ln(min(block.mm, max(0.0, self.page_break_trigger - self.get_y())))

    def _heading(self, text: str) -> None:
        sizes = self._sizes
        self.ln(sizes.line_mm(sizes.text) * 0.5)
        # Together with two lines of what it is the heading of.
        if self.will_page_break(sizes.line_mm(sizes.heading) + 2.5 * sizes.line_mm(sizes.text)):
            self.add_page()
        self._use(sizes.heading, bold=True)
        self._set_lines(text, Align.LEFT, sizes.heading)
        self.ln(sizes.line_mm(sizes.text) * 0.15)

    def _set_lines(self, text: str, align: Align, points: float) -> None:
        for line in lines(text, self.epw, self.get_string_width):
            self.cell(
                self.epw, self._sizes.line_mm(points), line, align=_ALIGNS[align], new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )

    def _fields(self, block: Fields) -> None:
        sizes = self._sizes
        self._use(sizes.text)
        widest = max(self.get_string_width(row.label) for row in block.rows)
        label_mm = min(widest + 8, self.epw * 0.45)
        widths = (label_mm, self.epw - label_mm)
        with self.table(
            borders_layout=TableBordersLayout.NONE,
            first_row_as_headings=False,
            col_widths=widths,
            line_height=sizes.line_mm(sizes.text),
            text_align=("L", "L"),
            v_align=VAlign.T,
        ) as table:
            for field_row in block.rows:
                row = table.row()
                row.cell(self._wrapped(field_row.label, widths[0] - 4), style=FontFace(color=_GREY))
                row.cell(self._wrapped(field_row.value, widths[1]))
        self._use(sizes.text)
        self.ln(sizes.line_mm(sizes.text) * 0.35)

    def _table(self, block: Table) -> None:
        shares = sum(column.share for column in block.columns)
        widths = tuple(self.epw * column.share / shares for column in block.columns)
        points = self._table_points(block, widths)
        heads = self._row([column.title for column in block.columns], widths, points, bold=True)
        rows = [self._row(cells, widths, points) for cells in block.rows]
        with self.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            cell_fill_color=_SHADE,
            cell_fill_mode=TableCellFillMode.NONE,
            col_widths=widths,
            headings_style=FontFace(emphasis="BOLD", fill_color=_SHADE),
            line_height=self._sizes.line_mm(points),
            padding=(0.8, _PADDING_MM),
            text_align=tuple(_ALIGNS[column.align] for column in block.columns),
            v_align=VAlign.M,
        ) as table:
            for cells in (heads, *rows):
                table.row(cells)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self._use(self._sizes.text)
        self.ln(self._sizes.line_mm(self._sizes.text) * 0.5)

    def _table_points(self, block: Table, widths: Sequence[float]) -> float:
        """The type of a table: smaller than the text's where a number would else be torn in two."""
        points = self._sizes.text
        while points > _LEAST_OF_TEXT * self._sizes.text:
            self._use(points, bold=True)
            if all(
                whole(cell, width - 2 * _PADDING_MM - _SLACK_MM, self.get_string_width)
                for cells in (tuple(column.title for column in block.columns), *block.rows)
                for cell, width in zip(cells, widths, strict=True)
            ):
                break
            points -= 0.5
        return points

    def _row(self, cells: Sequence[str], widths: Sequence[float], points: float, *, bold: bool = False) -> list[str]:
        self._use(points, bold=bold)
        inside = [width - 2 * _PADDING_MM - _SLACK_MM for width in widths]
        rows = [self._wrapped(cell, width) for cell, width in zip(cells, inside, strict=True)]
        self._use(points)
        return rows

    def _qr_code(self, block: QrCode) -> None:
        sizes = self._sizes
        if self.will_page_break(block.side_mm):
            self.add_page()
        top = self.get_y()
        self.image(_qr_picture(block.data), self.l_margin, top, block.side_mm, block.side_mm, alt_text="二维码")
        if block.caption:
            self._use(sizes.text)
            width = self.epw - block.side_mm - 6
            rows = lines(block.caption, width, self.get_string_width)
            height = sizes.line_mm(sizes.text)
            self.set_y(top + max(0.0, (block.side_mm - height * len(rows)) / 2))
            for row in rows:
                self.set_x(self.l_margin + block.side_mm + 6)
                self.cell(width, height, row, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_y(max(top + block.side_mm, self.get_y()))
        self.ln(3)

    def _wrapped(self, text: str, width: float) -> str:
        return "\n".join(lines(text, width, self.get_string_width))

    def _use(self, points: float, *, bold: bool = False, grey: bool = False) -> None:
        self.set_font("sc", "B" if bold else "", points)
        self.set_text_color(_GREY if grey else _INK)


def _first(text: str, width: float, measure: object) -> str:
    """As much of `text` as one line takes."""
    assert callable(measure)
    return lines(text, width, measure)[0]


def _qr_picture(data: str) -> Image.Image:
    """A QR code with its quiet zone, some dots a module, black on white."""
    code: QRCode[Any] = QRCode(border=_QUIET_MODULES, box_size=_MODULE_DOTS, error_correction=ERROR_CORRECT_M)
    code.add_data(data.encode())  # type: ignore[no-untyped-call]
    code.make(fit=True)  # type: ignore[no-untyped-call]
    matrix = code.get_matrix()  # type: ignore[no-untyped-call]
    picture = Image.new("1", (len(matrix), len(matrix)), 1)
    for y, row in enumerate(matrix):
        for x, black in enumerate(row):
            if black:
                picture.putpixel((x, y), 0)
    return picture.resize((len(matrix) * _MODULE_DOTS,) * 2, Image.Resampling.NEAREST)
