"""What the keypad modality says of its own: short, the important word first, nothing personal."""

from kiosk.visit.items import Item, ItemKind
from kiosk.visit.numerals import digits_aloud, number_aloud
from kiosk.visit.values import Count, Digits

WELCOME = "按重听键，再听一遍。按音量键，调大小。按任意键，马上停。"
RESTING_TERMINAL = "本机现在不能办事。请找工作人员。"
MAY_I_SPEAK = "接下来有您的个人信息。插上耳机，或者按确定键，用喇叭念。"
MAY_I_SPEAK_TOUCH = "接下来有您的个人信息。再按一次，用喇叭念。"
CONSENT_ASKED = "按确定键"
STILL_WORKING = "还在办，请稍等。"
HEADPHONES_IN = "耳机插好了。"
NO_WAY_BACK = "这里不能再退了。"
AT_HOME = "已经在首页了。"
HELD = "正在办，不能退。请稍等。"
CALLING_STAFF = "正在叫工作人员，请稍等。"
HELP_AGAIN = "再按一次帮助键，叫工作人员。"
KEYS = "上下键，一个一个听。确定键，选定。左右键，调快慢。返回键，退一步。首页键，回首页。"
KEYS_TYPING = "上下键，选。确定键，输入。左键，删一个。右键，听已输入的。返回键，退一步。"
TYPE_DIGITS = "按下键选数字，按确定键输入。"
TYPE_LETTERS = "请输入拼音首字母。按下键选字母，按确定键输入。"
HOW_TO_SUBMIT = "输完了，按上键找“输好了”，再按确定键。"
FULL = "已经输满了。找到“输好了”，按确定键。"
NOTHING_TYPED = "还没有输入。"
STILL_THERE = "您还在吗？按任意键继续。"
STILL_THERE_TOUCH = "您还在吗？请碰一下屏幕。"
SOON_OVER = "快要结束了。按任意键继续。"
GO_ON = "好的，请继续。"
NEXT_ONE = "按下键，听下一个。"
OTHER_WAYS = "按下键，听别的办法。"
CHOOSE_FIRST = "请先按下键选。"
FASTER, SLOWER, FASTEST, SLOWEST = "快一点。", "慢一点。", "已经最快了。", "已经最慢了。"
LOUDEST, QUIETEST = "已经最大声了。", "已经最小声了。"
LAST_ONE, FIRST_ONE = "最后一个。", "第一个。"

_LETTERS = {
    "A": "阿姨的阿", "B": "爸爸的爸", "C": "草地的草", "D": "大家的大", "E": "鹅毛的鹅", "F": "房子的房",
    "G": "哥哥的哥", "H": "河水的河", "I": "拼音不用它", "J": "家里的家", "K": "开门的开", "L": "来去的来",
    "M": "妈妈的妈", "N": "奶奶的奶", "O": "藕片的藕", "P": "朋友的朋", "Q": "汽车的汽", "R": "人民的人",
    "S": "三个的三", "T": "天空的天", "U": "拼音不用它", "V": "拼音不用它", "W": "我们的我", "X": "西边的西",
    "Y": "医生的医", "Z": "左边的左",
}  # fmt: skip
_SAID_OF = {ItemKind.ERASE: "删掉一个", ItemKind.SUBMIT: "输好了"}


def character(typed: str) -> str:
    """A character so that it cannot be mistaken: `B，爸爸的爸`."""
    if typed.isascii() and typed.isdigit():
        return digits_aloud(typed, telephone=False)
    word = _LETTERS.get(typed.upper())
    return f"{typed.upper()}，{word}" if word else typed


def item(focused: Item) -> str:
    """What is heard when the focus comes to an item."""
    if focused.kind is ItemKind.TYPE:
        return f"{character(str(focused.value))}。"
    said = _SAID_OF.get(focused.kind, focused.aloud).rstrip("。")
    return f"{said}。{'现在不能选。' if focused.resting else ''}"


def resting(focused: Item) -> str:
    """Why an option cannot be chosen now."""
    return f"现在不能选。{focused.resting.rstrip('。')}。"


def how_many(facts: int, choices: int) -> str:
    """`有五条内容，两个选择。`, of what there is."""
    said = [Count(facts, "条").spoken() + "内容"] if facts else []
    said += [Count(choices, "个").spoken() + "选择"] if choices else []
    return f"有{'，'.join(said)}。" if said else ""


def yes_or_no(yes: str, no: str) -> str:
    """How to answer a question that is asked before something happens."""
    return f"按下键选：{yes.rstrip('。')}，或者，{no.rstrip('。')}。"


def typed(echo: str, length: int, *, hidden: bool) -> str:
    """After a character was typed; a hidden one is never said."""
    return f"已输入{Count(length, '位').spoken()}。" if hidden else f"输入了{character(echo)}。"


def erased(gone: str, length: int, *, hidden: bool) -> str:
    """After the last character was removed."""
    if hidden:
        return f"删掉了。{draft('*' * length, hidden=True)}"
    return f"删掉了{character(gone)}。"


def draft(so_far: str, *, hidden: bool) -> str:
    """What has been typed so far."""
    if not so_far:
        return NOTHING_TYPED
    if hidden:
        return f"已输入{Count(len(so_far), '位').spoken()}。"
    if so_far.isascii() and so_far.isdigit():
        return f"已输入{Digits(so_far).spoken()}。"
    said = "；".join(character(c) for c in so_far) if so_far.isascii() else so_far
    return f"已输入：{said}。"


def volume(percent: int) -> str:
    """`音量七十。`."""
    return f"音量{number_aloud(percent)}。"


def where(title: str, headline: str) -> str:
    """Where in the terminal she is."""
    place = f"您在{title.rstrip('。')}。" if title else ""
    return place + (f"{headline.rstrip('。')}。" if headline else "")
