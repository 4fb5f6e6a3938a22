"""What a household owes, and who may see it."""

import re

import pytest
from sqlalchemy import func, select

from backend.bills.models import Bill, BillLine, BillPosting, MeterReading, UtilityAccount
from backend.bills.repository import BillsRepository
from backend.bills.service import post
from backend.kiosks.service import add_hall
from tests.backend.hall import Hall, problem

WATER = "6912718400"


def test_a_household_is_found_by_its_number_and_told_masked(hall: Hall) -> None:
    terminal = hall.terminal()
    answer = terminal.post("/v1/bills/find", {"by": "household", "number": WATER, "kind": "water"})
    (account,) = answer.json()["accounts"]
    assert (account["kind"], account["household_tail"], account["holder_masked"]) == ("water", "8400", "王**")
    assert len(account["unpaid"]) == 2
    late, fresh = account["unpaid"]
    assert (late["period"], fresh["period"], fresh["due_on"]) == ("2026-09", "2026-10", "2026-11-25")
    for bill in account["unpaid"]:
        assert bill["fen"] == sum(line["fen"] for line in bill["lines"]) > 0
    assert (late["lines"][-1]["kind"], late["lines"][-1]["reason"]) == ("late_fee", "逾期 27 天")
    assert "王桂芳" not in answer.text
    assert WATER not in answer.text
    assert terminal.post("/v1/bills/find", {"by": "household", "number": WATER, "kind": "gas"}).json() == {
        "accounts": []
    }


def test_a_flat_is_found_by_its_address(hall: Hall) -> None:
    place = {"by": "address", "building": 3, "unit": 2, "floor": 5, "door": 1}
    accounts = hall.terminal().post("/v1/bills/find", place).json()["accounts"]
    assert [one["kind"] for one in accounts] == ["gas", "hall_fee", "power", "water"]
    assert hall.terminal().post("/v1/bills/find", place | {"door": 4}).json()["accounts"] == []
    assert hall.terminal().post("/v1/bills/find", place | {"building": 99}).json()["accounts"] == []


def test_a_card_opens_the_households_it_is_named_on(hall: Hall) -> None:
    terminal = hall.terminal()
    assert problem(terminal.get("/v1/bills/mine")) == (401, "session-over")
    accounts = terminal.get("/v1/bills/mine", terminal.session()).json()["accounts"]
    assert [one["holder_masked"] for one in accounts] == ["王**"] * 4


def test_one_account_and_what_it_paid_before(hall: Hall) -> None:
    terminal = hall.terminal()
    account = terminal.post("/v1/bills/find", {"by": "household", "number": WATER}).json()["accounts"][0]
    assert terminal.get(f"/v1/bills/accounts/{account['id']}").json()["accounts"] == [account]
    paid = terminal.get(f"/v1/bills/accounts/{account['id']}/history").json()["paid"]
    assert [one["period"] for one in paid] == ["2026-08", "2026-07"]
    assert problem(terminal.get(f"/v1/bills/accounts/{'0' * 32}")) == (404, "not-found")


def test_another_hall_sees_nothing(hall: Hall) -> None:
    terminal = hall.terminal()
    account = terminal.post("/v1/bills/find", {"by": "household", "number": WATER}).json()["accounts"][0]
    with hall.house.database.transaction() as session:
        add_hall(session, "elsewhere", "别处便民服务馆")
        session.execute(UtilityAccount.__table__.update().values(site_id="elsewhere"))  # type: ignore[attr-defined]
    assert terminal.post("/v1/bills/find", {"by": "household", "number": WATER}).json() == {"accounts": []}
    assert terminal.get("/v1/bills/mine", terminal.session()).json() == {"accounts": []}
    assert problem(terminal.get(f"/v1/bills/accounts/{account['id']}")) == (404, "not-found")
    assert problem(terminal.get(f"/v1/bills/accounts/{account['id']}/history")) == (404, "not-found")


def test_looking_is_counted(hall: Hall) -> None:
    terminal = hall.terminal()
    body = {"by": "household", "number": "000000"}
    assert {terminal.post("/v1/bills/find", body).status_code for _ in range(61)} == {200, 429}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"by": "name", "name": "王桂芳"},
        {"by": "household", "number": "12345"},
        {"by": "household", "number": "１２３４５６"},
        {"by": "household", "number": WATER, "kind": "beer"},
        {"by": "household", "number": WATER, "more": 1},
        {"by": "address", "building": 3, "unit": 2, "floor": 5, "door": 0},
        {"by": "address", "building": 3, "unit": 2, "floor": 5.5, "door": 1},
    ],
)
def test_a_search_is_read_strictly(hall: Hall, body: dict[str, object]) -> None:
    answer = hall.terminal().post("/v1/bills/find", body)
    assert problem(answer) == (422, "malformed")
    assert "王" not in answer.text


def test_the_books_of_the_seed_are_whole(hall: Hall) -> None:
    with hall.house.database.open_session(writes=False) as session:
        bills = session.execute(select(Bill)).scalars().all()
        added_up = select(BillLine.bill_id, func.sum(BillLine.fen)).group_by(BillLine.bill_id)
        sums = {bill_id: fen for bill_id, fen in session.execute(added_up)}  # noqa: C416 (rows are no pairs)
        posted = set(session.execute(select(BillPosting.bill_id)).scalars())
        reduced = session.execute(select(BillLine.reason).where(BillLine.fen < 0)).scalars().all()
        readings = session.execute(select(MeterReading).order_by(MeterReading.account_id, MeterReading.month)).scalars()
        ups = [(one.account_id, one.reading) for one in readings]
        numbers = session.execute(select(UtilityAccount)).scalars().all()
    assert len(bills) == 25 * 4 * 4
    assert all(bill.fen == sums[bill.id] >= 0 for bill in bills)
    assert {bill.id for bill in bills if bill.paid_at} == posted
    assert any("优抚对象" in (reason or "") for reason in reduced)
    assert any("低保户" in (reason or "") for reason in reduced)
    assert ups == sorted(ups), "a meter never runs backwards"
    assert all(re.fullmatch("[0-9a-f]{64}", one.household_digest) for one in numbers)


def test_a_bill_is_posted_once_whoever_comes(hall: Hall) -> None:
    with hall.house.database.open_session(writes=False) as session:
        bill = session.execute(select(Bill).where(Bill.paid_at.is_(None), Bill.fen > 0)).scalars().first()
    assert bill is not None
    for order_id, refused in (("a" * 32, []), ("b" * 32, [bill.id])):
        with hall.house.database.transaction() as session:
            assert post(hall.house, session, order_id, [(bill.id, bill.fen)]) == refused
    with hall.house.database.open_session(writes=False) as session:
        posting = session.get(BillPosting, bill.id)
    assert posting is not None
    assert posting.order_id == "a" * 32


def test_receipts_have_no_gaps_although_one_was_rolled_back(hall: Hall) -> None:
    class Undone(Exception):
        pass

    numbers = []
    for place in range(4):
        try:
            with hall.house.database.transaction() as session:
                receipt = BillsRepository(session).issue_receipt("xinghua", f"{place}" * 32, 100, hall.clock.now())
                if place == 1:
                    raise Undone
                numbers.append(receipt.number)
        except Undone:
            continue
    assert numbers == [1, 2, 3]
