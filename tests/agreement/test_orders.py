"""Finding bills and having them paid, the real client speaking to the real backend, whose provider is scripted."""

import json
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import update

import backend.bills.models
import backend.directory.models
from backend.payments.channel import MOST_FEN, ChannelName
from kiosk.backend_client import bills, orders
from kiosk.backend_client.bills import Account, Bill, BillKind, BillLineKind, Door
from kiosk.backend_client.enrolment import enrol
from kiosk.backend_client.errors import BackendError, BackendKey, ForeignPurse
from kiosk.backend_client.identity import log_in_by_card
from kiosk.backend_client.orders import (
    AttemptState,
    News,
    OpenedOrder,
    Order,
    OrderState,
    PayChannel,
    PayWay,
    TapOutcome,
    TapResult,
)
from kiosk.backend_client.problems import PROBLEM, refusal
from kiosk.backend_client.signing import Credentials
from kiosk.backend_client.transport import Call, Transport
from tests.agreement.conftest import WANG, Office, open_office
from tests.agreement.rough_server import http, rough_server, says
from tests.helpers.scripted_channel import ScriptedChannel

PATIENCE_S = 20
Keep = Callable[[Transport], Transport]


def refused(kind: BackendKey) -> "pytest.RaisesExc[BackendError]":
    return pytest.raises(BackendError, match=f"^{kind.value}$")


@dataclass
class Till:
    """An enrolled terminal, the office where it takes money, and the provider's books."""

    office: Office
    channel: ScriptedChannel
    transport: Transport

    def bills(self, household: int, kind: BillKind = BillKind.WATER) -> list[Bill]:
        digit = list(BillKind).index(kind) + 1
        found = bills.find_by_household(self.transport, f"69{digit}{2_718_400 + household}", kind)
        return [bill for account in found for bill in account.unpaid]

    def order(self, household: int, **other: Any) -> OpenedOrder:
        ids = [bill.id for bill in self.bills(household)]
        return orders.open_order(self.transport, ids, **other)

    def until(self, order: Order, there: Callable[[Order], bool]) -> Order:
        """Wait for news as a terminal does."""
        known: News | None = None
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            known = orders.wait_for_news(self.transport, order.id, known.tag if known else None, 2) or known
            if known is not None and there(known.order):
                return known.order
        raise AssertionError("it did not come")

    def shown(self, order: Order) -> orders.Attempt:
        """A code of ours stands on the screen."""
        orders.show_code(self.transport, order.id, PayChannel.WECHAT)
        attempt = self.until(order, lambda now: now.attempts[-1].state is AttemptState.PENDING).attempts[-1]
        assert attempt.code
        return attempt

    def pay(self, attempt: orders.Attempt) -> None:
        """She scans it and pays; the provider calls back."""
        assert self.channel.pay(attempt.number)
        callback = self.channel.callback(attempt.number)
        url = f"{self.office.url}/v1/psp/wechat/notify"
        answer = requests.post(url, data=callback.body, headers=dict(callback.headers), timeout=5)
        assert answer.status_code == 204, answer.text


@pytest.fixture(scope="module")
def takes_money(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, ScriptedChannel]]:
    channel = ScriptedChannel(lambda: datetime.now(UTC))
    with open_office(tmp_path_factory.mktemp("till"), {ChannelName.WECHAT: channel}) as office:
        yield office, channel


@pytest.fixture
def till(takes_money: tuple[Office, ScriptedChannel], transports: Keep) -> Till:
    office, channel = takes_money
    office.make_allowances_whole()
    key, transport = Ed25519PrivateKey.generate(), transports(Transport(office.url))
    enrolment = enrol(transport, code=office.code(), key=key, name="一号机")
    return Till(office, channel, transport.with_credentials(Credentials(enrolment.terminal_id, key)))


# Bills.


