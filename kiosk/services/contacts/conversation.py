"""The conversation: whom do you look for, found, printed or dialled from one's own phone."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.backend_client.directory import Contact, ContactRole, Directory
from kiosk.directory import search
from kiosk.directory.cache import required
from kiosk.documents.issue import Issuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.services.contacts import pages, slip
from kiosk.visit.catalogue import Entry
from kiosk.visit.text import text
from kiosk.visit.visit import Visit

ENTRY = Entry(
    id="contacts",
    title=text("找网格员"),
    detail=text("民警 · 物业 · 急救"),
    icon="users-three",
    tint="indigo",
    phrases=("找网格员", "找民警", "找片警", "找物业", "找社区", "报警电话", "急救电话"),
)


@dataclass(frozen=True, slots=True)
class Rooms:
    """What this service needs of the house; all of it works with the network down."""

    directory: Callable[[], Directory | None]
    initials: Callable[[str], tuple[str, ...]]
    issuer: Issuer
    desk: SlipDesk


async def serve(visit: Visit, rooms: Rooms) -> None:
    """Find people until the resident has found whom she needs."""
    while True:
        directory = required(rooms.directory)
        chosen = await visit.ask(pages.whom(directory))
        if chosen == "emergency":
            if await visit.tell(pages.emergency(directory)) == "done":
                return
            continue
        contact = await _find(visit, rooms, directory, chosen)
        if contact is not None and await _show(visit, rooms, directory, contact) == "done":
            return


async def _find(visit: Visit, rooms: Rooms, directory: Directory, how: str) -> Contact | None:
    """One contact, or None to begin anew."""
    if how == "building":
        return await _by_building(visit, directory)
    if how == "words":
        return await _by_words(visit, rooms, directory)
    return await _one_of(visit, search.in_role(directory, ContactRole(how)), pages.CHOOSE_CONTACT)


async def _by_building(visit: Visit, directory: Directory) -> Contact | None:
    number = int(await visit.ask(pages.building_number(directory)))
    building = search.building_by_number(directory, number)
    if building is None:
        await visit.tell(pages.no_such_building(number, directory))
        return None
    found = search.for_building(directory, building)
    worker = next((contact for contact in found if contact.role is ContactRole.GRID_WORKER), None)
    if worker is not None and await visit.tell(pages.building(building, worker, directory)) == "worker":
        return worker
    return await _one_of(visit, found, pages.people_of(building))


async def _by_words(visit: Visit, rooms: Rooms, directory: Directory) -> Contact | None:
    words = await visit.ask(pages.words(tuple(contact.name for contact in directory.contacts)))
    found = await visit.work(text("正在找"), search.by_words, directory, words, rooms.initials)
    return await _one_of(visit, found, pages.CHOOSE_CONTACT)


async def _one_of(visit: Visit, found: tuple[Contact, ...], headline: pages.Headline) -> Contact | None:
    if not found:
        await visit.tell(pages.nobody())
        return None
    if len(found) == 1:
        return found[0]
    chosen = await visit.choose(pages.choose_contact(found, headline))
    # None: the bundle was renewed under her hands, and a replay finds other people than she saw.
    return next((contact for contact in found if contact.id == chosen), None)


async def _show(visit: Visit, rooms: Rooms, directory: Directory, contact: Contact) -> str:
    """The contact's page, again after each print; the action with which it was left."""
    while True:
        action = await visit.tell(lambda: pages.contact(contact, directory, rooms.desk.resting()))
        if action != "print":
            return action
        made = rooms.issuer.plain(slip.TITLE, slip.body(contact, directory))
        await rooms.desk.print_slip(visit, text("打印这个电话吗？"), made)
