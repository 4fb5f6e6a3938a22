"""The conversation: log in, look, go into detail, print."""

from kiosk.backend_client.documents import DocumentKind
from kiosk.backend_client.insurance import ContributionRecords, InsuranceKind, InsuranceSummary
from kiosk.services.social_insurance import pages, slip
from kiosk.services.social_insurance.rooms import Rooms
from kiosk.visit.catalogue import Entry
from kiosk.visit.person import Level, Person
from kiosk.visit.text import text
from kiosk.visit.visit import Visit

ENTRY = Entry(
    id="social_insurance",
    title=text("查社保"),
    detail=text("缴费记录 · 打印凭条"),
    icon="shield-check",
    tint="jade",
    phrases=("查社保", "社会保险", "养老保险", "我交了多少年社保"),
    level=Level.CARD,
    needs=("id_card_reader",),
    network=True,
)


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
                await _print(visit, rooms, person, summary, records)
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


async def _print(
    visit: Visit, rooms: Rooms, person: Person, summary: InsuranceSummary, records: ContributionRecords
) -> None:
    body = slip.body(person, summary, records)
    kind = DocumentKind.INSURANCE_SUMMARY
    made = await visit.work(text("正在准备凭条"), rooms.issuer.issue, kind, slip.TITLE, body, person)
    await rooms.desk.print_slip(visit, text("打印社保凭条吗？"), made)
