"""What is sent for a slip, judged by the emulated printer's own reading of the bytes."""

import pytest
import zxingcpp
from escpos.printer import Dummy
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.emulators.paper import PrintedSlip, TextRow
from hardware.emulators.receipt_printer import ReceiptPrinterEmulator
from hardware.receipt_printer import commands
from hardware.receipt_printer.gb18030 import in_font, tidy
from hardware.receipt_printer.job import PAPER_58_MM, PAPER_80_MM, Paper, SlipTooWide, compose
from hardware.receipt_printer.slip import Align, Feed, Field, QrCode, Rule, Slip, SlipLine, TextLine

PAPERS = [PAPER_58_MM, PAPER_80_MM]
ANY = st.characters(blacklist_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])
PLAIN = st.text(ANY.filter(in_font), max_size=60)


def printed(slip: Slip, paper: Paper = PAPER_80_MM, step: int = 4096) -> PrintedSlip:
    printer = ReceiptPrinterEmulator.tcp(columns=paper.columns)
    content = compose("J-1", slip, paper)
    for start in range(0, len(content), step):
        assert list(printer.receive(content[start : start + step])) == [], "nothing on a slip makes a printer answer"
    assert printer.unknown == []
    (out,) = printer.slips
    assert printer.hanging.rows == ()
    return out


def rows(slip: PrintedSlip) -> list[str]:
    return slip.text.split("\n")


@given(PLAIN, st.sampled_from(PAPERS), st.integers(1, 4), st.sampled_from(Align), st.booleans())
def test_any_text_of_the_font_comes_out_as_it_went_in(
    text: str, paper: Paper, size: int, align: Align, bold: bool
) -> None:
    out = printed(Slip((TextLine(text, size, bold, align),)), paper)
    *body, foot, _ = out.rows
    assert "".join("".join(row.text() for row in body).split()) == "".join(tidy(text).split())
    assert foot.text() == "J-1"
    for row in body:
        assert isinstance(row, TextRow)
        assert sum(run.width() for run in row.runs) <= paper.columns * 12
        assert {(run.wide, run.high, run.bold) for run in row.runs} <= {(size, size, bold)}


@settings(max_examples=30)
@given(st.lists(st.text(ANY, max_size=12).map(TextLine) | st.just(Rule()) | st.just(Feed(2)), min_size=1, max_size=6))
def test_any_slip_is_whole_and_in_order(lines: list[SlipLine]) -> None:
    out = printed(Slip((*lines, TextLine("末行"))), PAPER_58_MM)
    assert rows(out)[-3:-1] == ["末行", "J-1"]


@given(st.integers(1, 700))
@settings(max_examples=20)
def test_the_pieces_in_which_it_arrives_do_not_matter(step: int) -> None:
    slip = Slip((TextLine("林小满，您好！"), TextLine("𠮷"), QrCode("https://verify.example/1"), Field("金额", "￥5")))
    assert printed(slip, step=step) == printed(slip)


@given(PLAIN, PLAIN, st.sampled_from(PAPERS), st.integers(1, 2))
def test_a_field_keeps_label_and_value(label: str, value: str, paper: Paper, size: int) -> None:
    out = printed(Slip((Field(label, value, size),)), paper)
    whole = "".join("".join(row.text() for row in out.rows[:-2]).split())
    assert whole == "".join((tidy(label) + tidy(value)).split())


def test_a_field_stands_at_both_edges_or_on_two_lines() -> None:
    assert rows(printed(Slip((Field("姓名", "林*满"),)), PAPER_58_MM))[0] == "姓名" + " " * 23 + "林*满"
    two = printed(Slip((Field("参保单位", "蓉城市邻里区梧桐街社区服务中心"),)), PAPER_58_MM)
    assert rows(two)[:2] == ["参保单位", "蓉城市邻里区梧桐街社区服务中心"]
    assert [row.align for row in two.rows[:2] if isinstance(row, TextRow)] == [0, 2]


def test_chinese_mode_survives_pictures_and_codes() -> None:
    out = printed(Slip((TextLine("𠮷"), TextLine("一"), QrCode("x"), TextLine("二"), Feed(1), TextLine("三"))))
    assert rows(out)[:7] == ["[picture]", "一", "[code]", "", "二", "", "三"]


def test_a_rare_name_is_drawn_and_not_blank() -> None:
    dark = {}
    for name in ("𠮷", "㐂"):
        picture = printed(Slip((TextLine(name, size=2),))).rows[0].draw(576)
        dark[name] = sum(1 for dot in picture.tobytes() if dot == 0)
        assert dark[name] > 200
    assert dark["𠮷"] != dark["㐂"], "two names, two drawings, no boxes"


@pytest.mark.parametrize("align", Align)
def test_a_drawn_line_stands_where_it_was_asked(align: Align) -> None:
    box = printed(Slip((TextLine("𠮷", align=align),))).rows[0].draw(576).point(lambda dot: 255 - dot).getbbox()
    assert box is not None
    middle = (box[0] + box[2]) / 2
    assert {Align.LEFT: middle < 30, Align.CENTRE: 270 < middle < 306, Align.RIGHT: middle > 546}[align]


@pytest.mark.parametrize("native", [True, False], ids=["drawn by the printer", "drawn by us"])
@pytest.mark.parametrize("data", ["https://verify.example/8f3a", "邻里自助终端", "x" * 300])
@pytest.mark.parametrize("columns", [32, 48])
def test_a_code_is_read_back_from_the_paper(data: str, columns: int, native: bool) -> None:
    out = printed(Slip((QrCode(data),)), Paper(columns, columns * 12, native_qr=native))
    (code,) = zxingcpp.read_barcodes(out.picture())
    assert code.text == data


def test_a_code_that_cannot_fit_is_refused() -> None:
    with pytest.raises(SlipTooWide):
        compose("J-1", Slip((QrCode("x" * 300),)), Paper(columns=8, dots=96))


def test_nothing_in_a_picture_is_taken_for_a_command_to_be_obeyed_at_once() -> None:
    picture = bytes.fromhex("10040110140101 10050200101004")
    assert b"\x10\x04" not in commands.raster(picture, 1)[8:]
    assert b"\x10\x14" not in commands.raster(picture, 1)[8:]
    assert b"\x10\x05" not in commands.raster(picture, 1)[8:]
    assert len(commands.raster(picture, 1)) == 8 + len(picture)


def test_our_code_command_is_that_of_another_library() -> None:
    other = Dummy()
    other.qr("https://verify.example/1", ec=1, size=6, native=True)
    assert commands.qr_code(b"https://verify.example/1", 6) in other.output


@pytest.mark.parametrize(
    "make",
    [
        lambda: TextLine("x\x1b@"),
        lambda: TextLine("x\n"),
        lambda: TextLine("\u202e"),
        lambda: TextLine("x" * 401),
        lambda: TextLine("x", size=5),
        lambda: TextLine("x", size=0),
        lambda: Field("\x10\x04", "x"),
        lambda: Field("x", "\x00"),
        lambda: QrCode(""),
        lambda: QrCode("长" * 200),
        lambda: QrCode("x", module_mm=9),
        lambda: Feed(0),
        lambda: Feed(11),
        lambda: Slip(()),
        lambda: Slip((Rule(),) * 301),
    ],
)
def test_what_cannot_be_printed_cannot_be_written(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError):
        make()
