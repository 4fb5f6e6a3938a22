"""交水电费, with books and a cashier of a test's own: every way in, every end, and nothing sold twice."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from hardware.code_scanner.codes import CodeKind, PaymentCode, ScannedCode
from hardware.code_scanner.contract import CodeScanner, ScannerReason
from hardware.errors import Completion, DeviceError
from hardware.receipt_printer.contract import PrinterReason, PrintOutcome, PrintResult
from hardware.receipt_printer.slip import Field, QrCode, Slip, SlipLine, TextLine
from hardware.status import Health
from kiosk.backend_client.bills import BillKind, Door, PaidBill
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import Session
from kiosk.backend_client.orders import MOST_BILLS, AttemptState, OrderState, RefundState
from kiosk.backend_client.transport import Transport
from kiosk.documents import slip_layout
from kiosk.documents.issue import SlipIssuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.foundation.money import Money
from kiosk.payments import slips
from kiosk.payments.claiming import enter_claim
from kiosk.payments.contract import Outcome
from kiosk.payments.words import claim_picture
from kiosk.services.pay_bills import ENTRY, Rooms, pages, serve, settled_pages
from kiosk.services.pay_bills.owed import Owed, payable
from kiosk.store.database import Database
from kiosk.store.journal import Journal
from kiosk.visit.blocks import Facts, Figure, Paragraph, QrPicture
from kiosk.visit.catalogue import Catalogue, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.items import items_of
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import DO_NOT_PAY_AGAIN, Choose, Tell
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit
from tests.helpers.scripted_cashier import (
    AT,
    CLAIM,
    ScriptedBooks,
    ScriptedCashier,
    account,
    attempt,
    bill,
    order,
    refund,
    settled,
)
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.visit.conftest import AllWell

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 22)
NUMBER = "6912718400"
WATER = account(bill(8), bill(9, busy=True), bill(10, 2010))
ONE = account(bill(9))
MANY = account(*(bill(number) for number in range(11)), bill(11, due=date(2026, 10, 25)))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Known:
    """She is logged in, with a session that is worth something or not."""

    session: object = None

    async def require(self, visit: Visit, level: Level) -> Person:
        person = Person(level, "林**", session=self.session)
        visit.log_in(person)
        return person


@dataclass
class Press:
    """Paper, or what there is instead of it."""

    rests: Text = NOTHING
    printed: list[Slip] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def resting(self) -> Text:
        return self.rests

    async def print_slip(self, visit: Visit, question: Text, slip: Slip) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.printed.append(slip)
        visit.close_back()


class Scanner:
    """Sees what a test holds before it, and then waits for ever."""

    def __init__(self, *seen: ScannedCode | ScannerReason, health: Health = Health.HEALTHY) -> None:
        self.seen = list(seen)
        self.status = type("Status", (), {"health": health})()

    async def scan(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> ScannedCode:
        if not self.seen:
            await asyncio.Event().wait()
        found = self.seen.pop(0)
        if isinstance(found, ScannerReason):
            raise DeviceError(Completion.TIME_OUT, found)
        return found


def scanned(kind: CodeKind, content: str) -> ScannedCode:
    return ScannedCode(kind, frozenset({kind}), len(content), content)


@dataclass
class Hall:
    """What a test turns at."""

    books: ScriptedBooks = field(default_factory=lambda: ScriptedBooks({NUMBER: (WATER,)}))
    cashier: ScriptedCashier = field(default_factory=ScriptedCashier)
    press: Press = field(default_factory=Press)
    login: Known = field(default_factory=Known)
    scanner: Scanner | None = None
    desk: SlipDesk | None = None

    def rooms(self) -> Rooms:
        """Everything that the service needs."""
        scanner: CodeScanner | None = self.scanner  # type: ignore[assignment]  # it can scan, and that is enough
        return Rooms(
            books=self.books,
            cashier=self.cashier,
            login=self.login,  # type: ignore[arg-type]  # it can require, and that is enough
            issuer=SlipIssuer(Transport("http://127.0.0.1:9"), SystemClock(), "杏花社区", "http://127.0.0.1:9"),
            desk=self.desk or self.press,  # type: ignore[arg-type]  # it can print, and that is enough
            hall="杏花社区",
            today=lambda: TODAY,
            scanner=scanner,
        )


async def nobody(_service: str) -> Text:
    return text("好")


@asynccontextmanager
async def opened(hall: Hall) -> AsyncIterator[ScriptedVisitor]:
    """The service has just been chosen."""

    async def go(visit: Visit) -> None:
        await serve(visit, hall.rooms())

    conversation = Conversation(Catalogue((Service(ENTRY, go),), AllWell()), SystemClock(), Idle(), nobody)
    visitor = ScriptedVisitor(conversation)
    running = asyncio.create_task(conversation.run())
    try:
        conversation.begin()
        await visitor.meets("今天办什么事", "pay_bills")
        yield visitor
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def found(hall: Hall) -> AsyncIterator[ScriptedVisitor]:
    """A household has been found by its number."""
    async with opened(hall) as visitor:
        await visitor.meets("怎么找", "household")
        await visitor.meets("户号", NUMBER)
        yield visitor


def pays(*ends: Outcome | Fault) -> Hall:
    """A hall whose cashier ends so."""
    return Hall(cashier=ScriptedCashier([settled(end) if isinstance(end, Outcome) else end for end in ends]))


def options(visitor: ScriptedVisitor) -> dict[str, str]:
    """The labels of what can be chosen now, with what is said beside them."""
    prompt = visitor.scene.prompt
    shown = prompt.options if isinstance(prompt, Choose) else prompt.actions if isinstance(prompt, Tell) else ()
    return {one.id: f"{one.label.shown()} {one.detail.shown()} {one.resting.shown()}".strip() for one in shown}


def words(blocks: object) -> str:
    """All that stands on a page, for a look at single words."""
    return repr(blocks)


# Finding.


async def test_a_household_is_found_by_its_number_and_a_wrong_one_is_set_right() -> None:
    hall = Hall()
    async with opened(hall) as visitor:
        await visitor.meets("怎么找", "household")
        await visitor.meets("户号", "123456")
        await visitor.meets("没有找到这个户号", "again")
        await visitor.sees("请输入户号")
        assert visitor.desk.presenter.draft == "123456"
        visitor.says(NUMBER)
        await visitor.sees("一共要付 62.40 元")
        assert visitor.scene.prompt.personal
    assert hall.books.asked == ["123456", NUMBER]


async def test_nothing_found_leads_to_the_other_ways() -> None:
    async with opened(Hall(ScriptedBooks())) as visitor:
        await visitor.meets("怎么找", "household")
        await visitor.meets("户号", "123456")
        await visitor.meets("没有找到这个户号", "other")
        await visitor.meets("怎么找", "receipt")
        await visitor.meets("付款单号", CLAIM)
        await visitor.meets("没有找到这个单号", "other")
        await visitor.meets("怎么找", "card")
        await visitor.meets("您名下没有", "other")
        await visitor.sees("怎么找")


async def test_a_door_is_four_numbers_and_a_number_too_high_is_not_asked_about() -> None:
    door = Door(3, 2, 10, 1)
    hall = Hall(ScriptedBooks({door: (ONE,)}))
    async with opened(hall) as visitor:
        await visitor.meets("怎么找", "door")
        for place in ("201", "2", "10", "0"):
            await visitor.meets("？", place)
        await visitor.sees("没有找到这一户")
        assert "201 栋 2 单元 10 楼 0 号" in visitor.scene.prompt.hint.shown()
        visitor.says("again")
        for place, asked in zip(("3", "2", "10", "1"), ("几栋", "几单元", "几楼", "几号门"), strict=True):
            await visitor.meets(asked, place)
        await visitor.sees("一共要付")
    assert hall.books.asked == [door]


async def test_who_logs_in_sees_her_own() -> None:
    hall = Hall(ScriptedBooks({"林**": (ONE, account(kind=BillKind.GAS))}))
    async with opened(hall) as visitor:
        await visitor.meets("怎么找", "card")
        await visitor.sees("一共要付 42.30 元")
        assert "some" not in options(visitor)  # of one bill none can be left out


async def test_the_picture_of_the_last_receipt_does_and_no_other_code_does() -> None:
    paying = ScannedCode(CodeKind.WECHAT_PAY, frozenset({CodeKind.WECHAT_PAY}), 18, PaymentCode("130000000000000000"))
    scanner = Scanner(
        ScannerReason.NO_CODE,
        ScannerReason.CODE_TORN,
        paying,
        scanned(CodeKind.RESUME, "LL1R0000000000000000ZZ"),
        scanned(CodeKind.CLAIM, claim_picture(CLAIM)),
    )
    hall = Hall(ScriptedBooks({CLAIM: (ONE,)}), scanner=scanner)
    async with opened(hall) as visitor:
        await visitor.meets("怎么找", "receipt")
        await visitor.hears("不是付款单")
        await visitor.sees("一共要付")
    assert hall.books.asked == [CLAIM]
    assert isinstance(paying.content, PaymentCode)
    with pytest.raises(RuntimeError):
        paying.content.take()  # a payment code that was held out here is not left lying about


async def test_without_a_scanner_the_digits_are_asked_for_alone() -> None:
    for scanner in (None, Scanner(health=Health.ABSENT)):
        async with opened(Hall(scanner=scanner)) as visitor:
            await visitor.meets("怎么找", "receipt")
            await visitor.sees("付款单号")
            assert "扫" not in visitor.scene.prompt.hint.shown()
    assert "扫" in enter_claim("", scans=True).hint.shown()


async def test_back_leads_from_each_page_to_the_one_before_and_asks_the_office_nothing_anew() -> None:
    hall = pays(Outcome.PAID)
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "some")
        await visitor.meets("要付哪几笔", bill(8).id)
        await visitor.sees("选了 1 笔")
        for before in ("要付哪几笔", "一共要付", "请输入户号", "怎么找"):
            visitor.desk.back()
            await visitor.sees(before)
        assert hall.books.asked == [NUMBER]


async def test_back_from_the_first_question_of_the_cashier_leads_to_the_bills() -> None:
    hall = pays(Outcome.PAID)
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.sees("付 62.40 元")
        visitor.desk.back()
        await visitor.sees("一共要付")
    assert hall.cashier.taken == []


# What is owed.


async def test_all_that_nobody_else_is_paying_is_paid_in_one_go() -> None:
    hall = pays(Outcome.PAID)
    async with found(hall) as visitor:
        await visitor.sees("一共要付")
        assert visitor.scene.prompt.headline.shown() == "一共要付 62.40 元"  # without the one that somebody else pays
        assert "另有 1 笔，有人正在付" in visitor.scene.prompt.hint.shown()
        visitor.says("all")
        await visitor.meets("付 62.40 元，给 杏花社区", True)
        await visitor.meets("付好了", "done")
        await visitor.sees("办好了")
    (basket,) = hall.cashier.taken
    assert basket.bills == (bill(8).id, bill(10).id)
    assert basket.amount == Money(6240)
    assert basket.session is None


async def test_where_all_is_busy_or_no_money_is_taken_the_page_says_why() -> None:
    busy = Hall(ScriptedBooks({NUMBER: (account(bill(9, busy=True)),)}))
    async with found(busy) as visitor:
        await visitor.sees("一共要付")
        assert "有人正在付" in options(visitor)["all"]
    closed = Hall(cashier=ScriptedCashier(rests=text("网络不通，现在收不了款")))
    async with found(closed) as visitor:
        await visitor.sees("一共要付")
        assert "网络不通" in visitor.scene.prompt.hint.shown()
        assert "收不了款" in options(visitor)["all"]
        assert "收不了款" in options(visitor)["some"]
        assert "收不了款" not in options(visitor)["how"]


async def test_twelve_bills_are_more_than_go_at_once_and_the_oldest_go_first() -> None:
    hall = pays(Outcome.PAID)
    hall.books.found[NUMBER] = (MANY,)
    async with found(hall) as visitor:
        await visitor.sees("一共要付")
        assert "先付 10 笔" in options(visitor)["all"]
        visitor.says("all")
        await visitor.meets("付 423.00 元", True)
        await visitor.meets("付好了", "more")
        await visitor.sees("一共要付")
    (basket,) = hall.cashier.taken
    assert len(basket.bills) == MOST_BILLS
    assert basket.bills == tuple(one.bill.id for one in payable((MANY,)))
    periods = [one.bill.period for one in payable((MANY,))]
    assert periods == sorted(periods)


async def test_bills_are_picked_over_several_pages_put_back_and_no_more_than_ten() -> None:
    hall = pays(Outcome.PAID)
    hall.books.found[NUMBER] = (MANY,)
    ids = [one.id for one in sorted(MANY.unpaid, key=lambda one: one.period)]
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "some")
        await visitor.sees("要付哪几笔")
        assert "请先选" in options(visitor)["pay"]
        for at, one in enumerate(ids[:11]):
            if at in (4, 8):
                visitor.says("next")
                await visitor.until(lambda one=one: one in options(visitor))  # type: ignore[misc]  # bound at once
            if at == 10:
                assert "一次最多付 10 笔" in options(visitor)[one]
                break
            visitor.says(one)
            await visitor.sees(f"选了 {at + 1} 笔")
            assert "已选" in options(visitor)[one]
        visitor.says(ids[9])
        await visitor.sees("选了 9 笔")
        visitor.says("pay")
        await visitor.meets("付 380.70 元", True)
        await visitor.sees("付好了")
    assert hall.cashier.taken[0].bills == tuple(ids[:9])


async def test_a_bill_that_somebody_pays_rests_among_those_to_pick() -> None:
    async with found(Hall()) as visitor:
        await visitor.meets("一共要付", "some")
        await visitor.sees("要付哪几笔")
        assert "有人正在付" in options(visitor)[bill(9).id]
        assert len(options(visitor)) <= 6


async def test_how_a_bill_comes_about_is_told_with_steps_reasons_and_what_late_costs() -> None:
    async with found(Hall()) as visitor:
        await visitor.meets("一共要付", "how")
        await visitor.meets("看哪一笔", bill(8).id)
        await visitor.sees("水费 2026 年 9 月：42.30 元")
        prompt = visitor.scene.prompt
        assert isinstance(prompt, Tell)
        said = "".join(item.aloud for item in items_of(prompt, elder=False))
        assert "第一档" in said
        assert "十八吨，每吨二点三五元" in said
        assert "优抚对象，减一成" in said
        assert "滞纳金" in said
        visitor.says("bills")
        await visitor.sees("一共要付")


def test_arrears_are_told_without_blame() -> None:
    late = account(bill(8, due=date(2026, 10, 25)))
    page = pages.owed((late,), TODAY, NOTHING)
    assert "现在付清就好" in page.hint.shown()
    assert "含滞纳金 1.00 元" in page.blocks[0].rows[0].note.shown()  # type: ignore[union-attr]  # it is Facts
    assert "现在付清就好" in pages.one_bill(Owed(late, late.unpaid[0]), TODAY).hint.shown()


async def test_nothing_to_pay_is_good_news_and_the_past_can_be_seen() -> None:
    hall = Hall(ScriptedBooks({NUMBER: (account(), account(kind=BillKind.POWER))}))
    hall.books.paid = (PaidBill("b" * 32, date(2026, 9, 1), 3210, AT),)
    async with found(hall) as visitor:
        await visitor.meets("没有要付的", "history")
        await visitor.meets("看哪一户", account(kind=BillKind.POWER).id)
        await visitor.sees("最近付过 1 笔")
        prompt = visitor.scene.prompt
        assert isinstance(prompt, Tell)
        (facts,) = prompt.blocks
        assert isinstance(facts, Facts)
        assert facts.rows[0].note.shown() == "2026 年 11 月 21 日 付的"
        visitor.says("bills")
        await visitor.meets("没有要付的", "search")
        await visitor.meets("怎么找", "household")
        await visitor.sees("请输入户号")


async def test_an_account_that_never_paid_says_so() -> None:
    async with found(Hall()) as visitor:
        await visitor.meets("一共要付", "how")
        await visitor.meets("看哪一笔", bill(10).id)
        await visitor.meets("水费 2026 年 11 月", "history")
        await visitor.meets("还没有查到付过的", "bills")
        await visitor.sees("一共要付")


# How it ends.


async def test_paid_is_printed_and_no_back_leads_behind_it() -> None:
    hall = pays(Outcome.PAID)
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets("付 62.40 元", True)
        await visitor.sees("付好了，一共 42.30 元")
        assert not visitor.scene.can_go_back
        visitor.says("print")
        await visitor.until(lambda: bool(hall.press.printed))
        await visitor.meets("付好了", "done")
        await visitor.sees("办好了")
    (slip,) = hall.press.printed
    fields = {line.label: line.value for line in slip.lines if isinstance(line, Field)}
    assert fields["收据号"] == "20260001"
    assert fields["付款日期"] == "2026 年 11 月 21 日"
    assert fields["合计"] == "42.30 元"
    assert fields["付款方式"] == "微信"
    assert [line.data for line in slip.lines if isinstance(line, QrCode)] == [claim_picture(CLAIM)]
    assert len(hall.cashier.taken) == 1


async def test_without_paper_the_code_of_the_order_stands_on_the_page() -> None:
    hall = pays(Outcome.PAID)
    hall.press.rests = text("打印机没纸了")
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets("付 62.40 元", True)
        await visitor.sees("付好了")
        prompt = visitor.scene.prompt
        assert isinstance(prompt, Tell)
        assert "没纸" in options(visitor)["print"]
        assert "三零七幺，六二八四，九五五零" in prompt.said
        assert QrPicture(claim_picture(CLAIM), text("也可以用手机拍下来")) in prompt.blocks
        assert any(isinstance(block, Figure) for block in prompt.essentials)


async def test_a_disk_that_is_full_stops_the_print_and_not_her() -> None:
    hall = pays(Outcome.PAID)
    hall.press.faults = [Fault("disk.full")]
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets("付 62.40 元", True)
        await visitor.meets("付好了", "print")
        await visitor.until(lambda: "存储满了" in options(visitor).get("print", ""))
        await visitor.sees("付好了")
        assert CLAIM[:4] in visitor.scene.prompt.hint.shown()


class Printer:
    """Out of paper, seen only when it is asked to print."""

    def __init__(self) -> None:
        self.asked = 0
        self.status = type("Status", (), {"state": "online", "detail": ""})()

    async def print_slip(self, act: str, slip: Slip, deadline_s: float) -> PrintOutcome:
        self.asked += 1
        self.status = type("Status", (), {"state": "hardwareError", "detail": "paper_out"})()
        return PrintOutcome(PrintResult.NOT_PRINTED, PrinterReason.PAPER_OUT)


async def test_paper_that_runs_out_under_the_claim_slip_leaves_the_code_on_the_page(tmp_path: Path) -> None:
    hall, printer = pays(Outcome.UNSURE), Printer()
    journal = Journal(Database(tmp_path / "t.sqlite"), SystemClock())
    hall.desk = SlipDesk(printer, journal)  # type: ignore[arg-type]  # it can print, and that is enough
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets("付 62.40 元", True)
        await visitor.meets("正在确认，请不要再付", "print")
        await visitor.meets("打印付款单吗", True)
        await visitor.meets("打印机没纸了", "skip")
        await visitor.sees("正在确认，请不要再付")
        assert "没纸" in options(visitor)["print"]
        assert not visitor.scene.can_go_back
    assert printer.asked == 1


async def test_unsure_is_no_failure_is_never_sold_again_and_says_what_next() -> None:
    hall = pays(Outcome.UNSURE)
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets("付 62.40 元", True)
        await visitor.sees(DO_NOT_PAY_AGAIN.shown())
        prompt = visitor.scene.prompt
        assert isinstance(prompt, Tell)
        assert "没有扣款" not in words(prompt)
        assert "三零七幺，六二八四，九五五零" in prompt.said
        assert "付款帮助" in prompt.said
        assert set(options(visitor)) == {"print", "done"}
        assert not visitor.scene.can_go_back
        visitor.says("print")
        await visitor.until(lambda: bool(hall.press.printed))
        await visitor.meets("正在确认", "done")
        await visitor.sees("办好了")
    (slip,) = hall.press.printed
    told = "".join(line.text for line in slip.lines if isinstance(line, TextLine))
    assert "请不要再付" in told
    assert "3071 6284 9550" in told
    assert len(hall.cashier.taken) == 1


async def test_paid_without_a_receipt_is_not_told_as_more_than_is_known() -> None:
    hall = Hall(cashier=ScriptedCashier([settled(Outcome.PAID, replace(order(), receipt=None))]))
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets("付 62.40 元", True)
        await visitor.sees("正在确认")


async def test_not_paid_says_that_nothing_was_taken_and_offers_to_pay_anew() -> None:
    hall = pays(Outcome.NOT_PAID, Outcome.PAID)
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets("付 62.40 元", True)
        await visitor.meets("没有扣款", "again")
        await visitor.meets("一共要付", "all")
        await visitor.meets("付 62.40 元", True)
        await visitor.sees("付好了")
    assert hall.books.asked == [NUMBER, "again"]
    async with found(pays(Outcome.NOT_PAID)) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets("付 62.40 元", True)
        await visitor.meets("没有扣款", "done")
        await visitor.sees("办好了")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (BackendKey.BILL_BUSY, "有人正在付"),
        (BackendKey.AMOUNT_REFUSED, "收不了这么多"),
        (BackendKey.REFUSED_NOT_FOUND, "账单刚刚有了变化"),
    ],
)
async def test_bills_that_changed_meanwhile_are_looked_at_anew(kind: BackendKey, told: str) -> None:
    hall = pays(BackendError(kind))
    hall.books.later = lambda _: (account(),)
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets(told, "bills")
        await visitor.sees("没有要付的")


async def test_other_faults_are_told_and_tried_again() -> None:
    hall = pays(BackendError(BackendKey.SLOW), Outcome.PAID)
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets("办事系统很慢", "again")
        await visitor.meets("付 62.40 元", True)
        await visitor.sees("付好了")


async def test_too_many_questions_are_told_kindly() -> None:
    hall = Hall(ScriptedBooks({NUMBER: (ONE,)}, [BackendError(BackendKey.TOO_MANY)]))
    async with found(hall) as visitor:
        await visitor.meets("太频繁", "again")
        await visitor.sees("一共要付")


async def test_an_order_is_hers_where_she_logged_in_and_nobodys_when_that_ran_out() -> None:
    session = Session.__new__(Session)
    hall = pays(BackendError(BackendKey.SESSION_OVER), Outcome.PAID)
    hall.books.found["林**"] = (ONE,)
    hall.login.session = session
    async with opened(hall) as visitor:
        await visitor.meets("怎么找", "card")
        await visitor.meets("一共要付", "all")
        await visitor.meets("付 42.30 元", True)
        await visitor.sees("付好了")
    assert [basket.session for basket in hall.cashier.taken] == [session, None]


async def test_without_a_login_a_session_that_is_over_is_a_fault_like_others() -> None:
    async with found(pays(BackendError(BackendKey.SESSION_OVER))) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.sees("登录时间到了")


def test_what_was_paid_twice_is_said_to_come_back_by_itself() -> None:
    twice = order(refunds=(refund(),))
    page = settled_pages.paid(settled(Outcome.PAID, twice), NOTHING)
    told = [block.body.shown() for block in page.blocks if isinstance(block, Paragraph)]
    assert told == ["多付的 42.30 元 会自己退回。"]
    assert page.essentials[0] == page.blocks[0]
    printed = {line.label: line.value for line in slips.receipt(twice, CLAIM) if isinstance(line, Field)}
    assert printed["退款 42.30 元"] == "会自己退回"
    done = order(refunds=(refund(RefundState.DONE),))
    printed = {line.label: line.value for line in slips.receipt(done) if isinstance(line, Field)}
    assert printed["退款 42.30 元"] == "已经退回"


@pytest.mark.parametrize("print_rests", [NOTHING, text("没有纸了")])
def test_who_only_hears_the_page_hears_that_money_comes_back(print_rests: Text) -> None:
    twice = order(refunds=(refund(),))
    paid = settled_pages.paid(settled(Outcome.PAID, twice), print_rests)
    assert "多付的四十二元三角会自己退回" in paid.said
    assert "付出的四十二元三角会自己退回" in settled_pages.not_paid(twice).said
    once = settled_pages.paid(settled(Outcome.PAID, order()), print_rests)
    assert "退回" not in once.said
    assert "退回" not in settled_pages.not_paid(order()).said


def test_a_receipt_needs_one_and_a_slip_is_as_large_as_the_others() -> None:
    with pytest.raises(ValueError, match="no receipt"):
        slips.receipt(order(OrderState.OPEN))
    assert slips.BODY == slip_layout.BODY
    lines: tuple[SlipLine, ...] = slips.claim(order(OrderState.OPEN, (attempt(AttemptState.PENDING),)), CLAIM)
    assert slip_layout.compose("杏花社区", slips.CLAIM_TITLE, lines, AT).lines


def test_every_page_with_bills_is_personal() -> None:
    settlement = settled(Outcome.PAID)
    for page in (
        pages.owed((WATER,), TODAY, NOTHING),
        pages.owed((account(),), TODAY, NOTHING),
        pages.one_bill(Owed(ONE, ONE.unpaid[0]), TODAY),
        pages.history(ONE, ()),
        settled_pages.paid(settlement, NOTHING),
        settled_pages.unsure(settlement, NOTHING),
        settled_pages.not_paid(settlement.order),
    ):
        assert page.personal


async def test_nothing_personal_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    hall = pays(BackendError(BackendKey.SLOW), Outcome.PAID)
    hall.scanner = Scanner(ScannerReason.CODE_TORN)
    async with found(hall) as visitor:
        await visitor.meets("一共要付", "all")
        await visitor.meets("办事系统很慢", "again")
        await visitor.meets("付 62.40 元", True)
        await visitor.meets("付好了", "print")
        await visitor.until(lambda: bool(hall.press.printed))
    for secret in (NUMBER, CLAIM, "王**", "62.40", "6240", bill(8).id, "0000"):
        assert secret not in caplog.text
    assert CLAIM not in repr(settled(Outcome.PAID))
