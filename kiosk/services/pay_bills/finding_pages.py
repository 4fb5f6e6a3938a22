"""What is asked to find a household, and what is said when nobody is there."""

from collections.abc import Sequence

from kiosk.backend_client.bills import FEWEST_DIGITS, LARGEST_PLACE, MOST_DIGITS
from kiosk.visit.prompts import Choose, EnterDigits, Option, Tell
from kiosk.visit.text import Text, text
from kiosk.visit.values import Ordinal

SAMPLE = "6912718400"
"""The water of an invented household of the demo (`backend seed`)."""
_LONGEST_PLACE = len(str(LARGEST_PLACE))

AGAIN = Option("again", text("重新输入"), icon="hash", phrases=("再输一次",), primary=True)
OTHER = Option("other", text("换个办法找"), icon="magnifying-glass", phrases=("换一种办法",))

HOW = Choose(
    headline=text("怎么找您家的账单？"),
    hint=text("哪一种方便，就用哪一种。"),
    options=(
        Option(
            "household",
            text("输入户号"),
            text("水费单、电费单上有"),
            icon="hash",
            phrases=("户号", "用户号", "用户编号", "输户号"),
        ),
        Option(
            "card",
            text("用证件登录"),
            text("看自己名下的"),
            icon="identification-card",
            phrases=("刷身份证", "身份证", "刷卡", "登录"),
        ),
        Option("door", text("按门牌找"), text("几栋几单元几号"), icon="house", phrases=("门牌", "门牌号", "地址")),
        Option(
            "receipt",
            text("用上次的收据"),
            text("扫码，或输入单号"),
            icon="receipt",
            phrases=("收据", "上次的收据", "单子", "付款单"),
        ),
    ),
)


def household(typed: str) -> EnterDigits:
    """The number on the paper bill."""
    return EnterDigits(
        headline=text("请输入户号"),
        hint=text("在水费单、电费单上，也叫用户编号。"),
        shortest=FEWEST_DIGITS,
        longest=MOST_DIGITS,
        draft=typed,
        sample=SAMPLE,
    )


def _place(headline: Text, hint: Text) -> EnterDigits:
    return EnterDigits(headline=headline, hint=hint, shortest=1, longest=_LONGEST_PLACE, sample="1")


DOOR = (
    _place(text("您家住几栋？"), text("请输入楼栋的号码。")),
    _place(text("住几单元？"), text("只有一个单元，请输入 1。")),
    _place(text("住几楼？"), text("请输入楼层。")),
    _place(text("这一层的几号门？"), text("比如 302 室，就是 2。")),
)
"""Building, unit, floor, door, in this order."""


def no_such_household() -> Tell:
    """Nobody is there, or not in this hall."""
    return Tell(
        headline=text("没有找到这个户号"),
        hint=text("请对着单子再看看，也可以换个办法找。"),
        actions=(AGAIN, OTHER),
    )


def no_such_door(places: Sequence[int]) -> Tell:
    """Nobody there has an account."""
    building, unit, floor, door = (Ordinal(place) for place in places)
    where = text("{building} 栋 {unit} 单元 {floor} 楼 {door} 号", building=building, unit=unit, floor=floor, door=door)
    return Tell(
        headline=text("没有找到这一户的账单"),
        hint=text("{where}。请对着门牌再看看。", where=where),
        personal=True,
        actions=(AGAIN, OTHER),
    )


def nothing_of_hers() -> Tell:
    """She is known, and no account bears her name: often it bears a relative's."""
    return Tell(
        headline=text("您名下没有水电户"),
        hint=text("可能登记在家里人名下。可以用户号或门牌找。"),
        personal=True,
        actions=(Option("other", text("换个办法找"), icon="magnifying-glass", phrases=("换一种办法",), primary=True),),
    )
