"""How often something may be asked; kept in the database, so that a restart forgives nothing."""

from datetime import timedelta
from math import ceil

from sqlalchemy.orm import Session

from backend.errors import TooMany
from backend.house import House
from backend.kiosks.repository import KiosksRepository
from backend.settings import Allowance


def spend(house: House, session: Session, who: str, allowance: Allowance) -> None:
    """Use one of the allowance, or raise TooMany. `who` must not be personal: pass a digest.

    A leaking bucket in one moment: each use moves `whole_at` on by the time that one use takes to come back.
    """
    now = house.now()
    use = KiosksRepository(session).allowance_use(who, now)
    each = timedelta(seconds=allowance.seconds_each)
    whole_at = max(use.whole_at, now) + each
    excess = whole_at - now - each * allowance.burst
    if excess > timedelta(0):
        raise TooMany(max(1, ceil(excess.total_seconds())))
    use.whole_at = whole_at
