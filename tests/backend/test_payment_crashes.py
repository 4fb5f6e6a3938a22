"""The process dies before and after every commit and every call of a provider: in the end the books are the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from backend.database import Database
from backend.settings import Allowance, Settings
from tests.backend.paying import Paying
from tests.helpers.scripted_channel import FUNDS, PASSWORD, Crash

OFTEN = Allowance(burst=100_000, seconds_each=1)
HOUSEHOLDS = 25
OPERATIONS = ["show_code", "take_code", "ask", "close", "refund", "ask_refund"]


@dataclass
class Fuse:
    """Lets the process die at the step that it is set to; counts them."""

    left: int = 0
    steps: int = 0

    def step(self) -> None:
        self.steps += 1
        self.left -= 1
        if self.left == 0:
            raise Crash


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    often = ("orders_per_terminal", "attempts_per_terminal", "lookups_per_terminal")
    return settings.model_copy(update=dict.fromkeys(often, OFTEN))


@dataclass
class Stage:
    """A hall, and a fuse in its clerk."""

    paying: Paying
    fuse: Fuse
    armed: bool = False

    def work(self, **by: float) -> None:
        """Let the clerk work; if he dies, the next one begins where he stopped."""
        self.armed = True
        try:
            self.paying.pass_time(**by)
        except Crash:
            self.armed = False
            self.paying.restart()
            self.paying.pass_time(**by)
        finally:
            self.armed = False

    def step(self) -> None:
        if self.armed:
            self.fuse.step()


@pytest.fixture
def stage(paying: Paying, monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage(paying, Fuse())
    plain = Database.transaction

    @contextmanager
    def breakable(self: Database) -> Iterator[Session]:
        with plain(self) as session:
            yield session
            stage.step()
        stage.step()

    monkeypatch.setattr(Database, "transaction", breakable)
    paying.channel.step = stage.step
    return stage


def _pay_and_call(stage: Stage, number: str) -> None:
    """If the code can be paid, it is, and the provider calls back twice."""
    channel = stage.paying.channel
    if channel.pay(number):
        for _ in range(2):
            stage.paying.hall.clock.turn(seconds=1)
            assert stage.paying.call_back(channel.callback(number)).status_code == 204


def _number(stage: Stage, order: dict[str, Any]) -> str:
    return str(stage.paying.look(order)["attempts"][-1]["number"])


def shown_and_paid(stage: Stage, order: dict[str, Any]) -> None:
    stage.paying.try_to_show(order)
    stage.work()
    _pay_and_call(stage, _number(stage, order))
    stage.work(seconds=3)
    assert stage.paying.look(order)["state"] == "paid"


def her_code(stage: Stage, order: dict[str, Any]) -> None:
    stage.paying.try_to_take(order, _fresh(stage, FUNDS))
    stage.work(minutes=5)
    now = stage.paying.look(order)
    paid = stage.paying.channel.trades.get(now["attempts"][0]["number"])
    assert now["state"] == ("paid" if paid and paid.net else "open")


def her_code_taken_back(stage: Stage, order: dict[str, Any]) -> None:
    stage.paying.try_to_take(order, PASSWORD)
    stage.paying.channel.codes_seen.clear()
    stage.work(seconds=1)
    number = _number(stage, order)
    stage.paying.post(order, f"attempts/{number}/close")
    _pay_and_call(stage, number)
    stage.work(minutes=5)


def late_success(stage: Stage, order: dict[str, Any]) -> None:
    stage.paying.try_to_show(order)
    stage.work()
    number = _number(stage, order)
    stage.paying.post(order, "cancel")
    stage.work(seconds=5)
    if number in stage.paying.channel.trades:
        stage.paying.channel.pay_although_closed(number)
        stage.paying.hall.clock.turn(seconds=1)
        stage.paying.call_back(stage.paying.channel.callback(number))
    stage.work(minutes=2)


def _fresh(stage: Stage, _like: str) -> str:
    return f"13{len(stage.paying.channel.codes_seen):016}"


Scenario = Callable[[Stage, dict[str, Any]], None]
SCENARIOS: list[Scenario] = [shown_and_paid, her_code, her_code_taken_back, late_success]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_death_at_every_step(stage: Stage, scenario: Scenario) -> None:
    died_at = 0
    for place in range(HOUSEHOLDS * 3):
        stage.fuse.left = died_at + 1
        order = stage.paying.order_of(place // 3, place % 3 + 1)
        scenario(stage, order)
        if stage.fuse.left > 0:
            break
        died_at += 1
        stage.paying.hall.clock.turn(minutes=11)  # a payer's code is not taken twice within ten
    assert died_at >= 8, "there must be that many steps at which to die"
    stage.work(minutes=40)
    stage.paying.check_books()


@pytest.mark.parametrize("seed", range(3))
def test_death_and_lost_messages_at_random(stage: Stage, seed: int) -> None:
    rng = Random(seed)
    for place in range(12):
        stage.fuse.left = rng.randint(1, 30)
        lost = stage.paying.channel
        lost.lose_requests = rng.choices(OPERATIONS, k=rng.randint(0, 3))
        lost.lose_replies = rng.choices(OPERATIONS, k=rng.randint(0, 3))
        order = stage.paying.order_of(place, place % 3 + 1)
        scenario = rng.choice([her_code, her_code_taken_back, late_success])
        scenario(stage, order)
        lost.lose_requests, lost.lose_replies = [], []
        stage.paying.hall.clock.turn(minutes=11)
    stage.work(hours=3)
    stage.paying.check_books()
