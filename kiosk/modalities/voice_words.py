"""What the terminal says to whoever speaks with it: what may be said here, and what was understood."""

from collections.abc import Mapping

from kiosk.modalities import keypad_words as keys
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.answers import offered
from kiosk.visit.items import ItemKind
from kiosk.visit.prompts import Confirm, EnterDigits, EnterText
from kiosk.visit.text import NOTHING, Text, open_ended, text

SAY_OFFER = text("您可以说：")
READ_ON = text("要听内容，说“念一遍”。")
SAY_DIGITS = text("请说数字，可以一个一个说。")
SAY_WORDS = text("请说出来。")
YES_OR_NO = text("也可以说“好的”，或者“不要”。")
SAY_DONE = text("说完了，说“确定”。说得不对，说“重来”。")
WHICH = text("没有听准。")
NOT_UNDERSTOOD = text("没有听懂。")
AGAIN = text("请再说一遍。")
MAY_I_SPEAK = text("接下来有您的个人信息。插上耳机，或者说“好的”，用喇叭念。")
END_NOW = text("要结束吗？再说一次“办完了”，就结束。")
HELP = text(
    "随时可以说：“返回”，“首页”，“再说一遍”。听不清，说“大声点”，“慢一点”。不想听，说“别念了”。有难处，说“叫工作人员”。"
)
NOT_HERE = text("这里用不上。")
WHICH_ONE = text("没有听准。您要哪一个？")
NONE_OF_THEM = text("都不是")
YES_IT_IS, NO_IT_IS_NOT = text("是的"), text("不是")
SPEAK_NOW = text("请说。")
EXAMPLES = text("您可以这样说。")
OTHER_WAYS = text("也可以按键，或者点屏幕。")
ASK_A_PERSON = text("要人帮忙，说“叫工作人员”。")
SORRY = text("对不起，我听错了。")
OTHERWISE = (OTHER_WAYS, ASK_A_PERSON)
NOT_DONE_HERE = text("这件事，这台机器还不能办。要人帮忙，说“叫工作人员”。")
TOO_LONG = text("说得有点长，后面的没听完。")
MORE_DIALECTS = text("更多")
WHICH_DIALECT = text("您平时说哪里话？")
NO_MICROPHONE = keys.NO_EARS
NO_SOUND = text("话筒现在不能用。请用按键，或者点屏幕。")
NOT_NOW = text("现在听不了话。请用按键，或者点屏幕。")
SOON = text("正在准备听您说话，请稍等。")
IN_A_MOMENT = text("听到了，一会儿就好。")


def heard_as_mandarin(dialect: str) -> Text:
    """No engine of that dialect is installed: her words are held against Mandarin sounds."""
    return text("这里还听不全{dialect}。请慢慢说，说短一点。", dialect=dialect)


WISHES: Mapping[Wish, Text] = {
    Wish.BACK: text("返回"),
    Wish.HOME: text("回首页"),
    Wish.REPEAT: text("再说一遍"),
    Wish.READ: text("念一遍"),
    Wish.HELP: text("帮助"),
    Wish.STAFF: text("叫工作人员"),
    Wish.LOUDER: text("大声一点"),
    Wish.SOFTER: text("小声一点"),
    Wish.SLOWER: text("慢一点"),
    Wish.FASTER: text("快一点"),
    Wish.QUIET: text("别念了"),
    Wish.SIZE: text("换字的大小"),
    Wish.PAUSE: text("先停一停"),
    Wish.END: text("办完了"),
    Wish.DIALECT: text("说方言"),
}
"""What each wish is called when it is asked back."""


def opening(page: KeypadPage) -> str:
    """What is said when a page comes: the prompt, whether there is more to hear, and all that may be said."""
    reads = any(item.kind is ItemKind.READ for item in page.items)
    return page.say(page.said, *_to_enter(page), READ_ON if reads else NOTHING, *offer(page))


def offer(page: KeypadPage, among: tuple[object, ...] = ()) -> keys.Said:
    """What may be said here, a sentence each; `among`: of these answers alone."""
    items = [i for i in page.items if i.kind is ItemKind.ANSWER and (not among or i.value in among)]
    if not items:
        return ()
    if isinstance(page.prompt, Confirm):
        labels = [page.prompt.yes.spoken(), page.prompt.no.spoken()]
    else:
        named = {option.id: option.label.spoken() for option in offered(page.prompt)}
        labels = [named.get(item.id, item.aloud) for item in items]
    first, *others = (open_ended(label) for label in labels)
    sentences = (text("您可以说：{words}。", words=first), *(text("{words}。", words=words) for words in others))
    return (*sentences, *_also(page))


def examples(page: KeypadPage) -> keys.Said:
    """A few things that may be said here: three at most are kept in mind."""
    offered_here = offer(page)
    return (EXAMPLES, *offered_here[:3]) if offered_here else (*_to_enter(page),) or (HELP,)


def typed(page: KeypadPage) -> keys.Said:
    """What the entry holds now; a hidden one is only counted."""
    return (keys.draft(page.draft, hidden=page.hidden), SAY_DONE)


def _also(page: KeypadPage) -> tuple[Text, ...]:
    """A label of two syllables is often misheard (打印: never right in noise); a plain yes hardly ever is."""
    asked = isinstance(page.prompt, Confirm) and page.prompt.yes != YES_IT_IS
    return (YES_OR_NO,) if asked else ()


def _to_enter(page: KeypadPage) -> tuple[Text, ...]:
    if isinstance(page.prompt, EnterDigits):
        return (SAY_DIGITS, SAY_DONE)
    return (SAY_WORDS, SAY_DONE) if isinstance(page.prompt, EnterText) else ()
