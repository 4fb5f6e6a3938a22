"""What counts as an answer to a prompt, whoever gives it and however."""

from kiosk.visit.prompts import (
    Act,
    AnyPrompt,
    Choose,
    Confirm,
    EnterDigits,
    EnterText,
    Farewell,
    Option,
    Present,
    Tell,
    Work,
)
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Count

NOT_OFFERED = text("这一项现在不能选。请再选一次。")


def objection(prompt: AnyPrompt, value: object) -> Text:
    """Why `value` does not answer `prompt`; NOTHING if it does."""
    if isinstance(prompt, Confirm):
        return NOTHING if isinstance(value, bool) else NOT_OFFERED
    if isinstance(prompt, EnterDigits):
        return _digits_objection(prompt, value)
    if isinstance(prompt, EnterText):
        return _text_objection(prompt, value)
    return _option_objection(answerable(prompt), value)


def offered(prompt: AnyPrompt) -> tuple[Option, ...]:
    """The options that stand there to be chosen from."""
    match prompt:
        case Choose() | Act() | Farewell():
            return prompt.options
        case Tell():
            return prompt.actions
        case Present():
            return prompt.others
        case Confirm() | EnterDigits() | EnterText() | Work():
            return ()


def answerable(prompt: AnyPrompt) -> tuple[Option, ...]:
    """The options that a person may choose from, also those that stand on another page."""
    return (*offered(prompt), *(prompt.elsewhere if isinstance(prompt, Choose) else ()))


def _option_objection(options: tuple[Option, ...], value: object) -> Text:
    for option in options:
        if option.id == value:
            return text("{why}。请先选别的。", why=option.resting) if option.resting else NOTHING
    return NOT_OFFERED


def _digits_objection(prompt: EnterDigits, value: object) -> Text:
    if not isinstance(value, str) or not value.isascii() or not (value.isdigit() or value == ""):
        return text("这里只要数字。请再输一次。")
    if len(value) < prompt.shortest:
        return text("还差 {missing}。请接着输。", missing=Count(prompt.shortest - len(value), "位"))
    return NOTHING if len(value) <= prompt.longest else text("多了几位。请删掉再试。")


def _text_objection(prompt: EnterText, value: object) -> Text:
    if not isinstance(value, str) or not value.strip():
        return text("还没有输入。请先输入再确定。")
    if len(value) > prompt.longest or not value.isprintable():
        return text("有点长。请删短一些再试。")
    return NOTHING