def test_a_household_is_found_by_number_by_door_by_card_and_by_an_id(till: Till) -> None:
    (water,) = bills.find_by_household(till.transport, "6912718400")
    assert (water.kind, water.household_tail, water.holder_masked) == (BillKind.WATER, "8400", "王**")
    assert [bill.period for bill in water.unpaid] == sorted(bill.period for bill in water.unpaid)
    assert all(bill.fen > 0 and bill.due_on > bill.period and not bill.busy for bill in water.unpaid)
    own = bills.fetch_own_accounts(till.transport, log_in_by_card(till.transport, WANG))
    assert [one.kind for one in sorted(own, key=lambda one: list(BillKind).index(one.kind))] == list(BillKind)
    assert water in own
    assert bills.fetch_account(till.transport, water.id) == (water,)
    assert water in bills.find_by_door(till.transport, _door_of(till, water))
    paid = bills.fetch_history(till.transport, water.id)
    assert paid
    assert [one.period for one in paid] == sorted((one.period for one in paid), reverse=True)
    assert all(one.fen > 0 and one.paid_at.tzinfo is UTC for one in paid)


def _door_of(till: Till, account: Account) -> Door:
    """The books know where it is; the wire does not say it."""
    with till.office.house.database.open_session(writes=False) as session:
        flat = session.get_one(backend.bills.models.UtilityAccount, account.id)
        building = session.get_one(backend.directory.models.Building, flat.building_id)
        return Door(building.number, flat.unit or 0, flat.floor or 0, flat.door or 0)


def test_nobody_there_is_nothing_and_not_a_fault(till: Till) -> None:
    assert bills.find_by_household(till.transport, "99999999") == ()
    assert bills.find_by_household(till.transport, "6912718400", BillKind.GAS) == ()
    assert bills.find_by_door(till.transport, Door(200, 1, 1, 1)) == ()
    for call in (bills.fetch_account, bills.fetch_history):
        with refused(BackendKey.REFUSED_NOT_FOUND):
            call(till.transport, "0" * 32)


def test_every_kind_of_line_is_read_and_a_bill_is_their_sum(till: Till) -> None:
    seen = [bill for household in (0, 3, 11) for kind in BillKind for bill in till.bills(household, kind)]
    kinds = {line.kind for bill in seen for line in bill.lines}
    assert {BillLineKind.STEP, BillLineKind.FEE, BillLineKind.REDUCTION} <= kinds
    assert all(line.fen < 0 and line.reason for b in seen for line in b.lines if line.kind is BillLineKind.REDUCTION)
    assert all(line.quantity is not None and line.price for b in seen for line in b.lines if line.kind == "step")


# Orders.


def test_two_bills_paid_by_a_code_on_the_screen(till: Till) -> None:
    hers = log_in_by_card(till.transport, WANG)
    owed = till.bills(0)
    opened = till.order(0, session=hers)
    assert (opened.state, opened.fen, opened.subject) == (OrderState.OPEN, sum(b.fen for b in owed), "水费 2 笔")
    assert all(bill.busy for bill in till.bills(0))
    attempt = till.shown(opened)
    assert (attempt.channel, attempt.way, attempt.closing) == (PayChannel.WECHAT, PayWay.SHOW_CODE, False)
    till.pay(attempt)
    paid = till.until(opened, lambda now: now.state is OrderState.PAID)
    assert paid.receipt is not None
    assert paid.receipt.number >= 1
    assert (paid.live, paid.refunds) == (None, ())
    assert paid.attempts[-1].state is AttemptState.SUCCESS
    assert till.bills(0) == []
    assert orders.claim_order(till.transport, opened.claim_code) == paid
    assert orders.fetch_own_orders(till.transport, hers) == (paid,)
    (account,) = orders.fetch_accounts_of(till.transport, paid)
    history = bills.fetch_history(till.transport, account.id)
    assert {one.id for one in owed} <= {one.id for one in history}


def test_a_code_of_hers_is_taken_once(till: Till) -> None:
    code = "130000000000000417"
    first = till.order(1)
    made = orders.take_code(till.transport, first.id, code)
    assert (made.order.attempts[-1].way, made.order.attempts[-1].code) == (PayWay.TAKE_CODE, None)
    till.until(first, lambda now: now.state is OrderState.PAID)
    with refused(BackendKey.CODE_USED):
        orders.take_code(till.transport, till.order(2).id, code)


