"""Sample scenes of every kind of prompt, at their most crowded. Everybody here is invented."""

from datetime import date

from kiosk.app.gallery.money_scenes import MONEY
from kiosk.foundation.money import Money
from kiosk.identity.face_check import OTHERWISE, face_page
from kiosk.identity.ways import ANOTHER_WAY, WayIn, choose_way, present_cards
from kiosk.services.my_face.pages import consent
from kiosk.visit.blocks import Bar, Bars, Block, Fact, Facts, Figure, Mark, Paragraph, QrPicture, Row, Table
from kiosk.visit.pictures import BuildingMap, Cell, Meter, Plot, cabinet_picture
from kiosk.visit.prompts import (
    Act,
    AnyPrompt,
    Choose,
    Confirm,
    EnterDigits,
    EnterText,
    Farewell,
    Layout,
    Option,
    Pay,
    Present,
    Script,
    Tell,
    Way,
    Work,
)
from kiosk.visit.stage import Scene
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Month, Months, Phone, Yuan

HOME = Choose(
    headline=text("您好，今天办什么事？"),
    hint=text("点一下，或者按键盘。不着急，慢慢来。"),
    layout=Layout.TILES,
    options=(
        Option("social_insurance", text("查社保"), text("缴费记录 · 打印凭条"), "shield-check", "jade"),
        Option("parcels", text("取快递"), text("取件码 · 扫码"), "package", "persimmon"),
        Option(
            "bills", text("缴水电气费"), text("扫码付 · 刷卡付"), "drop", "cyan", resting=text("网络断开，暂时不能缴")
        ),
        Option("contacts", text("找网格员"), text("民警 · 物业 · 急救"), "users-three", "indigo"),
        Option("feedback", text("提意见"), text("拍照上报 · 查进度"), "chat-circle-text", "plum"),
        Option("more", text("更多服务"), icon="dots-three"),
    ),
)

CONTACTS = Choose(
    headline=text("三栋二单元的网格员和民警是这几位，您想找哪一位呢"),
    hint=text("点名字，看电话，也可以打印。"),
    options=(
        Option("a", text("阿卜杜热依木·买买提艾力"), text("网格员 · 三栋到五栋"), "users-three"),
        Option("b", text("社区民警"), text("白天晚上都有人"), "police-car"),
        Option("c", text("物业服务中心"), text("漏水、停电、门禁"), "buildings"),
        Option("d", text("社区卫生服务站"), text("周一到周六"), "first-aid", resting=text("今天休息，急事请拨 120")),
        Option("e", text("欧阳清秋"), text("楼栋长"), "user"),
        Option("more", text("更多"), icon="dots-three"),
    ),
)

BUILDINGS = Choose(
    headline=text("您住哪一栋？"),
    layout=Layout.GRID,
    options=(*(Option(str(n), text(f"{n} 栋")) for n in range(1, 6)), Option("more", text("更多"))),
)

