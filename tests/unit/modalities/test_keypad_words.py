"""What the keypad says of its own: short, polite, plain."""

import re

import pytest

from kiosk.modalities import keypad_words as own
from kiosk.visit.items import LETTERS
from kiosk.visit.text import Text
from kiosk.voice.phrasing import sentences

SAID = {name: said.spoken() for name, said in vars(own).items() if name.isupper() and isinstance(said, Text)}


@pytest.mark.parametrize("name", SAID)
def test_a_sentence_has_at_most_25_hanzi_and_no_word_that_blames(name: str) -> None:
    for sentence in sentences(SAID[name]):
        assert len(re.findall(r"[一-鿿]", sentence)) <= 25
    assert not re.search("错误|失败|非法|你", SAID[name])


def test_every_letter_is_said_in_a_way_of_its_own() -> None:
    said = {own.character(letter).spoken() for letter in LETTERS}
    assert len(said) == len(LETTERS)
    assert all(s.startswith(f"{letter}，") for letter, s in zip(LETTERS, sorted(said), strict=True))


def test_a_word_for_a_letter_begins_with_that_letter() -> None:
    from kiosk.pinyin.spelling import spell

    for letter in LETTERS:
        word = own.character(letter).spoken().partition("，")[2]
        if "不用" not in word:
            assert spell(word).startswith(letter.lower()), letter


def test_digits_are_said_as_digits() -> None:
    assert [own.character(d).spoken() for d in "0123456789"] == list("零一二三四五六七八九")


@pytest.mark.parametrize(
    ("facts", "choices", "said"),
    [(0, 0, ""), (2, 0, "有两条内容。"), (0, 1, "有一个选择。"), (5, 2, "有五条内容，两个选择。")],
)
def test_how_many(facts: int, choices: int, said: str) -> None:
    assert own.how_many(facts, choices).spoken() == said
