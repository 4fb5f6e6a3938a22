"""Cutting sentences and phrases: nothing is lost, nothing is too long, nothing is empty."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.visit.modes import Tongue
from kiosk.voice.contract import LONGEST_SENTENCE
from kiosk.voice.phrasing import Phrase, phrases, sentences

TEXTS = st.text("您好，今天办什么事？不着急、慢慢来。；：！\n ,.;·1A", max_size=300)


def cut(sentence: str, tongue: Tongue = Tongue.CHINESE) -> tuple[str, ...]:
    return tuple(phrase.words for phrase in phrases(sentence, tongue))


def sayable(words: str) -> str:
    return "".join(c for c in words if c.isalnum())


def test_the_caption_is_a_sentence_and_the_first_sound_is_a_phrase() -> None:
    said = "您的养老保险已缴十八年零四个月，个人账户八万元。要打印吗？"
    assert sentences(said) == ("您的养老保险已缴十八年零四个月，个人账户八万元。", "要打印吗？")
    assert cut(sentences(said)[0]) == ("您的养老保险已缴十八年零四个月，", "个人账户八万元。")


def test_a_question_keeps_its_mark_and_no_second_one() -> None:
    assert sentences("喝哪一种？。有四个选择。。") == ("喝哪一种？", "有四个选择。")


def test_a_word_is_said_in_one_breath_with_the_next() -> None:
    assert cut("您好，今天办什么事？") == ("您好，今天办什么事？",)


@settings(deadline=None)  # a busy machine is no fault
@given(TEXTS)
def test_every_word_is_said_once_and_in_order(words: str) -> None:
    assert sayable("".join(p for s in sentences(words) for p in cut(s))) == sayable(words)


@settings(deadline=None)  # a busy machine is no fault
@given(TEXTS | st.integers(0, 400).map("啊".__mul__))
def test_no_phrase_is_empty_or_longer_than_a_voice_takes(words: str) -> None:
    for sentence in sentences(words):
        assert sayable(sentence)
        for phrase in cut(sentence):
            assert sayable(phrase)
            assert len(phrase) <= LONGEST_SENTENCE


# English.

ENGLISH = st.text("Hello, you 86,412.50 yuan! 王小明：no. 3\n", max_size=300)


def test_an_english_sign_ends_something_only_where_a_blank_follows() -> None:
    said = "Pension paid for 18 years. Account: 86,412.50 yuan, none missed. Print it?"
    told = ("Pension paid for 18 years.", "Account: 86,412.50 yuan, none missed.", "Print it?")
    assert sentences(said, Tongue.ENGLISH) == told
    assert cut(told[1], Tongue.ENGLISH) == ("Account: 86,412.50 yuan,", "none missed.")


def test_a_chinese_name_in_an_english_sentence_is_for_the_chinese_voice() -> None:
    assert phrases("Grid worker: 王小明.", Tongue.ENGLISH) == (
        Phrase("Grid worker:", Tongue.ENGLISH),
        Phrase("王小明", Tongue.CHINESE),
    )


def test_english_signs_are_not_doubled() -> None:
    assert sentences("Which one?. There are 4 choices..", Tongue.ENGLISH) == ("Which one?", "There are 4 choices.")


@settings(deadline=None)  # a busy machine is no fault
@given(ENGLISH)
def test_every_english_word_is_said_once_and_in_order(words: str) -> None:
    told = sentences(words, Tongue.ENGLISH)
    assert sayable("".join(p for s in told for p in cut(s, Tongue.ENGLISH))) == sayable(words)
    assert all(sayable(p) and len(p) <= LONGEST_SENTENCE for s in told for p in cut(s, Tongue.ENGLISH))
