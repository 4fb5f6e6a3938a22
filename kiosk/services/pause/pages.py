"""What is shown and said of stopping and going on. Nowhere is it named what was stopped."""

from hardware.code_scanner.codes import CodeKind
from hardware.code_scanner.hall_codes import write
from kiosk.backend_client.pauses import CODE_DIGITS
from kiosk.services.pause.rooms import Ticket
from kiosk.visit.blocks import Figure, QrPicture
from kiosk.visit.prompts import Confirm, EnterDigits, Option, Tell
from kiosk.visit.text import Text, text
from kiosk.visit.values import Count, Digits, Moment

HOURS = 24
SHORTEST_TOKEN = 16  # of a hall code; the digits are filled up with zeros in front


def sure() -> Confirm:
    """Does she want to stop here?"""
    return Confirm(
        headline=text("先停一停吗？"),
        hint=text("填好的给您收着，{hours}内回来接着办。", hours=Count(HOURS, "小时")),
        yes=text("先停一停"),
        no=text("不停，接着办"),
    )


def code(ticket: Ticket, print_rests: Text) -> Tell:
    """The code, large, to read, to hear, to take along."""
    digits, until = Digits(ticket.code), Moment(ticket.good_until)
    figure = Figure(text("接着办的码"), text("{code}", code=digits))
    return Tell(
        headline=text("请记下这个码"),
        hint=text("请拍照或记下。{until} 以前有效。", until=until)
        if print_rests
        else text("填好的收着了。{until} 以前有效。", until=until),
        aloud=text("接着办的码是：{code}。请记下。{until} 以前有效。", code=digits, until=until),
        blocks=(figure, QrPicture(hall_code(ticket.code), text("也可以用手机拍下来"))),
        essentials=(figure,),
        actions=(
            Option("print", text("打印凭条"), icon="printer", phrases=("打印",), primary=True, resting=print_rests),
            Option("done", text("记好了，先走了"), icon="check-circle", phrases=("好了", "记好了", "走了")),
        ),
        personal=True,
    )


def enter_code(typed: str) -> EnterDigits:
    """Which stopped service? A code that was not known stands there, to be set right."""
    return EnterDigits(
        headline=text("请输入接着办的码"),
        hint=text("在凭条上，一共 {length}。", length=Count(CODE_DIGITS, "位")),
        aloud=text("请输入接着办的码，一共 {length}。", length=Count(CODE_DIGITS, "位")),
        shortest=CODE_DIGITS,
        longest=CODE_DIGITS,
        draft=typed,
    )


def unknown() -> Tell:
    """Nothing is kept under this code for her; why is not told."""
    return Tell(
        headline=text("这个码找不到，或者过了时间"),
        hint=text("一个码只能用一次。请对着凭条再看看。"),
        actions=(Option("again", text("重新输入"), icon="hash", phrases=("再输一次",), primary=True),),
    )


def hall_code(digits: str) -> str:
    """The same code as a picture holds it, for the terminal's scanner."""
    return write(CodeKind.RESUME, digits.zfill(SHORTEST_TOKEN))
