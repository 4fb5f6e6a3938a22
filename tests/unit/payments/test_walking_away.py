"""Nobody stands there any more: the terminal's own clock, no turned one, with limits of seconds."""

import asyncio
import time

import pytest

from kiosk.backend_client.orders import OrderState
from kiosk.payments import by_screen_code, watching
from kiosk.visit.idle import Idle
from tests.unit.payments.conftest import Bench, hall, number_of, shown_code, until_no_row

pytestmark = pytest.mark.anyio
SILENCE_S, WARNING_S, LIFE_S = 2.0, 1.0, 6


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_screen_code, "LIFE_S", LIFE_S)
    monkeypatch.setattr(watching, "MOST_WAIT_S", 1)  # the office is asked more often than she is silent


def impatient() -> Idle:
    return Idle(SILENCE_S, SILENCE_S, WARNING_S)


async def test_her_silence_counts_only_once_the_code_is_over_and_then_the_visit_ends(bench: Bench) -> None:
    async with hall(bench, bench.basket(), idle=impatient()) as visitor:
        page = await shown_code(visitor)
        stood = time.monotonic()
        await visitor.sees("付款码到时间了，没有扣款")
        assert time.monotonic() - stood > SILENCE_S + WARNING_S
        assert not any(left is not None for left in visitor.warnings), "asked while she was at her telephone"
        over, cleared = time.monotonic(), len(visitor.cleared)
        await visitor.until(lambda: len(visitor.cleared) > cleared)
        assert time.monotonic() - over > SILENCE_S
        assert any(left is not None for left in visitor.warnings), "nobody was asked"
        await until_no_row(bench)
    assert not bench.channel.pay(number_of(page))
    assert bench.order().state is OrderState.ENDED


async def test_who_walked_away_and_pays_in_the_last_moment_is_believed(bench: Bench) -> None:
    async with hall(bench, bench.basket(), idle=impatient()) as visitor:
        page = await shown_code(visitor)
        stood = time.monotonic()
        async with asyncio.timeout(LIFE_S):
            while time.monotonic() - stood < SILENCE_S + WARNING_S:
                await asyncio.sleep(0.05)
        bench.pay(number_of(page))
        await visitor.sees("结果")
        cleared = len(visitor.cleared)
        await visitor.until(lambda: len(visitor.cleared) > cleared)
        await until_no_row(bench)
    assert bench.order().state is OrderState.PAID
