"""What may be said in Chinese. Words have no gaps between them: one is in another wherever it stands."""

import re

from kiosk.understanding import slots
from kiosk.understanding.vocabulary import Vocabulary, Wish

WISHES: dict[str, Wish] = {
    "返回": Wish.BACK, "退回去": Wish.BACK, "上一步": Wish.BACK,
    "首页": Wish.HOME, "回首页": Wish.HOME,
    "再说一遍": Wish.REPEAT, "没听清": Wish.REPEAT, "重复": Wish.REPEAT,
    "念一遍": Wish.READ, "都念一遍": Wish.READ,
    "帮助": Wish.HELP, "怎么用": Wish.HELP,
    "叫工作人员": Wish.STAFF, "呼叫人工": Wish.STAFF, "人工": Wish.STAFF, "叫人": Wish.STAFF,
    "大声点": Wish.LOUDER, "大声一点": Wish.LOUDER, "听不见": Wish.LOUDER,
    "小声点": Wish.SOFTER, "小声一点": Wish.SOFTER,
    "慢一点": Wish.SLOWER, "慢点": Wish.SLOWER, "快一点": Wish.FASTER, "快点": Wish.FASTER,
    "别念了": Wish.QUIET, "别说了": Wish.QUIET, "不要说了": Wish.QUIET, "安静": Wish.QUIET, "闭嘴": Wish.QUIET,
    "大字": Wish.SIZE, "字大一点": Wish.SIZE,
    "先停一停": Wish.PAUSE, "停一停": Wish.PAUSE,
    "办完了": Wish.END, "不办了": Wish.END,
    "说方言": Wish.DIALECT, "换方言": Wish.DIALECT, "说家乡话": Wish.DIALECT, "我不会说普通话": Wish.DIALECT,
}  # fmt: skip
_POLITE = re.compile("^(请|麻烦您?|我想要?|我要|帮我|给我|[嗯啊哦呃唉欸]+|那个|那就)|(谢谢您?|一下|[吧呀啊哦呗嘛噻])$")
# What only fills the mouth before and behind what is meant; 了 and 的 may be part of it; 好吗 asks, and is no yes.
_FILLER = re.compile(
    "^(?:[嗯啊哦呃唉欸喂]+|那个|这个|请问|麻烦您?|请您?|你好|您好|同志|师傅)|(?:[啊呀吧嘛呢哦哈噻呗]|谢谢您?)$"
)
_TWICE = re.compile(r"(.{1,4}?)\1+")
_PAUSES = re.compile(r"[\s，。！？、；：“”,.!?;:]")
_CIRCLE = 8  # recognition that goes round in a circle is no doubled word
_DIGITS = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "幺": "1",
    "两": "2",
    "洞": "0",
    "拐": "7",
}
_MEASURE = re.compile("(号楼|栋楼|栋|楼|号)$")
# What is denied just before or behind is not meant. 不知道, 不会 and 没交 deny nothing of what follows: who has not
# paid yet comes to pay; 听不清 and 没听见 before a wish are its reason; and 能不能, 有没有 only ask.
_NOT = "不(?![清见懂到了着知晓会记舒方太]|好意思)|(?<!特)别(?![的人处])|甭|没(?![听看有水电气网暖交缴领拿办收取带来])"
# In dialects a bare 唔 denies too much (唔知, 眼唔好), 唔要, 勿要, 毋爱 do not; 莫得 and 免费 are other words.
_NOT_IN_DIALECTS = (
    "[唔勿弗毋][要用使爱想通]|(?<![眼睛耳朵公仔脚手身体目珠])[唔勿弗毋]好(?!意思|[使用])"
    "|[覅嫑]|莫(?![得法名听])|(?<![减避])免(?![费疫得])"
)
_DENIED = re.compile(f"(?:{_NOT}|{_NOT_IN_DIALECTS}).{{0,4}}$")
_DENIED_AFTER = re.compile(
    "^[我就先都也]*(?:不要|不用|不必|不想|不是|算了|[唔勿弗毋](?:[要用使爱想通系是]|好(?![使用]))|[覅嫑]|莫(?![得法名])|免[了啦]?$|别[要了]?$)"
)
_ASKS = re.compile(r"(.)[不没]\1")
# Who asks for something says one of these somewhere, in most dialects; who talks of something else seldom does.
_REQUEST = re.compile(
    "我[要来想找]|[想要帮谁哪几能行办查看睇问交缴打领拿寄揣找补换充丢怎咋点偌]|给[我俺阮]|多少|好多|可以|得不|[一二两三]?[下个张份]|没有|还是|吗"
    "|[伐哇咩嘛么]$"
)
_QUESTION = re.compile(r"(?:[吗嗎么么咩伐无嘸]|没有|[不没冇無][啊呀呢]?|(.)[不唔]\1.?)$")
# 对吧 asks back, 好吧 agrees. 是嘛 is how recognition writes 是吗; a dialect's 好嘛 stands in its own words.
_ASKS_BACK = re.compile("[?？][\\W_]*$|^[嗯啊哦呃唉欸]*(?:应该|可能|大概|也许)?(?:[是对]的?|没错|可以)[吧嘛]\\W*$")
_TALK = 4  # so many characters besides are talk
_SHORT_NAME = 2  # 民警 in 我儿子是民警
ORDINALS = tuple(f"第{n}个" for n in "一二三四五六")
_ORDINAL = re.compile("^(?:选)?第([一二两三四五六])(?:个|项)?$")


