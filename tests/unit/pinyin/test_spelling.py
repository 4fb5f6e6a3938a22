"""Hanzi to pinyin: polyphones by their phrase, digits by their length, and nothing that the voice would trip over."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.pinyin.spelling import count_syllables, spell

# What espeak-ng's cmn-latn-pinyin was seen to read: a syllable with a tone, a letter, a pause.
UNIT = re.compile(r"[a-zê]+[1-5]|[A-Z]|[,.?]")


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        ("重要的先说", "zhong4 yao4 de5 xian1 shuo1"),
        ("重庆银行行长", "chong2 qing4 yin2 hang2 hang2 zhang3"),
        ("还在办，还款", "hai2 zai4 ban4 , huan2 kuan3"),
        ("女儿", "nv3 er2"),
        ("您好！", "nin2 hao3 ."),
        ("请按B键？", "qing3 an4 B jian4 ?"),
        ("3栋", "san1 dong4"),
        ("12号", "shi2 er4 hao4"),
        ("12345", "yao1 er4 san1 si4 wu3"),
        ("007", "ling2 ling2 qi1"),
        ("3.5", "san1 dian3 wu3"),
        ("Ｂ（WiFi）", "B , W I F I ,"),
        ("张·三😀", "zhang1 san1"),
        ("𠮷野", "mou3 ye3"),
        ("", ""),
        ("……", ""),
    ],
)
def test_spelling(words: str, spelt: str) -> None:
    assert spell(words) == spelt


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=60))
def test_whatever_is_spelt_is_something_the_voice_reads(words: str) -> None:
    for unit in spell(words).split():
        assert UNIT.fullmatch(unit), unit


HALL = "一二三四五六七八九十的是了我不在人有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下"


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(HALL, max_size=40))
def test_every_hanzi_is_one_syllable(words: str) -> None:
    assert count_syllables(spell(words)) == len(words)
