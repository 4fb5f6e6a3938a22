"""She scans the code on the screen."""

import pytest

from kiosk.backend_client.orders import OrderState
from kiosk.payments.contract import Outcome, Settlement
from tests.unit.payments.conftest import Bench, hall, number_of, shown_code

pytestmark = pytest.mark.anyio


async def test_a_code_on_the_screen_is_paid(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        page = await shown_code(visitor)
        bench.pay(number_of(page))
        await visitor.sees("结果")
        (settled,) = bench.settled
        assert isinstance(settled, Settlement)
        assert settled.outcome is Outcome.PAID
        assert settled.order.state is OrderState.PAID
        assert settled.order.receipt is not None
        assert settled.claim_code
        assert settled.claim_code not in repr(settled)
