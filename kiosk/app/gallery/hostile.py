"""Scenes that want to break out of their places: long words, one letter, rare characters, great sums."""

from kiosk.foundation.money import Money
from kiosk.visit.blocks import Fact, Facts, Figure, Mark, Paragraph, Row, Table
from kiosk.visit.prompts import AnyPrompt, Choose, Confirm, EnterDigits, Layout, Option, Pay, Present, Tell, Way
from kiosk.visit.text import text
from kiosk.visit.values import Yuan

_SENTENCE = "小区北门的水管正在抢修，下午六点以前可能没有水，请您先接一些水备用。"
_LONG = "".join(_SENTENCE for _ in range(6))  # two hundred characters, as an office may send them
_ONE = "丁"
_TWENTY = "司徒阿依古丽努尔买买提艾力江吐尔逊那孜木"
_RARE = "𠮷野䶮𬀩㛃"  # characters beyond the usual planes, as they stand on identity cards
_UNBROKEN = "WWW-XINGHUA-COMMUNITY-SERVICE-HALL-0123456789-0123456789"

LONG_NOTICE = Tell(
    headline=text("{words}", words=_SENTENCE),
    hint=text("{words}", words=_SENTENCE),
    blocks=(Paragraph(text("{words}", words=_LONG)), Paragraph(text("{words}", words=_UNBROKEN), Mark.ATTENTION)),
    actions=(Option("done", text("看完了"), primary=True),),
)
NAMES = Choose(
    headline=text("您找哪一位？"),
    options=tuple(
        Option(str(n), text("{name}", name=name), text("{of}", of=of), "user")
        for n, (name, of) in enumerate(
            (
                (_ONE, _ONE),
                (_TWENTY, _TWENTY),
                (_RARE, _RARE),
                (_UNBROKEN, _UNBROKEN),
                ("丁一", _SENTENCE),
                ("王·", "·"),
            )
        )
    ),
)
TILES = Choose(
    headline=text("今天办什么事？"),
    layout=Layout.TILES,
    options=tuple(
        Option(f"t{n}", text("{name}", name=name), text("{of}", of=name), "house", tint)
        for n, (name, tint) in enumerate(
            ((_ONE, "jade"), (_TWENTY, "rose"), (_RARE, "moss"), ("缴纳城乡居民医疗保险", "ochre"), ("办", "plum"))
        )
    ),
)
SUMS = Tell(
    headline=text("这个月一共 {sum}", sum=Yuan(Money(9999999999))),
    blocks=(
        Figure(text("{name}", name=_TWENTY), text("{sum}", sum=Yuan(Money(9999999999)))),
        Facts(
            (
                Fact(
                    text("{name}", name=_TWENTY), text("{sum}", sum=Yuan(Money(9999999999))), text("{s}", s=_SENTENCE)
                ),
                Fact(text("{name}", name=_ONE), text("{sum}", sum=Yuan(Money(1))), mark=Mark.ATTENTION),
            )
        ),
        Table(
            text("{name}", name=_TWENTY),
            (text("月份"), text("应缴"), text("已缴"), text("备注")),
            tuple(
                Row(
                    (
                        text(f"{n + 1} 月"),
                        text("{sum}", sum=Yuan(Money(9999999999))),
                        text("{sum}", sum=Yuan(Money(n))),
                        text("{name}", name=_RARE),
                    ),
                    Mark.ATTENTION,
                )
                for n in range(12)
            ),
        ),
    ),
    actions=(Option("done", text("看完了"), primary=True),),
)
RESTING = Present(
    headline=text("请出示证件"),
    ways=(
        Way("id_card", text("身份证"), "identification-card", resting=text("{words}", words=_SENTENCE)),
        Way("social_card", text("社保卡"), "credit-card", resting=text("{words}", words=_SENTENCE)),
    ),
    others=(Option("phone", text("用手机号"), icon="phone"), Option("help", text("没带证件"), icon="question")),
)
DEAR = Pay(
    headline=text("请用手机扫这个码，或者出示付款码"),
    hint=text("微信、支付宝、云闪付都可以。不着急，慢慢来。"),
    ways=(
        Way("screen_code", text("用手机扫屏幕上的码"), "device-mobile"),
        Way("payment_code", text("付款码"), "qr-code", resting=text("{words}", words=_SENTENCE)),
        Way("payment_terminal", text("银行卡"), "credit-card", resting=text("{words}", words=_SENTENCE)),
    ),
    others=(
        Option("other", text("换个办法付"), text("付款码 · 银行卡"), "wallet"),
        Option("part", text("分开付"), icon="list-bullets", resting=text("{words}", words=_SENTENCE)),
        Option("later", text("先不付了"), icon="x"),
    ),
    amount=Money(9999999999),
    payee=text("{name}", name=_TWENTY),
    code="https://qr.alipay.com/" + "bax03206ezqyfbqy8kjv00a8" * 4,
    seconds=179,
)
LONG_YES = Confirm(
    headline=text("{words}", words=_SENTENCE),
    yes=text("{words}", words="是的，请给我打印这一张凭条"),
    no=text("{words}", words="不用了，我下次再来打印它"),
    blocks=(Paragraph(text("{words}", words=_LONG)),),
)
LONG_DIGITS = EnterDigits(
    headline=text("{words}", words=_SENTENCE), hint=text("{words}", words=_SENTENCE), shortest=1, longest=18
)

HOSTILE: dict[str, AnyPrompt] = {
    "hostile-notice": LONG_NOTICE,
    "hostile-names": NAMES,
    "hostile-tiles": TILES,
    "hostile-sums": SUMS,
    "hostile-resting": RESTING,
    "hostile-pay": DEAR,
    "hostile-pay-unsure": DEAR.in_doubt(DEAR.others[1:], text("{words}", words=_SENTENCE)),
    "hostile-yes": LONG_YES,
    "hostile-digits": LONG_DIGITS,
}
HOSTILE_DRAFTS = {"hostile-digits": "690101199001011234"}
