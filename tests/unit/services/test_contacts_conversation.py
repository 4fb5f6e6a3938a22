"""The conversation about contacts while the bundle is renewed under the resident's hands."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from hardware.receipt_printer.slip import Slip, SlipLine
from kiosk.backend_client.directory import ContactRole, Directory
from kiosk.backend_client.documents import DocumentKind
from kiosk.documents.slip_desk import SlipDesk
from kiosk.foundation.clock import SystemClock
from kiosk.services.contacts import ENTRY, Rooms, serve
from kiosk.store.database import Database
from kiosk.store.journal import Journal
from kiosk.visit.catalogue import Catalogue, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.person import Person
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.services.test_contacts_pages import HALL, person
from tests.unit.visit.conftest import AllWell

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class NoIssuer:
    """Nothing is printed here."""

    def issue(self, kind: DocumentKind, title: str, body: tuple[SlipLine, ...], person: Person) -> Slip:
        raise AssertionError

    def plain(self, title: str, body: tuple[SlipLine, ...]) -> Slip:
        raise AssertionError


async def nobody(_service: str) -> Text:
    return text("好")


async def test_a_bundle_that_is_renewed_before_back_leads_to_the_first_question_and_not_to_a_stumble(
    tmp_path: Path,
) -> None:
    police = tuple(person(f"{n}警官", ContactRole.POLICE) for n in ("张", "李", "王"))
    now = [replace(HALL, contacts=police)]
    desk = SlipDesk(None, Journal(Database(tmp_path / "t.sqlite"), SystemClock()))

    def current() -> Directory:
        return now[0]

    rooms = Rooms(current, tuple, NoIssuer(), desk)

    async def run(visit: Visit) -> None:
        await serve(visit, rooms)

    conversation = Conversation(Catalogue((Service(ENTRY, run),), AllWell()), SystemClock(), Idle(), nobody)
    visitor = ScriptedVisitor(conversation)
    running = asyncio.create_task(conversation.run())
    try:
        conversation.begin()
        await visitor.meets("今天", "contacts")
        await visitor.meets("您找谁", "police")
        await visitor.meets("您找哪一位", "张警官")
        await visitor.meets("张警官", "another")
        await visitor.sees("您找谁")
        now[0] = replace(HALL, contacts=police[1:])
        conversation.back()
        scene = await visitor.sees("您找谁")
        assert "机器的原因" not in scene.prompt.headline.shown()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
