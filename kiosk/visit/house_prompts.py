"""The pages that belong to the house and not to a service: home, farewell, an apology."""

from dataclasses import replace

from kiosk.visit.prompts import Choose, Farewell, Layout, Option, Tell
from kiosk.visit.sentences import Explanation
from kiosk.visit.text import Text, text

HOME = text("您好，今天办什么事？")
LEAVE = Option("end", text("办完了"), icon="sign-out", phrases=("结束", "退出", "再见"))
MORE = Option("more", text("再办一件事"), icon="house", phrases=("还要办", "回首页"), primary=True)
OTHERS = Option("others", text("更多服务"), icon="dots-three", phrases=("更多", "别的服务", "下一页", "还有什么"))
FIRST = Option("others", text("前面的服务"), icon="arrow-counter-clockwise", phrases=("上一页", "回到前面"))
MOST_TILES = 6
AGAIN = Option("again", text("再试一次"), icon="arrow-clockwise", phrases=("重试", "再来"), primary=True)
STAY = Option("stay", text("不停了，接着办"), icon="arrow-counter-clockwise", phrases=("接着填", "不停了"))
NEW_CODE = Option("code", text("拿一个新的码"), icon="hash", phrases=("新的码", "新码"))
GO_HOME = Option("home", text("回首页"), icon="house", phrases=("首页", "算了"))


def home_page(services: tuple[Option, ...], *, logged_in: bool, turned: int = 0) -> Choose:
    """What the hall offers, and a way to leave for who has logged in.

    What has no room stands behind `OTHERS`, which was chosen `turned` times; all of it can be said on every page.
    """
    ends = (LEAVE,) if logged_in else ()
    shown = services
    if len(services) + len(ends) > MOST_TILES:
        room = MOST_TILES - 1 - len(ends)
        pages = [services[first : first + room] for first in range(0, len(services), room)]
        number = turned % len(pages)
        shown, ends = pages[number], (OTHERS if number + 1 < len(pages) else FIRST, *ends)
    return Choose(
        headline=HOME,
        hint=text("请点一下要办的事。不着急，慢慢来。"),
        options=(*shown, *ends),
        layout=Layout.TILES,
        elsewhere=tuple(service for service in services if service not in shown),
    )


def farewell(*, logged_in: bool) -> Farewell:
    """The last page of a service."""
    hint = text("请带好证件。您的信息马上清除。") if logged_in else text("谢谢您，慢走。")
    return Farewell(headline=text("办好了"), hint=hint, options=(MORE, LEAVE))


def apology(told: Explanation, *, can_retry: bool) -> Tell:
    """What happened, why, and what next."""
    actions = (AGAIN, GO_HOME) if can_retry else (GO_HOME,)
    return Tell(headline=told.what, hint=told.next, actions=actions)


def waits(why: Text, no_code: Text, *, offered: bool) -> Tell:
    """What she stopped is in our hand and rests: she tries again, or takes it along under a new code.

    `offered`: it is a service of this terminal, that rests. `no_code`: why no new code can be had now.
    """
    headline = why or text("现在可以接着办了")
    return Tell(
        headline=headline,
        hint=text("您填的都还在。走以前，请拿一个新的码。"),
        actions=(AGAIN if offered else GO_HOME, replace(NEW_CODE, resting=no_code)),
    )


def not_stopped(told: Explanation) -> Tell:
    """Her answers could not be kept for another time: nothing is lost, and she can stay."""
    return Tell(headline=told.what, hint=told.next, actions=(AGAIN, STAY))
