"""Words that were misread, in the sentences of ours in which they stand."""

import pytest

from kiosk.pinyin.hall_words import HALL_WORDS
from kiosk.pinyin.spelling import spell


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        ("仅供本人参考", "jin3 gong1 ben3 ren2 can1 kao3"),
        ("个人参保", "ge4 ren2 can1 bao3"),
        ("今年少缴", "jin1 nian2 shao3 jiao3"),
        ("交过多少年社保", "jiao1 guo4 duo1 shao3 nian2 she4 bao3"),
        ("柜门没有弹开", "gui4 men2 mei2 you3 tan2 kai1"),
        ("有难处", "you3 nan2 chu4"),
        ("请重试", "qing3 chong2 shi4"),
        ("说得有点长", "shuo1 de5 you3 dian3 chang2"),
        ("这次办得太长", "zhe4 ci4 ban4 de5 tai4 chang2"),
        ("楼栋长", "lou2 dong4 zhang3"),
        ("家长", "jia1 zhang3"),
        ("银行行长", "yin2 hang2 hang2 zhang3"),
        ("已缴", "yi3 jiao3"),
        ("五角", "wu3 jiao3"),
        ("取得", "qu3 de2"),
        ("还差三元，还款", "hai2 cha4 san1 yuan2 , huan2 kuan3"),
        ("哥哥的哥", "ge1 ge5 de5 ge1"),
        ("在这儿", "zai4 zhe4 er5"),
        ("女儿和儿子", "nv3 er2 he2 er2 zi5"),
        ("单老师，单元", "shan4 lao3 shi1 , dan1 yuan2"),
        ("曾主任曾经来过", "zeng1 zhu3 ren4 ceng2 jing1 lai2 guo4"),
        ("看着灯，等着", "kan4 zhe5 deng1 , deng3 zhe5"),
        ("没关系，先停一停", "mei2 guan1 xi5 , xian1 ting2 yi5 ting2"),
        ("数字和个数", "shu4 zi4 he2 ge4 shu4"),
        ("音量七十", "yin1 liang4 qi1 shi2"),
        ("都还在", "dou1 hai2 zai4"),
    ],
)
def test_a_word_is_read_as_the_hall_says_it(words: str, spelt: str) -> None:
    assert spell(words) == spelt


def test_every_word_has_a_syllable_for_each_character() -> None:
    assert [word for word, said in HALL_WORDS.items() if len(said.split()) != len(word)] == []
