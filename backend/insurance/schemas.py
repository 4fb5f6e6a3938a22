"""Bodies of the room. Money in fen, months as YYYY-MM."""

from enum import StrEnum

from backend.fields import Month, Wire


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


class InsuranceOut(Wire):
    """One insurance."""

    kind: InsuranceKind
    status: InsuranceStatus
    place: str
    unit: str
    first_month: Month
    months_paid: int
    base_fen: int
    personal_account_fen: int | None


class SummaryOut(Wire):
    """All insurances of a resident, and the last month that the books cover."""

    as_of: Month
    insurances: list[InsuranceOut]


class ContributionOut(Wire):
    """One month of one insurance."""

    month: Month
    kind: InsuranceKind
    base_fen: int
    person_fen: int
    unit_fen: int
    paid: bool


class RecordsOut(Wire):
    """The last months, newest first."""

    months: int
    records: list[ContributionOut]
