"""Tables of the room: residents, found by a digest of their number, and their sessions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class Resident(Base):
    """A resident. The number itself is not kept, only its keyed digest."""

    __tablename__ = "residents"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number_digest: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    other_name: Mapped[str | None] = mapped_column(String(100))  # a foreigner's card carries two
    card_kind: Mapped[str] = mapped_column(String(20))
    birth: Mapped[date]
    building_id: Mapped[str | None] = mapped_column(ForeignKey("buildings.id"))
    unit: Mapped[int | None]
    floor: Mapped[int | None]
    locked: Mapped[bool]


class CardSession(Base):
    """A login at a terminal; the token is kept as a hash."""

    __tablename__ = "card_sessions"
    __table_args__ = (
        Index("ix_card_sessions_expires_at", "expires_at"),
        Index("ix_card_sessions_terminal_id", "terminal_id"),
    )

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.id"))
    resident_id: Mapped[str] = mapped_column(ForeignKey("residents.id", ondelete="CASCADE"))
    level: Mapped[int]
    expires_at: Mapped[datetime]
