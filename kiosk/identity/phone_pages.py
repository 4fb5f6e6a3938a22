"""The pages of the telephone: the number, the code, with the same words whether a number is known or not."""

from kiosk.identity.ways import ANOTHER_WAY
from kiosk.visit.prompts import EnterDigits, Option, Tell
from kiosk.visit.sentences import Explanation
from kiosk.visit.text import text
from kiosk.visit.values import Count

PHONE_DIGITS = 11
CODE_DIGITS = 6
TAIL_DIGITS = 4
BUILDING_DIGITS = 4
SAMPLE_PHONE = "00005561001"  # an invented one: no telephone number begins so

ENTER = Option("enter", text("输入验证码"), icon="hash", phrases=("收到了", "输验证码"), primary=True)
SEND_AGAIN = Option("again", text("没收到，再发一次"), icon="arrow-clockwise", phrases=("再发一次", "没收到"))
TRY_AGAIN = Option("again", text("再试一次"), icon="arrow-clockwise", phrases=("重试", "再来"))


def enter_phone() -> EnterDigits:
    """Which telephone?"""
    return EnterDigits(
        headline=text("请输入您的手机号"),
        hint=text("一共 {length}。我们发一条短信给您。", length=Count(PHONE_DIGITS, "位")),
        shortest=PHONE_DIGITS,
        longest=PHONE_DIGITS,
        sample=SAMPLE_PHONE,
        personal=True,
    )


def sent(told: Explanation) -> Tell:
    """The message is on its way, or what became of the code: then the code, another message, or another way."""
    return Tell(headline=told.what, hint=told.next, actions=(ENTER, SEND_AGAIN, ANOTHER_WAY))


def sent_again(number: int) -> Explanation:
    """One more message, so many in all."""
    return Explanation(
        text("又发了一条短信，一共 {number}", number=Count(number, "次")),
        text("请看最新的一条。收到了请输入。"),
    )


def enter_code() -> EnterDigits:
    """Which code? Shown as it is typed: it is good once, for a few minutes, at this terminal."""
    return EnterDigits(
        headline=text("请输入短信里的验证码"),
        hint=text("一共 {length}。慢慢输，五分钟内都有效。", length=Count(CODE_DIGITS, "位")),
        shortest=CODE_DIGITS,
        longest=CODE_DIGITS,
        sample="000000",
        personal=True,
    )


def enter_tail() -> EnterDigits:
    """The end of her telephone number, by which a face that she left is found."""
    return EnterDigits(
        headline=text("请输入手机号的最后四位"),
        hint=text("用来找您留在本馆的人脸。"),
        shortest=TAIL_DIGITS,
        longest=TAIL_DIGITS,
        sample=SAMPLE_PHONE[-TAIL_DIGITS:],
        personal=True,
    )


def enter_building() -> EnterDigits:
    """Her house."""
    return EnterDigits(
        headline=text("您住几号楼？"),
        hint=text("只输楼号的数字就行。"),
        shortest=1,
        longest=BUILDING_DIGITS,
        sample="3",
        personal=True,
    )
