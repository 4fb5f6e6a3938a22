"""What the keypad modality says of its own: short, the important word first, nothing personal.

Words of the page come as they are heard, in the tongue of the visit; all else is a Text, to be said in any tongue.
"""

from functools import reduce

from kiosk.visit.items import Item, ItemKind
from kiosk.visit.text import NOTHING, Text, open_ended, text
from kiosk.visit.values import Count, Digits, Ordinal

WELCOME = text("按重听键，再听一遍。按音量键，调大小。按任意键，马上停。")
RESTING_TERMINAL = text("本机现在不能办事。请找工作人员。")
MAY_I_SPEAK = text("接下来有您的个人信息。插上耳机，或者按确定键，用喇叭念。")
MAY_I_SPEAK_TOUCH = text("接下来有您的个人信息。再按一次，用喇叭念。")
CONSENT_ASKED, CONSENT_ASKED_BY_WORDS = text("按确定键"), text("说“好的”")
NO_EARS = text("这台机器听不了话。请用按键，或者点屏幕。")
STILL_WORKING = text("还在办，请稍等。")
HEADPHONES_IN = text("耳机插好了。")
SCREEN_LIT = text("屏幕亮着，请用手机扫。")
NO_WAY_BACK = text("这里不能再退了。")
AT_HOME = text("已经在首页了。")
HELD = text("正在办，不能退。请稍等。")
CALLING_STAFF = text("正在叫工作人员，请稍等。")
HELP_AGAIN = text("再按一次帮助键，叫工作人员。")
PAUSE = text("帮助键之后按首页键，先停一停。")
KEYS = text("上下键，一个一个听。确定键，选定。左右键，调快慢。返回键，退一步。首页键，回首页。")
KEYS_TYPING = text("上下键，选。确定键，输入。左键，删一个。右键，听已输入的。返回键，退一步。")
TYPE_DIGITS = text("按下键选数字，按确定键输入。")
TYPE_LETTERS = text("请输入拼音首字母。按下键选字母，按确定键输入。")
HOW_TO_SUBMIT = text("输完了，按上键找“输好了”，再按确定键。")
FULL = text("已经输满了。找到“输好了”，按确定键。")
NOTHING_TYPED = text("还没有输入。")
STILL_THERE = text("您还在吗？按任意键继续。")
STILL_THERE_TOUCH = text("您还在吗？请碰一下屏幕。")
SOON_OVER = text("快要结束了。按任意键继续。")
GO_ON = text("好的，请继续。")
NEXT_ONE = text("按下键，听下一个。")
OTHER_WAYS = text("按下键，听别的办法。")
CHOOSE_FIRST = text("请先按下键选。")
FASTER, SLOWER = text("快一点。"), text("慢一点。")
FASTEST, SLOWEST = text("已经最快了。"), text("已经最慢了。")
LOUDEST, QUIETEST = text("已经最大声了。"), text("已经最小声了。")
NOT_NOW = text("现在不能选。")
LAST_ONE, FIRST_ONE = text("最后一个。"), text("第一个。")

_LETTERS = {
    "A": text("阿姨的阿"), "B": text("爸爸的爸"), "C": text("草地的草"), "D": text("大家的大"),
    "E": text("鹅毛的鹅"), "F": text("房子的房"), "G": text("哥哥的哥"), "H": text("河水的河"),
    "I": text("拼音不用它"), "J": text("家里的家"), "K": text("开门的开"), "L": text("来去的来"),
    "M": text("妈妈的妈"), "N": text("奶奶的奶"), "O": text("藕片的藕"), "P": text("朋友的朋"),
    "Q": text("汽车的汽"), "R": text("人民的人"), "S": text("三个的三"), "T": text("天空的天"),
    "U": text("拼音不用它"), "V": text("拼音不用它"), "W": text("我们的我"), "X": text("西边的西"),
    "Y": text("医生的医"), "Z": text("左边的左"),
}  # fmt: skip
_SAID_OF = {ItemKind.ERASE: text("删掉一个。"), ItemKind.SUBMIT: text("输好了。")}

Said = tuple[Text | str, ...]  # our own words, and sentences of the page as they are heard there


def character(typed: str) -> Text:
    """A character so that it cannot be mistaken: `B，爸爸的爸`."""
    if typed.isascii() and typed.isdigit():
        return text("{digit}", digit=Ordinal(int(typed)))
    word = _LETTERS.get(typed.upper())
    return text("{letter}，{word}", letter=typed.upper(), word=word) if word else text("{character}", character=typed)


def item(focused: Item) -> Said:
    """What is heard when the focus comes to an item."""
    if focused.kind is ItemKind.TYPE:
        return (text("{item}。", item=character(str(focused.value))),)
    return (_SAID_OF.get(focused.kind, focused.aloud), NOT_NOW if focused.resting else NOTHING)


def resting(focused: Item) -> Said:
    """Why an option cannot be chosen now."""
    return (NOT_NOW, focused.resting)


def how_many(facts: int, choices: int) -> Text:
    """`有五条内容，两个选择。`, of what there is."""
    if facts and choices:
        return text("有{facts}内容，{choices}选择。", facts=Count(facts, "条"), choices=Count(choices, "个"))
    if facts:
        return text("有{facts}内容。", facts=Count(facts, "条"))
    return text("有{choices}选择。", choices=Count(choices, "个")) if choices else NOTHING


def yes_or_no(yes: str, no: str) -> Text:
    """How to answer a question that is asked before something happens."""
    return text("按下键选：{yes}，或者，{no}。", yes=open_ended(yes), no=open_ended(no))


def to_choose(choices: tuple[str, ...]) -> Text:
    """All that can be chosen, in one go."""
    return text("可以选：{choices}。", choices=_listed([text("{words}", words=open_ended(c)) for c in choices]))


def not_usable(label: str, why: str) -> Said:
    """A way to present oneself that rests, and why."""
    return (text("{way}现在不能用。", way=label), why)


def typed(echo: str, length: int, *, hidden: bool) -> Text:
    """After a character was typed; a hidden one is never said."""
    return _typed_so_far(length) if hidden else text("输入了{character}。", character=character(echo))


def erased(gone: str, length: int, *, hidden: bool) -> tuple[Text, ...]:
    """After the last character was removed."""
    if hidden:
        return (text("删掉了。"), draft("*" * length, hidden=True))
    return (text("删掉了{character}。", character=character(gone)),)


def draft(so_far: str, *, hidden: bool) -> Text:
    """What has been typed so far."""
    if not so_far:
        return NOTHING_TYPED
    if hidden:
        return _typed_so_far(len(so_far))
    if so_far.isascii() and so_far.isdigit():
        return text("已输入{digits}。", digits=Digits(so_far))
    spelt = _listed([character(c) for c in so_far]) if so_far.isascii() else text("{words}", words=so_far)
    return text("已输入：{words}。", words=spelt)


def volume(percent: int) -> Text:
    """`音量七十。`."""
    return text("音量{percent}。", percent=Ordinal(percent))


def where(title: str, headline: str) -> Said:
    """Where in the terminal she is."""
    return (text("您在{place}。", place=open_ended(title)) if title else NOTHING, headline)


def _typed_so_far(length: int) -> Text:
    return text("已输入{count}。", count=Count(length, "位"))


def _listed(parts: list[Text]) -> Text:
    return reduce(lambda before, following: text("{a}；{b}", a=before, b=following), parts)
