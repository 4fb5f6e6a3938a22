"""What an office may send at its worst: 200 characters in every place, sums of eight digits, everything at rest."""

from kiosk.foundation.money import Money
from kiosk.visit.blocks import Bar, Bars, BuildingMap, Fact, Facts, Figure, Mark, Meter, Paragraph, Plot, Row, Table
from kiosk.visit.pictures import Cell, cabinet_picture
from kiosk.visit.prompts import Act, AnyPrompt, Choose, Confirm, Farewell, Layout, Option, Pay, Present, Tell, Way
from kiosk.visit.text import Text, text
from kiosk.visit.values import Yuan

LONG = ("小区北门的水管正在抢修，下午六点以前可能没有水，请您先接一些水备用。" * 6)[:200]
UNBROKEN = "杏" * 200
TWENTY = "司徒阿依古丽努尔买买提艾力江吐尔逊那孜木"
RARE = "𬭚㛃䶮"
GREAT = Yuan(Money(9_999_999_999))


def _from_outside(words: str) -> Text:
    return text("{words}", words=words)


_WORDS = (LONG, UNBROKEN, TWENTY, RARE, "丁", "W" * 60)
_OPTIONS = tuple(
    Option(str(n), _from_outside(words), _from_outside(_WORDS[-1 - n]), "user") for n, words in enumerate(_WORDS)
)
_AT_REST = tuple(
    Option(str(n), _from_outside(words[:20]), icon="printer", resting=_from_outside(LONG[: 8 + 18 * n]))
    for n, words in enumerate(_WORDS)
)
_ROWS = tuple(
    Row((_from_outside(f"2026 年 {n % 12 + 1} 月"), text("{s}", s=GREAT), text("{s}", s=GREAT), _from_outside(RARE)))
    for n in range(24)
)
_PLOTS = tuple(Plot(n + 1, n % 8, n // 8, mine=n == 17, near=16 <= n < 24) for n in range(48))
_CELLS = tuple(tuple(Cell(str(x * 9 + y + 1), 1 + y % 3, mine=(x, y) == (6, 7)) for y in range(9)) for x in range(8))

PROMPTS: dict[str, AnyPrompt] = {
    "long-everything": Tell(
        headline=_from_outside(LONG),
        hint=_from_outside(UNBROKEN),
        blocks=(
            Paragraph(_from_outside(LONG), Mark.ATTENTION),
            Figure(_from_outside(LONG), _from_outside(LONG)),
            Facts((Fact(_from_outside(LONG), _from_outside(LONG), _from_outside(LONG), Mark.GOOD),)),
        ),
        actions=_OPTIONS[:4],
    ),
    "long-options": Choose(headline=_from_outside(LONG), hint=_from_outside(LONG), options=_OPTIONS),
    "long-tiles": Choose(
        headline=_from_outside(TWENTY),
        layout=Layout.TILES,
        options=tuple(Option(o.id, o.label, o.detail, "house", "jade") for o in _OPTIONS),
    ),
    "long-cells": Choose(headline=_from_outside(TWENTY), layout=Layout.GRID, options=_OPTIONS),
    "all-rest": Choose(headline=text("您要办哪一件？"), options=_AT_REST),
    "all-tiles-rest": Choose(
        headline=text("您要办哪一件？"),
        layout=Layout.TILES,
        options=tuple(Option(o.id, o.label, icon="house", tint="rose", resting=o.resting) for o in _AT_REST),
    ),
    "actions-rest": Tell(
        headline=text("一共 {sum}", sum=GREAT),
        blocks=(Figure(text("余额"), text("{sum}", sum=GREAT)),),
        actions=_AT_REST[:4],
    ),
    "great-table": Tell(
        headline=text("最近 24 个月"),
        blocks=(Table(_from_outside(TWENTY), tuple(map(text, ("月份", "应缴", "已缴", "备注"))), _ROWS),),
        actions=(Option("done", text("看完了"), primary=True),),
    ),
    "drawings": Tell(
        headline=text("图里什么都有"),
        blocks=(
            Meter(text("一共要缴 {s}", s=GREAT), text("还差 {s}", s=GREAT), 1400, text("{s}", s=GREAT), 1700),
            Meter(_from_outside(LONG), _from_outside(TWENTY), -5, _from_outside(LONG), -9, Mark.ATTENTION),
            cabinet_picture(_from_outside(TWENTY), _CELLS),
            BuildingMap(
                _from_outside(LONG), _PLOTS, _from_outside(TWENTY), _from_outside(LONG), _from_outside("十八栋")
            ),
            Bars(
                _from_outside(LONG), tuple(Bar(n * 10**9, text("{n}月", n=str(n + 1))) for n in range(12)), text("多")
            ),
        ),
        actions=(Option("done", text("看完了"), primary=True),),
    ),
    "long-ways": Present(
        headline=_from_outside(LONG),
        ways=tuple(Way(f"w{n}", _from_outside(words), "user", _from_outside(LONG)) for n, words in enumerate(_WORDS)),
        others=_OPTIONS[:3],
    ),
    "long-pay": Pay(
        headline=_from_outside(LONG),
        hint=_from_outside(LONG),
        ways=tuple(Way(f"w{n}", _from_outside(words), "user", _from_outside(LONG)) for n, words in enumerate(_WORDS)),
        others=_OPTIONS[:3],
        amount=GREAT.money,
        payee=_from_outside(LONG),
        code="9" * 400,
        seconds=86_399,
    ),
    "long-yes": Confirm(
        headline=_from_outside(LONG),
        hint=_from_outside(LONG),
        blocks=(Facts((Fact(_from_outside(TWENTY), _from_outside(LONG)),)),),
    ),
    "long-act": Act(headline=_from_outside(LONG), icon="receipt", options=_OPTIONS[:3], place="receipt_printer"),
    "long-bye": Farewell(headline=_from_outside(LONG), hint=_from_outside(LONG), options=_OPTIONS[2:]),
}
