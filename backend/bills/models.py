"""Tables of the room: households' accounts, readings, bills and their lines, postings, receipts.

Of a household number there is a keyed digest and its last four digits. Money is fen; prices are hundredths of a fen.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class UtilityAccount(Base):
    """A household at one supplier."""

    __tablename__ = "utility_accounts"
    __table_args__ = (
        Index("ix_utility_accounts_place", "building_id", "unit", "floor", "door"),
        UniqueConstraint("kind", "household_digest", name="uq_utility_accounts_household"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"))
    kind: Mapped[str] = mapped_column(String(16))
    household_digest: Mapped[str] = mapped_column(String(64))
    household_tail: Mapped[str] = mapped_column(String(4))
    holder_masked: Mapped[str] = mapped_column(String(100))
    building_id: Mapped[str | None] = mapped_column(ForeignKey("buildings.id"))
    unit: Mapped[int | None]
    floor: Mapped[int | None]
    door: Mapped[int | None]


class AccountHolder(Base):
    """Whose card opens an account."""

    __tablename__ = "account_holders"
    __table_args__ = (Index("ix_account_holders_resident_id", "resident_id"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("utility_accounts.id", ondelete="CASCADE"), primary_key=True)
    resident_id: Mapped[str] = mapped_column(ForeignKey("residents.id", ondelete="CASCADE"), primary_key=True)


class AccountReduction(Base):
    """That a household pays less, and from when until when."""

    __tablename__ = "account_reductions"

    account_id: Mapped[str] = mapped_column(ForeignKey("utility_accounts.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    since: Mapped[date]
    until: Mapped[date | None]


class MeterReading(Base):
    """What a meter showed at the end of a month."""

    __tablename__ = "meter_readings"

    account_id: Mapped[str] = mapped_column(ForeignKey("utility_accounts.id", ondelete="CASCADE"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    reading: Mapped[int]


class Bill(Base):
    """What a household owes for a month. `held_by` is the order that is being paid; `paid_at` is set once."""

    __tablename__ = "bills"
    __table_args__ = (UniqueConstraint("account_id", "period", name="uq_bills_account_id_period"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("utility_accounts.id", ondelete="CASCADE"))
    period: Mapped[date]
    due_on: Mapped[date]
    fen: Mapped[int]
    held_by: Mapped[str | None] = mapped_column(String(32))
    paid_at: Mapped[datetime | None]


class BillLine(Base):
    """How a bill comes about: a step of the tariff, a fee, or a reduction with its reason."""

    __tablename__ = "bill_lines"

    bill_id: Mapped[str] = mapped_column(ForeignKey("bills.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    quantity: Mapped[int | None]
    price: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(String(50))
    fen: Mapped[int]


class BillPosting(Base):
    """That a bill was paid: one row a bill, until it is undone. Without an order it was paid at a counter."""

    __tablename__ = "bill_postings"
    __table_args__ = (Index("ix_bill_postings_order_id", "order_id"),)

    bill_id: Mapped[str] = mapped_column(ForeignKey("bills.id"), primary_key=True)
    order_id: Mapped[str | None] = mapped_column(String(32))
    fen: Mapped[int]
    posted_at: Mapped[datetime]


class UndonePosting(Base):
    """That a bill was noted as paid by an order, and the money went back: it is owed again. For ever."""

    __tablename__ = "undone_postings"
    __table_args__ = (Index("ix_undone_postings_order_id", "order_id"),)

    bill_id: Mapped[str] = mapped_column(ForeignKey("bills.id"), primary_key=True)
    order_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    fen: Mapped[int]
    posted_at: Mapped[datetime]
    undone_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(100))


class ReceiptCounter(Base):
    """The last receipt, or reversal of one, of a hall."""

    __tablename__ = "receipt_counters"

    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    last: Mapped[int]


class Receipt(Base):
    """A receipt: numbered in its hall from 1 on, with the reversals without gaps; one a paid order."""

    __tablename__ = "receipts"

    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[str] = mapped_column(String(32), unique=True)
    fen: Mapped[int]
    issued_at: Mapped[datetime]


class ReceiptReversal(Base):
    """That a receipt is void, under a number of the same series; one a receipt."""

    __tablename__ = "receipt_reversals"
    __table_args__ = (UniqueConstraint("site_id", "receipt", name="uq_receipt_reversals_receipt"),)

    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    receipt: Mapped[int]
    fen: Mapped[int]
    issued_at: Mapped[datetime]
