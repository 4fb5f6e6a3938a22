"""What the made-up residents paid: months with gaps, by how they live. Money in fen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from random import Random
from typing import Any

from backend.insurance.months import months_before
from backend.insurance.schemas import InsuranceKind, InsuranceStatus
from backend.seeding.neighbourhood import PLACE
from backend.seeding.people import DemoInsurance

# Thousandths of the base that the person and the payer pay.
RATES = {
    InsuranceKind.PENSION: (80, 160),
    InsuranceKind.MEDICAL: (20, 70),
    InsuranceKind.UNEMPLOYMENT: (4, 6),
    InsuranceKind.INJURY: (0, 4),
    InsuranceKind.MATERNITY: (0, 8),
}
PAYERS = (
    "云川青禾机械有限公司",
    "杏花食品厂",
    "云川第三人民医院",
    "杏花路小学",
    "云川公交集团",
    "青禾物流有限公司",
    "杏花超市",
)
NO_ONE_ELSE = "个人缴费"


class Life(Enum):
    """How somebody lives, and so which insurances there are."""

    EMPLOYED = tuple(InsuranceKind)
    ON_ONES_OWN = (InsuranceKind.PENSION, InsuranceKind.MEDICAL)
    RETIRED = (InsuranceKind.PENSION, InsuranceKind.MEDICAL, None)
    CHILD = (InsuranceKind.MEDICAL,)
    UNKNOWN = (None,)  # an empty tuple would become an `object` under Python 3.11.2, which is Debian 12's


@dataclass(frozen=True, slots=True)
class Book:
    """One insurance of one resident, before it becomes rows."""

    resident_id: str
    kind: InsuranceKind
    status: InsuranceStatus
    payer: str
    last: date
    kept_months: int
    paid_earlier: int
    missed: frozenset[date]
    base_fen: int
    account_fen: int | None

    def participation(self) -> dict[str, Any]:
        """The row of the insurance."""
        return {
            "resident_id": self.resident_id,
            "kind": self.kind.value,
            "status": self.status.value,
            "place": PLACE,
            "unit": self.payer,
            "first_month": months_before(self.last, self.kept_months + self.paid_earlier - 1),
            "months_paid_earlier": self.paid_earlier,
            "base_fen": self.base_fen,
            "personal_account_fen": self.account_fen,
        }

    def contributions(self) -> Iterator[dict[str, Any]]:
        """The rows of its months; the base was three per cent lower each year before."""
        person, payer = RATES[self.kind]
        for back in range(self.kept_months):
            month = months_before(self.last, back)
            paid = month not in self.missed
            base = self.base_fen * (100 - 3 * (back // 12)) // 10_000 * 100 if paid else 0
            yield {
                "resident_id": self.resident_id,
                "month": month,
                "kind": self.kind.value,
                "base_fen": base,
                "person_fen": base * person // 1000,
                "unit_fen": base * payer // 1000,
                "paid": paid,
            }


def demo_book(resident_id: str, insurance: DemoInsurance, last: date) -> Book:
    """The book of a fixed resident: the months paid add up to what the file says."""
    kept = [months_before(last, back) for back in range(insurance.kept_months)]
    missed = frozenset(next(month for month in kept if month.month == number) for number in insurance.missed)
    return Book(
        resident_id=resident_id,
        kind=insurance.kind,
        status=insurance.status,
        payer=insurance.payer,
        last=last,
        kept_months=insurance.kept_months,
        paid_earlier=insurance.months_paid - insurance.kept_months + len(missed),
        missed=missed,
        base_fen=insurance.base_fen,
        account_fen=insurance.personal_account_fen,
    )


def crowd_books(rng: Random, resident_id: str, birth: date, last: date) -> Iterator[Book]:
    """The books of one of the crowd: 24 to 60 months, one person in three with gaps, some paused or ended."""
    age = last.year - birth.year
    life = _life(rng, age)
    kinds = [kind for kind in life.value if kind is not None]
    kept_months = rng.randint(24, 60)
    base_fen = rng.randrange(4_000, 20_000) * 100
    status = _status(rng, life)
    payer = rng.choice(PAYERS) if life is Life.EMPLOYED else NO_ONE_ELSE
    earlier = rng.randint(0, max(0, (age - 22) * 12 - kept_months)) if age > 26 else 0
    gaps = frozenset(
        months_before(last, rng.randrange(kept_months)) for _ in range(rng.randint(1, 4) if rng.random() < 0.33 else 0)
    )
    # Who retired or stopped has months that end earlier.
    end = last if status is InsuranceStatus.ACTIVE else months_before(last, rng.randint(3, 36))
    for kind in kinds:
        has_account = kind in (InsuranceKind.PENSION, InsuranceKind.MEDICAL)
        yield Book(
            resident_id=resident_id,
            kind=kind,
            status=status,
            payer=payer,
            last=end,
            kept_months=kept_months,
            paid_earlier=earlier,
            missed=gaps,
            base_fen=base_fen,
            account_fen=(earlier + kept_months) * base_fen * RATES[kind][0] // 1000 if has_account else None,
        )


def _life(rng: Random, age: int) -> Life:
    if rng.random() < 0.04:
        return Life.UNKNOWN
    if age < 18:
        return Life.CHILD
    if age >= 60:
        return Life.RETIRED
    return Life.EMPLOYED if rng.random() < 0.62 else Life.ON_ONES_OWN


def _status(rng: Random, life: Life) -> InsuranceStatus:
    if life is Life.RETIRED:
        return InsuranceStatus.RECEIVING
    return rng.choices((InsuranceStatus.ACTIVE, InsuranceStatus.PAUSED, InsuranceStatus.ENDED), (88, 9, 3))[0]
