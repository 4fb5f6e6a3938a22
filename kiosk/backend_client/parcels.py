"""Parcels as the office tells of them: which lie here for whom, and the grants that open a cell for one purpose.

Thread: every call blocks; they are made from threads.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from kiosk.backend_client.fields import Fen, HexId, Moment, Text

MOST_AT_ONCE = 10
"""Parcels that are picked up in one go."""
CODE_DIGITS = 8
CellName = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z][0-9A-Z-]{0,11}$")]
"""What is written on a door."""


class Purpose(StrEnum):
    """What a cell is opened for; a grant is good for one."""

    DEPOSIT = "deposit"
    PICK_UP = "pick_up"
    CLEAR = "clear"  # staff take out what lies there


class Size(StrEnum):
    """How large a cell or a parcel is, in the words that couriers use."""

    SMALL = "S"
    MEDIUM = "M"
    LARGE = "L"


class CellClass(StrEnum):
    """What a cell is for: takeout stays short, and never sees the lamp."""

    PARCEL = "parcel"
    TAKEOUT = "takeout"


@dataclass(frozen=True, slots=True)
class Grant:
    """The right to open one cell for one purpose, until a moment; `parcel` is whose way it goes."""

    id: HexId
    purpose: Purpose
    cell: CellName
    parcel: HexId
    until: Moment


@dataclass(frozen=True, slots=True)
class StoredParcel:
    """A parcel that lies in this locker for who asks. `grant` is missing while a fee is to be paid (`fee_bill`).

    `sender` is the courier company or the shop, as people know it; nothing tells who else lives there.
    """

    id: HexId
    cell: CellName
    size: Size
    cell_class: Annotated[CellClass, Field(alias="class")]
    sender: Text
    stored_at: Moment
    fee_fen: Fen = 0
    fee_bill: HexId | None = field(default=None, repr=False)
    grant: Grant | None = None
