"""Table of the room. What was answered is sealed; of the code and of the resident there are only keyed digests."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class Pause(Base):
    """A service that was stopped. `resident_digest` is empty where nobody was logged in, `level` is how surely."""

    __tablename__ = "pauses"
    __table_args__ = (Index("ix_pauses_expires_at", "expires_at"),)

    code_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"))
    resident_digest: Mapped[str | None] = mapped_column(String(64))
    level: Mapped[int] = mapped_column(server_default="2")
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]
