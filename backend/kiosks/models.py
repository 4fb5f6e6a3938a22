"""Tables of the room: halls, terminals, codes, nonces, answers given, allowances, staff calls."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class Site(Base):
    """A hall."""

    __tablename__ = "sites"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))


class Terminal(Base):
    """A terminal that enrolled; a revoked one is as good as unknown."""

    __tablename__ = "terminals"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"))
    name: Mapped[str] = mapped_column(String(100))
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    enrolled_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class EnrolmentCode(Base):
    """A one-time code, kept as a digest; `used_at` is set once, by compare-and-set."""

    __tablename__ = "enrolment_codes"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Nonce(Base):
    """A nonce that was seen, kept for as long as its request could be played again."""

    __tablename__ = "nonces"
    __table_args__ = (Index("ix_nonces_expires_at", "expires_at"),)

    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.id", ondelete="CASCADE"), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(32), primary_key=True)
    expires_at: Mapped[datetime]


class GivenAnswer(Base):
    """The answer to a POST, to be given again; sealed, because it may hold a session or a name."""

    __tablename__ = "given_answers"
    __table_args__ = (Index("ix_given_answers_expires_at", "expires_at"),)

    caller: Mapped[str] = mapped_column(String(64), primary_key=True)
    key_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_digest: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]


class AllowanceUse(Base):
    """How much of an allowance is used up, as the moment at which it will be whole again."""

    __tablename__ = "allowance_uses"
    __table_args__ = (Index("ix_allowance_uses_whole_at", "whole_at"),)

    who: Mapped[str] = mapped_column(String(100), primary_key=True)
    whole_at: Mapped[datetime]


class StaffCall(Base):
    """Somebody at a terminal asked for a person."""

    __tablename__ = "staff_calls"
    __table_args__ = (Index("ix_staff_calls_called_at", "called_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.id"))
    reason: Mapped[str] = mapped_column(String(40))
    service_id: Mapped[str | None] = mapped_column(String(40))
    called_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
