"""The conversation: log in, look, go into detail, print."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hardware.receipt_printer.slip import SlipLine
from kiosk.backend_client.documents import DocumentKind
from kiosk.backend_client.insurance import ContributionRecords, InsuranceKind, InsuranceSummary
from kiosk.documents.issue import Issuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.identity.login import Login
from kiosk.services.social_insurance import pages, slip
from kiosk.visit.catalogue import Entry
from kiosk.visit.person import Level, Person
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit

ENTRY = Entry(
    id="social_insurance",
    title=text("查社保"),
    detail=text("缴费记录 · 打印凭条"),
    icon="shield-check",
    tint="jade",
    phrases=("查社保", "社会保险", "养老保险", "我交了多少年社保"),
    level=Level.CARD,
    strongest=Level.STRONG,
    needs=("id_card_reader",),
    network=True,
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of slip: its title, and what is said before it comes."""

    title: str
    preparing: Text
    question: Text


PAPERS = {
    DocumentKind.INSURANCE_SUMMARY: Paper(slip.TITLE, text("正在准备凭条"), text("打印社保凭条吗？")),
    DocumentKind.INSURANCE_CERTIFICATE: Paper(
        slip.CERTIFICATE_TITLE, text("正在准备参保证明"), text("打印参保证明吗？")
    ),
}


class Records(Protocol):
    """The books of social insurance. Both methods block: they are called from a thread.

    Raises: Fault
    """

    def summary(self, person: Person) -> InsuranceSummary:
        """The five insurances at a glance."""
        ...

    def months(self, person: Person) -> ContributionRecords:
        """The last 24 months, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """What this service needs of the house. `today` is a date of the hall's own time zone."""

    login: Login
    records: Records
    issuer: Issuer
    desk: SlipDesk
    today: Callable[[], date]


async def serve(visit: Visit, rooms: Rooms) -> None:
    """Look up one resident's social insurance, as long as she wants to look."""
    person = await rooms.login.require(visit, Level.CARD)
    summary = await visit.work(text("正在查您的社保"), rooms.records.summary, person)
    if not summary.insurances:
        await visit.tell(pages.nothing_there())
        return
    records = await visit.work(text("正在查每月明细"), rooms.records.months, person)
    while True:
        match await visit.tell(lambda: pages.overview(summary, records, rooms.today(), rooms.desk.resting())):
            case "print":
                body = slip.body(person, summary, records)
                await _print(visit, rooms, DocumentKind.INSURANCE_SUMMARY, body, person)
            case "certificate":
                # Who has shown her card shows once more that it is she; what was looked up stays on the table.
                person = await rooms.login.require(visit, Level.STRONG)
                body = slip.certificate(person, summary)
                await _print(visit, rooms, DocumentKind.INSURANCE_CERTIFICATE, body, person)
            case "months":
                await visit.tell(pages.months(records, pages.foremost(summary).kind))
            case "details":
                await _details(visit, summary, records)
            case _:
                return


async def _details(visit: Visit, summary: InsuranceSummary, records: ContributionRecords) -> None:
    kind = InsuranceKind(await visit.ask(pages.which_insurance(summary)))
    chosen = next(insurance for insurance in summary.insurances if insurance.kind is kind)
    if await visit.tell(pages.one_insurance(chosen)) == "months":
        await visit.tell(pages.months(records, kind))


async def _print(visit: Visit, rooms: Rooms, kind: DocumentKind, body: tuple[SlipLine, ...], person: Person) -> None:
    paper = PAPERS[kind]
    made = await visit.work(paper.preparing, rooms.issuer.issue, kind, paper.title, body, person.masked)
    await rooms.desk.print_slip(visit, paper.question, made)
