"""All queries of the room."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.bills.models import (
    AccountHolder,
    AccountReduction,
    Bill,
    BillLine,
    BillPosting,
    MeterReading,
    Receipt,
    ReceiptCounter,
    ReceiptReversal,
    UndonePosting,
    UtilityAccount,
)
from backend.database import Base

MOST_ACCOUNTS = 20


class BillsRepository:
    """Reads and writes within the request's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def account(self, account_id: str) -> UtilityAccount | None:
        """The account with this id."""
        return self._session.get(UtilityAccount, account_id)

    def accounts_by_household(self, site_id: str, digest: str, kind: str | None) -> Sequence[UtilityAccount]:
        """Whose household number this is."""
        query = select(UtilityAccount).where(
            UtilityAccount.site_id == site_id, UtilityAccount.household_digest == digest
        )
        return self._accounts(query if kind is None else query.where(UtilityAccount.kind == kind))

    def accounts_at(self, site_id: str, building_id: str, unit: int, floor: int, door: int) -> Sequence[UtilityAccount]:
        """The accounts of a flat."""
        query = select(UtilityAccount).where(
            UtilityAccount.site_id == site_id,
            UtilityAccount.building_id == building_id,
            UtilityAccount.unit == unit,
            UtilityAccount.floor == floor,
            UtilityAccount.door == door,
        )
        return self._accounts(query)

    def accounts_of(self, resident_id: str) -> Sequence[UtilityAccount]:
        """The accounts that a resident's card opens."""
        query = select(UtilityAccount).join(AccountHolder, AccountHolder.account_id == UtilityAccount.id)
        return self._accounts(query.where(AccountHolder.resident_id == resident_id))

    def unpaid(self, account_ids: Collection[str]) -> Sequence[Bill]:
        """What is owed, oldest first."""
        query = select(Bill).where(Bill.account_id.in_(account_ids), Bill.paid_at.is_(None), Bill.fen > 0)
        return self._session.execute(query.order_by(Bill.period, Bill.id)).scalars().all()

    def paid(self, account_id: str, most: int) -> Sequence[tuple[Bill, BillPosting]]:
        """What was paid, newest first."""
        query = select(Bill, BillPosting).join(BillPosting, BillPosting.bill_id == Bill.id)
        query = query.where(Bill.account_id == account_id).order_by(Bill.period.desc()).limit(most)
        return [(bill, posting) for bill, posting in self._session.execute(query)]

    def lines(self, bill_ids: Collection[str]) -> Mapping[str, Sequence[BillLine]]:
        """The lines of bills, in order."""
        query = select(BillLine).where(BillLine.bill_id.in_(bill_ids)).order_by(BillLine.bill_id, BillLine.place)
        found: dict[str, list[BillLine]] = {bill_id: [] for bill_id in bill_ids}
        for line in self._session.execute(query).scalars():
            found[line.bill_id].append(line)
        return found

    def bills(self, site_id: str, bill_ids: Collection[str]) -> Sequence[tuple[Bill, UtilityAccount]]:
        """Bills of a hall with their accounts, in one order for everybody, so that no two lock each other out."""
        query = select(Bill, UtilityAccount).join(UtilityAccount, UtilityAccount.id == Bill.account_id)
        query = query.where(Bill.id.in_(bill_ids), UtilityAccount.site_id == site_id)
        query = query.order_by(Bill.period, UtilityAccount.kind, Bill.id)
        return [(bill, account) for bill, account in self._session.execute(query)]

    def hold(self, bill_id: str, order_id: str) -> bool:
        """Keep a bill for one order; False if it was paid, or another order has it."""
        free = (Bill.id == bill_id, Bill.held_by.is_(None), Bill.paid_at.is_(None))
        return self._changed(update(Bill).where(*free).values(held_by=order_id))

    def release(self, order_id: str) -> None:
        """Let other orders have the bills of this one."""
        self._session.execute(update(Bill).where(Bill.held_by == order_id).values(held_by=None))

    def post(self, posting: BillPosting) -> bool:
        """Note that a bill was paid; False if it had been."""
        unpaid = (Bill.id == posting.bill_id, Bill.paid_at.is_(None))
        if not self._changed(update(Bill).where(*unpaid).values(paid_at=posting.posted_at, held_by=None)):
            return False
        return self._added(posting)

    def issue_receipt(self, site_id: str, order_id: str, fen: int, now: datetime) -> Receipt:
        """The next receipt of a hall. Whoever else issues one there waits for our commit, so that no number is lost."""
        number = self._next_number(site_id)
        receipt = Receipt(site_id=site_id, number=number, order_id=order_id, fen=fen, issued_at=now)
        self._session.add(receipt)
        self._session.flush()
        return receipt

    def receipt(self, order_id: str) -> Receipt | None:
        """The receipt of an order, if it is not void."""
        voids = (ReceiptReversal.site_id == Receipt.site_id) & (ReceiptReversal.receipt == Receipt.number)
        query = select(Receipt).outerjoin(ReceiptReversal, voids)
        query = query.where(Receipt.order_id == order_id, ReceiptReversal.number.is_(None))
        return self._session.execute(query).scalar_one_or_none()

    def reverse_receipt(self, receipt: Receipt, now: datetime) -> ReceiptReversal:
        """Void a receipt, once: IntegrityError if it was."""
        reversal = ReceiptReversal(
            site_id=receipt.site_id,
            number=self._next_number(receipt.site_id),
            receipt=receipt.number,
            fen=receipt.fen,
            issued_at=now,
        )
        self._session.add(reversal)
        self._session.flush()
        return reversal

    def undo_postings(self, order_id: str, reason: str, now: datetime) -> int:
        """All bills that an order paid are owed again; how many there were."""
        postings = self._session.execute(select(BillPosting).where(BillPosting.order_id == order_id)).scalars().all()
        for one in postings:
            undone = UndonePosting(
                bill_id=one.bill_id,
                order_id=order_id,
                fen=one.fen,
                posted_at=one.posted_at,
                undone_at=now,
                reason=reason,
            )
            self._session.add(undone)
            self._changed(update(Bill).where(Bill.id == one.bill_id).values(paid_at=None))
            self._changed(delete(BillPosting).where(BillPosting.bill_id == one.bill_id))
        self._session.flush()
        return len(postings)

    def add(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Many rows at once, for the seed."""
        if rows:
            self._session.execute(insert(table), rows)

    def known_accounts(self) -> frozenset[str]:
        """All ids, for the seed."""
        return frozenset(self._session.execute(select(UtilityAccount.id)).scalars())

    def known_months(self) -> Mapping[str, date]:
        """The last month of each account that has a bill, for the seed."""
        query = select(Bill.account_id, func.max(Bill.period)).group_by(Bill.account_id)
        return {account_id: month for account_id, month in self._session.execute(query)}  # noqa: C416 (rows are no pairs)

    def last_readings(self) -> Mapping[str, int]:
        """What each meter showed last, for the seed."""
        query = select(MeterReading.account_id, func.max(MeterReading.reading)).group_by(MeterReading.account_id)
        return {account_id: reading for account_id, reading in self._session.execute(query)}  # noqa: C416 (as above)

    def reductions(self) -> Mapping[str, Sequence[AccountReduction]]:
        """All reductions by account, for the seed and for the run of a month's bills."""
        found: dict[str, list[AccountReduction]] = {}
        for one in self._session.execute(select(AccountReduction)).scalars():
            found.setdefault(one.account_id, []).append(one)
        return found

    def _next_number(self, site_id: str) -> int:
        counts = update(ReceiptCounter).where(ReceiptCounter.site_id == site_id).values(last=ReceiptCounter.last + 1)
        if not self._changed(counts):
            self._added(ReceiptCounter(site_id=site_id, last=0))
            self._changed(counts)
        last = select(ReceiptCounter.last).where(ReceiptCounter.site_id == site_id)
        return self._session.execute(last).scalar_one()

    def _accounts(self, query: Any) -> Sequence[UtilityAccount]:
        ordered = query.order_by(UtilityAccount.kind, UtilityAccount.id).limit(MOST_ACCOUNTS)
        found: Sequence[UtilityAccount] = self._session.execute(ordered).scalars().all()
        return found

    def _changed(self, statement: Any) -> bool:
        done = self._session.execute(statement.execution_options(synchronize_session=False))
        assert isinstance(done, CursorResult)
        return bool(done.rowcount == 1)

    def _added(self, row: Base) -> bool:
        """Insert in a savepoint, so that a row that is there already does not spoil the transaction."""
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            return False
        return True
