"""付款帮助: what is said of each state of an order, how it is found, and that nobody's uncertainty is a failure."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from hardware.receipt_printer.slip import Field, QrCode, Slip, TextLine
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.orders import AttemptState, Order, OrderState, PayChannel, RefundReason, RefundState
from kiosk.backend_client.transport import Transport
from kiosk.documents.issue import SlipIssuer
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.payments.words import CHANNELS, ICONS, KINDS, UNITS, attempt_rows, refund_rows
from kiosk.services.payment_help import ENTRY, BackendLedger, Rooms, pages, serve
from kiosk.visit.blocks import Facts, Figure
from kiosk.visit.catalogue import Catalogue, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import Choose, Tell
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit
from tests.helpers.scripted_cashier import CLAIM, attempt, order, refund
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.visit.conftest import AllWell

pytestmark = pytest.mark.anyio

WAITING = order(OrderState.OPEN, (attempt(AttemptState.UNKNOWN),), number=7)
OPEN = order(OrderState.OPEN, (attempt(AttemptState.CLOSED),), number=8)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Known:
    """She is logged in."""

    async def require(self, visit: Visit, level: Level) -> Person:
        person = Person(level, "林**")
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


@dataclass
class Ledger:
    """Orders by their code, hers, and how one stands when it is asked about again."""

    claims: dict[str, Order] = field(default_factory=dict)
    hers: tuple[Order, ...] = ()
    later: list[Order] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def by_claim(self, code: str) -> Order | None:
        self.asked.append(code)
        return self.claims.get(code)

    def of(self, person: Person) -> tuple[Order, ...]:
        self.asked.append(person.masked)
        return self.hers

    def again(self, order: Order) -> Order:
        self.asked.append("again")
        return self.later.pop(0)


@dataclass
class Hall:
    """What a test turns at."""

    ledger: Ledger
    press: Press = field(default_factory=Press)
    unseen: set[str] = field(default_factory=set)

    def is_unseen(self, order_id: str) -> bool:
        return order_id in self.unseen

    def seen(self, order_id: str) -> None:
        self.unseen.discard(order_id)


async def nobody(_service: str) -> Text:
    return text("好")


@asynccontextmanager
async def opened(hall: Hall) -> AsyncIterator[ScriptedVisitor]:
    """The service has just been chosen."""
    rooms = Rooms(
        ledger=hall.ledger,
        login=Known(),  # type: ignore[arg-type]  # it can require, and that is enough
        issuer=SlipIssuer(Transport("http://127.0.0.1:9"), SystemClock(), "杏花社区", "http://127.0.0.1:9"),
        desk=hall.press,  # type: ignore[arg-type]  # it can print, and that is enough
        unseen=hall,
    )

    async def go(visit: Visit) -> None:
        await serve(visit, rooms)

    conversation = Conversation(Catalogue((Service(ENTRY, go),), AllWell()), SystemClock(), Idle(), nobody)
    visitor = ScriptedVisitor(conversation)
    running = asyncio.create_task(conversation.run())
    try:
        conversation.begin()
        await visitor.meets("今天办什么事", "payment_help")
        yield visitor
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def claimed(hall: Hall) -> AsyncIterator[ScriptedVisitor]:
    """The code of a slip has been typed."""
    async with opened(hall) as visitor:
        await visitor.meets("要查哪一笔", "slip")
        await visitor.meets("付款单号", CLAIM)
        yield visitor


def ids(visitor: ScriptedVisitor) -> set[str]:
    """What can be chosen now."""
    prompt = visitor.scene.prompt
    shown = prompt.options if isinstance(prompt, Choose) else prompt.actions if isinstance(prompt, Tell) else ()
    return {one.id for one in shown}


# Finding it.


async def test_a_slip_whose_code_is_unknown_is_set_right_or_left_for_another_way() -> None:
    hall = Hall(Ledger({CLAIM: order()}))
    async with opened(hall) as visitor:
        await visitor.meets("要查哪一笔", "slip")
        await visitor.meets("付款单号", "1" * 12)
        await visitor.meets("没有找到这个单号", "again")
        await visitor.sees("付款单号")
        assert visitor.desk.presenter.draft == "1" * 12
        visitor.says(CLAIM)
        await visitor.meets("付好了", "other")
        await visitor.meets("要查哪一笔", "slip")
        await visitor.meets("付款单号", "2" * 12)
        await visitor.meets("没有找到这个单号", "other")
        await visitor.sees("要查哪一笔")


async def test_who_logs_in_chooses_among_hers_and_one_alone_is_shown_at_once() -> None:
    hall = Hall(Ledger(hers=(WAITING, order(number=2, bills=3), order(number=3))))
    async with opened(hall) as visitor:
        await visitor.meets("要查哪一笔", "mine")
        await visitor.sees("看哪一笔付款")
        prompt = visitor.scene.prompt
        assert isinstance(prompt, Choose)
        assert [one.id for one in prompt.options] == [WAITING.id, order(number=2).id, order(number=3).id]
        assert prompt.options[1].label.shown() == "水费 2026 年 1 月等 3 笔，126.90 元"
        assert prompt.options[0].detail.shown() == "正在确认"
        visitor.says(order(number=2).id)
        await visitor.meets("付好了，一共 126.90 元", "done")
        await visitor.sees("办好了")
    async with opened(Hall(Ledger(hers=(WAITING,)))) as visitor:
        await visitor.meets("要查哪一笔", "mine")
        await visitor.sees("正在确认，请不要再付")


async def test_who_paid_nothing_as_herself_is_led_to_her_slip() -> None:
    async with opened(Hall(Ledger())) as visitor:
        await visitor.meets("要查哪一笔", "mine")
        await visitor.meets("没有查到您登录付过的", "other")
        await visitor.meets("要查哪一笔", "mine")
        await visitor.meets("没有查到您登录付过的", "done")
        await visitor.sees("办好了")


async def test_what_ended_behind_her_back_is_told_first() -> None:
    paid = order(number=2)
    hall = Hall(Ledger(hers=(WAITING, paid, order(number=3))), unseen={paid.id, WAITING.id})
    async with opened(hall) as visitor:
        await visitor.meets("要查哪一笔", "mine")
        await visitor.sees("您上次的付款有结果了")
        assert "付好了，一共 42.30 元" in visitor.scene.prompt.hint.shown()
        visitor.says("this")
        await visitor.sees("付好了")
        visitor.desk.back()
        await visitor.meets("您上次的付款有结果了", "all")
        await visitor.sees("看哪一笔付款")
    assert hall.unseen == {WAITING.id}
    assert hall.ledger.asked == ["林**"]  # once: what is new is decided with what was looked up


@dataclass
class BrokenHall(Hall):
    """Its disk is broken."""

    def is_unseen(self, order_id: str) -> bool:
        raise Fault("disk.broken")


async def test_a_disk_that_is_broken_keeps_nobody_from_her_payments() -> None:
    async with opened(BrokenHall(Ledger(hers=(order(),)))) as visitor:
        await visitor.meets("要查哪一笔", "mine")
        await visitor.sees("付好了")


async def test_back_leads_from_each_page_to_the_one_before() -> None:
    hall = Hall(Ledger({CLAIM: order()}))
    async with claimed(hall) as visitor:
        await visitor.sees("付好了")
        visitor.desk.back()
        await visitor.sees("付款单号")
        visitor.desk.back()
        await visitor.sees("要查哪一笔")
    assert hall.ledger.asked == [CLAIM]


# What is said of it.


@pytest.mark.parametrize(
    ("found", "headline"),
    [
        (order(), "付好了，一共 42.30 元"),
        (WAITING, "正在确认，请不要再付"),
        (order(OrderState.ENDED, (attempt(AttemptState.PENDING),)), "正在确认，请不要再付"),
        (order(OrderState.OPEN, (attempt(AttemptState.SUCCESS),)), "正在确认，请不要再付"),
        (OPEN, "还没有付，也没有扣款"),
        (order(OrderState.OPEN, ()), "还没有付，也没有扣款"),
        (order(OrderState.ENDED, (attempt(AttemptState.REVOKED),)), "还没有付，也没有扣款"),
        (order(OrderState.ENDED, (attempt(AttemptState.SUCCESS),), (refund(),)), "这一单没有付，多出的钱会退"),
        (order(OrderState.REFUNDING, (attempt(AttemptState.SUCCESS),), (refund(),)), "钱正在退回"),
        (order(OrderState.REFUNDED, (attempt(AttemptState.SUCCESS),), (refund(RefundState.DONE),)), "钱已经退回"),
    ],
)
def test_each_state_has_its_words_and_no_uncertainty_is_a_failure(found: Order, headline: str) -> None:
    page = pages.one_order(found, "", NOTHING)
    assert page.headline.shown() == headline
    assert page.personal
    if pages.is_unsure(found):
        assert "没有扣款" not in repr((page.headline, page.hint))
        assert "refresh" in {one.id for one in page.actions}
    assert "USERPAYING" not in repr(page)  # the provider's own word is for nobody


@pytest.mark.parametrize("state", list(AttemptState))
def test_a_try_without_an_end_is_being_confirmed(state: AttemptState) -> None:
    (row,) = attempt_rows(order(OrderState.OPEN, (attempt(state),)))
    assert ("正在确认" in row.value.shown()) is not state.is_end


@pytest.mark.parametrize("state", list(RefundState))
@pytest.mark.parametrize("reason", list(RefundReason))
def test_a_refund_is_told_with_how_far_it_is(state: RefundState, reason: RefundReason) -> None:
    found = order(refunds=(replace(refund(state), reason=reason),))
    (row,) = refund_rows(found)
    assert row.label.shown() == "退款 42.30 元"
    page = pages.one_order(found, "", NOTHING)
    assert ("呼叫人工" in repr(page.blocks)) is (state is RefundState.STUCK)
    assert ("refresh" in {one.id for one in page.actions}) is (state is not RefundState.DONE)


def test_every_kind_and_channel_of_the_wire_has_a_name() -> None:
    assert set(CHANNELS) == set(PayChannel)
    assert set(KINDS) == set(ICONS) == set(UNITS)


async def test_asked_again_it_is_paid_meanwhile() -> None:
    hall = Hall(Ledger({CLAIM: WAITING}, later=[WAITING, order(number=7)]))
    async with claimed(hall) as visitor:
        await visitor.meets("正在确认", "refresh")
        await visitor.until(lambda: hall.ledger.asked.count("again") == 1)
        await visitor.meets("正在确认", "refresh")
        await visitor.sees("付好了")
        assert "refresh" not in ids(visitor)


# Paper.


async def test_a_receipt_is_printed_once_more() -> None:
    hall = Hall(Ledger({CLAIM: order()}))
    async with claimed(hall) as visitor:
        await visitor.meets("付好了", "print")
        await visitor.until(lambda: bool(hall.press.printed))
        await visitor.meets("付好了", "done")
        await visitor.sees("办好了")
    (slip,) = hall.press.printed
    assert "20260001" in [line.value for line in slip.lines if isinstance(line, Field)]
    assert any(isinstance(line, QrCode) for line in slip.lines)


async def test_found_by_logging_in_the_code_is_not_known_and_not_invented() -> None:
    hall = Hall(Ledger(hers=(order(),)))
    async with opened(hall) as visitor:
        await visitor.meets("要查哪一笔", "mine")
        await visitor.meets("付好了", "print")
        await visitor.until(lambda: bool(hall.press.printed))
    assert not any(isinstance(line, QrCode) for line in hall.press.printed[0].lines)
    assert "print" not in {one.id for one in pages.one_order(WAITING, "", NOTHING).actions}


async def test_the_claim_slip_comes_again_as_long_as_nobody_knows() -> None:
    hall = Hall(Ledger({CLAIM: WAITING}))
    async with claimed(hall) as visitor:
        await visitor.meets("正在确认", "print")
        await visitor.until(lambda: bool(hall.press.printed))
    assert any("请不要再付" in line.text for line in hall.press.printed[0].lines if isinstance(line, TextLine))
    assert "print" not in {one.id for one in pages.one_order(OPEN, CLAIM, NOTHING).actions}


async def test_a_print_that_cannot_be_leaves_the_code_on_the_page() -> None:
    hall = Hall(Ledger({CLAIM: order()}), Press(faults=[Fault("disk.full")]))
    async with claimed(hall) as visitor:
        await visitor.meets("付好了", "print")
        await visitor.until(
            lambda: (
                isinstance(visitor.scene.prompt, Tell)
                and any(isinstance(block, Figure) for block in visitor.scene.prompt.blocks)
            )
        )
        prompt = visitor.scene.prompt
        assert isinstance(prompt, Tell)
        assert "存储满了" in repr(prompt.actions)
        assert any(isinstance(block, Figure) for block in prompt.essentials)
        assert any(isinstance(block, Facts) for block in prompt.essentials)


def test_without_a_session_of_the_office_she_logs_in_again() -> None:
    with pytest.raises(BackendError) as refused:
        BackendLedger(Transport("http://127.0.0.1:9")).of(Person(Level.CARD, "林**"))
    assert refused.value.kind is BackendKey.SESSION_OVER


async def test_nothing_personal_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with claimed(Hall(Ledger({CLAIM: WAITING}, later=[WAITING]))) as visitor:
        await visitor.meets("正在确认", "refresh")
        await visitor.sees("正在确认")
    for secret in (CLAIM, "42.30", "4230", WAITING.id):
        assert secret not in caplog.text


def test_payments_of_the_same_words_are_told_apart_and_keep_their_words_when_another_comes() -> None:
    paid, tried = order(OrderState.PAID, number=4), order(OrderState.OPEN, number=3)
    other = order(OrderState.PAID, number=5)
    other = replace(
        other, fen=other.fen + 1, lines=(replace(other.lines[0], fen=other.lines[0].fen + 1), *other.lines[1:])
    )
    before = {option.id: option.label.shown() for option in pages.which_order((paid, other, tried)).options}
    assert len(set(before.values())) == 3
    assert [label.endswith("次") for label in before.values()] == [True, False, True]
    newest = order(OrderState.OPEN, number=6)
    later = {option.id: option.label.shown() for option in pages.which_order((newest, paid, other, tried)).options}
    assert later.items() >= before.items()
    assert "第 3 次" in later[newest.id]
