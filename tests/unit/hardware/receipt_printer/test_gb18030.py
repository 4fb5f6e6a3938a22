import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.receipt_printer.gb18030 import columns, encode, in_font, tidy, wrap

TEXT = st.text(st.characters(blacklist_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=80)


CODES = {"￥": "a3a4", "①": "a2d9", "，": "a3ac", "：": "a3ba", "。": "a1a3", "·": "a1a4", "€": "a2e3", "镕": "e946"}


@pytest.mark.parametrize(("text", "code"), CODES.items())
def test_what_is_not_han_has_its_two_byte_code(text: str, code: str) -> None:
    assert in_font(text)
    assert encode(text).hex() == code


@pytest.mark.parametrize("text", ["𠮷", "㐂", "\ue000", "é́", "😀", "ñ", "\u00a5"])
def test_what_a_font_does_not_have(text: str) -> None:
    assert not in_font(text)
    assert not in_font("林" + text)


def test_twins_are_printed_instead() -> None:
    assert tidy("¥5\u00a0•") == "￥5 ·"
    assert in_font(tidy("¥5\u00a0•"))


@given(TEXT)
def test_in_the_font_means_one_or_two_bytes_each(text: str) -> None:
    for character in text:
        if in_font(character):
            assert len(encode(character)) == columns(character)
            assert encode(character).decode("gb18030") == character


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("您好", 10, ["您好"]),
        ("一二三四五六", 10, ["一二三四五", "六"]),
        ("一二三四五，六", 10, ["一二三四", "五，六"]),
        ("一二三四（五）", 10, ["一二三四", "（五）"]),
        ("电话 028-8888-0000 转 1", 14, ["电话", "028-8888-0000", "转 1"]),
        ("abcdefghijkl", 5, ["abcde", "fghij", "kl"]),
    ],
)
def test_lines_break_where_a_reader_expects_it(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(TEXT, st.integers(4, 48))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(lines) >= 1
