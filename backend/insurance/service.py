"""What a resident may see of her insurances."""

from sqlalchemy.orm import Session

from backend.house import House
from backend.insurance.models import Contribution
from backend.insurance.months import month_before, months_before
from backend.insurance.repository import InsuranceRepository
from backend.insurance.schemas import (
    ContributionOut,
    InsuranceKind,
    InsuranceOut,
    InsuranceStatus,
    RecordsOut,
    SummaryOut,
)

ORDER = {kind.value: place for place, kind in enumerate(InsuranceKind)}


def summary(house: House, session: Session, resident_id: str) -> SummaryOut:
    """The insurances at a glance, in the order in which they are shown; none for a resident without a record."""
    repository = InsuranceRepository(session)
    paid = repository.months_paid(resident_id)
    rows = sorted(repository.participations(resident_id), key=lambda row: ORDER[row.kind])
    return SummaryOut(
        as_of=month_before(house.today()),
        insurances=[
            InsuranceOut(
                kind=InsuranceKind(row.kind),
                status=InsuranceStatus(row.status),
                place=row.place,
                unit=row.unit,
                first_month=row.first_month,
                months_paid=row.months_paid_earlier + paid.get(row.kind, 0),
                base_fen=row.base_fen,
                personal_account_fen=row.personal_account_fen,
            )
            for row in rows
        ],
    )


def records(house: House, session: Session, resident_id: str, months: int) -> RecordsOut:
    """Month by month, newest first, within a month in the order of the kinds."""
    last = month_before(house.today())
    rows = InsuranceRepository(session).contributions(resident_id, months_before(last, months - 1), last)
    return RecordsOut(months=months, records=[_out(row) for row in sorted(rows, key=_newest_first)])


def _newest_first(row: Contribution) -> tuple[int, int]:
    return -row.month.toordinal(), ORDER[row.kind]


def _out(row: Contribution) -> ContributionOut:
    return ContributionOut(
        month=row.month,
        kind=InsuranceKind(row.kind),
        base_fen=row.base_fen,
        person_fen=row.person_fen,
        unit_fen=row.unit_fen,
        paid=row.paid,
    )
