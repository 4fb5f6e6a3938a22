"""参保证明: see what it will say, show once more that it is she, take it along."""

from kiosk.backend_client.documents import DocumentKind
from kiosk.backend_client.insurance import InsuranceSummary
from kiosk.services.social_insurance import pages, slip
from kiosk.services.social_insurance.rooms import Rooms
from kiosk.visit.catalogue import Entry
from kiosk.visit.person import Level, Person
from kiosk.visit.text import text
from kiosk.visit.visit import Visit

ENTRY = Entry(
    id="insurance_certificate",
    title=text("参保证明"),
    detail=text("确认是您 · 打印证明"),
    icon="file-text",
    tint="moss",
    phrases=("参保证明", "社保证明", "打印参保证明", "打印证明"),
    level=Level.CARD,
    strongest=Level.STRONG,
    needs=("id_card_reader", "receipt_printer"),
    network=True,
)


async def serve(visit: Visit, rooms: Rooms) -> None:
    """Show what the certificate will say, and print it for whom it is about, as often as she wants it."""
    person = await rooms.login.require(visit, Level.CARD)
    summary = await visit.work(text("正在查您的社保"), rooms.records.summary, person)
    if not summary.insurances:
        await visit.tell(pages.nothing_there())
        return
    while await visit.tell(lambda: pages.certificate(summary, rooms.desk.resting())) == "print":
        # Who has shown her card shows once more that it is she; what was looked up stays on the table.
        person = await rooms.login.require(visit, Level.STRONG)
        await _print(visit, rooms, person, summary)


async def _print(visit: Visit, rooms: Rooms, person: Person, summary: InsuranceSummary) -> None:
    body, kind = slip.certificate(person, summary), DocumentKind.INSURANCE_CERTIFICATE
    title = slip.CERTIFICATE_TITLE
    made = await visit.work(text("正在准备参保证明"), rooms.issuer.issue, kind, title, body, person)
    await rooms.desk.print_slip(visit, text("打印参保证明吗？"), made)
