"""What can be tried on a document printer by hand."""

import time
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.document_printer.contract import DocumentPrinter, DocumentResult, PrintProgress
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
    Table,
)
from hardware.trial import NotDone, Say, Trial

_PRINT_S = 180.0
_SIZES = {(): False, ("large",): True}


def test_page(*, large: bool) -> Document:
    """One page with everything that documents have."""
    rows = tuple((f"第 {row} 行", "左边", f"￥{row * 1234.5:,.2f}") for row in range(1, 6))
    return Document(
        "打印测试页",
        "自助终端",
        (
            Fields((Field("标签", "内容"), Field("生僻字", "𠮷 㐂 喆 堃"))),
            Heading("一、表格"),
            Table((Column("名称"), Column("说明"), Column("金额", align=Align.RIGHT)), rows),
            Heading("二、二维码"),
            QrCode("https://example.org/test-page", "用手机扫得出来，就是清楚的。"),
            Rule(),
            Paragraph("字要清楚，线要连续，四边都不缺，二维码要扫得出。", align=Align.CENTRE),
        ),
        large,
    )


async def _status(printer: DocumentPrinter, words: Sequence[str], say: Say) -> None:
    del words
    status = printer.status
    say(f"{status.state.value} {status.detail} {' '.join(status.warnings)}".strip())


async def _test_page(printer: DocumentPrinter, words: Sequence[str], say: Say) -> None:
    large = _SIZES.get(tuple(words))
    if large is None:
        raise ValueError("say nothing more, or large")
    job_id = f"TEST-{time.time_ns() // 1_000_000:x}"

    def tell(news: PrintProgress) -> None:
        page = "" if news.page is None else f" {news.page} of {news.pages}"
        say(f"{job_id}: {news.stage.value}{page} {news.why.value if news.why else ''}".rstrip())

    outcome = await printer.print_document(job_id, test_page(large=large), 1, _PRINT_S, progress=tell)
    if outcome.result is not DocumentResult.PRINTED:
        raise NotDone(f"{job_id}: {outcome.result.value} {outcome.reason.value if outcome.reason else ''}".rstrip())
    say(f"{job_id}: {outcome.result.value}")


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {
        "status": Trial("how it is, and what it warns of", _status),
        "test-page": Trial("print one A4 page with everything that documents have", _test_page, ("[large]",)),
    }
)
