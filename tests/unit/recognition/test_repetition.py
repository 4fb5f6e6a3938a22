"""Loops and lines below films are not words; what people say is."""

import pytest

from kiosk.recognition.repetition import means_nothing, unlooped


@pytest.mark.parametrize(
    ("words", "once"),
    [
        ("我想看看社保交了多少。我想看看社保交了多少。我想", "我想看看社保交了多少"),
        ("上回上回上回上回", "上回"),
        ("查社保", "查社保"),
        ("一三八零零一三八零零零", "一三八零零一三八零零零"),
        ("8888", "8888"),
        ("三三三三", "三三三三"),
        ("我要看看", "我要看看"),
        ("", ""),
    ],
)
def test_a_thing_said_over_and_over_is_said_once(words: str, once: str) -> None:
    assert unlooped(words) == once


@pytest.mark.parametrize(
    "words",
    [
        "",
        "。",
        "中文字幕志愿者 李某某",
        "請不吝點贊訂閱轉發",
        "谢谢观看",
        "Thanks for watching!",
        "我要哈哈哈哈哈哈",
        "他说的的的的的",
        "您好您好您好您好我是",
        "字" * 3 + "一个很长的句子没有人能在这么短的时间里说完这么多的话的吧",
    ],
)
def test_what_nobody_said_means_nothing(words: str) -> None:
    assert means_nothing(words, 1.0)


@pytest.mark.parametrize(
    "words", ["查社保", "是", "一三八零零零零零零零零", "我想看看社保交了多少", "妈妈妈", "三栋二单元八零零零零"]
)
def test_what_people_say_means_something(words: str) -> None:
    assert not means_nothing(words, 2.0)


def test_english_has_more_letters_a_second() -> None:
    assert not means_nothing("I would like to see my social insurance", 2.0, "en")
