from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.code_scanner.contract import ScannerReason
from hardware.code_scanner.lines import Lines, Suffix
from hardware.code_scanner.pieces import LONGEST, Piece, Spoilt, Text

CLEAN = st.text(st.characters(codec="gb18030", categories=["L", "N", "P"]), min_size=1, max_size=60)
ENDS = {Suffix.CR: b"\r", Suffix.LF: b"\n", Suffix.CRLF: b"\r\n", Suffix.TAB: b"\t"}


def fed(lines: Lines, data: bytes, cuts: list[int]) -> list[Piece]:
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    pieces = []
    for number, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            pieces += lines.feed(data[start:end], float(number))
    return pieces


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if isinstance(piece, Text)]


@pytest.mark.parametrize("suffix", [*ENDS, Suffix.AUTO])
@given(codes=st.lists(CLEAN, min_size=1, max_size=4), cuts=st.lists(st.integers(0, 400), max_size=6))
def test_codes_come_out_as_they_went_in_however_they_are_torn(
    suffix: Suffix, codes: list[str], cuts: list[int]
) -> None:
    end = ENDS.get(suffix, b"\r\n")
    pieces = fed(Lines(suffix), b"".join(code.encode() + end for code in codes), cuts)
    assert texts(pieces) == codes
    assert len(pieces) == len(codes)


@pytest.mark.parametrize("suffix", Suffix)
@given(data=st.binary(max_size=300), cuts=st.lists(st.integers(0, 300), max_size=4))
def test_any_bytes_are_codes_or_refusals_and_nothing_is_left_after_a_silence(
    suffix: Suffix, data: bytes, cuts: list[int]
) -> None:
    lines = Lines(suffix)
    for piece in [*fed(lines, data, cuts), *lines.quiet()]:
        assert isinstance(piece, Spoilt) or piece.text.isprintable() or "\u3000" in piece.text or " " in piece.text
    assert not lines.begun
    assert texts(lines.feed(b"after" + ENDS.get(suffix, b"\r"), 0) + lines.quiet()) == ["after"]


@pytest.mark.parametrize("suffix", Suffix)
def test_a_flood_is_refused_once_and_holds_no_memory(suffix: Suffix) -> None:
    lines = Lines(suffix)
    pieces = [piece for number in range(100) for piece in lines.feed(b"7" * 1000, number)]
    assert [piece.reason for piece in pieces if isinstance(piece, Spoilt)] == [ScannerReason.CODE_TOO_LONG]
    assert len(lines._waiting) <= LONGEST
    after = lines.feed(b"7" + ENDS.get(suffix, b"\r\n"), 101) + lines.quiet()
    assert after == []
    assert texts(lines.feed(b"next" + ENDS.get(suffix, b"\r\n"), 102) + lines.quiet()) == ["next"]


def test_the_longest_code_is_read_and_one_byte_more_is_refused() -> None:
    lines = Lines(Suffix.CR)
    assert texts(lines.feed(b"a" * LONGEST + b"\r", 0)) == ["a" * LONGEST]
    assert lines.feed(b"a" * (LONGEST + 1) + b"\r", 0) == [Spoilt(0, ScannerReason.CODE_TOO_LONG)]
    assert texts(lines.feed(b"next\r", 0)) == ["next"]


def test_when_a_code_began_is_when_its_first_byte_came() -> None:
    lines = Lines(Suffix.CRLF)
    lines.feed(b"one", 1)
    first = lines.feed(b"\r", 2) + lines.feed(b"\ntw", 3) + lines.feed(b"o\r\n", 4)
    assert [piece.began for piece in first] == [1, 3]


def test_a_longer_suffix_than_agreed_begins_no_code() -> None:
    lines = Lines(Suffix.CR)
    assert texts(lines.feed(b"one\r\n", 0)) == ["one"]
    assert not lines.begun
    assert texts(lines.feed(b"two\r\n\t", 5)) == ["two"]
    assert lines.quiet() == []


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("梧桐街".encode(), "梧桐街"),
        ("梧桐街".encode("gb18030"), "梧桐街"),
        (bytes.fromhex("8139EE39"), "\u3400"),  # GB 18030, four bytes
        (b"plain", "plain"),
        (b"a\x1db", None),  # the separator of GS1
        (b"a\x00b", None),
        (b"\xff\xff", None),
        ("a\u202eb".encode(), None),
        ("a\ufeff".encode(), None),
        (bytes.fromhex("E38080"), "\u3000"),
    ],
)
def test_what_is_text(data: bytes, text: str | None) -> None:
    pieces = Lines(Suffix.CR).feed(data + b"\r", 0)
    assert texts(pieces) == ([] if text is None else [text])
    assert text is not None or pieces == [Spoilt(0, ScannerReason.CODE_UNREADABLE)]


def test_a_piece_shows_nothing() -> None:
    assert "secret" not in repr(Lines(Suffix.CR).feed(b"secret\r", 0))
