"""What the frames benchmark shows: pages as full as real ones. Everybody here is invented."""

from kiosk.foundation.money import Money
from kiosk.visit.blocks import Bar, Bars, Fact, Facts, Mark, Row, Table
from kiosk.visit.prompts import AnyPrompt, Choose, Layout, Option, Tell
from kiosk.visit.stage import Scene
from kiosk.visit.text import text
from kiosk.visit.values import Months, Yuan

SERVICES = Choose(
    headline=text("您好，今天办什么事？"),
    hint=text("点一下，或者按键盘。不着急，慢慢来。"),
    layout=Layout.TILES,
    options=(
        Option("social_insurance", text("查社保"), text("缴费记录 · 打印凭条"), "shield-check", "jade"),
        Option("parcels", text("取快递"), text("取件码 · 扫码"), "package", "persimmon"),
        Option("bills", text("缴水电气费"), text("扫码付 · 刷卡付"), "drop", "cyan"),
        Option("contacts", text("找网格员"), text("民警 · 物业 · 急救"), "users-three", "indigo"),
        Option("feedback", text("提意见"), text("拍照上报 · 查进度"), "chat-circle-text", "plum"),
        Option("more", text("更多服务"), icon="dots-three"),
    ),
)
_CHART = Bars(
    text("最近 24 个月缴费（元）"),
    tuple(Bar(0 if n == 7 else 1200, mark=Mark.ATTENTION if n == 7 else Mark.PLAIN) for n in range(24)),
    text("二十四个月里，一个月没有缴。"),
)
_FACTS = Facts(
    (
        Fact(text("养老保险"), text("正常参保"), text("已缴 18 年 4 个月"), Mark.GOOD),
        Fact(text("医疗保险"), text("正常参保"), text("本月已到账"), Mark.GOOD),
        Fact(text("失业保险"), text("正常参保"), text("已缴 9 年 2 个月"), Mark.GOOD),
        Fact(text("工伤保险"), text("正常参保"), mark=Mark.GOOD),
        Fact(text("生育保险"), text("7 月没有缴费"), text("请问单位的经办人"), Mark.ATTENTION),
    )
)
ANSWER = Tell(
    headline=text("养老保险已缴 {time}", time=Months(220)),
    hint=text("个人账户 {sum}，今年少缴 1 个月（7 月）。", sum=Yuan(Money(8641250))),
    blocks=(_CHART, _FACTS),
    actions=(
        Option("print", text("打印凭条"), icon="printer", primary=True),
        Option("months", text("看每月明细"), icon="list-bullets"),
    ),
)


def long_table(rows: int) -> Tell:
    """A table of so many rows."""
    table = Table(
        text("养老保险"),
        (text("月份"), text("缴费基数"), text("个人缴费")),
        tuple(
            Row((text(f"{2026 - n // 12} 年 {12 - n % 12} 月"), text("4,250.00"), text("340.00"))) for n in range(rows)
        ),
    )
    done = Option("done", text("看完了"), primary=True)
    return Tell(
        headline=text(f"最近 {rows} 个月的缴费"), hint=text("按下一页往后看。"), blocks=(table,), actions=(done,)
    )


def scene(number: int, prompt: AnyPrompt) -> Scene:
    """A scene in the middle of a visit."""
    return Scene(number, prompt, text("查社保"), "shield-check", "jade", "王*芳", can_go_back=True)
