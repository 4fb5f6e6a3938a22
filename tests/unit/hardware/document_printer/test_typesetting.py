"""Where lines end."""

from hypothesis import given
from hypothesis import strategies as st

from hardware.document_printer.typesetting import lines, whole


def columns(text: str) -> float:
    return sum(1 if character.isascii() else 2 for character in text)


def test_between_any_two_characters() -> None:
    assert lines("社会保险参保证明", 10, columns) == ["社会保险参", "保证明"]


def test_no_line_begins_with_a_full_stop() -> None:
    assert lines("一二三四五。六", 10, columns) == ["一二三四", "五。六"]


def test_no_line_ends_with_an_opening_mark() -> None:
    assert lines("一二三四（五六）", 10, columns) == ["一二三四", "（五六）"]


def test_words_and_numbers_stay_whole() -> None:
    assert lines("金额 1,234.50 元", 10, columns) == ["金额", "1,234.50", "元"]
    assert lines("共计￥5,200.00", 12, columns) == ["共计", "￥5,200.00"]


def test_what_is_longer_than_a_line_is_cut() -> None:
    assert lines("abcdefgh", 3, columns) == ["abc", "def", "gh"]


def test_nothing_is_one_empty_line() -> None:
    assert lines("", 10, columns) == [""]
    assert lines("   ", 10, columns) == [""]


def test_what_must_not_be_cut() -> None:
    assert whole("共 ￥5,200.00 元", 10, columns)
    assert not whole("￥5,200.00", 9, columns)


@given(st.text(st.sampled_from("林小满，。（）《》abc12. ￥"), max_size=60), st.integers(1, 30))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, width: int) -> None:
    found = lines(text, width, columns)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(columns(line) <= max(width, 2) for line in found)
