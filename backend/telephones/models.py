"""Tables of the room. Of telephones, codes and tokens there are only keyed digests."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class SmsCode(Base):
    """The newest code that was asked for at a terminal for a telephone.

    A number that is nobody's has a row too, without a resident: whoever asks sees no difference, and no work is saved.
    """

    __tablename__ = "sms_codes"
    __table_args__ = (Index("ix_sms_codes_expires_at", "expires_at"),)

    telephone_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.id"), primary_key=True)
    code_digest: Mapped[str] = mapped_column(String(64))
    resident_id: Mapped[str | None] = mapped_column(ForeignKey("residents.id", ondelete="CASCADE"))
    tries_left: Mapped[int]
    expires_at: Mapped[datetime]


class PhoneCode(Base):
    """The code that a resident's phone shows at this moment; one each."""

    __tablename__ = "phone_codes"
    __table_args__ = (Index("ix_phone_codes_expires_at", "expires_at"),)

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    resident_id: Mapped[str] = mapped_column(ForeignKey("residents.id", ondelete="CASCADE"), unique=True)
    expires_at: Mapped[datetime]


class EmbeddedSms(Base):
    """The newest message to a telephone, where the embedded gateway stands in for a real one; sealed."""

    __tablename__ = "embedded_sms"

    telephone_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
