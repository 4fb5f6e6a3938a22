"""A hall where money is taken: the app, a provider in memory, and a clerk who works when the test says so."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import func, select

from backend.bills.models import Bill, BillPosting, Receipt, ReceiptReversal
from backend.database import Base
from backend.payments.channel import Callback, ChannelName
from backend.payments.clerk import Clerk
from backend.payments.desk import PaymentDesk
from backend.payments.models import Alarm, Attempt, Order, Refund
from tests.backend.hall import Hall, Terminal
from tests.helpers.scripted_channel import FUNDS, ScriptedChannel

WANG_WATER = "6912718400"  # the first invented resident's household number


@dataclass
class Paying:
    """One test's hall, its provider and its clerk."""

    hall: Hall
    channel: ScriptedChannel
    clerk: Clerk
    terminal: Terminal

    def bills(self, number: str = WANG_WATER) -> list[dict[str, Any]]:
        answer = self.terminal.post("/v1/bills/find", {"by": "household", "number": number})
        assert answer.status_code == 200, answer.text
        return [bill for account in answer.json()["accounts"] for bill in account["unpaid"]]

    def order(self, count: int = 1) -> dict[str, Any]:
        answer = self.ask_for([bill["id"] for bill in self.bills() if not bill["busy"]][:count])
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def order_of(self, household: int, kind: int) -> dict[str, Any]:
        """An order for all that one of the invented households owes of one kind."""
        bills = [bill["id"] for bill in self.bills(f"69{kind}{2_718_400 + household}")]
        answer = self.ask_for(bills)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def restart(self) -> None:
        """The process died, and another begins: codes in memory are gone, everything else stands in the database."""
        house = replace(self.hall.house, payments=PaymentDesk(self.hall.house.payments.channels))
        self.hall.app.state.house = self.hall.house = house
        self.clerk = Clerk(house)
        self.clerk.begin()

    def ask_for(self, bills: list[str], **headers: str) -> httpx.Response:
        return self.terminal.post("/v1/orders", {"bills": bills}, **headers)

    def try_to_show(self, order: dict[str, Any], channel: str = "wechat") -> httpx.Response:
        return self.terminal.post(f"/v1/orders/{order['id']}/attempts", {"way": "show_code", "channel": channel})

    def try_to_take(self, order: dict[str, Any], code: str = FUNDS) -> httpx.Response:
        body = {"way": "take_code", "code": code}
        return self.terminal.post(f"/v1/orders/{order['id']}/attempts", body)

    def shown(self, order: dict[str, Any]) -> dict[str, Any]:
        """An attempt whose code is on the screen."""
        made = self.try_to_show(order)
        assert made.status_code == 201, made.text
        self.clerk.work_off()
        attempt: dict[str, Any] = self.look(order)["attempts"][-1]
        assert (attempt["state"], bool(attempt["code"])) == ("pending", True)
        return attempt

    def look(self, order: dict[str, Any]) -> dict[str, Any]:
        answer = self.terminal.get(f"/v1/orders/{order['id']}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def state(self, order: dict[str, Any]) -> tuple[str, str]:
        """Of the order, and of its newest attempt."""
        now = self.look(order)
        return now["state"], now["attempts"][-1]["state"]

    def post(self, order: dict[str, Any], what: str) -> httpx.Response:
        return self.terminal.post(f"/v1/orders/{order['id']}/{what}", {})

    def call_back(self, callback: Callback) -> httpx.Response:
        return self.hall.client.post("/v1/psp/wechat/notify", content=callback.body, headers=dict(callback.headers))

    def pass_time(self, **by: float) -> None:
        """Let the clerk work for so long, at each moment at which something is due."""
        ends = self.hall.clock.moment + timedelta(**by)
        while True:
            rounds = 0
            while self.clerk.work_off():
                rounds += 1
                assert rounds < 50, "the clerk runs in circles"
            due = self._next_due()
            if due is None or due > ends:
                break
            self.hall.clock.moment = max(due, self.hall.clock.moment)
        self.hall.clock.moment = ends

    def _next_due(self) -> datetime | None:
        with self.hall.house.database.open_session(writes=False) as session:
            found = [
                session.execute(select(func.min(table.next_act_at))).scalar() for table in (Attempt, Refund, Order)
            ]
        return min((one for one in found if one is not None), default=None)

    def rows(self, table: type[Base]) -> list[Any]:
        with self.hall.house.database.open_session(writes=False) as session:
            return list(session.execute(select(table)).scalars())

    def alarms(self) -> set[str]:
        return {one.kind for one in self.rows(Alarm)}

    def check_books(self) -> None:
        """What must hold whenever everything has come to its end: the provider's books are ours, to the fen."""
        orders, attempts, refunds = self.rows(Order), self.rows(Attempt), self.rows(Refund)
        assert all(one.ended_at is not None for one in attempts), "no attempt without an end"
        assert {one.state for one in refunds} <= {"done"}
        by_attempt = {one.number: one for one in attempts}
        settled = sum(one.fen for one in orders if one.settled_by)
        back = sum(one.fen for one in refunds if by_attempt[one.attempt].state == "success")
        second = sum(one.paid_fen or 0 for one in attempts if one.state == "success")
        assert second == settled + sum(one.fen for one in refunds if one.reason != "bill_was_paid"), (
            "each success settles its order or goes back"
        )
        assert self.channel.net == second - back, "the provider has what we have"
        postings = [one for one in self.rows(BillPosting) if one.order_id]
        assert len({one.bill_id for one in postings}) == len(postings)
        assert sum(one.fen for one in postings) == self.channel.net, "each fen that stayed is posted to a bill"
        receipts = sorted(one.number for table in (Receipt, ReceiptReversal) for one in self.rows(table))
        assert receipts == list(range(1, len(receipts) + 1)), "without gaps"
        live = {one.id for one in orders if one.state == "open"}
        assert {one.held_by for one in self.rows(Bill) if one.held_by} <= live


def channels_of(channel: ScriptedChannel) -> dict[ChannelName, ScriptedChannel]:
    return {channel.name: channel}
