"""`backend seed`: a hall that does not exist, the same one every time, for the demo and for tests."""

from collections.abc import Sequence
from datetime import date
from random import Random

from sqlalchemy.orm import Session

from backend.bills.repository import BillsRepository
from backend.directory.repository import DirectoryRepository
from backend.house import House
from backend.identity.repository import IdentityRepository
from backend.identity.service import hall_card_digest, number_digest, telephone_digest
from backend.insurance.months import month_before
from backend.insurance.repository import InsuranceRepository
from backend.seeding import neighbourhood
from backend.seeding.bills import fill_bills
from backend.seeding.contributions import Book, crowd_books, demo_book
from backend.seeding.households import Household
from backend.seeding.people import DemoResident, Person, crowd, demo_residents

RANDOM_SEED = 20261121
PREFIX = "seed-"
ROWS_AT_ONCE = 20_000

__all__ = ["demo_residents", "seed"]


def seed(house: House, session: Session, *, residents: int, today: date) -> bool:
    """Fill the hall; False if it is filled up to the month before `today` already.

    Touches only residents that an earlier seed made, so that it can run again when a month has passed.
    """
    last = month_before(today)
    insurance = InsuranceRepository(session)
    identity = IdentityRepository(session)
    up_to_date = insurance.last_month(PREFIX) == last and identity.knows_telephones(PREFIX)
    up_to_date = up_to_date and bool(BillsRepository(session).known_accounts())
    if up_to_date and identity.count_residents(PREFIX) == residents:
        return False
    insurance.drop(PREFIX)
    identity.drop_residents(PREFIX)
    DirectoryRepository(session).replace(neighbourhood.rows(today))
    _fill(house, session, identity, insurance, residents, last)
    return True


def _fill(
    house: House,
    session: Session,
    identity: IdentityRepository,
    insurance: InsuranceRepository,
    count: int,
    last: date,
) -> None:
    rng = Random(RANDOM_SEED)  # noqa: S311 (the same hall every time is the point)
    known = demo_residents()
    people = list(crowd(rng, count - len(known)))
    identity.add_residents([_known_row(house, one) for one in known] + [_crowd_row(house, one) for one in people])
    books = [demo_book(PREFIX + one.id, insured, last) for one in known for insured in one.insurance]
    for person in people:
        books.extend(crowd_books(rng, person.id, person.birth, last))
    _keep(insurance, books)
    fill_bills(house, session, _households(known, people), last)


def _keep(insurance: InsuranceRepository, books: list[Book]) -> None:
    """A batch at a time: half a million rows at once would need a gigabyte."""
    insurance.add([book.participation() for book in books], [])
    batch: list[dict[str, object]] = []
    for book in books:
        batch.extend(book.contributions())
        if len(batch) >= ROWS_AT_ONCE:
            insurance.add([], batch)
            batch = []
    insurance.add([], batch)


def _households(known: Sequence[DemoResident], people: Sequence[Person]) -> list[Household]:
    named = [(PREFIX + one.id, one) for one in known] + [(one.id, one) for one in people]
    return [
        Household(id_, one.name, one.birth, place, neighbourhood.building_id(one.building), one.unit, one.floor)
        for place, (id_, one) in enumerate(named)
    ]


def _known_row(house: House, one: DemoResident) -> dict[str, object]:
    return {
        "id": PREFIX + one.id,
        "number_digest": number_digest(house, one.number),
        "name": one.name,
        "other_name": one.other_name,
        "card_kind": one.kind.value,
        "birth": one.birth,
        "building_id": neighbourhood.building_id(one.building),
        "unit": one.unit,
        "floor": one.floor,
        "locked": False,
    } | _ways_in(house, one.telephone, one.hall_card)


def _crowd_row(house: House, one: Person) -> dict[str, object]:
    return {
        "id": one.id,
        "number_digest": number_digest(house, one.number),
        "name": one.name,
        "other_name": None,
        "card_kind": "resident",
        "birth": one.birth,
        "building_id": neighbourhood.building_id(one.building),
        "unit": one.unit,
        "floor": one.floor,
        "locked": one.locked,
    } | _ways_in(house, one.telephone, one.hall_card)


def _ways_in(house: House, telephone: str | None, hall_card: str | None) -> dict[str, object]:
    return {
        "telephone_digest": telephone_digest(house, telephone) if telephone else None,
        "telephone_tail": telephone[-4:] if telephone else None,
        "hall_card_digest": hall_card_digest(house, hall_card) if hall_card else None,
    }
