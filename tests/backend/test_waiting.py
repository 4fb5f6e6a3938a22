"""Waiting for an order: answered as soon as something happens, holding nobody's place and no transaction meanwhile."""

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from backend.app import create_app
from backend.edge import Place
from backend.payments.models import Attempt
from backend.payments.sweeper import Sweeper
from backend.settings import Settings
from tests.backend.asgi import client_of
from tests.backend.hall import Hall, TurnableClock, problem
from tests.backend.paying import Paying, channels_of
from tests.helpers.scripted_channel import ScriptedChannel


@pytest.fixture
def engine() -> str:
    return "sqlite"


class Waiter(threading.Thread):
    """A terminal that asks and waits."""

    def __init__(self, paying: Paying, order: dict[str, Any], tag: str, wait: int = 6) -> None:
        super().__init__()
        self._paying = paying
        self._where, self._tag = f"/v1/orders/{order['id']}?wait={wait}", tag
        self.answer: httpx.Response | None = None
        self.took = 0.0
        self.start()

    def run(self) -> None:
        began = time.monotonic()
        self.answer = self._paying.terminal.get(self._where, None, **{"If-None-Match": self._tag})
        self.took = time.monotonic() - began

    def end(self) -> httpx.Response:
        self.join(20)
        assert self.answer is not None
        return self.answer


def tag_of(paying: Paying, order: dict[str, Any]) -> str:
    return str(paying.terminal.get(f"/v1/orders/{order['id']}").headers["ETag"])


def test_nothing_new_is_304_when_the_time_is_up(paying: Paying) -> None:
    order = paying.order()
    tag = tag_of(paying, order)
    waiter = Waiter(paying, order, tag, wait=1)
    assert (waiter.end().status_code, waiter.end().headers["ETag"]) == (304, tag)
    assert waiter.took >= 1
    assert paying.terminal.get(f"/v1/orders/{order['id']}", None, **{"If-None-Match": tag}).status_code == 304
    assert paying.terminal.get(f"/v1/orders/{order['id']}?wait=6").status_code == 200, "without a tag nobody waits"


def test_who_waits_is_told_at_once_and_keeps_nobody_out(settings: Settings) -> None:
    """With one place for all: while she waits, requests of others are answered, and the clerk's work is told."""
    clock = TurnableClock()
    channel = ScriptedChannel(clock.now)
    app = create_app(settings.model_copy(update={"requests_at_once": 1}), clock.now, channels_of(channel))
    with client_of(app) as client:
        hall = Hall(client, app, app.state.house, clock)
        paying = Paying(hall, channel, None, hall.terminal())  # type: ignore[arg-type]
        order = paying.order()
        sweeper = Sweeper(hall.house)
        waiter = Waiter(paying, order, tag_of(paying, order))
        paying.try_to_show(order)
        said = waiter.end().json()
        assert said["attempts"][0]["state"] in ("created", "pending")
        assert waiter.took < 3
        while not said["attempts"][0]["code"]:
            said = Waiter(paying, order, waiter.end().headers["ETag"]).end().json()
            waiter = Waiter(paying, order, "")
        waiter = Waiter(paying, order, tag_of(paying, order))
        number = said["attempts"][0]["number"]
        channel.pay(number)
        began = time.monotonic()
        assert paying.call_back(channel.callback(number)).status_code == 204
        assert waiter.end().json()["state"] == "paid"
        assert time.monotonic() - began < 2, "from the callback to the screen"
        sweeper.close()
    app.state.house.close()


def test_a_code_is_told_as_soon_as_it_is_kept(paying: Paying, monkeypatch: pytest.MonkeyPatch) -> None:
    order = paying.order()
    made = paying.try_to_show(order)
    assert made.headers["ETag"] == tag_of(paying, order), "who begins it can wait from then on"
    rung: list[tuple[bool, int]] = []

    def ring(_: str) -> None:
        (attempt,) = paying.rows(Attempt)
        rung.append((bool(attempt.code), attempt.asked))

    monkeypatch.setattr(paying.hall.house.payments.bell, "ring", ring)
    paying.clerk.work_off()
    assert rung[0] == (True, 0), "before anything else is planned for it"


def test_an_order_of_nobody_is_not_waited_for(paying: Paying, subtests: pytest.Subtests) -> None:
    assert problem(paying.terminal.get(f"/v1/orders/{'0' * 32}?wait=6")) == (404, "not-found")
    order = paying.order()
    for wait in ("-1", "7", "x", "1.5"):
        with subtests.test(wait=wait):
            assert problem(paying.terminal.get(f"/v1/orders/{order['id']}?wait={wait}")) == (422, "malformed")
    assert problem(paying.hall.client.get(f"/v1/orders/{order['id']}")) == (401, "unauthorised")


def test_a_place_that_was_left_is_given_once() -> None:
    async def scenario() -> Iterator[int]:
        places = asyncio.Semaphore(1)
        one, other = Place(places), Place(places)
        await one.take()
        async with one.left():
            await other.take()
            waiting = asyncio.create_task(one.take())
            await asyncio.sleep(0)
            assert not waiting.done()
            waiting.cancel()
            other.give()
        one.give()
        one.give()
        await other.take()
        return iter([places.locked()])

    assert list(asyncio.run(scenario())) == [True]


def test_a_hand_that_breaks_stops_nobody(paying: Paying, monkeypatch: pytest.MonkeyPatch) -> None:
    order = paying.order()
    broken = threading.Event()

    def breaks(*_rest: object) -> str:
        broken.set()
        raise RuntimeError("a bug in a channel")

    monkeypatch.setattr(paying.channel, "show_code", breaks)
    sweeper = Sweeper(paying.hall.house)
    paying.try_to_show(order)
    assert broken.wait(10)
    paying.post(order, "cancel")
    second = paying.order()
    paying.post(second, "cancel")
    deadline = time.monotonic() + 10
    while paying.look(second)["state"] != "ended" and time.monotonic() < deadline:
        Waiter(paying, second, tag_of(paying, second), wait=1).end()
    assert paying.look(second)["state"] == "ended"
    sweeper.close()
