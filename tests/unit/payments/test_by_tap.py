"""She holds her card to the payment terminal: the real driver, and an emulator that keeps its own books."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from typer.testing import CliRunner

from backend.cli import app
from hardware.emulators.payment_terminal import PaymentTerminalEmulator
from hardware.emulators.zvt.duties import Card, TerminalFaults
from hardware.payment_terminal.links import TcpLink
from hardware.payment_terminal.till import Access
from hardware.payment_terminal.zvt import ZvtTerminal
from hardware.status import DeviceState
from hardware.transport.tcp import TcpSocket
from kiosk.backend_client import orders
from kiosk.backend_client.orders import AttemptState, OrderState, PayChannel, TapOutcome, TapResult
from kiosk.payments import by_tap, sale
from kiosk.payments.contract import Outcome, Settlement
from kiosk.payments.journal import Step
from tests.contract.test_payment_terminal import PACE, TIMING, until
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.payments.conftest import Bench, WatchedJournal, code_by, hall, make_till, number_of, only, until_no_row

pytestmark = pytest.mark.anyio
WELL = TerminalFaults()


@dataclass
class Counter:
    """The till's bench, with a payment terminal on the counter."""

    bench: Bench
    device: PaymentTerminalEmulator
    terminal: ZvtTerminal


@pytest.fixture
def counter(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    monkeypatch.setattr(by_tap, "SETTLE_S", 1.0)
    with PaymentTerminalEmulator.tcp() as device:
        terminal = started(device)
        until(lambda: terminal.status.state is DeviceState.ONLINE)
        bench.till = make_till(bench.line, bench.journal, bench.scanner, terminal)
        yield Counter(bench, device, terminal)
        terminal.close()


def started(device: PaymentTerminalEmulator) -> ZvtTerminal:
    link = TcpLink(TcpSocket(device.host, int(device.port)))
    terminal = ZvtTerminal("till-1", "zvt_tcp", link, Access(), TIMING, PACE)
    terminal.start()
    return terminal


def by_hand(device: PaymentTerminalEmulator) -> None:
    """Nobody pays by herself."""
    next(one for one in device.handles() if one.label == "Pay by hand").act()


async def goes_to_the_terminal(visitor: ScriptedVisitor) -> None:
    await visitor.meets("好吗", value=True)
    await visitor.meets("您想怎么付", "tap")


async def test_a_tap_is_booked_once_told_and_written_down_before(counter: Counter) -> None:
    bench = counter.bench
    basket = bench.basket()
    async with hall(bench, basket) as visitor:
        await goes_to_the_terminal(visitor)
        await visitor.sees("结果")
        settled = await only(bench)
        assert settled.outcome is Outcome.PAID
        assert settled.order.attempts[-1].channel is PayChannel.CARD
        assert counter.device.moved(basket.amount.fen) == 1
        await until_no_row(bench)
    assert bench.journal.steps[2:] == [
        Step.ATTEMPT_INTENDED, Step.TAP_NUMBERED, Step.TAP_MARKED, Step.TAP_TOLD, Step.ENDED,
    ]  # fmt: skip


async def test_a_card_without_money_is_told_with_its_reason_and_another_way_pays(counter: Counter) -> None:
    bench = counter.bench
    by_hand(counter.device)
    async with hall(bench, bench.basket()) as visitor:
        await goes_to_the_terminal(visitor)
        await visitor.hears("放到付款机上")
        counter.device.present_card(Card.POOR)
        counter.device.enter_pin(right=True)
        await visitor.meets("这张卡里的钱不够", "other")
        page = await code_by(visitor)
        assert [one.state for one in bench.order().attempts] == [AttemptState.CLOSED, AttemptState.PENDING]
        bench.pay(number_of(page))
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID


@pytest.mark.parametrize("how", ["back", "other"])
async def test_who_turns_away_has_the_terminal_stopped_before_another_way_is_offered(
    counter: Counter, how: str
) -> None:
    bench = counter.bench
    by_hand(counter.device)
    async with hall(bench, bench.basket()) as visitor:
        await goes_to_the_terminal(visitor)
        await visitor.hears("放到付款机上")
        if how == "back":
            visitor.desk.back()
        else:
            visitor.says("other")
        await visitor.sees("您想怎么付")
        assert [one.state for one in bench.order().attempts] == [AttemptState.CLOSED]
        assert counter.device.journal == []
        assert bench.journal.steps[-1] is Step.TAP_TOLD


async def test_home_stops_the_terminal_and_the_order_finds_its_end(counter: Counter) -> None:
    bench = counter.bench
    by_hand(counter.device)
    async with hall(bench, bench.basket()) as visitor:
        await goes_to_the_terminal(visitor)
        await visitor.hears("放到付款机上")
        visitor.desk.home()
        await until_no_row(bench)
        assert bench.order().state is OrderState.ENDED
        assert counter.device.journal == []


async def test_a_tap_whose_telling_is_lost_is_told_until_it_is_heard(counter: Counter) -> None:
    bench = counter.bench
    bench.line.lose_answers += ["/outcome", "/outcome"]
    async with hall(bench, bench.basket()) as visitor:
        await goes_to_the_terminal(visitor)
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID
    assert len(counter.device.journal) == 1


async def test_the_office_away_after_the_booking_is_doubt_and_never_a_failure(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = counter.bench
    monkeypatch.setattr(sale, "STOP_THERE_S", 0.5)

    def cut(path: str) -> None:
        bench.line.cut = bench.line.cut or path.endswith("/outcome")

    async with hall(bench, bench.basket()) as visitor:
        bench.line.before = cut
        await goes_to_the_terminal(visitor)
        await visitor.meets("正在确认，请不要再付", "slip")
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.UNSURE
        assert bench.till.resting().shown() == "上一笔刷卡还在核对"
        assert not any("没有扣款" in scene.prompt.headline.shown() for scene in visitor.scenes)
        bench.line.before = lambda _path: None
        bench.line.cut = False
        await until_no_row(bench)
        assert bench.order().state is OrderState.PAID
    assert len(counter.device.journal) == 1


async def after_a_restart(counter: Counter) -> None:
    """Another process, with the same disk and the same payment terminal."""
    bench = counter.bench
    bench.line.cut = False
    counter.terminal.close()
    counter.device.break_with(WELL)
    counter.terminal = started(counter.device)
    again = make_till(bench.line, WatchedJournal(bench.database), bench.scanner, counter.terminal)
    running = asyncio.create_task(again.run())
    try:
        await until_no_row(bench)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        counter.terminal.close()


@pytest.mark.parametrize("step", [Step.ATTEMPT_INTENDED, Step.TAP_NUMBERED, Step.TAP_MARKED, Step.TAP_TOLD])
async def test_the_power_goes_after_any_step_of_a_tap(
    counter: Counter, step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terminal of the hall loses its power; the payment terminal keeps its own and goes on."""
    bench = counter.bench
    written = bench.journal.write

    def dies(at: Step, key: str, **columns: Any) -> None:
        written(at, key, **columns)
        if at is step:
            bench.line.cut = True
            bench.journal.full = True

    monkeypatch.setattr(bench.journal, "write", dies)
    async with hall(bench, bench.basket(), follow=False) as visitor:
        await goes_to_the_terminal(visitor)
        async with asyncio.timeout(10):
            while not bench.line.cut:
                await asyncio.sleep(0.01)
            if step is Step.TAP_MARKED:
                while not counter.device.journal:
                    await asyncio.sleep(0.01)
    assert len(bench.journal.without_end()) == 1
    await after_a_restart(counter)
    paid = bool(counter.device.journal)
    assert paid is (step in (Step.TAP_MARKED, Step.TAP_TOLD))
    order = bench.order()
    assert order.state is (OrderState.PAID if paid else OrderState.ENDED)
    assert order.live is None


async def test_a_lost_line_in_mid_payment_is_doubt_until_the_terminal_is_asked(counter: Counter) -> None:
    bench = counter.bench
    counter.device.break_with(TerminalFaults(drop_at_bank=True, goes_on=True, bank_s=0.5))
    async with hall(bench, bench.basket()) as visitor:
        await goes_to_the_terminal(visitor)
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID
    assert len(counter.device.journal) == 1
    assert not any("没有扣款" in scene.prompt.headline.shown() for scene in visitor.scenes)


async def test_a_journal_that_fails_keeps_the_terminal_from_being_asked(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = counter.bench
    written = bench.journal.write

    def full(at: Step, key: str, **columns: Any) -> None:
        bench.journal.full = at is Step.TAP_MARKED
        written(at, key, **columns)

    monkeypatch.setattr(bench.journal, "write", full)
    async with hall(bench, bench.basket()) as visitor:
        await goes_to_the_terminal(visitor)
        await visitor.sees("没有付成，没有扣款")
        assert counter.device.journal == []
        assert bench.order().attempts[-1].state is AttemptState.CLOSED


async def test_a_tap_that_is_owed_back_is_taken_back_at_the_terminal(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first code is paid after all, although it was closed: the tap is one too many."""
    bench = counter.bench
    basket = bench.basket()
    by_hand(counter.device)
    async with hall(bench, basket) as visitor:
        await visitor.meets("好吗", value=True)
        page = await code_by(visitor)
        visitor.says("other")
        await visitor.meets("您想怎么付", "tap")
        await visitor.hears("放到付款机上")
        bench.channel.pay_although_closed(number_of(page))
        bench.call_back(number_of(page))
        async with asyncio.timeout(10):
            while bench.order().state is not OrderState.PAID:
                await asyncio.sleep(0.05)
        counter.device.present_card(Card.GOOD)
        counter.device.enter_pin(right=True)
        await visitor.sees("结果")
        settled = await only(bench)
        assert settled.outcome is Outcome.PAID
        assert settled.order.refunds
        await until_no_row(bench)
        assert counter.device.moved(basket.amount.fen) == 0
        assert [entry.taken_back for entry in counter.device.journal] == [True]
        assert {one.state.value for one in bench.order().refunds} == {"done"}


async def test_what_was_told_otherwise_before_is_not_told_for_ever(counter: Counter) -> None:
    bench = counter.bench
    by_hand(counter.device)
    async with hall(bench, bench.basket()) as visitor:
        await goes_to_the_terminal(visitor)
        await visitor.hears("放到付款机上")
        order = bench.order()
        told = TapOutcome(TapResult.NOT_TAKEN)
        await asyncio.to_thread(orders.tell_outcome, bench.line, order.id, order.attempts[-1].number, told)
        counter.device.present_card(Card.GOOD)
        counter.device.enter_pin(right=True)
        async with asyncio.timeout(10):
            while Step.TAP_TOLD not in bench.journal.steps:
                await asyncio.sleep(0.01)


def staff_end(bench: Bench, number: str, *words: str) -> None:
    """At the office, by the books of the payment terminal."""
    settings = bench.office.house.settings
    where = ["--database", settings.database_url, "--key-folder", str(settings.key_folder)]
    done = CliRunner().invoke(app, ["end-tap", number, *words, *where])
    assert done.exit_code == 0, done.output


async def nobody_knows(visitor: ScriptedVisitor) -> None:
    await goes_to_the_terminal(visitor)
    await visitor.meets("正在确认，请不要再付", "slip")
    await visitor.sees("结果")


@pytest.mark.parametrize("booked", [True, False], ids=["taken", "not taken"])
async def test_what_the_terminal_cannot_say_staff_end_and_the_till_takes_money_again(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, booked: bool
) -> None:
    bench = counter.bench
    monkeypatch.setattr(sale, "STOP_THERE_S", 0.5)
    monkeypatch.setattr(sale, "GRACE_S", 0)
    counter.device.break_with(TerminalFaults(books_other=1))  # another sum: nothing it says can count
    async with hall(bench, bench.basket()) as visitor:
        await nobody_knows(visitor)
        order = bench.order()
        assert bench.till.resting().shown() == "上一笔刷卡还在核对"
        (attempt,) = order.attempts
        words = ["--fen", str(order.fen), "--receipt", "17", "--trace", "217", "--terminal", "T0000042"]
        await asyncio.to_thread(staff_end, bench, attempt.number, *(words if booked else ["--not-taken"]))
        await until_no_row(bench)
        async with asyncio.timeout(10):
            while bench.till.resting():
                await asyncio.sleep(0.01)
        assert bench.order().state is (OrderState.PAID if booked else OrderState.ENDED)
        assert bench.journal.is_unseen(order.id)
    counter.device.break_with(WELL)
    async with hall(bench, bench.basket()) as visitor:  # the same till, and no restart
        await goes_to_the_terminal(visitor)
        await visitor.sees("结果")
        settled = bench.settled[-1]
        assert isinstance(settled, Settlement)
        assert settled.outcome is Outcome.PAID


async def test_what_staff_ended_while_the_terminal_was_dark_is_learned_after_it(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = counter.bench
    monkeypatch.setattr(sale, "STOP_THERE_S", 0.5)
    monkeypatch.setattr(sale, "GRACE_S", 0)
    counter.device.break_with(TerminalFaults(books_other=1))
    async with hall(bench, bench.basket()) as visitor:
        await nobody_knows(visitor)
    (attempt,) = bench.order().attempts
    await asyncio.to_thread(staff_end, bench, attempt.number, "--not-taken")
    await after_a_restart(counter)
    assert bench.order().state is OrderState.ENDED
