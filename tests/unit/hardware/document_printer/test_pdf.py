"""The PDF, read back: words, codes, pages, fonts, and what the file tells of itself."""

import functools
import io
import re

import pytest
import zxingcpp
from pypdf import PdfReader

from hardware.document_printer.composed import Composed, NoFont, TooLong
from hardware.document_printer.document import (
    Align,
    Column,
    Document,
    Field,
    Fields,
    Heading,
    Paragraph,
    QrCode,
    Rule,
    Spacer,
    Table,
)
from hardware.document_printer.pdf import compose, face
from hardware.document_printer.typesetter import typeset
from hardware.worker import Command

CODE = "https://verify.example/8f3a#林"
ROWS = tuple((f"2025-{month:02d}", "基本养老保险" * 3, f"￥{month * 1234.5:,.2f}") for month in range(1, 41))
COLUMNS = (Column("月份"), Column("险种"), Column("金额", align=Align.RIGHT))
LONG = Document(
    "社会保险参保证明",
    "青云街道社区服务中心",
    (
        Fields((Field("姓名", "林小满"), Field("社会保障号码", "69****************12"))),
        Heading("一、缴费记录"),
        Table(COLUMNS, ROWS),
        Spacer(10),
        Rule(),
        QrCode(CODE, "用手机扫一扫，可以核对。"),
        Paragraph("①带好证件；②到二楼窗口，𠮷田女士，谢谢您！" * 6),
    ),
)


@functools.cache
def composed(*, large: bool = False) -> Composed:
    return compose("S-7", Document(LONG.title, LONG.hall, LONG.blocks, large))


def read(made: Composed) -> PdfReader:
    return PdfReader(io.BytesIO(made.pdf))


@functools.cache
def words(made: Composed) -> tuple[str, ...]:
    """The words of each page, without pypdf's guesses at blanks.

    pypdf takes the two bytes of a glyph for two of one byte each, the first of them zero: fpdf2 names its encoding in
    a way that pypdf does not know (poppler does). It reads true as long as a face has less than 256 glyphs.
    """
    return tuple("".join(_plain(page.extract_text()).split()) for page in read(made).pages)


def _plain(text: str) -> str:
    return text.replace("\0", "")


@pytest.mark.parametrize("large", [False, True])
def test_every_word_can_be_selected_and_none_is_lost(large: bool) -> None:
    made = composed(large=large)
    text = "".join(words(made))
    said = [
        "社会保险参保证明",
        "姓名林小满",
        "社会保障号码69****************12",
        "一、缴费记录",
        "用手机扫一扫，可以核对。",
    ]
    said += [cell for row in ROWS for cell in (row[0], row[2])]
    for each in said:
        assert each in text
    assert text.count("𠮷田女士") == 6
    assert text.count("基本养老保险") == 3 * len(ROWS)


def test_the_title_row_stands_on_every_page_of_a_table() -> None:
    pages = words(composed())
    with_rows = [page for page in pages if "2025-" in page]
    assert len(with_rows) >= 2
    assert all("月份险种金额" in page for page in with_rows)


def test_every_page_tells_its_number_the_job_and_the_hall() -> None:
    made = composed()
    pages = words(made)
    assert made.pages == len(pages)
    for number, page in enumerate(pages, start=1):
        assert page.endswith(f"青云街道社区服务中心S-7第{number}页，共{made.pages}页")


def test_large_type_is_larger() -> None:
    def sizes(made: Composed) -> list[float]:
        found: list[float] = []

        def visit(text: str, _cm: object, _tm: object, _font: object, size: float) -> None:
            if "带好证件" in "".join(_plain(text).split()):
                found.append(size)

        for page in read(made).pages:
            page.extract_text(visitor_text=visit)
        return found

    assert min(sizes(composed(large=True))) >= 16 > 12 <= min(sizes(composed()))


def test_the_code_reads_back() -> None:
    (picture,) = (image.image for page in read(composed()).pages for image in page.images)
    assert picture is not None
    (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert code.text == CODE


def test_the_file_tells_nothing_of_the_person() -> None:
    reader = read(composed())
    assert reader.metadata is not None
    told = {name: str(value) for name, value in reader.metadata.items()}
    assert told == {"/Title": "社会保险参保证明", "/CreationDate": "D:19700101000000Z"}
    assert str(reader.root_object["/Lang"]) == "zh-CN"
    assert compose("S-7", LONG).pdf == composed().pdf


def test_only_what_is_used_of_the_font_is_in_the_file() -> None:
    fonts = set(re.findall(rb"/BaseFont /(\S+)", composed().pdf))
    assert len(fonts) == 2
    assert all(b"+NotoSansCJKSC" in font for font in fonts)
    assert len(composed().pdf) < 200_000


def test_pages_are_a4() -> None:
    for page in read(composed()).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_a_character_without_a_glyph_is_refused() -> None:
    with pytest.raises(NoFont):
        compose("S-7", Document("证明", "", (Paragraph("\N{PARTY POPPER}"),)))


def test_more_pages_than_anybody_wants() -> None:
    with pytest.raises(TooLong):
        compose("S-7", Document("证明", "", (Paragraph("一"), Spacer(100)) * 100))


def test_without_the_font_there_is_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardware.document_printer.pdf._FAMILY", "No Such Family")
    face.cache_clear()
    try:
        with pytest.raises(NoFont):
            face("regular")
    finally:
        face.cache_clear()


def test_the_typesetter_gives_the_same_from_its_own_process() -> None:
    assert typeset("S-7", LONG, Command(60)) == composed()


def test_the_typesetter_says_why_not() -> None:
    with pytest.raises(NoFont):
        typeset("S-7", Document("证明", "", (Paragraph("\N{PARTY POPPER}"),)), Command(60))
