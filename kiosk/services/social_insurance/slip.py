"""The slip of social insurance: masked identity, the five lines, and nothing that looks like an agency's seal."""

from hardware.receipt_printer.slip import Field, Rule, SlipLine, TextLine
from kiosk.backend_client.insurance import InsuranceSummary
from kiosk.foundation.money import Money
from kiosk.services.social_insurance.pages import NAMES, STATUSES
from kiosk.visit.person import Person
from kiosk.visit.values import Month, Months, Yuan

TITLE = "社会保险查询凭条"


def body(person: Person, summary: InsuranceSummary) -> tuple[SlipLine, ...]:
    """The lines between title and foot."""
    as_of = Month(summary.as_of.year, summary.as_of.month).shown()
    lines: list[SlipLine] = [
        Field("姓名", person.masked),
        Field("证件号", person.masked_number),
        Field("数据截止", as_of),
    ]
    for insurance in summary.insurances:
        lines += [
            Rule(),
            TextLine(NAMES[insurance.kind].shown(), bold=True),
            Field("状态", STATUSES[insurance.status].shown()),
            Field("累计缴费", Months(insurance.months_paid).shown()),
            Field("首次参保", Month(insurance.first_month.year, insurance.first_month.month).shown()),
            Field("参保地", insurance.place),
            Field("单位", insurance.unit),
            Field("缴费基数", Yuan(Money(insurance.base_fen)).shown()),
        ]
        if insurance.personal_account_fen is not None:
            lines.append(Field("个人账户", Yuan(Money(insurance.personal_account_fen)).shown()))
    return tuple(lines)
