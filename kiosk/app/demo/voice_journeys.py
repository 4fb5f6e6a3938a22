"""The journeys of the demo by voice alone: a resident speaks into the handset and goes by what she hears."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress

from kiosk.app.demo.journey import Journey, Walk
from kiosk.app.demo.laid import check_insurance_slip, put_card
from kiosk.app.demo.mouth_and_ears import ASKED_BACK
from kiosk.app.demo.sayings import sayings
from kiosk.app.senses import JourneyError

CARD_S = 30.0
GOODBYE_S = 6.0
ASKED_AND_MEANT = 2
# Leaving is asked back once. The words that are told then come first, and others where these are not understood.
GOODBYES = ("办完了", "办完了", "不办了", "不办了", "我办完了", "我办完了")
END_ASKED = "再说一次“办完了”"
MOST_ASKED_BACK = 2  # of some sixteen sayings; a confirmation is no mistake, but a bother


def insurance_by_voice(walk: Walk) -> None:
    """Ask for the insurance, lay the card down when told to, allow it to be said aloud, have it printed."""
    _gets(walk, "按说话键，开口就说“我想查一下社保”", "请放身份证", "我想查一下社保")
    with walk.step("放身份证，先问能不能念出来"):
        put_card(walk)
        walk.voice.hears("说“好的”", CARD_S)
    _gets(walk, "说“好的”，听到缴了多久", "养老保险已缴十八年零四个月", "好的", "可以")
    _gets(walk, "说“打印凭条”，先问一句", "打印社保凭条吗", "打印凭条")
    _gets(walk, "说“打印”，取走凭条", "请取走凭条", "打印", "好的", "要打印")
    check_insurance_slip(walk)
    _gets(walk, "说“拿好了”", "养老保险已缴", "拿好了")
    _gets(walk, "说“看好了”", "办好了", "看好了")
    _leave(walk)


def contacts_by_voice(walk: Walk) -> None:
    """Find the grid worker of building 3 by saying its number, have the number printed."""
    _begin(walk)
    _gets(walk, "说“找网格员”", "您找谁", "找网格员")
    _gets(walk, "说“按楼栋找”", "请输入楼号", "按楼栋找网格员", "我们楼的网格员")
    _gets(walk, "说“三栋”，听到已输入三", "已输入三", "三栋", "三号楼", "三号楼")
    _gets(walk, "说“确定”，听到三栋归哪个网格", "三栋归", "确定", "输好了")
    _gets(walk, "说“看网格员电话”，听到电话", "电话", "看网格员电话")
    with walk.step("说“打印电话”，再说“打印”"):
        walk.voice.gets("打印这个电话吗", "打印电话")
        walk.voice.gets("请取走凭条", "打印", "好的", "要打印")
    if not re.search(r"\d{4}", walk.keep_paper()):
        raise JourneyError("the slip does not hold the number")
    with walk.step("说“拿好了”，再说“找到了”"):
        walk.voice.gets("电话", "拿好了")
        walk.voice.gets("办好了", "找到了")
    _leave(walk)


def misheard_by_voice(walk: Walk) -> None:
    """Something else was understood than was wanted; and what is not meant for the terminal sets nothing in motion."""
    _begin(walk)
    with walk.step("想查社保，终端却去找网格员（安排好的）"):
        walk.voice.remarks.append("安排好的：她说的就是“找网格员”，当作终端听错了。")
        walk.voice.gets("您找谁", "找网格员")
    with walk.step("说“不是”：对不起，我听错了，请再说一遍"):
        walk.voice.gets("我听错了", "不是")
        walk.voice.hears("请再说一遍")
        walk.voice.hears("今天办什么事")
    _gets(walk, "再说一遍：查社保", "请放身份证", "我想查一下社保")
    with walk.step("不说话：短短地再问一遍"):
        walk.voice.keeps_silent()
        walk.voice.hears("请说")
        walk.voice.hears("请放身份证")
    _gets(walk, "说“回首页”", "今天办什么事", "回首页")
    with walk.step("说别的事：没有听懂，请再说一遍；什么也不办"):
        walk.voice.is_not_understood("昨天的菜有点咸")
        walk.voice.hears("请再说一遍")
        walk.eyes.sees("今天办什么事")
    _leave(walk)


def silence_by_voice(walk: Walk) -> None:
    """Nobody says a word: a shorter question, then examples, then a person; and then she speaks."""
    for name, words in (
        ("按说话键，不说话：短短地问一遍", "今天办什么事"),
        ("还是不说话：举个例子", "您可以这样说"),
        ("还是不说话：可以按键，也可以叫人", "也可以按键"),
    ):
        with walk.step(name):
            walk.voice.keeps_silent()
            walk.voice.hears(words)
    _gets(walk, "想好了，说“找网格员”", "您找谁", "找网格员")
    _gets(walk, "说“回首页”", "今天办什么事", "回首页")
    _leave(walk)


def contacts_by_name_by_voice(walk: Walk) -> None:
    """Find somebody by saying the name; the same numbers as on paper."""
    _begin(walk)
    with walk.step("说“找网格员”，再说“按名字找”"):
        walk.voice.gets("您找谁", "找网格员")
        walk.voice.gets("请说出来", "按名字找", "按名字或地址找")
    _gets(walk, "说名字", "已输入", "周晓燕")
    _gets(walk, "说“确定”，听到电话", "电话", "确定", *("周晓燕", "说完了") * 2)
    _gets(walk, "说“找到了”", "办好了", "找到了")
    _leave(walk)


def in_dialect(dialect: str) -> Callable[[Walk], None]:
    """The same flow in a dialect, from transcripts: no model that hears it can be had here, and no voice to say it."""

    def insurance_in_dialect(walk: Walk) -> None:
        with walk.step("打个招呼"):
            walk.voice.brings("您好")
            walk.voice.hears("今天办什么事")
        with walk.step("说自己的话：选方言"):
            walk.voice.brings(sayings(dialect, "choose")[0])
            walk.voice.hears("今天办什么事")
        asked_back = [
            *_each_leads(walk, dialect, "social_insurance", "请放身份证"),
            *_each_leads(walk, dialect, "contacts", "您找谁"),
        ]
        if len(asked_back) > MOST_ASKED_BACK:
            raise JourneyError(f"asked back too often: {asked_back}")
        _insurance_to_the_end(walk, dialect)

    return insurance_in_dialect


def _each_leads(walk: Walk, dialect: str, service: str, leads_to: str) -> list[str]:
    """Every saying leads to the service and home again; those that were asked back before."""
    asked_back: list[str] = []
    home = sayings(dialect, "home")
    for number, say in enumerate(sayings(dialect, service)):
        with walk.step(f"“{say}”"):
            walk.voice.brings(say)
            if walk.voice.hears_one_of((leads_to, *ASKED_BACK)) != leads_to:
                asked_back.append(say)
                walk.voice.brings("第一个" if "哪一个" in walk.voice.heard_last() else "是的")
                walk.voice.hears(leads_to)
            walk.voice.brings(home[number % len(home)])
            walk.voice.hears("今天办什么事")
    return asked_back


def _insurance_to_the_end(walk: Walk, dialect: str) -> None:
    with walk.step("查到底：放身份证"):
        walk.voice.brings(sayings(dialect, "social_insurance")[0])
        walk.voice.hears("请放身份证")
        put_card(walk)
        walk.voice.hears_one_of(("说“好的”", "按确定键"), CARD_S)
    leave = sayings(dialect, "leave")[0]
    with walk.step(f"“{leave}”"):
        walk.voice.brings(leave)
        walk.voice.hears("养老保险已缴十八年零四个月")
    with walk.step("打印"):
        walk.voice.brings("打印凭条")
        walk.voice.hears("打印社保凭条吗")
        walk.voice.brings(sayings(dialect, "yes")[0])
        walk.voice.hears("请取走凭条", CARD_S)
    check_insurance_slip(walk)
    with walk.step("办完了"):
        walk.voice.brings("拿好了")
        walk.voice.hears("养老保险已缴")
        walk.voice.brings("看好了")
        walk.voice.hears("办好了")
        # Of the first goodbye it may be asked whether it is meant.
        _is_let_go(walk, walk.voice.brings, sayings(dialect, "end")[:2])


def _gets(walk: Walk, name: str, leads_to: str, *ways: str) -> None:
    """A step of one sentence."""
    with walk.step(name):
        walk.voice.gets(leads_to, *ways)


def _begin(walk: Walk) -> None:
    with walk.step("按说话键，先不说话，听到问候"):
        walk.voice.keeps_silent()
        walk.voice.hears("今天办什么事")


def _leave(walk: Walk) -> None:
    with walk.step("说“办完了”，个人信息清除"):
        _is_let_go(walk, walk.voice.says, GOODBYES)


def _is_let_go(walk: Walk, says: Callable[[str], None], goodbyes: Sequence[str]) -> None:
    walk.world.desk.reader.lift_card()
    asked = 0
    for number, words in enumerate(goodbyes, 1):
        says(words)
        gone = _is_gone(walk)
        if heard := walk.voice.misheard():
            walk.voice.remarks.append(f"“{words}”听成了“{heard}”。")
        if gone:
            if number > 1:
                walk.voice.remarks.append(_told_of_leaving(goodbyes[:number], asked))
            return
        asked += END_ASKED in walk.voice.heard_last()
    walk.eyes.sees_item("attract")


def _is_gone(walk: Walk) -> bool:
    with suppress(JourneyError):
        walk.eyes.sees_item("attract", GOODBYE_S)
        return True
    return False


def _told_of_leaving(said: Sequence[str], asked: int) -> str:
    if asked and len(said) == ASKED_AND_MEANT:
        return "走之前终端都问一句，再说一次才结束。"
    told = f"说了 {len(said)} 次才结束：{'、'.join(said)}。"
    return f"{told}其中一次是终端照例问的。" if asked else told


JOURNEYS = (
    Journey("insurance", "voice", insurance_by_voice),
    Journey("contacts", "voice", contacts_by_voice),
    Journey("contacts-name", "voice", contacts_by_name_by_voice),
    Journey("misheard", "voice", misheard_by_voice),
    Journey("silence", "voice", silence_by_voice),
    Journey("cantonese", "voice", in_dialect("cantonese")),
    Journey("sichuan", "voice", in_dialect("sichuan")),
)
