"""What a document may hold."""

from collections.abc import Callable

import pytest

from hardware.document_printer.document import (
    MOST_BLOCKS,
    Block,
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


@pytest.mark.parametrize(
    "make",
    [
        lambda: Heading("a\nb"),
        lambda: Paragraph("\x1b@"),
        lambda: Paragraph("\u202e翻转"),
        lambda: Paragraph("\ue000"),
        lambda: Paragraph("长" * 4001),
        lambda: Fields(()),
        lambda: Field("标签\r", ""),
        lambda: Table((), ()),
        lambda: Table((Column("一"), Column("二")), (("只有一格",),)),
        lambda: Table((Column("一"),), (("格\t",),)),
        lambda: Table((Column("一"),), (("格",),) * 1001),
        lambda: Column("一", share=0),
        lambda: QrCode(""),
        lambda: QrCode("林" * 171),
        lambda: QrCode("a", side_mm=5),
        lambda: Spacer(0),
        lambda: Document("", "", (Rule(),)),
        lambda: Document("题", "", ()),
        lambda: Document("题", "", (Rule(),) * (MOST_BLOCKS + 1)),
    ],
)
def test_what_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError):
        make()


@pytest.mark.parametrize(
    "block",
    [
        Heading("林小满"),
        Paragraph("林小满"),
        Fields((Field("姓名", "林小满"),)),
        Field("姓名", "林小满"),
        Table((Column("姓名"),), (("林小满",),)),
        QrCode("林小满"),
    ],
)
def test_a_repr_tells_nothing(block: Block) -> None:
    assert "林小满" not in repr(block)
    assert "林小满" not in repr(Document("题", "", (Rule(),)))
