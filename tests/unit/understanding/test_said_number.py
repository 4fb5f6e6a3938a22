"""A number that was heard twice: as free words, and bound to digits."""

import pytest

from kiosk.understanding.meanings import Finished, Typed, Unsure, Wanted
from kiosk.understanding.resolve import SaidNumber, understand
from kiosk.visit.prompts import EnterDigits
from kiosk.visit.text import text

PROMPT = EnterDigits(headline=text("请输入户号"), shortest=6, longest=10)
SURE, UNSURE = -0.1, -0.4


@pytest.mark.parametrize("words", ["9-58", "清色水漆", "阿林森林", ""])
def test_a_sure_number_counts_whatever_the_words_are(words: str) -> None:
    assert understand(words, PROMPT, "12", number=SaidNumber("9458", SURE)) == Typed("129458")


def test_what_is_not_sure_counts_where_both_agree_and_else_it_is_asked_back() -> None:
    assert understand("3642", PROMPT, number=SaidNumber("3642", UNSURE)) == Typed("3642")
    assert understand("362", PROMPT, number=SaidNumber("3642", UNSURE)) == Unsure((Typed("3642"),))
    assert understand("今天天气不错", PROMPT, number=SaidNumber("3642", UNSURE)) == Unsure()


@pytest.mark.parametrize("words", ["输好了", "清空", "删掉", "返回", "再说一遍"])
def test_what_is_a_key_or_a_wish_as_written_is_no_number(words: str) -> None:
    plain = understand(words, PROMPT, "12")
    assert isinstance(plain, Finished | Typed | Wanted)
    assert understand(words, PROMPT, "12", number=SaidNumber("7", SURE)) == plain


def test_no_more_than_there_is_room_for() -> None:
    assert understand("", PROMPT, "12345678", number=SaidNumber("9999", SURE)) == Typed("1234567899")
