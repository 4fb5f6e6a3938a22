"""Steps that journeys share: how one begins, has something printed, and leaves."""

from kiosk.app.demo.journey import Walk
from kiosk.app.senses import JourneyError


def begin_by_touch(walk: Walk) -> None:
    """Touch the attract page, and see that all can be done."""
    with walk.step("碰一下屏幕"):
        walk.eyes.taps("attract")
        walk.eyes.sees("今天办什么事")
        walk.eyes.misses("在休息")
        walk.eyes.misses("网络不通")
        if walk.elder:
            walk.eyes.taps("mode-size")


def begin_by_keys(walk: Walk) -> None:
    """Plug in headphones: the screen goes dark."""
    with walk.step("插上耳机，屏幕变黑"):
        walk.keys.presses("jack_in")
        walk.keys.hears("今天办什么事")
        must_be_dark(walk)


def see_the_number(walk: Walk) -> None:
    """The number, and the code to dial it; where elder type leaves no room for both, the code is a page further."""
    walk.eyes.sees("0000 555")
    if not walk.elder:
        walk.eyes.sees("用手机扫一扫")


def must_be_dark(walk: Walk) -> None:
    """Raises JourneyError unless nothing is to be seen."""
    if not walk.eyes.is_dark():
        raise JourneyError("the screen is not dark")


def print_by_touch(walk: Walk) -> None:
    """Have something printed, and wait for the paper."""
    with walk.step("要打印，先确认"):
        walk.eyes.taps("print")
        walk.eyes.sees_item("yes")
    with walk.step("打印好了，取走凭条"):
        walk.eyes.taps("yes")
        walk.eyes.sees("请取走凭条", patience_s=30)


def leave_by_touch(walk: Walk) -> None:
    """Take the slip, say that all is done, and see that nothing of the visit is left."""
    with walk.step("拿好凭条"):
        walk.eyes.taps("taken")
        walk.eyes.sees_item("done")
    with walk.step("办好了"):
        walk.eyes.taps("done")
        walk.eyes.sees("办好了")
    with walk.step("办完了，个人信息清除"):
        walk.world.desk.reader.lift_card()
        walk.eyes.taps("end")
        walk.eyes.sees_item("attract")
