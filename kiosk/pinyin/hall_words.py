"""What is read otherwise in a hall than the dictionaries say: found by reading, and hearing, our sentences."""

_WORDS = {
    # 还, 重, 差, 长, 少, 处, 量: the other reading is the rule here.
    "还款": "huan2 kuan3", "归还": "gui1 huan2", "退还": "tui4 huan2", "缴还": "jiao3 huan2",
    "还没有": "hai2 mei2 you3",
    "重听": "chong2 ting1", "重按": "chong2 an4", "重办": "chong2 ban4", "重来": "chong2 lai2", "重试": "chong2 shi4",
    "重打": "chong2 da3", "重印": "chong2 yin4", "重选": "chong2 xuan3", "重填": "chong2 tian2", "重拍": "chong2 pai1",
    "重放": "chong2 fang4", "重扫": "chong2 sao3", "重输": "chong2 shu1", "重说": "chong2 shuo1",
    "差额": "cha1 e2", "量血压": "liang2 xue4 ya1", "难处": "nan2 chu4", "弹开": "tan2 kai1", "大夫": "dai4 fu5",
    "长": "chang2", "栋长": "dong4 zhang3", "楼长": "lou2 zhang3", "格长": "ge2 zhang3", "段长": "duan4 zhang3",
    "得": "de5", "慢慢地": "man4 man4 de5", "好好地": "hao3 hao3 de5", "短短地": "duan3 duan3 de5",
    "多少年": "duo1 shao3 nian2", "过多少年": "guo4 duo1 shao3 nian2",
    "今年少": "jin1 nian2 shao3", "去年少": "qu4 nian2 shao3", "两行": "liang3 hang2",
    "待会儿": "dai1 hui4 er5", "号叫": "hao4 jiao4",
    # Words that are none: 人参 in 本人参考, 的哥 in 哥哥的哥.
    "人参考": "ren2 can1 kao3", "人参保": "ren2 can1 bao3", "人参加": "ren2 can1 jia1", "人参与": "ren2 can1 yu4",
    "哥哥的哥": "ge1 ge5 de5 ge1",
    # Second syllables without a tone, in words that are said all day.
    "先生": "xian1 sheng5", "朋友": "peng2 you5", "名字": "ming2 zi5", "谢谢": "xie4 xie5", "妈妈": "ma1 ma5",
    "爸爸": "ba4 ba5", "奶奶": "nai3 nai5", "爷爷": "ye2 ye5", "哥哥": "ge1 ge5", "姐姐": "jie3 jie5",
    "弟弟": "di4 di5", "妹妹": "mei4 mei5", "休息": "xiu1 xi5", "消息": "xiao1 xi5", "事情": "shi4 qing5",
    "麻烦": "ma2 fan5", "清楚": "qing1 chu5", "地方": "di4 fang5", "告诉": "gao4 su5", "东西": "dong1 xi5",
    "时候": "shi2 hou5", "明白": "ming2 bai5", "师傅": "shi1 fu5", "认识": "ren4 shi5", "亲戚": "qin1 qi5",
    "关系": "guan1 xi5", "没关系": "mei2 guan1 xi5", "看看": "kan4 kan5", "听听": "ting1 ting5", "说说": "shuo1 shuo5",
    "试试": "shi4 shi5",
    "找找": "zhao3 zhao5", "问问": "wen4 wen5",
    # 儿 is a syllable of its own only in 女儿, 儿子 and their like.
    "这儿": "zhe4 er5", "那儿": "na4 er5", "哪儿": "na3 er5", "点儿": "dian3 er5", "事儿": "shi4 er5",
    "块儿": "kuai4 er5", "边儿": "bian1 er5", "会儿": "hui4 er5",
}  # fmt: skip
_SURNAMES = {"单": "shan4", "曾": "zeng1", "仇": "qiu2", "解": "xie4"}
_TITLES = {
    "老师": "lao3 shi1", "先生": "xian1 sheng5", "女士": "nv3 shi4", "师傅": "shi1 fu5", "主任": "zhu3 ren4",
    "书记": "shu1 ji4", "医生": "yi1 sheng1", "警官": "jing3 guan1", "大姐": "da4 jie3", "阿姨": "a1 yi2",
}  # fmt: skip

HALL_WORDS = _WORDS | {
    surname + title: f"{family} {called}" for surname, family in _SURNAMES.items() for title, called in _TITLES.items()
}
"""Word -> its syllables, a blank between."""
