"""Alipay's bill of a day: a ZIP of two texts in GBK, amounts in yuan, negative where money went back.

Columns are found by their names. There is no hash to check: who made it is told by TLS alone, that it is whole by the
ZIP's own checksums.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from backend.payments.channel import BillLine, NotGenuine
from backend.payments.strict import Fields
from backend.payments.wire_numbers import REVERSAL
from backend.payments.yuan import fen_of

MOST_BYTES = 64 * 1024 * 1024
MOST_ENTRIES = 10

_ATTEMPT, _TRANSACTION, _KIND, _AMOUNT, _REFUND = (
    "商户订单号",
    "支付宝交易号",
    "业务类型",
    "订单金额",
    "退款批次号/请求号",
)
_UNIT = re.compile(r"[（(]元[）)]$")
_TARGET = re.compile(r"/[A-Za-z0-9_./-]{1,200}(?:\?[A-Za-z0-9_=&%.~+-]{1,2000})?")


def target_of(url: str, host: str) -> str:
    """Path and query of a bill at `host`. Raises NotGenuine if it lies elsewhere."""
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if parts.netloc != urlsplit(host).netloc or _TARGET.fullmatch(target) is None:
        raise NotGenuine("a bill that lies elsewhere")
    return target


def lines_of(raw: bytes) -> Sequence[BillLine]:
    """All lines of a bill. Raises NotGenuine if one cannot be understood."""
    for text in _texts(raw):
        rows = [row for row in text.split("\n") if row.strip() and not row.startswith("#")]
        names = [_UNIT.sub("", name.strip()) for name in rows[0].split(",")] if rows else []
        if _ATTEMPT in names and _KIND in names:
            return [_line(names, row) for row in rows[1:]]
    raise NotGenuine("a bill without its lines")


def _texts(raw: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise NotGenuine("too much in it")
            for entry in entries:
                yield archive.read(entry).decode("gb18030")
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError):
        # What zipfile lets out of files that are none; RuntimeError: a password, or a compression that nobody uses.
        raise NotGenuine("no bill") from None


def _line(names: Sequence[str], row: str) -> BillLine:
    values = [value.strip() for value in row.split(",")]
    if len(values) != len(names):
        raise NotGenuine("a line of another length")
    fields = Fields(dict(zip(names, values, strict=True)))
    attempt, transaction, kind = fields.text(_ATTEMPT), fields.text(_TRANSACTION), fields.text(_KIND)
    fen = fen_of(fields.text(_AMOUNT))
    if kind == "交易" and fen >= 0:
        return BillLine(attempt, fen, transaction)
    if kind != "退款" or fen > 0:
        raise NotGenuine("a line of an unknown kind")
    number = fields.text_if_any(_REFUND)
    # A cancel is a refund without a number of its own; Alipay takes the attempt's for it.
    return BillLine(attempt, -fen, transaction, REVERSAL if number in ("", attempt) else number)
