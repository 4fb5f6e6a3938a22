"""The invented households' accounts and bills, laid into the database; what is there already stays as it is."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from backend.bills.models import (
    AccountHolder,
    AccountReduction,
    Bill,
    BillLine,
    BillPosting,
    MeterReading,
    UtilityAccount,
)
from backend.bills.repository import BillsRepository
from backend.bills.service import household_digest
from backend.bills.tariffs import BillKind, ReductionKind
from backend.database import Base
from backend.house import House
from backend.seeding.households import UNPAID_AT_FIRST, Household, missing_months, month_rows
from backend.seeding.neighbourhood import SITE_ID

FIRST_READING = 1200
ROWS_AT_ONCE = 20_000
Rows = dict[type[Base], list[dict[str, Any]]]
TABLES = (UtilityAccount, AccountHolder, AccountReduction, MeterReading, Bill, BillLine, BillPosting)


def fill_bills(house: House, session: Session, households: Sequence[Household], last: date) -> None:
    """Accounts that are missing, their holders, and the bills of the months up to `last` that are missing."""
    repository = BillsRepository(session)
    accounts, months, readings = repository.known_accounts(), repository.known_months(), repository.last_readings()
    rows = _empty()
    for household in households:
        for kind in BillKind:
            account_id = account_of(house, household, kind)
            if account_id not in accounts:
                _open_account(house, rows, household, kind, account_id, last)
            # The seed makes its residents anew, and with them this row is gone.
            rows[AccountHolder].append({"account_id": account_id, "resident_id": household.resident_id})
            known = months.get(account_id)
            _bill(
                rows,
                household,
                kind,
                account_id,
                list(missing_months(known, last)),
                readings.get(account_id, FIRST_READING),
                fresh=known is None,
            )
        if len(rows[BillLine]) > ROWS_AT_ONCE:
            _keep(repository, rows)
            rows = _empty()
    _keep(repository, rows)


def account_of(house: House, household: Household, kind: BillKind) -> str:
    """The id of an invented account: the same for every seed, and nobody guesses it."""
    return house.keys.digest("seed account", household.number(kind))[:32]


def _empty() -> Rows:
    return {table: [] for table in TABLES}


def _keep(repository: BillsRepository, rows: Rows) -> None:
    for table in TABLES:
        repository.add(table, rows[table])


def _open_account(house: House, rows: Rows, household: Household, kind: BillKind, account_id: str, last: date) -> None:
    number = household.number(kind)
    rows[UtilityAccount].append(
        {
            "id": account_id,
            "site_id": SITE_ID,
            "kind": kind.value,
            "household_digest": household_digest(house, number),
            "household_tail": number[-4:],
            "holder_masked": f"{household.name.strip()[:1]}**",
            "building_id": household.building_id,
            "unit": household.unit,
            "floor": household.floor,
            "door": household.door,
        }
    )
    for one in household.reductions(last):
        rows[AccountReduction].append(
            {"account_id": account_id, "kind": one.value, "since": date(2020, 1, 1), "until": None}
        )


def _bill(
    rows: Rows, household: Household, kind: BillKind, account_id: str, months: list[date], before: int, *, fresh: bool
) -> None:
    for place, month in enumerate(months):
        reductions: Sequence[ReductionKind] = household.reductions(month)
        bill, reading, lines = month_rows(account_id, kind, month, before, reductions)
        paid_at = None
        if fresh and place < len(months) - UNPAID_AT_FIRST and bill["fen"]:
            paid_at = datetime.combine(bill["due_on"].replace(day=9), time(2), UTC)
            rows[BillPosting].append({"bill_id": bill["id"], "fen": bill["fen"], "posted_at": paid_at})
        rows[Bill].append(bill | {"paid_at": paid_at})
        rows[BillLine].extend(lines)
        if reading is not None:
            rows[MeterReading].append(reading)
            before = reading["reading"]
