"""Whose bills? By the number on the paper, by the card, by the door, or by the last receipt."""

from kiosk.backend_client.bills import LARGEST_PLACE, Door
from kiosk.payments.claiming import ask_claim, unknown_claim
from kiosk.services.pay_bills import finding_pages as pages
from kiosk.services.pay_bills.rooms import Accounts, Rooms
from kiosk.visit.person import Level
from kiosk.visit.text import text
from kiosk.visit.visit import Visit

LOOKING = text("正在查账单")


async def find(visit: Visit, rooms: Rooms) -> Accounts:
    """At least one account.

    Raises: Back, Pause (let them pass), Fault
    """
    while True:
        match await visit.ask(pages.HOW):
            case "household":
                found = await _by_household(visit, rooms)
            case "card":
                found = await _by_card(visit, rooms)
            case "door":
                found = await _by_door(visit, rooms)
            case _:
                found = await _by_receipt(visit, rooms)
        if found:
            return found


async def _by_household(visit: Visit, rooms: Rooms) -> Accounts:
    number = ""
    while True:
        number = await visit.ask(pages.household(number))
        found = await visit.work(LOOKING, rooms.books.by_household, number)
        if found or await visit.tell(pages.no_such_household()) != "again":
            return found


async def _by_card(visit: Visit, rooms: Rooms) -> Accounts:
    person = await rooms.login.require(visit, Level.CARD)
    found = await visit.work(LOOKING, rooms.books.of, person)
    if not found:
        await visit.tell(pages.nothing_of_hers())
    return found


async def _by_door(visit: Visit, rooms: Rooms) -> Accounts:
    while True:
        places = [int(await visit.ask(question)) for question in pages.DOOR]
        there = all(1 <= place <= LARGEST_PLACE for place in places)
        found = await visit.work(LOOKING, rooms.books.by_door, Door(*places)) if there else ()
        if found or await visit.tell(pages.no_such_door(places)) != "again":
            return found


async def _by_receipt(visit: Visit, rooms: Rooms) -> Accounts:
    code = ""
    while True:
        code = await ask_claim(visit, rooms.scanner, code)
        found = await visit.work(LOOKING, rooms.books.by_receipt, code)
        if found or await visit.tell(unknown_claim()) != "again":
            return found
