"""What is shown and said of a face that is kept here, before, while and after it is."""

from datetime import date, timedelta

from kiosk.foundation.clock import hall_time
from kiosk.identity.keeping import Mine
from kiosk.visit.blocks import Fact, Facts, Mark
from kiosk.visit.prompts import Choose, Confirm, Option, Tell
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Count, Day

OWN_CONSENT = 14

DONE = Option("done", text("看好了"), icon="check-circle", phrases=("好了", "完成", "不看了"))
OVER = Option("done", text("好的"), icon="check-circle", phrases=("好了", "知道了"), primary=True)
DELETE = Option("delete", text("删除"), icon="x", phrases=("删掉", "删除人脸", "不要了"))
HERE, ELSEWHERE = text("这台终端"), text("别的终端")


def overview(mine: tuple[Mine, ...], leaving_rests: Text, renewing_rests: Text) -> Tell:
    """What is kept, and what can be done with it."""
    if not mine:
        return _nothing_kept(leaving_rests)
    here = mine[0].here
    leave = Option("leave", text("在这里也留下"), icon="plus-circle", phrases=_LEAVE, resting=leaving_rests)
    renew = Option(
        "renew", text("续期"), icon="arrow-clockwise", phrases=("再留", "延长"), primary=True, resting=renewing_rests
    )
    return Tell(
        headline=text("这里存着您的人脸") if here else text("别处存着您的人脸"),
        hint=text("只用来登录。您随时可以删掉。"),
        personal=True,
        blocks=tuple(Facts(_facts(one)) for one in mine),
        essentials=(Facts(_facts(mine[0])[:2]),),
        actions=(renew if here else leave, DELETE, DONE),
    )


_LEAVE = ("留下", "留下人脸", "存人脸")


def _nothing_kept(leaving_rests: Text) -> Tell:
    return Tell(
        headline=text("这里没有存您的人脸"),
        hint=text("留下人脸，下次可以刷脸登录。不留也一样能办。"),
        personal=True,
        actions=(
            Option("leave", text("留下人脸"), icon="camera", phrases=_LEAVE, resting=leaving_rests),
            Option("done", text("不用了"), icon="check-circle", phrases=("好了", "不留", "算了")),
        ),
    )


def _facts(one: Mine) -> tuple[Fact, ...]:
    until = one.kept.expires_on if one.kept is not None else one.consent.expires_on if one.consent is not None else None
    rows = [Fact(text("存在"), _where(one))]
    if until is not None:
        rows.append(Fact(text("存到"), text("{day}", day=Day(until))))
    if one.here and one.kept is None:
        rows.append(Fact(text("现在"), text("打不开，请删掉重新留"), mark=Mark.ATTENTION))
    if one.here:
        rows.append(_use(one))
    if one.consent is not None:
        rows.append(Fact(text("留下的日子"), text("{day}", day=Day(one.consent.given_on))))
    return tuple(rows)


def _use(one: Mine) -> Fact:
    if not one.used:
        return Fact(text("用过"), text("还没有用过"))
    last = text("最近：{day}", day=Day(hall_time(one.used[-1]).date()))
    return Fact(text("用过"), text("{times}", times=Count(len(one.used), "次")), note=last)


def _where(one: Mine) -> Text:
    if one.here or one.consent is None:
        return HERE
    return text("{hall}，别的终端", hall=one.consent.hall)


def consent(hall: str, today: date, days: int) -> Confirm:
    """Does she agree? All that the law wants her to know before, seen and heard, and no word to win her over."""
    until = Day(today + timedelta(days=days - 1))
    return Confirm(
        headline=text("您同意留下人脸吗？"),
        hint=text("不留也可以，证件和手机一样方便。"),
        aloud=text(
            "您同意留下人脸吗？{hall}只用它来登录。存的是特征，不存照片。"
            "加密存在这台终端，不传出去。最晚存到 {until}。"
            "您随时可以在“我的人脸”里删掉。不留也可以，证件和手机一样方便。",
            hall=hall,
            until=until,
        ),
        yes=text("我同意留下"),
        no=text("不留"),
        even=True,
        blocks=(
            Facts(
                (
                    Fact(text("由谁存"), text("{hall}", hall=hall)),
                    Fact(text("用来"), text("只用来登录")),
                    Fact(text("存什么"), text("特征，不存照片")),
                    Fact(text("存在"), text("这台终端，加密，不传出去")),
                    Fact(text("最晚存到"), text("{day}", day=until)),
                    Fact(text("怎么删"), text("随时在“我的人脸”里删")),
                )
            ),
        ),
        personal=True,
    )


def too_young(age: int) -> Tell:
    """A face of hers is not kept; for the youngest staff can do more, with her parents."""
    if age < OWN_CONSENT:
        hint = text("不满十四岁要家长同意。请按“呼叫人工”。刷证件一样能办。")
    else:
        hint = text("满十八岁再来留吧。刷证件和用手机一样方便。")
    return Tell(headline=text("您还小，先不留人脸"), hint=hint, personal=True, actions=(OVER,))


def kept(until: date, print_rests: Text) -> Tell:
    """It is kept."""
    return Tell(
        headline=text("您的人脸留好了"),
        hint=text("存到 {day}。随时可以在“我的人脸”里删掉。", day=Day(until)),
        personal=True,
        actions=(_print(print_rests), OVER),
    )


def sure_to_renew(until: date, days: int) -> Confirm:
    """Does she agree once more?"""
    return Confirm(
        headline=text("再存 {time} 吗？", time=Count(days, "天")),
        hint=text("现在存到 {day}。从今天起重新算。", day=Day(until)),
        yes=text("我同意续期"),
        no=text("先不续"),
        personal=True,
    )


def renewed(until: date, print_rests: Text) -> Tell:
    """It is kept for longer."""
    return Tell(
        headline=text("续好了，存到 {day}", day=Day(until)),
        hint=text("随时可以在“我的人脸”里删掉。"),
        personal=True,
        actions=(_print(print_rests), OVER),
    )


def which(mine: tuple[Mine, ...]) -> Choose:
    """Which one?"""
    return Choose(
        headline=text("删哪一处的人脸？"),
        personal=True,
        options=tuple(Option(one.id, _where(one), icon="user", detail=_until(one)) for one in mine),
    )


def _until(one: Mine) -> Text:
    return text("存到 {day}", day=Day(one.consent.expires_on)) if one.consent is not None else NOTHING


def sure_to_delete(one: Mine) -> Confirm:
    """Does she want it gone?"""
    return Confirm(
        headline=text("现在删掉您的人脸吗？"),
        hint=text("马上就删，删了就没有了。以后用证件或手机登录。")
        if one.here
        else text("那边的终端一会儿就删。以后用证件或手机登录。"),
        yes=text("删掉"),
        no=text("先不删"),
        personal=True,
    )


def deleted(one: Mine, print_rests: Text) -> Tell:
    """It is gone."""
    return Tell(
        headline=text("您的人脸删掉了") if one.here else text("已经告诉那边的终端"),
        hint=text("以后用证件或手机登录，一样能办。"),
        personal=True,
        actions=(_print(print_rests), OVER),
    )


def _print(rests: Text) -> Option:
    return Option("print", text("打印凭条"), icon="printer", phrases=("打印",), resting=rests)
