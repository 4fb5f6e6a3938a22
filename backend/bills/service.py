"""Finding bills, holding them for an order while it is paid, and posting them exactly once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from backend.bills.models import Bill, BillLine, BillPosting, Receipt, UtilityAccount
from backend.bills.repository import BillsRepository
from backend.bills.schemas import (
    AccountOut,
    AccountsOut,
    BillOut,
    ByAddress,
    ByHousehold,
    HistoryOut,
    LineOut,
    PaidBillOut,
    Sought,
)
from backend.bills.tariffs import BillKind, Line, LineKind, late_fee
from backend.directory.repository import DirectoryRepository
from backend.errors import NotFound
from backend.house import House
from backend.identity.service import LoggedIn
from backend.kiosks.allowances import spend
from backend.kiosks.gate import Caller

HISTORY = 24


@dataclass(frozen=True, slots=True)
class Owed:
    """A bill as it is paid today."""

    bill_id: str
    account_id: str
    kind: BillKind
    period: date
    fen: int


def household_digest(house: House, number: str) -> str:
    """How an account is found without keeping its number."""
    return house.keys.digest("household number", number)


def find(house: House, session: Session, caller: Caller, sought: Sought) -> AccountsOut:
    """The accounts of this hall that fit exactly, names masked. TooMany."""
    spend(house, session, f"bills terminal {caller.terminal_id}", house.settings.lookups_per_terminal)
    repository = BillsRepository(session)
    if isinstance(sought, ByHousehold):
        kind = sought.kind.value if sought.kind else None
        accounts = repository.accounts_by_household(caller.site_id, household_digest(house, sought.number), kind)
    else:
        accounts = _at(session, caller.site_id, sought)
    return _shown(house, session, accounts)


def mine(house: House, session: Session, caller: Caller, resident: LoggedIn) -> AccountsOut:
    """The accounts in this hall that her card opens."""
    accounts = BillsRepository(session).accounts_of(resident.resident_id)
    return _shown(house, session, [one for one in accounts if one.site_id == caller.site_id])


def account(house: House, session: Session, caller: Caller, account_id: str) -> AccountsOut:
    """One account, found before: from a slip. NotFound."""
    return _shown(house, session, [_account(session, caller, account_id)])


def history(session: Session, caller: Caller, account_id: str) -> HistoryOut:
    """What an account paid. NotFound."""
    _account(session, caller, account_id)
    paid = BillsRepository(session).paid(account_id, HISTORY)
    return HistoryOut(
        paid=[
            PaidBillOut(id=bill.id, period=bill.period, fen=posting.fen, paid_at=posting.posted_at)
            for bill, posting in paid
        ]
    )


def owed(session: Session, site_id: str, bill_ids: Collection[str], today: date) -> Sequence[Owed]:
    """What these bills of a hall cost today; those that are not there, or cost nothing, are missing."""
    rows = BillsRepository(session).bills(site_id, bill_ids)
    return [
        Owed(bill.id, one.id, BillKind(one.kind), bill.period, bill.fen + _late_fen(one, bill, today))
        for bill, one in rows
        if bill.fen > 0
    ]


def hold(session: Session, order_id: str, bill_ids: Collection[str]) -> bool:
    """Keep bills for one order; False if one was paid, or another order has it (then nothing may be committed)."""
    repository = BillsRepository(session)
    return all([repository.hold(bill_id, order_id) for bill_id in sorted(bill_ids)])  # noqa: C419 (in one order, all)


def release(session: Session, order_id: str) -> None:
    """The order is over and was not paid."""
    BillsRepository(session).release(order_id)


def post(house: House, session: Session, order_id: str, lines: Sequence[tuple[str, int]]) -> Collection[str]:
    """Note (bill, fen) as paid by an order; those that had been paid elsewhere come back, for their money goes back."""
    repository, now = BillsRepository(session), house.now()
    refused = [
        bill_id
        for bill_id, fen in sorted(lines)
        if not repository.post(BillPosting(bill_id=bill_id, order_id=order_id, fen=fen, posted_at=now))
    ]
    repository.release(order_id)
    return refused


def undo(house: House, session: Session, order_id: str, reason: str) -> int:
    """What an order paid is owed again, and its receipt is void; the number of the reversal. NotFound without one."""
    repository, now = BillsRepository(session), house.now()
    receipt = repository.receipt(order_id)
    if receipt is None:
        raise NotFound
    repository.undo_postings(order_id, reason, now)
    return repository.reverse_receipt(receipt, now).number


def issue_receipt(house: House, session: Session, site_id: str, order_id: str, fen: int) -> None:
    """Give a paid order its number."""
    BillsRepository(session).issue_receipt(site_id, order_id, fen, house.now())


def receipt_of(session: Session, order_id: str) -> Receipt | None:
    """The receipt of an order that was paid, and stayed so."""
    return BillsRepository(session).receipt(order_id)


def _at(session: Session, site_id: str, place: ByAddress) -> Sequence[UtilityAccount]:
    buildings = DirectoryRepository(session).buildings(site_id)
    meant = next((one.id for one in buildings if one.number == place.building), None)
    if meant is None:
        return ()
    return BillsRepository(session).accounts_at(site_id, meant, place.unit, place.floor, place.door)


def _account(session: Session, caller: Caller, account_id: str) -> UtilityAccount:
    found = BillsRepository(session).account(account_id)
    if found is None or found.site_id != caller.site_id:
        raise NotFound
    return found


def _shown(house: House, session: Session, accounts: Sequence[UtilityAccount]) -> AccountsOut:
    repository = BillsRepository(session)
    unpaid = repository.unpaid([one.id for one in accounts])
    lines = repository.lines([bill.id for bill in unpaid])
    return AccountsOut(
        accounts=[
            AccountOut(
                id=one.id,
                kind=BillKind(one.kind),
                household_tail=one.household_tail,
                holder_masked=one.holder_masked,
                unpaid=[
                    _bill(one, bill, lines[bill.id], house.today()) for bill in unpaid if bill.account_id == one.id
                ],
            )
            for one in accounts
        ]
    )


def _bill(account: UtilityAccount, bill: Bill, lines: Sequence[BillLine], today: date) -> BillOut:
    shown = [
        LineOut(kind=LineKind(line.kind), fen=line.fen, quantity=line.quantity, price=line.price, reason=line.reason)
        for line in lines
    ]
    late = _late(account, bill, today)
    if late is not None:
        shown.append(LineOut(kind=late.kind, fen=late.fen, quantity=None, price=None, reason=late.reason))
    return BillOut(
        id=bill.id,
        period=bill.period,
        due_on=bill.due_on,
        fen=bill.fen + (late.fen if late else 0),
        lines=shown,
        busy=bill.held_by is not None,
    )


def _late(account: UtilityAccount, bill: Bill, today: date) -> Line | None:
    return late_fee(BillKind(account.kind), bill.fen, bill.due_on, today)


def _late_fen(account: UtilityAccount, bill: Bill, today: date) -> int:
    late = _late(account, bill, today)
    return late.fen if late else 0
