"""Tables of the room: how a resident stands in an insurance, and what was paid month by month. Money in fen."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class Participation(Base):
    """One insurance of one resident. `months_paid_earlier` counts what was paid before the first kept contribution."""

    __tablename__ = "participations"

    resident_id: Mapped[str] = mapped_column(ForeignKey("residents.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(100))
    unit: Mapped[str] = mapped_column(String(100))
    first_month: Mapped[date]
    months_paid_earlier: Mapped[int]
    base_fen: Mapped[int] = mapped_column(BigInteger)
    personal_account_fen: Mapped[int | None] = mapped_column(BigInteger)


class Contribution(Base):
    """One month (its first day) of one insurance; a missed month is there, unpaid."""

    __tablename__ = "contributions"

    resident_id: Mapped[str] = mapped_column(ForeignKey("residents.id", ondelete="CASCADE"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    base_fen: Mapped[int] = mapped_column(BigInteger)
    person_fen: Mapped[int] = mapped_column(BigInteger)
    unit_fen: Mapped[int] = mapped_column(BigInteger)
    paid: Mapped[bool]
