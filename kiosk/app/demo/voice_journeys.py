"""The journeys of the demo by voice alone: a resident speaks into the handset and goes by what she hears."""

import re

from kiosk.app.demo.journey import Journey, Walk
from kiosk.app.demo.laid import check_insurance_slip, put_card
from kiosk.app.senses import JourneyError

CARD_S = 30.0


def insurance_by_voice(walk: Walk) -> None:
    """Ask for the insurance, lay the card down when told to, allow it to be said aloud, have it printed."""
    _begin(walk)
    with walk.step("说“我想查一下社保”"):
        walk.voice.says("我想查一下社保")
        walk.voice.hears("请放身份证")
    with walk.step("放身份证，先问能不能念出来"):
        put_card(walk)
        walk.voice.hears("接下来有您的个人信息", CARD_S)
    with walk.step("说“好的”，听到缴了多久"):
        walk.voice.says("好的")
        walk.voice.hears("养老保险已缴十八年零四个月")
    with walk.step("说“打印凭条”，先问一句"):
        walk.voice.says("打印凭条")
        walk.voice.hears("打印社保凭条吗")
    with walk.step("说“打印”，取走凭条"):
        walk.voice.says("打印")
        walk.voice.hears("请取走凭条", CARD_S)
    check_insurance_slip(walk)
    with walk.step("说“拿好了”"):
        walk.voice.says("拿好了")
        walk.voice.hears("养老保险已缴")
    with walk.step("说“看好了”"):
        walk.voice.says("看好了")
        walk.voice.hears("办好了")
    _leave(walk)


def contacts_by_voice(walk: Walk) -> None:
    """Find the grid worker of building 3 by saying its number, have the number printed."""
    _begin(walk)
    with walk.step("说“找网格员”"):
        walk.voice.says("找网格员")
        walk.voice.hears("您找谁")
    with walk.step("说“按楼栋找”"):
        walk.voice.says("按楼栋找网格员")
        walk.voice.hears("请输入楼号")
    with walk.step("说“三栋”，听到已输入三"):
        walk.voice.says("三栋")
        walk.voice.hears("已输入三")
    with walk.step("说“确定”，听到三栋归哪个网格"):
        walk.voice.says("确定")
        walk.voice.hears("三栋归")
    with walk.step("说“看网格员电话”，听到电话"):
        walk.voice.says("看网格员电话")
        walk.voice.hears("电话")
    with walk.step("说“打印电话”，再说“打印”"):
        walk.voice.says("打印电话")
        walk.voice.hears("打印这个电话吗")
        walk.voice.says("打印")
        walk.voice.hears("请取走凭条", CARD_S)
    if not re.search(r"\d{4}", walk.keep_paper()):
        raise JourneyError("the slip does not hold the number")
    with walk.step("说“拿好了”，再说“找到了”"):
        walk.voice.says("拿好了")
        walk.voice.hears("电话")
        walk.voice.says("找到了")
        walk.voice.hears("办好了")
    _leave(walk)


def _begin(walk: Walk) -> None:
    with walk.step("按说话键，听到问候"):
        walk.voice.begins()
        walk.voice.hears("今天办什么事")


def _leave(walk: Walk) -> None:
    with walk.step("说“办完了”，个人信息清除"):
        walk.world.desk.reader.lift_card()
        walk.voice.says("办完了")
        walk.eyes.sees_item("attract")


JOURNEYS = (
    Journey("insurance", "voice", insurance_by_voice),
    Journey("contacts", "voice", contacts_by_voice),
)
