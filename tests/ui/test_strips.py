"""Blocks cut into strips, strips laid on pages: nothing lost, nothing twice, headings over their rows."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.modalities.touch.paging import Room, paginate
from kiosk.modalities.touch.qr import qr_image
from kiosk.modalities.touch.strips import Strip, strips_of
from kiosk.visit.blocks import Block, Fact, Facts, Figure, Paragraph, QrPicture, Row, Table
from kiosk.visit.items import block_items
from kiosk.visit.text import NOTHING, text
from tests.ui import scenes

figures = st.builds(lambda: Figure(text("名"), text("值")))
paragraphs = st.builds(lambda: Paragraph(text("话")))
facts = st.builds(
    lambda n, titled: Facts(tuple(Fact(text("名"), text("值")) for _ in range(n)), text("题") if titled else NOTHING),
    st.integers(1, 8),
    st.booleans(),
)
tables = st.builds(
    lambda n: Table(text("表"), (text("甲"), text("乙")), tuple(Row((text("1"), text("2"))) for _ in range(n))),
    st.integers(0, 30),
)
pages_of_blocks = st.lists(st.one_of(figures, paragraphs, facts, tables), max_size=6).map(tuple)


@st.composite
def measured(draw: st.DrawFn) -> tuple[tuple[Strip, ...], tuple[float, ...], Room]:
    strips = strips_of(draw(pages_of_blocks))
    heights = tuple(draw(st.floats(20, 900)) for _ in strips)
    return strips, heights, Room(draw(st.floats(200, 1500)), draw(st.floats(0, 40)), draw(st.floats(0, 140)))


@given(measured())
def test_each_strip_is_on_one_page_but_headings_are_on_all_of_theirs(
    case: tuple[tuple[Strip, ...], tuple[float, ...], Room],
) -> None:
    strips, heights, room = case
    pages = paginate(strips, heights, room)
    placed = [n for page in pages for n in page]
    assert set(placed) == set(range(len(strips)))
    for n, strip in enumerate(strips):
        if not strip.heading:
            assert placed.count(n) == 1
    for page in pages:
        assert list(page) == sorted(page)
        for n in page:
            headings = {h for h, s in enumerate(strips) if s.heading and s.block == strips[n].block and h <= n}
            assert headings <= set(page)


@given(measured())
def test_a_page_is_too_tall_only_if_one_strip_is(case: tuple[tuple[Strip, ...], tuple[float, ...], Room]) -> None:
    strips, heights, room = case
    pages = paginate(strips, heights, room)
    for page in pages:
        tall = sum(heights[n] for n in page)
        body = [n for n in page if not strips[n].heading]
        if len(body) > 1:
            assert tall <= room.height


@given(measured())
def test_a_heading_is_never_last_on_its_page(case: tuple[tuple[Strip, ...], tuple[float, ...], Room]) -> None:
    strips, heights, room = case
    for page in paginate(strips, heights, room):
        if page and strips[page[-1]].heading:
            rows = [s for s in strips if s.block == strips[page[-1]].block and not s.heading]
            assert rows == []


@given(pages_of_blocks)
def test_every_item_of_the_keypad_has_a_strip(blocks: tuple[Block, ...]) -> None:
    items = {item.id for n, block in enumerate(blocks) for item in block_items(n, block)}
    assert items <= {strip.item_id for strip in strips_of(blocks)}


def test_the_sample_page_with_everything_has_a_strip_for_every_item() -> None:
    items = [item.id for n, block in enumerate(scenes.CROWD) for item in block_items(n, block)]
    assert [strip.item_id for strip in strips_of(scenes.CROWD) if strip.item_id] == items


def test_columns_are_as_broad_as_what_they_hold() -> None:
    _, row = strips_of((Table(text("表"), (text("月份"), text("数")), (Row((text("2026 年 11 月"), text("1"))),)),))
    assert row.shares[0] > 2 * row.shares[1]
    assert abs(sum(row.shares) - 1) < 1e-9


def test_a_strip_tells_nothing_in_its_repr() -> None:
    (strip,) = strips_of((Figure(text("电话"), text("13800138000")),))
    assert "138" not in repr(strip)
    assert "电话" not in repr(strip)


def test_a_qr_picture_is_read_back_by_a_scanner() -> None:
    import base64
    import io

    import zxingcpp
    from PIL import Image

    (strip,) = strips_of((QrPicture("tel:13800138000", text("扫一扫")),))
    png = base64.b64decode(strip.value.removeprefix("data:image/png;base64,"))
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.size == (strip.side, strip.side)
        large = picture.resize((strip.side * 8, strip.side * 8), Image.Resampling.NEAREST)
    (found,) = zxingcpp.read_barcodes(large)
    assert found.text == "tel:13800138000"
    assert "138" not in repr(qr_image("tel:13800138000"))
