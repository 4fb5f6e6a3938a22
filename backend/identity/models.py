"""Tables of the room: residents, found by keyed digests, and their sessions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base
from backend.identity.levels import Proof, level_of


class Resident(Base):
    """A resident. Neither number nor telephone nor hall card is kept, only digests; of the telephone its last four."""

    __tablename__ = "residents"
    __table_args__ = (
        Index("ix_residents_telephone_digest", "telephone_digest"),  # a couple may share one
        Index("ix_residents_hall_card_digest", "hall_card_digest", unique=True),
    )

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
    telephone_digest: Mapped[str | None] = mapped_column(String(64))
    telephone_tail: Mapped[str | None] = mapped_column(String(4))
    hall_card_digest: Mapped[str | None] = mapped_column(String(64))


class CardSession(Base):
    """A login at a terminal; the token is kept as a hash.

    `proofs` are words with a space between. `level` is for the release before this one; here it is reckoned anew.
    """

    __tablename__ = "card_sessions"
    __table_args__ = (
        Index("ix_card_sessions_expires_at", "expires_at"),
        Index("ix_card_sessions_terminal_id", "terminal_id"),
    )

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.id"))
    resident_id: Mapped[str] = mapped_column(ForeignKey("residents.id", ondelete="CASCADE"))
    level: Mapped[int]
    proofs: Mapped[str] = mapped_column(String(100), server_default=Proof.ID_CARD.value)
    expires_at: Mapped[datetime]

    @property
    def proof_set(self) -> frozenset[Proof]:
        """What the login rests on."""
        return frozenset(Proof(word) for word in self.proofs.split())

    @property
    def sure_to(self) -> int:
        """Its level."""
        return level_of(self.proof_set)