CODE = EnterDigits(headline=text("请输入 8 位取件码"), hint=text("短信里有。也可以扫二维码。"), shortest=8, longest=8)
IDENTITY = EnterDigits(
    headline=text("请输入身份证号码的数字"), hint=text("一共 18 位。"), shortest=17, longest=18, personal=True
)
PIN = EnterDigits(headline=text("请输入 6 位密码"), shortest=6, longest=6, hidden=True, personal=True)
NAME = EnterText(headline=text("请输入姓名"), hint=text("点字母拼音，再点汉字。"), personal=True)
INITIALS = EnterText(headline=text("请输入姓名的拼音首字母"), hint=text("王小芳，就是 W X F。"), script=Script.INITIALS)
CARD = Present(
    headline=text("请把身份证放在读卡区"),
    hint=text("放平，不要移动，听到提示再拿走。"),
    ways=(
        Way("id_card", text("身份证：放在右下方的读卡区"), "identification-card"),
        Way("social_card", text("社保卡"), "credit-card", resting=text("读卡器正在休息")),
    ),
    others=(Option("phone", text("用手机号"), icon="phone"), Option("help", text("没带证件"), icon="question")),
)
_NOT_NOW = (Option("other", text("换个办法付"), icon="wallet"), Option("later", text("先不付了"), icon="x"))
PAY = Pay(
    headline=text("请用手机扫这个码"),
    hint=text("微信、支付宝都可以。"),
    ways=(
        Way("screen_code", text("用手机扫屏幕上的码"), "device-mobile"),
        Way("payment_code", text("付款码：对着扫码窗口"), "qr-code", place="code_scanner"),
        Way(
            "payment_terminal",
            text("银行卡：在付款机上刷"),
            "credit-card",
            resting=text("付款机正在休息"),
            place="payment_terminal",
        ),
    ),
    others=_NOT_NOW,
    amount=Money(128640),
    payee=text("杏花社区便民服务馆"),
    code="weixin://wxpay/bizpayurl?pr=NwY5Mz9zz&groupid=00",
    seconds=180,
)
PAY_SCAN = Pay(
    headline=text("请出示付款码"),
    hint=text("把付款码对着下面的扫码窗口。"),
    ways=(
        Way("payment_code", text("付款码：对着扫码窗口"), "qr-code", place="code_scanner"),
        Way("payment_terminal", text("银行卡：在付款机上刷"), "credit-card", place="payment_terminal"),
    ),
    others=_NOT_NOW,
    amount=Money(8640),
    payee=text("杏花社区便民服务馆"),
    seconds=90,
)
PAY_UNSURE = PAY.in_doubt((Option("slip", text("先拿凭条"), icon="receipt"),))
PRINT = Confirm(
    headline=text("要打印这张凭条吗？"),
    hint=text("纸上只有打过星号的姓名和号码。"),
    yes=text("打印"),
    no=text("先不打印"),
    blocks=(
        Facts((Fact(text("姓名"), text("王*芳")), Fact(text("内容"), text("五项社会保险参保情况")))),
        Paragraph(text("打印要十秒钟左右，请在出纸口等一等。")),
    ),
)
ACTIONS = (
    Option("print", text("打印凭条"), icon="printer", primary=True),
    Option("months", text("看每月明细"), icon="list-bullets"),
)
_BARS = Bars(
    text("最近 12 个月缴费（元）"),
    tuple(
        Bar(
            1200 if n != 7 else 0,
            text("去年12月") if n == 0 else text("7月 未缴") if n == 7 else text("11月") if n == 11 else NOTHING,
            Mark.ATTENTION if n == 7 else Mark.PLAIN,
        )
        for n in range(12)
    ),
    text("十二个月里，七月没有缴。"),
)
INSURANCE = Tell(
    headline=text("养老保险已缴 {time}", time=Months(220)),
    hint=text("个人账户 {sum}，今年少缴 1 个月（7 月）。", sum=Yuan(Money(8641250))),
    blocks=(
        _BARS,
        Facts(
            (
                Fact(text("养老保险"), text("正常参保"), text("已缴 18 年 4 个月"), Mark.GOOD),
                Fact(text("医疗保险"), text("正常参保"), text("本月已到账"), Mark.GOOD),
                Fact(text("失业保险"), text("正常参保"), text("已缴 9 年 2 个月"), Mark.GOOD),
                Fact(text("工伤保险"), text("正常参保"), mark=Mark.GOOD),
                Fact(text("生育保险"), text("7 月没有缴费"), text("请问单位的经办人"), Mark.ATTENTION),
            )
        ),
    ),
    essentials=(
        Figure(text("养老保险已缴"), text("{time}", time=Months(220))),
        Figure(text("个人账户"), text("{sum}", sum=Yuan(Money(8641250)))),
        Figure(text("今年少缴"), text("1 个月"), Mark.ATTENTION),
    ),
    actions=ACTIONS,
    personal=True,
)
_ROWS: tuple[Row, ...] = tuple(
    Row(
        (
            text("{m}", m=Month(2026 - (n > 10), (11 - n - 1) % 12 + 1)),
            text("5,230.00 元"),
            text("未缴" if n == 4 else "418.40 元"),
        ),
        Mark.ATTENTION if n == 4 else Mark.PLAIN,
    )
    for n in range(24)
)
MONTHS = Tell(
    headline=text("最近 24 个月的缴费"),
    hint=text("2026 年 7 月没有缴。"),
    blocks=(Table(text("养老保险"), (text("月份"), text("缴费基数"), text("个人缴费")), _ROWS),),
    actions=(Option("done", text("看完了"), primary=True),),
    personal=True,
)
PHONE = Tell(
    headline=text("阿卜杜热依木·买买提艾力"),
    hint=text("三栋到五栋的网格员，工作时间都在。"),
    blocks=(
        Figure(text("电话"), text("{phone}", phone=Phone("13800138000"))),
        QrPicture("tel:13800138000", text("用手机扫一扫，直接拨打。")),
    ),
    actions=(
        Option("print", text("打印这个号码"), icon="printer", primary=True),
        Option("again", text("再找一位"), icon="magnifying-glass"),
        Option("done", text("办完了"), icon="check"),
    ),
)
TAKE = Act(
    headline=text("请取走您的凭条"),
    hint=text("出纸口在屏幕下方，灯亮着。"),
    icon="receipt",
    options=(Option("taken", text("已经取走"), icon="check", primary=True), Option("none", text("没有出纸"))),
)
FINDING = Work(headline=text("正在查您的社保"), hint=text("一般要两三秒。"))
PRINTING = Work(headline=text("正在打印，请稍等"), hint=text("马上就好。"), held=True)
BYE = Farewell(
    headline=text("办好了，请拿好您的身份证"),
    hint=text("慢走，有事再来。"),
    options=(Option("home", text("还要办别的事"), icon="house"), Option("leave", text("办完了，离开"), primary=True)),
)