def plain(words: str) -> str:
    """The words without pauses and politeness."""
    said = _PAUSES.sub("", words)
    while (shorter := _POLITE.sub("", said)) != said and shorter:
        said = shorter
    return said


def without_fillers(said: str) -> str:
    """Plain words without what only fills the mouth, and what was said twice in a row (对对对) said once."""
    while (shorter := _FILLER.sub("", said)) != said and shorter:
        said = shorter
    again = _TWICE.fullmatch(said)
    return again.group(1) if again and again.group(1) not in _DIGITS and len(said) < _CIRCLE else said


def digits_in(words: str) -> str:
    """The digits that the words say, one by one (幺三八) or as a number (十二); empty: something else."""
    return slots.digits(_MEASURE.sub("", plain(words)))


def is_denied(before: str, after: str) -> bool:
    """Is what was said between these words the contrary of what was meant?"""
    return bool(_DENIED.search(_ASKS.sub("", before)) or _DENIED_AFTER.match(after))


def asks(words: str) -> bool:
    """Do the words end as a question does? 好吗 sounds like a yes and is none."""
    return bool(_QUESTION.search(_PAUSES.sub("", words)))


def is_no_yes(words: str) -> bool:
    """Do the words ask back (是吧, 对吧, 好？), though they hold a plain yes?"""
    return bool(_ASKS_BACK.search(words.strip()))


def is_mentioned(before: str, after: str) -> bool:
    """Is a word only mentioned in these others (他儿子是当民警的), and nothing asked for?"""
    return len(before) + len(after) >= _TALK and not _REQUEST.search(f"{before} {after}")


def _is_in(said: str, name: str) -> bool:
    before, found, after = said.partition(name)
    mentioned = len(name) <= _SHORT_NAME and is_mentioned(before, after)
    return bool(found) and not mentioned and not is_denied(before, after)


def _place(said: str) -> int:
    ordinal = _ORDINAL.match(said)
    return int(_DIGITS[ordinal.group(1)]) if ordinal else 0


CHINESE = Vocabulary(
    wishes=WISHES,
    yes=frozenset({"好的", "好", "是", "是的", "对", "對", "对的", "可以", "行", "要", "确定"}),
    no=frozenset({"不", "不要", "不是", "不对", "不行", "不用", "先不要", "不好", "算了", "取消"}),
    finish=frozenset({"确定", "输好了", "好了", "说完了"}),
    clear=frozenset({"重来", "重新说", "清空", "都删掉"}),
    erase=frozenset({"删掉", "删一个", "删除"}),
    leave=frozenset({"好", "好的", "可以", "念", "用喇叭念"}),
    plain=plain,
    digits=digits_in,
    place=_place,
    is_in=_is_in,
    names=lambda said: len(said) > 1,
    shared=lambda _said, _name: frozenset(),  # what is also said for a thing stands in its phrases
    entry=plain,
)
