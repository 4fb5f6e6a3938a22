"""The residents: a few fixed ones from assets/demo/residents.toml, and a crowd made by a fixed random seed."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from backend.identity.numbers import check_letter
from backend.identity.schemas import CardKind
from backend.insurance.schemas import InsuranceKind, InsuranceStatus
from backend.seeding.names import make_name
from backend.seeding.neighbourhood import BUILDINGS

DEMO_FILE = Path(__file__).parents[2] / "assets" / "demo" / "residents.toml"
# 69 belongs to no province (GB/T 2260 ends the north-west at 65), so none of these numbers can be a real person's.
REGION = "6901"
FIRST_BIRTH = date(1932, 1, 1)
LAST_BIRTH = date(2019, 12, 31)


@dataclass(frozen=True, slots=True)
class DemoInsurance:
    """An insurance of a fixed resident. `missed` are months of the year that were not paid the last time they came."""

    kind: InsuranceKind
    status: InsuranceStatus
    payer: str
    months_paid: int
    kept_months: int
    base_fen: int
    personal_account_fen: int | None = None
    missed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoResident:
    """A fixed resident with all that is on the card. Invented, so nothing needs hiding."""

    id: str
    about: str
    kind: CardKind
    name: str
    sex: Annotated[str, Field(pattern="^(female|male)$")]
    birth: date
    number: str
    issuer: str
    valid_from: date
    building: int
    unit: int
    floor: int
    valid_until: date | None = None  # None is 长期
    other_name: str | None = None  # the second name on a foreigner's card
    nation: str | None = None
    nationality: str | None = None  # ISO 3166 alpha-3
    address: str | None = None
    renewals: int | None = None
    pass_number: str | None = None
    issues: int | None = None
    telephone: str | None = None
    hall_card: str | None = None
    insurance: tuple[DemoInsurance, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Person:
    """One of the crowd."""

    id: str
    name: str
    number: str
    birth: date
    building: int
    unit: int
    floor: int
    locked: bool
    telephone: str | None
    hall_card: str | None


_DEMO = TypeAdapter(tuple[DemoResident, ...])


def demo_residents() -> tuple[DemoResident, ...]:
    """The fixed residents, as assets/demo/residents.toml has them."""
    content: Mapping[str, Any] = tomllib.loads(DEMO_FILE.read_text("utf-8"))
    return _DEMO.validate_python(content["resident"])


def crowd(rng: Random, count: int) -> Iterator[Person]:
    """So many residents, spread over all buildings; every two hundredth is locked."""
    taken: set[str] = set()
    for place in range(count):
        building = place % len(BUILDINGS) + 1
        units, floors = BUILDINGS[building - 1]
        female = rng.random() < 0.51
        birth = FIRST_BIRTH + timedelta(days=rng.randrange((LAST_BIRTH - FIRST_BIRTH).days))
        yield Person(
            id=f"seed-{place:05d}",
            name=make_name(rng, female=female),
            number=_number(rng, taken, building, birth, female=female),
            birth=birth,
            building=building,
            unit=rng.randint(1, units),
            floor=rng.randint(1, floors),
            locked=place % 200 == 199,
            telephone=None if place % 7 == 6 else f"000056{place:05d}",  # 0000 is the area code of nowhere
            hall_card=f"6901{place:08d}" if place % 3 == 0 else None,
        )


def _number(rng: Random, taken: set[str], building: int, birth: date, *, female: bool) -> str:
    """A number that nobody here has; its seventeenth place is even for a woman."""
    while True:
        order = rng.randrange(5, 500) * 2 + (0 if female else 1)
        first = f"{REGION}{building:02d}{birth:%Y%m%d}{order:03d}"
        if first not in taken:
            taken.add(first)
            return first + check_letter(first)
