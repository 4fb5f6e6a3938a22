"""What has no end when the power goes, or when she goes, finds its end."""

import asyncio
from datetime import timedelta

import pytest

from kiosk.backend_client import orders
from kiosk.backend_client.identity import log_in_by_card
from kiosk.backend_client.orders import OrderState
from kiosk.foundation.clock import SystemClock
from kiosk.payments import journal as journals
from kiosk.payments.journal import PaymentJournal, Step
from kiosk.payments.unfinished import pauses
from tests.agreement.conftest import WANG
from tests.unit.payments.conftest import (
    Bench,
    WatchedJournal,
    hall,
    make_till,
    number_of,
    shown_code,
    until_no_row,
)

pytestmark = pytest.mark.anyio


class Cut(BaseException):
    """The power goes."""


class CutAt(WatchedJournal):
    """The power goes right after a step is on the disk: from then on nothing is written, and nothing sent."""

    def __init__(self, bench: Bench, step: Step) -> None:
        super().__init__(bench.database)
        self._bench = bench
        self._step = step

    def write(self, step: Step, key: str, **columns: object) -> None:
        if self._bench.line.cut:
            raise Cut
        super().write(step, key, **columns)
        if step is self._step:
            self._bench.line.cut = True
            raise Cut


async def after_a_restart(bench: Bench) -> None:
    """Another process, with the same disk."""
    bench.line.cut = False
    again = make_till(bench.line, WatchedJournal(bench.database), bench.scanner)
    running = asyncio.create_task(again.run())
    try:
        await until_no_row(bench)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize("step", [Step.INTENDED, Step.OPENED, Step.ATTEMPT_INTENDED])
async def test_the_power_goes_after_any_step(bench: Bench, step: Step) -> None:
    basket = bench.basket()
    journal = CutAt(bench, step)
    bench.till = make_till(bench.line, journal, bench.scanner)
    async with hall(bench, basket, follow=False) as visitor:
        if step is Step.ATTEMPT_INTENDED:
            await visitor.meets("好吗", value=True)
            await visitor.meets("您想怎么付", "wechat")
        async with asyncio.timeout(10):
            while not bench.line.cut:
                await asyncio.sleep(0.01)
    assert bench.open_rows() == 1
    await after_a_restart(bench)
    bench.line.cut = False
    assert not any(bill.busy for bill in bench.bills_of(basket))
    assert bench.order().state is OrderState.ENDED


async def test_a_code_that_was_paid_while_the_terminal_was_dark(bench: Bench) -> None:
    async with hall(bench, bench.basket(), follow=False) as visitor:
        page = await shown_code(visitor)
        bench.line.cut = True
    bench.pay(number_of(page))
    await after_a_restart(bench)
    assert bench.order().state is OrderState.PAID


async def test_who_paid_after_she_had_gone_is_to_be_told_once(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        page = await shown_code(visitor)
        bench.line.lose_answers += ["/close", "/cancel"]
        visitor.desk.home()
        bench.channel.pay_although_closed(number_of(page))
        bench.call_back(number_of(page))
        await until_no_row(bench)
    order = bench.order()
    assert bench.journal.is_unseen(order.id)
    bench.journal.seen(order.id)
    assert not bench.journal.is_unseen(order.id)
    assert bench.open_rows() == 0


async def test_who_paid_while_the_terminal_was_dark_is_to_be_told(bench: Bench) -> None:
    async with hall(bench, bench.basket(), follow=False) as visitor:
        page = await shown_code(visitor)
        bench.line.cut = True
    bench.pay(number_of(page))
    await after_a_restart(bench)
    assert bench.journal.is_unseen(bench.order().id)


async def test_who_was_told_here_is_not_told_again(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        bench.pay(number_of(await shown_code(visitor)))
        await visitor.sees("结果")
        await until_no_row(bench)
    assert not bench.journal.is_unseen(bench.order().id)


async def test_who_has_begun_nothing_has_no_news(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await visitor.meets("好吗", value=True)
        await visitor.meets("您想怎么付", "later")
        await visitor.sees("结果")
        await until_no_row(bench)
    assert not bench.journal.is_unseen(bench.order().id)


async def test_the_office_away_is_outlived(bench: Bench) -> None:
    async with hall(bench, bench.basket(), follow=False) as visitor:
        page = await shown_code(visitor)
        bench.line.cut = True
    again = make_till(bench.line, WatchedJournal(bench.database), bench.scanner)
    running = asyncio.create_task(again.run())
    tries: list[str] = []
    bench.line.before = tries.append
    async with asyncio.timeout(10):
        while len(tries) < 5:
            await asyncio.sleep(0.01)
    assert bench.open_rows() == 1
    bench.line.cut = False
    await until_no_row(bench)
    assert not bench.channel.pay(number_of(page))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_disk_that_cannot_be_read_rests_the_till_until_it_can(bench: Bench) -> None:
    bench.database.close()
    assert not bench.till.resting()
    file = bench.folder / "terminal.sqlite"
    file.write_bytes(b"no database " * 100)
    for also in bench.folder.glob("terminal.sqlite-*"):
        also.unlink()
    running = asyncio.create_task(bench.till.run())
    async with asyncio.timeout(10):
        while not bench.till.resting():
            await asyncio.sleep(0.01)
    file.unlink()
    async with asyncio.timeout(10):
        while bench.till.resting():
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def test_ended_rows_are_forgotten_after_their_time(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = PaymentJournal(bench.database, SystemClock())
    for key in ("done", "open"):
        journal.intend(key, ["b" * 32])
    journal.ended("done")
    assert [row.key for row in journal.without_end()] == ["open"]

    def rows() -> int:
        with bench.database.transaction() as connection:
            return int(connection.execute("SELECT count(*) FROM payments").fetchone()[0])

    assert rows() == 2
    monkeypatch.setattr(journals, "KEPT", timedelta(seconds=-1))
    assert [row.key for row in journal.without_end()] == ["open"]
    assert rows() == 1


def test_it_is_asked_soon_then_seldom_and_for_ever() -> None:
    some = [pause for pause, _ in zip(pauses(), range(200), strict=False)]
    assert some[-1] == 60.0
    assert some == sorted(some)


async def test_an_order_of_a_login_that_is_over_ends_its_row(bench: Bench) -> None:
    """Opened again without the login it is another request to the office; no attempt of it was ever begun."""
    basket = bench.basket()
    hers = log_in_by_card(bench.line, WANG)
    bench.journal.intend("k" * 32, basket.bills)
    orders.open_order(bench.line, basket.bills, hers, "k" * 32)
    await after_a_restart(bench)
    assert bench.open_rows() == 0


async def test_an_order_whose_opening_was_answered_by_somebody_else_is_followed(bench: Bench) -> None:
    """A portal between us says anything to anybody; the order was opened, and holds its bills."""
    basket = bench.basket()
    bench.journal.intend("k" * 32, basket.bills)
    bench.line.garble_once.append("/v1/orders")
    await after_a_restart(bench)
    assert bench.open_rows() == 0
    assert bench.order().state is OrderState.ENDED
    assert not any(bill.busy for bill in bench.bills_of(basket))
