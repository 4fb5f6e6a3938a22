"""Table of the room: who agreed to what, until when. The template lies in the hall, and nowhere else."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class Consent(Base):
    """A consent to keep a face. One that is withdrawn or over stays, for a while, as the proof that there was one."""

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_resident_id", "resident_id"),
        Index("ix_consents_terminal_id_id", "terminal_id", "id"),
        Index("ix_consents_site_id_expires_at", "site_id", "expires_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"))
    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.id"))
    resident_id: Mapped[str] = mapped_column(ForeignKey("residents.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(40))
    model: Mapped[str] = mapped_column(String(100))
    given_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    def holds(self, now: datetime) -> bool:
        """Whether it may still be relied on."""
        return self.withdrawn_at is None and self.expires_at > now
