"""Tables of the room: orders and what they are for, attempts, refunds, callbacks, alarms.

`next_act_at` is the outbox: whatever has one has something to be done then, by whichever process comes first. No row
here holds a name, a household number or an address.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class Order(Base):
    """What somebody at a terminal wants to pay. `live_attempt` is the one that may still be paid."""

    __tablename__ = "orders"
    __table_args__ = (
        Index("ix_orders_next_act_at", "next_act_at"),
        Index("ix_orders_resident_id_created_at", "resident_id", "created_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"))
    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.id"))
    resident_id: Mapped[str | None] = mapped_column(ForeignKey("residents.id", ondelete="SET NULL"))
    claim_digest: Mapped[str] = mapped_column(String(64), unique=True)
    fen: Mapped[int]
    subject: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(16))
    live_attempt: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime]
    until: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(String(32))
    settled_at: Mapped[datetime | None]
    next_act_at: Mapped[datetime | None]


class OrderLine(Base):
    """A bill of an order, and for how much. The facts are copied: this ledger outlives the bill."""

    __tablename__ = "order_lines"
    __table_args__ = (Index("ix_order_lines_bill_id", "bill_id"),)

    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    bill_id: Mapped[str] = mapped_column(String(32))
    account_id: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    period: Mapped[date]
    fen: Mapped[int]


class Attempt(Base):
    """One try to have an order paid. Its number is committed before the provider hears of it."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("order_id", "place", name="uq_attempts_order_id_place"),
        Index("ix_attempts_next_act_at", "next_act_at"),
        Index("ix_attempts_paid_at", "paid_at"),
        Index("ix_attempts_payer_code_digest", "payer_code_digest"),
    )

    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"))
    place: Mapped[int]
    channel: Mapped[str] = mapped_column(String(16))
    by_her_code: Mapped[bool]
    terminal_id: Mapped[str | None] = mapped_column(String(64))  # which began it; who alone may tell of a tap
    fen: Mapped[int]
    subject: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(16))
    code: Mapped[str | None] = mapped_column(String(512))  # ours, that is shown; hers is never kept
    payer_code_digest: Mapped[str | None] = mapped_column(String(64))  # of the release before; empty, may be dropped
    created_at: Mapped[datetime]
    until: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    closing_at: Mapped[datetime | None]
    close_told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    asked: Mapped[int]
    next_act_at: Mapped[datetime | None]
    refusal: Mapped[str | None] = mapped_column(String(64))
    paid_fen: Mapped[int | None]
    paid_at: Mapped[datetime | None]
    transaction: Mapped[str | None] = mapped_column(String(64))
    payer_digest: Mapped[str | None] = mapped_column(String(64))  # likewise


class PayerCode(Base):
    """A payer's code that was taken, as a digest, for as long as any lives: there cannot be a second one like it."""

    __tablename__ = "payer_codes"
    __table_args__ = (Index("ix_payer_codes_taken_at", "taken_at"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    taken_at: Mapped[datetime]


class Refund(Base):
    """Money that goes back, under a number that never changes. Of one cause there is one refund."""

    __tablename__ = "refunds"
    __table_args__ = (
        UniqueConstraint("cause", name="uq_refunds_cause"),
        Index("ix_refunds_order_id", "order_id"),
        Index("ix_refunds_next_act_at", "next_act_at"),
    )

    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"))
    attempt: Mapped[str] = mapped_column(ForeignKey("attempts.number"))
    cause: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(String(16))
    fen: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    owed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    asked: Mapped[int]
    next_act_at: Mapped[datetime | None]


class ProviderCallback(Base):
    """A callback that was the provider's, as it came, sealed; the same one again is the same row."""

    __tablename__ = "provider_callbacks"
    __table_args__ = (Index("ix_provider_callbacks_handled_at_received_at", "handled_at", "received_at"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    received_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    handled_at: Mapped[datetime | None]


class Alarm(Base):
    """Something staff must look at; of one kind and one subject there is one."""

    __tablename__ = "payment_alarms"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    raised_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
