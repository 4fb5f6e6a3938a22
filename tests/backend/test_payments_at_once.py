"""Several clerks and callbacks at the same moment: one of them settles, and one number follows the other."""

import threading
from collections.abc import Callable
from functools import partial

from backend.bills.models import Receipt
from backend.payments.channel import ChannelName, Report, Told
from backend.payments.clerk import Clerk
from backend.payments.models import Refund
from backend.payments.outcomes import take_report
from backend.payments.truths import Heard
from tests.backend.hall import Terminal
from tests.backend.paying import Paying

AT_ONCE = 4


def at_once(acts: list[Callable[[], object]]) -> None:
    """Begin them together; none may break."""
    gate, broken = threading.Barrier(len(acts)), list[BaseException]()

    def run(act: Callable[[], object]) -> None:
        gate.wait(10)
        try:
            act()
        except BaseException as error:  # noqa: BLE001 (a test's thread: told below)
            broken.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert broken == []


def test_the_same_success_from_all_sides_settles_once(paying: Paying) -> None:
    order = paying.order()
    number = paying.shown(order)["number"]
    paying.channel.pay(number)
    report = Report(number, Told.PAID, order["fen"], "CNY", f"T{number}", paying.hall.clock.now())

    def take(heard: Heard) -> None:
        with paying.hall.house.database.transaction() as session:
            take_report(paying.hall.house, session, ChannelName.WECHAT, report, heard)

    at_once([partial(take, heard) for heard in (Heard.CALLED, Heard.ASKED) * 2])
    assert paying.state(order) == ("paid", "success")
    assert (len(paying.rows(Receipt)), paying.rows(Refund), paying.alarms()) == (1, [], set())
    paying.pass_time(minutes=1)
    paying.check_books()


def test_clerks_of_several_processes_do_each_thing_once(paying: Paying) -> None:
    order = paying.order()
    first = paying.shown(order)["number"]
    paying.post(order, f"attempts/{first}/close")
    paying.clerk.work_off()
    paying.try_to_take(order)
    job = next(job for job in paying.clerk.due() if job[0] == "attempt")
    at_once([partial(Clerk(paying.hall.house).act, job) for _ in range(AT_ONCE)])
    assert [call for call, _ in paying.channel.calls].count("take_code") == 1
    paying.channel.pay_although_closed(first)
    paying.call_back(paying.channel.callback(first))
    for _ in range(4):
        jobs = (paying.clerk.due() or [("order", order["id"])]) * AT_ONCE
        at_once([partial(Clerk(paying.hall.house).act, job) for job in jobs])
    assert paying.state(order) == ("paid", "success")
    assert len({number for call, number in paying.channel.calls if call == "refund"}) == 1
    paying.pass_time(minutes=1)
    paying.check_books()


def test_orders_of_one_hall_that_are_paid_at_once_get_one_number_each(paying: Paying) -> None:
    orders = [paying.order_of(place, 1) for place in range(AT_ONCE)]
    numbers = [paying.shown(order)["number"] for order in orders]
    for number in numbers:
        paying.channel.pay(number)
    paying.hall.clock.turn(seconds=3)
    at_once([partial(Clerk(paying.hall.house).act, ("attempt", number)) for number in numbers])
    assert sorted(one.number for one in paying.rows(Receipt)) == [1, 2, 3, 4]
    paying.check_books()


def test_of_two_orders_for_one_bill_one_is_made(paying: Paying) -> None:
    bill = paying.bills()[0]["id"]
    other = paying.hall.terminal()
    statuses: list[int] = []

    def ask(terminal: Terminal) -> None:
        statuses.append(terminal.post("/v1/orders", {"bills": [bill]}).status_code)

    at_once([partial(ask, one) for one in (paying.terminal, other)])
    assert sorted(statuses) == [201, 409]
