"""The slip of social insurance: masked identity, the five lines, and nothing that looks like an agency's seal."""

from hardware.receipt_printer.slip import Align, Field, Rule, SlipLine, TextLine
from kiosk.backend_client.insurance import Contribution, ContributionRecords, Insurance, InsuranceSummary
from kiosk.documents.slip_layout import BODY, printable
from kiosk.foundation.money import Money
from kiosk.services.social_insurance.pages import NAMES, STATUSES, of_kind
from kiosk.visit.person import Person
from kiosk.visit.values import Count, Month, Months, Yuan

TITLE = "社会保险查询凭条"
CERTIFICATE_TITLE = "社会保险参保证明"
MOST_MISSED = 3  # months without a payment that are named; of more only how many


def body(person: Person, summary: InsuranceSummary, records: ContributionRecords) -> tuple[SlipLine, ...]:
    """The lines between title and foot."""
    as_of = Month(summary.as_of.year, summary.as_of.month).shown()
    lines: list[SlipLine] = [
        _field("姓名", person.masked),
        *([_field("证件号", person.masked_number)] if person.masked_number else []),
        _field("数据截止", as_of),
    ]
    before: Insurance | None = None
    for insurance in summary.insurances:
        lines += [*_insurance(insurance, before), *_missed(of_kind(records, insurance.kind))]
        before = insurance
    return tuple(lines)


def certificate(person: Person, summary: InsuranceSummary) -> tuple[SlipLine, ...]:
    """That she is insured, where and for how long. There is no seal on it: whoever is shown it looks the code up."""
    as_of = Month(summary.as_of.year, summary.as_of.month).shown()
    lines: list[SlipLine] = [_field("姓名", person.masked)]
    if person.masked_number:
        lines.append(_field("证件号", person.masked_number))
    lines.append(_field("数据截止", as_of))
    for insurance in summary.insurances:
        lines += [
            Rule(),
            Field(NAMES[insurance.kind].shown(), STATUSES[insurance.status].shown(), size=BODY, bold=True),
            _field("累计缴费", Months(insurance.months_paid).shown()),
            _field("参保地", insurance.place),
        ]
    return tuple(lines)


def _insurance(insurance: Insurance, before: Insurance | None) -> list[SlipLine]:
    """One insurance; what is the same as in the one before is not printed again: the type is large, the paper long."""
    first = Month(insurance.first_month.year, insurance.first_month.month).shown()
    lines: list[SlipLine] = [
        Rule(),
        Field(NAMES[insurance.kind].shown(), STATUSES[insurance.status].shown(), size=BODY, bold=True),
        _field("累计缴费", Months(insurance.months_paid).shown()),
        _field("首次参保", first),
        _field("缴费基数", Yuan(Money(insurance.base_fen)).shown()),
    ]
    if insurance.personal_account_fen is not None:
        lines.append(_field("个人账户", Yuan(Money(insurance.personal_account_fen)).shown()))
    if before is None or (before.place, before.unit) != (insurance.place, insurance.unit):
        lines += [_field("参保地", insurance.place), _field("单位", insurance.unit)]
    return lines


def _missed(months: tuple[Contribution, ...]) -> list[SlipLine]:
    """The months that were not paid, newest first, under one another: two of them do not fit into a line."""
    missed = [Month(m.month.year, m.month.month).shown() for m in reversed(months) if not m.paid]
    if not missed:
        return []
    first, *others = missed[:MOST_MISSED]
    if len(missed) > MOST_MISSED:
        others.append(f"等 {Count(len(missed), '个月').shown()}")
    return [_field("未缴", first), *(TextLine(words, size=BODY, align=Align.RIGHT) for words in others)]


def _field(label: str, value: str) -> Field:
    return Field(label, printable(value), size=BODY)
