"""Names for people who do not exist: common ones, ethnic-minority ones with ·, and rare characters."""

from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
TWO_PLACE_SURNAMES = ("欧阳", "上官", "司徒", "诸葛", "夏侯")
WOMEN = "桂芳秀英兰玉珍梅淑华丽娟敏静燕霞红艳玲萍雪琴云莲晓婷欣怡雨涵梦佳琪颖慧"
MEN = "建国伟强军勇明志刚涛波平辉斌超鹏杰浩宇轩子涵文博俊豪海峰永福德贵长林东"
RARE = "𠮷㛃䶮㼆犇翀赟喆玥昇堃珺𫘧𬭎"  # some lie outside the basic plane
MINORITY_GIVEN = (
    "阿依古丽",
    "买买提",
    "古丽娜尔",
    "迪丽拜尔",
    "扎西",
    "卓玛",
    "次仁",
    "巴特尔",
    "乌云",
    "阿迪力",
    "吾提库尔",
    "娜仁",
)
MINORITY_FAMILY = (
    "艾山",
    "买买提",
    "吐尔逊",
    "多吉",
    "旺堆",
    "央金",
    "其木格",
    "朝鲁",
    "依明",
    "阿不都热依木",
    "苏来曼",
)


def make_name(rng: Random, *, female: bool) -> str:
    """A name; of a hundred, three have a · and two a rare character."""
    chance = rng.random()
    if chance < 0.03:
        return f"{rng.choice(MINORITY_GIVEN)}·{rng.choice(MINORITY_FAMILY)}"
    surname = rng.choice(TWO_PLACE_SURNAMES) if chance > 0.99 else rng.choice(SURNAMES)
    letters = WOMEN if female else MEN
    given = "".join(rng.sample(letters, rng.choice((1, 2, 2, 2))))
    if chance < 0.05:
        given = given[:-1] + rng.choice(RARE)
    return surname + given