def test_a_lost_answer_is_being_found_out_and_then_paid(till: Till) -> None:
    order = till.order(4)
    till.channel.lose_replies.append("take_code")
    orders.take_code(till.transport, order.id, "130000000000000444")
    states = set()

    def noted(now: Order) -> bool:
        states.add(now.attempts[-1].state)
        return now.state is OrderState.PAID

    till.until(order, noted)
    assert AttemptState.UNKNOWN in states
    assert not states & {AttemptState.CLOSED, AttemptState.REVOKED}


def test_one_attempt_at_a_time_and_after_the_end_none(till: Till) -> None:
    order = till.order(5)
    attempt = till.shown(order)
    with refused(BackendKey.ATTEMPT_LIVE):
        orders.show_code(till.transport, order.id, PayChannel.WECHAT)
    closing = orders.close_attempt(till.transport, order.id, attempt.number)
    assert closing.attempts[-1].closing or closing.attempts[-1].state.is_end
    closed = till.until(order, lambda now: now.live is None)
    assert (closed.state, closed.attempts[-1].state) == (OrderState.OPEN, AttemptState.CLOSED)
    till.shown(order)
    assert orders.cancel_order(till.transport, order.id).cancelled
    ended = till.until(order, lambda now: now.state is OrderState.ENDED)
    assert [one.state for one in ended.attempts] == [AttemptState.CLOSED] * 2
    with refused(BackendKey.ORDER_OVER):
        orders.show_code(till.transport, order.id, PayChannel.WECHAT)
    assert not any(bill.busy for bill in till.bills(5))


def test_the_same_key_is_the_same_order_and_the_same_attempt(till: Till) -> None:
    ids = [bill.id for bill in till.bills(6)]
    key, another = "k" * 32, "m" * 32
    opened = orders.open_order(till.transport, ids, key=key)
    again = orders.open_order(till.transport, ids, key=key)
    assert (again.id, again.claim_code) == (opened.id, opened.claim_code)
    for _ in range(2):
        orders.show_code(till.transport, opened.id, PayChannel.WECHAT, key=another)
    news = orders.wait_for_news(till.transport, opened.id)
    assert news is not None
    assert len(news.order.attempts) == 1
    with refused(BackendKey.BILL_BUSY):
        orders.open_order(till.transport, ids)


def test_news_come_when_there_are_any_and_else_none(till: Till) -> None:
    order = till.order(7)
    known = orders.wait_for_news(till.transport, order.id)
    assert known is not None
    assert orders.wait_for_news(till.transport, order.id, known.tag) is None
    assert orders.wait_for_news(till.transport, order.id, known.tag, 1) is None
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(orders.wait_for_news, till.transport, order.id, known.tag, 6)
        orders.cancel_order(till.transport, order.id)
        news = waiting.result(PATIENCE_S)
    assert news is not None
    assert news.order.cancelled
    for seconds in (-1, 7):
        with pytest.raises(ValueError, match="at most"):
            orders.wait_for_news(till.transport, order.id, known.tag, seconds)


@pytest.mark.parametrize(
    ("code", "purse"),
    [
        ("6212345678901234567", ForeignPurse.UNIONPAY),
        ("0112345678901234567", ForeignPurse.ECNY),
        ("9912345678901234", ForeignPurse.UNKNOWN),
        ("https://example.test/a", ForeignPurse.UNKNOWN),
        ("１３００００００００００００００１７", ForeignPurse.UNKNOWN),
        ("", ForeignPurse.UNKNOWN),
    ],
)
def test_a_foreign_code_is_told_by_its_purse(till: Till, code: str, purse: ForeignPurse) -> None:
    order = till.order(8)
    with refused(BackendKey.CODE_NOT_TAKEN) as caught:
        orders.take_code(till.transport, order.id, code)
    assert caught.value.params == {"purse": purse}
    assert code not in "".join(traceback.format_exception(caught.value)) or not code
    orders.cancel_order(till.transport, order.id)
    till.until(order, lambda now: now.state is OrderState.ENDED)


