"""Each typed value as it is heard, syllable by syllable, in sentences like ours."""

from datetime import UTC, date, datetime

import pytest

from kiosk.foundation.money import Money
from kiosk.pinyin.spelling import sounds
from kiosk.visit.text import Text, text
from kiosk.visit.values import (
    Count,
    Day,
    Digits,
    IdNumber,
    Moment,
    Month,
    Months,
    Ordinal,
    Phone,
    SeenOnly,
    Today,
    Yuan,
    YuanCell,
)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (text("有{n}。", n=Count(2, "个选择")), "you2 liang3 ge4 xuan3 ze2 ."),
        (text("有{n}。", n=Count(1, "个选择")), "you3 yi2 ge4 xuan3 ze2 ."),
        (text("{n}", n=Count(11, "位")), "shi2 yi1 wei4"),
        (text("{n}", n=Count(2_000, "条")), "liang3 qian1 tiao2"),
        (text("{b}{u}", b=Ordinal(2, "栋"), u=Ordinal(1, "单元")), "er4 dong4 yi1 dan1 yuan2"),
        (text("{n}", n=Ordinal(11, "号楼")), "shi2 yi1 hao4 lou2"),
        (text("余额{m}。", m=Yuan(Money(8_641_250))),
         "yu2 e2 ba1 wan4 liu4 qian1 si4 bai3 yi1 shi2 er4 yuan2 wu2 jiao3 ."),
        (text("应缴{m}，还差{r}", m=Yuan(Money(20_000)), r=YuanCell(Money(250))),
         "ying1 jiao3 er4 bai3 yuan2 , hai2 cha4 liang3 yuan2 wu2 jiao3"),
        (text("{m}", m=Yuan(Money(110))), "yi4 yuan2 yi4 jiao3"),
        (text("已缴{t}", t=Months(220)), "yi2 jiao3 shi2 ba1 nian2 ling2 si4 ge4 yue4"),
        (text("已缴{t}", t=Months(14)), "yi2 jiao3 yi4 nian2 ling2 liang3 ge4 yue4"),
        (text("{m}", m=Month(2011, 11)), "er4 ling2 yi1 yi1 nian2 shi2 yi1 yue4"),
        (text("{d}", d=Day(date(2026, 1, 1))), "er4 ling2 er4 liu4 nian2 yi1 yue4 yi1 ri4"),
        (text("{d}", d=Today(date(2026, 11, 23))), "shi2 yi1 yue4 er4 shi2 san1 ri4 , xing1 qi1 yi1"),
        (text("{m}", m=Moment(datetime(2026, 2, 2, 2, 5, tzinfo=UTC))),
         "er4 ling2 er4 liu4 nian2 er4 yue4 er4 ri4 liang2 dian3 ling2 wu3 fen1"),
        (text("电话{p}", p=Phone("13800138000")),
         "dian4 hua4 yao1 san1 ba1 , ling2 ling2 yao1 san1 , ba1 ling2 ling2 ling2"),
        (text("{p}", p=Phone("12345")), "yao1 er4 san1 si4 wu3"),
        (text("{i}", i=IdNumber("69010119500101001X")),
         "liu4 jiu3 ling2 yao1 ling2 yao1 , yao1 jiu2 wu3 ling2 ling2 yao1 ling2 yao1 , ling2 ling2 yao1 X"),
        (text("码是{c}", c=Digits("30716")), "ma3 shi4 san1 ling2 qi1 yao1 , liu4"),
        (text("{s}", s=SeenOnly("元")), ""),
    ],
)  # fmt: skip
def test_a_value_is_heard_as_a_person_would_say_it(said: Text, heard: str) -> None:
    assert " ".join(sounds(said.spoken())) == heard
