"""The five social insurances of the resident who is logged in."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import Field, TypeAdapter

from kiosk.backend_client.fields import Count, Fen, Month, Text
from kiosk.backend_client.identity import Session
from kiosk.backend_client.transport import Transport, parse


class InsuranceKind(StrEnum):
    """The five kinds, in the order in which they are shown."""

    PENSION = "pension"  # 养老
    MEDICAL = "medical"  # 医疗
    UNEMPLOYMENT = "unemployment"  # 失业
    INJURY = "injury"  # 工伤
    MATERNITY = "maternity"  # 生育


class InsuranceStatus(StrEnum):
    """How a resident stands in one insurance."""

    ACTIVE = "active"  # 正常参保
    PAUSED = "paused"  # 暂停缴费
    ENDED = "ended"  # 终止参保
    RECEIVING = "receiving"  # 领取待遇


@dataclass(frozen=True, slots=True, repr=False)
class Insurance:
    """One insurance of one resident. Money in fen; `personal_account_fen` only where there is such an account."""

    kind: InsuranceKind
    status: InsuranceStatus
    place: Text
    unit: Text
    first_month: Month
    months_paid: Count
    base_fen: Fen
    personal_account_fen: Fen | None


@dataclass(frozen=True, slots=True, repr=False)
class InsuranceSummary:
    """What a resident has; empty when she has no record. `as_of` is the last month that the books cover."""

    as_of: Month
    insurances: Annotated[tuple[Insurance, ...], Field(max_length=5)]


@dataclass(frozen=True, slots=True, repr=False)
class Contribution:
    """One month of one insurance; a month that was missed has `paid` False and no money."""

    month: Month
    kind: InsuranceKind
    base_fen: Fen
    person_fen: Fen
    unit_fen: Fen
    paid: bool


@dataclass(frozen=True, slots=True, repr=False)
class ContributionRecords:
    """The last months, newest first."""

    months: Count
    records: Annotated[tuple[Contribution, ...], Field(max_length=600)] = field(default=())


_SUMMARY = TypeAdapter(InsuranceSummary)
_RECORDS = TypeAdapter(ContributionRecords)


def fetch_summary(transport: Transport, session: Session) -> InsuranceSummary:
    """The five insurances at a glance. SESSION_OVER: log in again."""
    return parse(_SUMMARY, transport.get("/v1/insurance/summary", session=session.token).body)


def fetch_records(transport: Transport, session: Session, months: int = 24) -> ContributionRecords:
    """Month by month, up to 60 of them. SESSION_OVER: log in again."""
    return parse(_RECORDS, transport.get(f"/v1/insurance/records?months={months}", session=session.token).body)