def test_what_this_office_does_not_take(till: Till) -> None:
    order = till.order(9)
    with refused(BackendKey.NO_CHANNEL):
        orders.show_code(till.transport, order.id, PayChannel.ALIPAY)
    with refused(BackendKey.NO_CHANNEL):
        orders.take_code(till.transport, order.id, "2812345678901234")
    for call in (orders.wait_for_news, orders.cancel_order):
        with refused(BackendKey.REFUSED_NOT_FOUND):
            call(till.transport, "0" * 32)
    for code in ("000000000000", "999999999999"):
        with refused(BackendKey.REFUSED_NOT_FOUND):
            orders.claim_order(till.transport, code)
    with refused(BackendKey.REFUSED_NOT_FOUND):
        orders.open_order(till.transport, ["0" * 32])


def test_a_bill_that_is_more_than_its_lines_is_not_shown_and_too_much_is_not_taken(till: Till) -> None:
    bill = till.bills(10)[0]
    with till.office.house.database.transaction() as session:
        table = backend.bills.models.Bill
        session.execute(update(table).where(table.id == bill.id).values(fen=MOST_FEN + 1))
    with refused(BackendKey.NONSENSE):
        till.bills(10)
    with refused(BackendKey.AMOUNT_REFUSED):
        orders.open_order(till.transport, [bill.id])


def test_nothing_of_it_shows_itself(till: Till) -> None:
    account = bills.find_by_household(till.transport, "6912718412")[0]
    opened = till.order(12)
    order = till.until(opened, lambda _: True)
    news = News(order, '"tag"')
    code = "130000000000009917"
    call = Call("POST", "/v1/orders", f'{{"code":"{code}"}}'.encode(), session="s3cret", idempotency_key="k3y")
    shown = f"{account!r} {account.unpaid!r} {opened!r} {opened} {order!r} {news!r} {call!r} {Door(7, 7, 7, 7)!r}"
    for secret in (opened.claim_code, account.id, account.holder_masked, opened.lines[0].bill, code, "s3cret", "k3y"):
        assert secret not in shown
    assert "7" not in repr(Door(7, 7, 7, 7))


# At the payment terminal of the hall.


def booked(order: Order, more: int = 0) -> TapOutcome:
    return TapOutcome(TapResult.APPROVED, order.fen + more, 17, 217, "T1")


def test_a_tap_is_told_until_it_is_heard_and_pays(till: Till) -> None:
    order, key = till.order(13), "t" * 32
    begun = [orders.tap(till.transport, order.id, key).order.live for _ in range(2)]
    assert begun[0] == begun[1]
    live = begun[0]
    assert live is not None
    assert (live.channel, live.way, live.state, live.code) == (PayChannel.CARD, PayWay.TAP, AttemptState.PENDING, None)
    with refused(BackendKey.ATTEMPT_LIVE):
        orders.show_code(till.transport, order.id, PayChannel.WECHAT)
    for _ in range(2):
        paid = orders.tell_outcome(till.transport, order.id, live.number, booked(order))
        assert (paid.state, paid.owed_back(live.number)) == (OrderState.PAID, 0)
    assert paid.receipt is not None
    with refused(BackendKey.OUTCOME_DISPUTED):
        orders.tell_outcome(till.transport, order.id, live.number, TapOutcome(TapResult.NOT_TAKEN))
    with refused(BackendKey.OUTCOME_DISPUTED):
        orders.tell_taken_back(till.transport, order.id, live.number)


def test_whoever_begins_an_attempt_waits_from_then_on(till: Till) -> None:
    """Its answer has the tag that asks for what came since; sent again, as after a lost answer, it has none."""
    order, key = till.order(16), "w" * 32
    begun = orders.tap(till.transport, order.id, key)
    assert begun.tag
    assert orders.wait_for_news(till.transport, order.id) == begun
    assert orders.wait_for_news(till.transport, order.id, begun.tag, 1) is None
    assert orders.tap(till.transport, order.id, key) == News(begun.order, None)


def test_a_tap_that_took_nothing_makes_way_for_another(till: Till) -> None:
    order = till.order(14)
    live = orders.tap(till.transport, order.id).order.live
    assert live is not None
    told = orders.tell_outcome(till.transport, order.id, live.number, TapOutcome(TapResult.NOT_TAKEN))
    assert (told.state, told.attempts[-1].state) == (OrderState.OPEN, AttemptState.CLOSED)
    till.shown(order)