PENSION = Tell(
    headline=text("缴满 15 年，您已经够了"),
    hint=text("到了年龄就可以申请领取。"),
    blocks=(
        Meter(text("领养老金要缴满 15 年"), text("已经满了"), 1000, mark=Mark.GOOD),
        Meter(text("医疗保险要缴满 25 年"), text("还差 6 年 8 个月"), 733, text("25 年"), mark=Mark.ATTENTION),
    ),
    actions=ACTIONS,
    personal=True,
)
CABINET = Tell(
    headline=text("您的快递在 17 号格口"),
    hint=text("门已经开了，灯亮着。"),
    blocks=(
        cabinet_picture(
            text("17 号格口"),
            tuple(
                tuple(
                    Cell(str(column * 6 + row + 1), 2 if row == 5 else 1, mine=(column, row) == (2, 4))
                    for row in range(6)
                )
                for column in range(5)
            ),
        ),
    ),
    actions=(Option("taken", text("已经取走"), icon="check", primary=True), Option("shut", text("门没有开"))),
)
ESTATE = Tell(
    headline=text("3 栋的网格员是丁一"),
    hint=text("3 栋到 5 栋都归他管。"),
    blocks=(
        BuildingMap(
            text("小区平面图"),
            tuple(Plot(n + 1, n % 4, n // 4, mine=n == 2, near=n in (3, 4)) for n in range(12)),
            text("您住的楼"),
            text("同一位网格员的楼"),
            text("您住的 3 栋，在最北边一排的第三栋。"),
        ),
    ),
    actions=(Option("done", text("看完了"), primary=True),),
)

CROWD: tuple[Block, ...] = (*INSURANCE.blocks, *MONTHS.blocks, *PHONE.blocks)
EVERYTHING = Tell(headline=text("这一页什么都有，放不下就翻页"), blocks=CROWD, actions=ACTIONS)

WAYS = choose_way(
    {way: text("扫码器断开了") if way is WayIn.PHONE_CODE else NOTHING for way in WayIn},
)
CARDS = present_cards(NOTHING, NOTHING, (ANOTHER_WAY,))
FACE = face_page(OTHERWISE)
CONSENT = consent("杏花社区便民服务馆", date(2026, 11, 21), 365)
HOUSEHOLD = Confirm(
    headline=text("是您吗？{name}", name="王**"),
    hint=text("再用一种办法确认，就能办了。"),
    yes=text("是我"),
    no=text("不是我"),
    personal=True,
)

WHICH = Choose(
    headline=text("没有听准。您要哪一个？"),
    options=(
        Option("0", text("查社保"), icon="shield-check"),
        Option("1", text("社区电话"), icon="phone"),
        Option("2", text("接着办"), icon="hash"),
        Option("none", text("都不是"), icon="x"),
    ),
)
IS_IT = Confirm(headline=text("您是说“查社保”吗？"), yes=text("是的"), no=text("不是"))
DIALECTS = Choose(
    headline=text("您平时说哪里话？"),
    options=tuple(
        Option(name, text("{name}", name=name), icon="chat-circle-text")
        for name in ("四川话", "上海话", "苏州话", "粤语", "客家话", "闽南语")
    ),
)
PROMPTS: dict[str, AnyPrompt] = {
    "home": HOME,
    **MONEY,
    "which": WHICH,
    "is-it": IS_IT,
    "dialects": DIALECTS,
    "contacts": CONTACTS,
    "buildings": BUILDINGS,
    "code": CODE,
    "identity": IDENTITY,
    "pin": PIN,
    "name": NAME,
    "initials": INITIALS,
    "card": CARD,
    "pay": PAY,
    "pay_scan": PAY_SCAN,
    "pay_unsure": PAY_UNSURE,
    "print": PRINT,
    "ways": WAYS,
    "cards": CARDS,
    "face": FACE,
    "household": HOUSEHOLD,
    "consent": CONSENT,
    "insurance": INSURANCE,
    "months": MONTHS,
    "phone": PHONE,
    "pension": PENSION,
    "cabinet": CABINET,
    "estate": ESTATE,
    "everything": EVERYTHING,
    "take": TAKE,
    "finding": FINDING,
    "printing": PRINTING,
    "bye": BYE,
}
DRAFTS = {"code": "30716", "identity": "69010119900101", "pin": "1234", "initials": "WXF", "name": "王小芳"}


def scene(number: int, prompt: AnyPrompt, *, who: str = "王*芳", back: bool = True) -> Scene:
    """A scene of the insurance service; at home there is neither service nor way back."""
    if prompt is HOME:
        return Scene(number, prompt, can_go_home=False)
    title: Text = text("查社保")
    return Scene(number, prompt, title, "shield-check", "jade", who, can_go_back=back)
