"""The prompt that asks for money: what it refuses, what is said of it, and what it never says."""

import re
from dataclasses import replace
from typing import cast

import pytest

from kiosk.foundation.money import Money
from kiosk.visit.answers import objection, offered
from kiosk.visit.items import items_of
from kiosk.visit.modes import Tongue
from kiosk.visit.promises import can_be_promised
from kiosk.visit.prompts import DO_NOT_PAY_AGAIN, Option, Pay, Way
from kiosk.visit.replay import Record
from kiosk.visit.text import NOTHING, text
from kiosk.visit.translation import translated
from kiosk.visit.visit import Floor, Visit

pytestmark = pytest.mark.anyio

CODE = "weixin://wxpay/bizpayurl?pr=abc123"
PAY = Pay(
    headline=text("请用手机扫这个码"),
    ways=(Way("payment_code", text("付款码"), "qr-code", place="code_scanner"),),
    others=(Option("later", text("先不付了")), Option("rests", text("刷卡"), resting=text("付款机在休息"))),
    amount=Money(8640),
    payee=text("杏花社区便民服务馆"),
    code=CODE,
    seconds=180,
)
FAILURES = re.compile("失败|错误|没有付|取消|无效|超时")


@pytest.mark.parametrize("fen", [0, -1, -8640])
def test_nothing_and_less_than_nothing_is_never_asked_for(fen: int) -> None:
    with pytest.raises(ValueError, match="nothing is to be paid"):
        replace(PAY, amount=Money(fen))


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_payment_has_time(seconds: int) -> None:
    with pytest.raises(ValueError, match="no time"):
        replace(PAY, seconds=seconds)


@pytest.mark.parametrize("way_to_pay", [{"code": ""}, {"ways": ()}])
def test_what_may_be_paid_already_has_no_way_to_pay_it(way_to_pay: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="may be paid already"):
        replace(PAY, unsure=True, **way_to_pay)  # type: ignore[arg-type]


def test_a_refusal_names_neither_sum_nor_code() -> None:
    with pytest.raises(ValueError, match="paid") as refused:
        replace(PAY, unsure=True)
    assert not re.search("8640|86|wxpay|杏花", str(refused.value))


def test_how_much_and_to_whom_is_said_first_then_how_then_how_long() -> None:
    assert PAY.said == "请付八十六元四角。收款方是杏花社区便民服务馆。请用手机扫这个码。三分钟内有效。"
    assert replace(PAY, hint=text("不着急。"), seconds=90).said.endswith("请用手机扫这个码。不着急。一分三十秒内有效。")
    assert (
        replace(PAY, aloud=text("请扫码")).said
        == "请付八十六元四角。收款方是杏花社区便民服务馆。请扫码。三分钟内有效。"
    )


def test_no_sentence_is_longer_than_one_breath() -> None:
    dear = replace(PAY, amount=Money(4_999_999_99), seconds=179)
    doubt = PAY.in_doubt()
    for said in (dear.said, dear.said_with(61), dear.said_with(0), doubt.said):
        assert max(map(len, re.split("[。！？]", said))) <= 25


def test_the_time_that_is_left_is_said_and_what_not_to_do_when_it_is_over() -> None:
    assert PAY.said_with(180).endswith("三分钟内有效。")
    assert PAY.said_with(62).endswith("还有一分零二秒。")
    assert PAY.said_with(0).endswith("时间到了，请先不要付。")


def test_in_doubt_nothing_is_left_to_pay_with_and_nothing_looks_like_a_failure() -> None:
    doubt = PAY.in_doubt((Option("slip", text("先拿凭条")),))
    assert (doubt.unsure, doubt.code, doubt.ways) == (True, "", ())
    assert [option.id for option in doubt.others] == ["slip"]
    assert (doubt.amount, doubt.payee) == (PAY.amount, PAY.payee)
    assert doubt.said.startswith(f"{DO_NOT_PAY_AGAIN.spoken()}。")
    assert "八十六元四角" in doubt.said
    assert "请付" not in doubt.said
    assert "有效" not in doubt.said
    assert not FAILURES.search(doubt.said)
    assert PAY.in_doubt().others == ()


def test_what_the_code_holds_is_in_no_repr() -> None:
    assert "wxpay" not in repr(PAY)
    assert "abc123" not in repr((PAY,))


def test_only_the_other_options_answer_it() -> None:
    assert [option.id for option in offered(PAY)] == ["later", "rests"]
    assert [item.id for item in items_of(PAY)] == ["later", "rests"]
    assert objection(PAY, "later") is NOTHING
    assert "付款机在休息" in objection(PAY, "rests").shown()
    for value in (True, CODE, "payment_code", None):
        assert objection(PAY, value)


def test_it_is_said_in_english_too() -> None:
    english = translated(replace(PAY, headline=DO_NOT_PAY_AGAIN), Tongue.ENGLISH)
    assert english.said_with(62) == (
        "Please pay 86.40 yuan. The money goes to 杏花社区便民服务馆. Checking. Please do not pay again."
        " 1 minute 2 seconds left."
    )
    assert english.said.endswith("You have 3 minutes to pay.")


class Till:
    """A floor on which everything is paid at once."""

    def __init__(self) -> None:
        self.asked: list[Money] = []

    async def pose(self, prompt: Pay, *_: object) -> str:
        self.asked.append(prompt.amount)
        return "paid"


@pytest.mark.parametrize(
    ("then", "asked"),
    [
        (replace(PAY, amount=Money(9000)), 2),
        (replace(PAY, payee=text("城南水厂")), 2),
        (replace(PAY, code="another", seconds=20), 1),
    ],
    ids=["another sum", "another payee", "the same debt"],
)
async def test_what_was_paid_answers_for_no_other_sum_and_nobody_else(then: Pay, asked: int) -> None:
    """A service is run again from its start after Back: who paid 86.40 has not paid 90."""
    till, record = Till(), Record()
    for prompt in (PAY, then):
        record.rewind()
        assert await Visit(cast("Floor", till), record, None).ask(prompt) == "paid"
    assert len(till.asked) == asked


def test_a_payment_is_never_promised_to_another_visit() -> None:
    assert not can_be_promised(PAY)