def test_a_tap_of_another_amount_is_taken_back(till: Till) -> None:
    order = till.order(15)
    live = orders.tap(till.transport, order.id).order.live
    assert live is not None
    told = orders.tell_outcome(till.transport, order.id, live.number, booked(order, 1))
    assert (told.state, told.owed_back(live.number)) == (OrderState.OPEN, order.fen + 1)
    for _ in range(2):
        back = orders.tell_taken_back(till.transport, order.id, live.number)
        assert (back.owed_back(live.number), back.refunds[0].state.value) == (0, "done")
    with refused(BackendKey.REFUSED_NOT_FOUND):
        orders.tell_taken_back(till.transport, order.id, "A" * 31)


# What an office must not answer.

BILL, ACCOUNT, ID = "a" * 32, "b" * 32, "c" * 32
LINE = {"bill": BILL, "account": ACCOUNT, "kind": "water", "period": "2026-10", "fen": 4320}
ATTEMPT = {
    "number": "AHALL0", "channel": "wechat", "way": "show_code", "state": "pending", "closing": False,
    "code": "weixin://wxpay/bizpayurl?pr=1", "until": "2026-11-22T10:00:00Z", "refusal": None,
}  # fmt: skip
ORDER: dict[str, Any] = {
    "id": ID, "state": "open", "fen": 4320, "subject": "水费 1 笔", "until": "2026-11-22T10:30:00Z", "cancelled": False,
    "lines": [LINE], "attempts": [ATTEMPT], "refunds": [], "receipt": None,
}  # fmt: skip


def told(transports: Keep, order: dict[str, Any], *headers: str) -> Order | None:
    """What the terminal reads from an office that answers this."""
    answer = http("200 OK", json.dumps(order).encode(), "Content-Type: application/json", *headers)
    with rough_server(says(answer)) as server:
        line = Transport(server.url, credentials=Credentials("t1", Ed25519PrivateKey.generate()))
        news = orders.wait_for_news(transports(line), ID)
        return news.order if news else None


def test_a_good_order_is_read(transports: Keep) -> None:
    order = told(transports, ORDER | {"a_member_of_a_later_backend": 1}, 'ETag: "1"')
    assert order is not None
    assert order.live == order.attempts[0]


@pytest.mark.parametrize(
    "bent",
    [
        {"id": "d" * 32},
        {"fen": 4320.0},
        {"fen": "4320"},
        {"fen": 4321},
        {"fen": 0, "lines": [LINE | {"fen": 0}]},
        {"fen": -1, "lines": [LINE | {"fen": -1}]},
        {"lines": []},
        {"fen": 4320 * 11, "lines": [LINE] * 11},
        {"state": "failed"},
        {"cancelled": 0},
        {"attempts": [ATTEMPT | {"state": "failed"}]},
        {"attempts": [ATTEMPT | {"code": "a b"}]},
        {"attempts": [ATTEMPT | {"code": "x" * 513}]},
        {"attempts": [ATTEMPT | {"until": "2026-11-22"}]},
        {"receipt": {"number": 0, "issued_at": "2026-11-22T10:30:00Z"}},
    ],
)
def test_a_bent_order_is_not(bent: dict[str, Any], transports: Keep) -> None:
    with refused(BackendKey.NONSENSE):
        told(transports, ORDER | bent, 'ETag: "1"')


@pytest.mark.parametrize("header", ["ETag: ", "X: y", "ETag: 1", 'ETag: "' + "1" * 200 + '"'])
def test_an_order_without_a_tag_is_not_either(header: str, transports: Keep) -> None:
    """Waiting for it would be asking as fast as the line goes."""
    with refused(BackendKey.NONSENSE):
        told(transports, ORDER, header)


