"""Tones in company, in words that the terminal says."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.pinyin.spelling import sounds, spell


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        ("一个", "yi2 ge4"),
        ("一起", "yi4 qi3"),
        ("一点", "yi4 dian3"),
        ("一会儿", "yi2 hui4 er5"),
        ("再说一遍", "zai4 shuo1 yi2 bian4"),
        ("先停一停", "xian1 ting2 yi5 ting2"),
        ("第一个", "di4 yi1 ge4"),
        ("统一办", "tong3 yi1 ban4"),
        ("星期一", "xing1 qi1 yi1"),
        ("十一月二十一日", "shi2 yi1 yue4 er4 shi2 yi1 ri4"),
        ("一百一十五元", "yi4 bai3 yi1 shi2 wu3 yuan2"),
        ("一万一千", "yi2 wan4 yi4 qian1"),
        ("三栋一单元", "san1 dong4 yi1 dan1 yuan2"),
        ("一，二", "yi1 , er4"),
        ("不是", "bu2 shi4"),
        ("不行", "bu4 xing2"),
        ("是不是", "shi4 bu5 shi4"),
        ("都不是", "dou1 bu2 shi4"),
        ("不", "bu4"),
    ],
)
def test_one_and_not(words: str, spelt: str) -> None:
    assert spell(words) == spelt


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("请把卡", "qing3 ba2 ka3"),
        ("您好，请", "nin2 hao3 , qing3"),
        ("五九，五", "wu2 jiu3 , wu3"),
        ("按OK好", "an4 O K hao3"),
        ("打好", "da2 hao3"),
    ],
)
def test_a_third_tone_before_a_third_tone_is_a_second_but_not_over_a_pause(words: str, heard: str) -> None:
    assert " ".join(sounds(words)) == heard


@settings(deadline=None)
@given(st.text("我想买九点水果好请把，。一不可以找", max_size=30))
def test_no_third_tone_is_left_before_another_and_nothing_else_changes(words: str) -> None:
    heard, spelt = sounds(words), spell(words).split()
    assert not any(a.endswith("3") and b.endswith("3") for a, b in pairwise(heard))
    for one, other in zip(heard, spelt, strict=True):
        assert one == other or (one[:-1] == other[:-1] and other.endswith("3") and one.endswith("2"))
