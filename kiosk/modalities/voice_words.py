"""What the terminal says to whoever speaks with it: what may be said here, and what was understood."""

from kiosk.modalities import keypad_words as keys
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.visit.answers import offered
from kiosk.visit.items import ItemKind
from kiosk.visit.prompts import Confirm, EnterDigits, EnterText
from kiosk.visit.text import NOTHING, Text, open_ended, text

SAY_OFFER = text("您可以说：")
READ_ON = text("要听内容，说“念一遍”。")
SAY_DIGITS = text("请说数字，可以一个一个说。")
SAY_WORDS = text("请说出来。")
SAY_DONE = text("说完了，说“确定”。说得不对，说“重来”。")
WHICH = text("没有听准。")
NOT_UNDERSTOOD = text("没有听懂。")
AGAIN = text("请再说一遍。")
MAY_I_SPEAK = text("接下来有您的个人信息。插上耳机，或者说“好的”，用喇叭念。")
END_NOW = text("要结束吗？再说一次“办完了”，就结束。")
HELP = text("随时可以说：“返回”，“首页”，“再说一遍”。听不清，说“大声点”，“慢一点”。有难处，说“叫工作人员”。")
NOT_HERE = text("这里用不上。")


def opening(page: KeypadPage) -> str:
    """What is said when a page comes: the prompt, whether there is more to hear, and all that may be said."""
    reads = any(item.kind is ItemKind.READ for item in page.items)
    return page.say(page.prompt.said, *_to_enter(page), READ_ON if reads else NOTHING, *offer(page))


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
    return (text("您可以说：{words}。", words=first), *(text("{words}。", words=words) for words in others))


def typed(page: KeypadPage) -> keys.Said:
    """What the entry holds now; a hidden one is only counted."""
    return (keys.draft(page.draft, hidden=page.hidden), SAY_DONE)


def _to_enter(page: KeypadPage) -> tuple[Text, ...]:
    if isinstance(page.prompt, EnterDigits):
        return (SAY_DIGITS, SAY_DONE)
    return (SAY_WORDS, SAY_DONE) if isinstance(page.prompt, EnterText) else ()