def test_other_bills_than_asked_for_are_not_paid(transports: Keep) -> None:
    made = json.dumps(ORDER | {"claim_code": "123456789012", "attempts": []}).encode()
    with rough_server(says(http("201 Created", made, "Content-Type: application/json"))) as server:
        line = transports(Transport(server.url, credentials=Credentials("t1", Ed25519PrivateKey.generate())))
        assert orders.open_order(line, [BILL]).fen == 4320
        with refused(BackendKey.NONSENSE):
            orders.open_order(line, ["e" * 32])


def test_nothing_new_is_nonsense_to_who_knows_nothing(transports: Keep) -> None:
    answer = http("304 Not Modified", b"", 'ETag: "1"')
    with rough_server(says(answer)) as server, refused(BackendKey.NONSENSE):
        line = Transport(server.url, credentials=Credentials("t1", Ed25519PrivateKey.generate()))
        orders.wait_for_news(transports(line), ID)


@pytest.mark.parametrize(("purse", "known"), [("ecny", "ecny"), ("of a later day", "unknown"), (None, "unknown")])
def test_a_purse_of_a_later_day_is_unknown(purse: str | None, known: str) -> None:
    body = json.dumps({"type": f"{PROBLEM}code-not-taken", "title": "", "status": 422, "purse": purse}).encode()
    error = refusal(422, "application/problem+json", body, None)
    assert (error.kind, error.params["purse"]) == (BackendKey.CODE_NOT_TAKEN, known)


def test_a_code_that_got_no_answer_is_in_no_traceback(transports: Keep) -> None:
    code = "130000000000007771"
    with rough_server(says(b"rubbish\r\n\r\n")) as server:
        line = transports(Transport(server.url, credentials=Credentials("t1", Ed25519PrivateKey.generate())))
        with pytest.raises(BackendError) as caught:
            orders.take_code(line, ID, code)
        assert code.encode() in server.requests[0]
    whole = traceback.TracebackException.from_exception(caught.value, capture_locals=False)
    assert code not in "".join(whole.format())
    assert code not in repr(caught.value.params)


def test_a_disputed_outcome_is_not_to_be_told_again() -> None:
    body = json.dumps({"type": f"{PROBLEM}outcome-disputed", "title": "", "status": 409}).encode()
    assert refusal(409, "application/problem+json", body, None).kind is BackendKey.OUTCOME_DISPUTED


APPROVED: dict[str, Any] = {"fen": 4320, "receipt": 17, "trace": 217, "terminal": "T0000042"}


@pytest.mark.parametrize(
    "bent",
    [{"fen": 0}, {"fen": -1}, {"fen": True}, {"fen": 10**9}, {"receipt": -1}, {"trace": 10**9}]
    + [{"terminal": name} for name in ("a b", "机", "x" * 33, "T1\n", "T1\x00")],
)
def test_an_outcome_that_cannot_be_is_never_told(bent: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"payment terminal|approved"):
        TapOutcome(TapResult.APPROVED, **(APPROVED | bent))


def test_not_taken_is_no_amount() -> None:
    assert TapOutcome(TapResult.NOT_TAKEN, receipt=3) == TapOutcome(TapResult.NOT_TAKEN, 0, 3, 0, "")
    with pytest.raises(ValueError, match="not taken is none"):
        TapOutcome(TapResult.NOT_TAKEN, fen=1)


def test_what_is_told_of_a_card_payment_is_read_as_it_was_meant(transports: Keep) -> None:
    tapped = ORDER | {"attempts": [ATTEMPT | {"channel": "card", "way": "tap", "code": None}]}
    answer = http("200 OK", json.dumps(tapped).encode(), "Content-Type: application/json")
    with rough_server(says(answer)) as server:
        line = transports(Transport(server.url, credentials=Credentials("t1", Ed25519PrivateKey.generate())))
        live = orders.tell_outcome(line, ID, "AHALL0", TapOutcome(TapResult.APPROVED, **APPROVED)).live
        assert live is not None
        assert (live.channel, live.way) == (PayChannel.CARD, PayWay.TAP)
        sent = server.requests[0]
        assert sent.startswith(f"POST /v1/orders/{ID}/attempts/AHALL0/outcome ".encode())
        assert json.loads(sent.partition(b"\r\n\r\n")[2]) == APPROVED | {"result": "approved"}
