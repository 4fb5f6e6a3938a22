"""Tables of the room: buildings, contacts and the grids they serve, emergency numbers, notices."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class Building(Base):
    """A building; `units` are its entrances."""

    __tablename__ = "buildings"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(200))
    units: Mapped[int]
    grid: Mapped[str] = mapped_column(String(100))


class Contact(Base):
    """Somebody to turn to."""

    __tablename__ = "contacts"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"))
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(String(26))
    hours: Mapped[str] = mapped_column(String(100))
    place: Mapped[str] = mapped_column(String(100))


class ContactGrid(Base):
    """A grid that a contact serves; a contact without any serves the whole neighbourhood."""

    __tablename__ = "contact_grids"

    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    grid: Mapped[str] = mapped_column(String(100), primary_key=True)


class EmergencyNumber(Base):
    """A number that is always there."""

    __tablename__ = "emergency_numbers"

    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    number: Mapped[str] = mapped_column(String(26), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))


class Notice(Base):
    """Something the hall has to tell."""

    __tablename__ = "notices"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    site_id: Mapped[str] = mapped_column(ForeignKey("sites.id"))
    title: Mapped[str] = mapped_column(String(100))
    body: Mapped[str] = mapped_column(Text)
    date: Mapped[date]
    source: Mapped[str] = mapped_column(String(100))
