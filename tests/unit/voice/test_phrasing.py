"""Cutting sentences and phrases: nothing is lost, nothing is too long, nothing is empty."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.voice.contract import LONGEST_SENTENCE
from kiosk.voice.phrasing import phrases, sentences

TEXTS = st.text("您好，今天办什么事？不着急、慢慢来。；：！\n ,.;·1A", max_size=300)


def sayable(words: str) -> str:
    return "".join(c for c in words if c.isalnum())


def test_the_caption_is_a_sentence_and_the_first_sound_is_a_phrase() -> None:
    said = "您的养老保险已缴十八年零四个月，个人账户八万元。要打印吗？"
    assert sentences(said) == ("您的养老保险已缴十八年零四个月，个人账户八万元。", "要打印吗？")
    assert phrases(sentences(said)[0]) == ("您的养老保险已缴十八年零四个月，", "个人账户八万元。")


def test_a_question_keeps_its_mark_and_no_second_one() -> None:
    assert sentences("喝哪一种？。有四个选择。。") == ("喝哪一种？", "有四个选择。")


def test_a_word_is_said_in_one_breath_with_the_next() -> None:
    assert phrases("您好，今天办什么事？") == ("您好，今天办什么事？",)


@settings(deadline=None)  # a busy machine is no fault
@given(TEXTS)
def test_every_word_is_said_once_and_in_order(words: str) -> None:
    assert sayable("".join(p for s in sentences(words) for p in phrases(s))) == sayable(words)


@settings(deadline=None)  # a busy machine is no fault
@given(TEXTS | st.integers(0, 400).map("啊".__mul__))
def test_no_phrase_is_empty_or_longer_than_a_voice_takes(words: str) -> None:
    for sentence in sentences(words):
        assert sayable(sentence)
        for phrase in phrases(sentence):
            assert sayable(phrase)
            assert len(phrase) <= LONGEST_SENTENCE
