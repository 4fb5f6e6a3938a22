"""The journeys of a resident who stops at a question, and goes on later with the code of the slip."""

from hardware.code_scanner import hall_codes
from kiosk.app.demo.journey import Journey, Walk
from kiosk.app.demo.steps import begin_by_keys, begin_by_touch, must_be_dark, print_by_touch, see_the_number
from kiosk.app.senses import JourneyError
from kiosk.backend_client.pauses import CODE_DIGITS
from kiosk.visit.numerals import digits_aloud


def pause_by_touch(walk: Walk) -> None:
    """Stop at the building, take the slip; the next resident has her turn; then on with the code."""
    begin_by_touch(walk)
    with walk.step("按楼栋找，刚输入一个 3"):
        walk.eyes.taps("contacts")
        walk.eyes.taps("building")
        walk.eyes.sees("请输入楼号")
        walk.eyes.taps("key-3")
    with walk.step("先停一停"):
        walk.eyes.taps("mode-pause")
        walk.eyes.sees("先停一停吗")
    with walk.step("收好了，看到接着办的码"):
        walk.eyes.taps("yes")
        walk.eyes.sees("请记下这个码")
    print_by_touch(walk)
    with walk.step("拿好凭条，先走了"):
        code = _code_on_the_slip(walk)
        walk.eyes.taps("taken")
        walk.eyes.taps("done")
        walk.eyes.sees_item("attract")
    with walk.step("下一位居民来看紧急电话"):
        walk.eyes.taps("attract")
        walk.eyes.taps("contacts")
        walk.eyes.taps("emergency")
        walk.eyes.taps("done")
        walk.eyes.taps("end")
        walk.eyes.sees_item("attract")
    begin_by_touch(walk)
    with walk.step("接着办，输入凭条上的码"):
        walk.eyes.taps("resume")
        walk.eyes.sees("请输入接着办的码")
        for digit in code:
            walk.eyes.taps(f"key-{digit}")
    with walk.step("回到停下的地方，3 还在"):
        walk.eyes.taps("submit")
        walk.eyes.sees("请输入楼号")
    with walk.step("接着往下办"):
        walk.eyes.taps("submit")
        walk.eyes.sees("3 栋归")
    with walk.step("看到电话，办好了"):
        walk.eyes.taps("worker")
        see_the_number(walk)
        walk.eyes.taps("done")
        walk.eyes.taps("end")
        walk.eyes.sees_item("attract")


def pause_by_keys(walk: Walk) -> None:
    """The same by ear and key, the screen dark: help and then home stops."""
    begin_by_keys(walk)
    with walk.step("按楼栋找，刚输入一个三"):
        walk.keys.chooses("找网格员")
        walk.keys.hears("您找谁")
        walk.keys.chooses("按楼栋找")
        walk.keys.hears("请输入楼号")
        walk.keys.chooses("三")
    with walk.step("按帮助键，听到怎样先停一停"):
        walk.keys.presses("help")
        walk.keys.hears("帮助键之后按首页键，先停一停")
    with walk.step("再按首页键，先停一停"):
        walk.keys.presses("home")
        walk.keys.hears("先停一停吗")
        walk.keys.chooses("先停一停")
        walk.keys.hears("接着办的码是", patience_s=30)
        must_be_dark(walk)
    with walk.step("打印凭条，拿好"):
        walk.keys.chooses("打印凭条")
        walk.keys.hears("打印接着办的凭条吗")
        walk.keys.chooses("打印")
        walk.keys.hears("请取走凭条", patience_s=30)
        code = _code_on_the_slip(walk)
        walk.keys.chooses("拿好了")
        walk.keys.hears("接着办的码是")
    with walk.step("记好了，先走了"):
        walk.keys.chooses("记好了")
        walk.eyes.sees_item("attract")
        walk.keys.presses("jack_out")
    begin_by_keys(walk)
    with walk.step("接着办，输入听到的码"):
        walk.keys.chooses("接着办")
        walk.keys.hears("请输入接着办的码")
        for digit in code:
            walk.keys.chooses(digits_aloud(digit, telephone=False))
        walk.keys.chooses("输好了")
        walk.keys.hears("请输入楼号", patience_s=30)
    with walk.step("三还在，接着往下办"):
        walk.keys.presses("right")
        walk.keys.hears("已输入三")
        walk.keys.chooses("输好了")
        walk.keys.hears("三栋归")
        must_be_dark(walk)
    with walk.step("听到电话，办完了"):
        walk.keys.chooses("看网格员电话")
        walk.keys.hears("电话")
        walk.keys.chooses("找到了")
        walk.keys.hears("办好了")
        walk.keys.chooses("办完了")


def _code_on_the_slip(walk: Walk) -> str:
    """The digits that open the stopped service; nothing else may be on the paper."""
    text = walk.keep_paper()
    if any(words in text for words in ("网格", "楼", "3 栋")):
        raise JourneyError("the slip tells what was stopped")
    (picture,) = walk.world.desk.printer.slips[-1].codes
    code = hall_codes.read(picture)
    if code is None:
        raise JourneyError("the slip's code is not one of ours")
    return code.token[-CODE_DIGITS:]


JOURNEYS = (
    Journey("pause", "touch", pause_by_touch),
    Journey("pause", "keypad", pause_by_keys),
)
