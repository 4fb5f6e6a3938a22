"""Finding a contact: by building, by role, by name, by title, by address, or by pinyin initials of any of them."""

from collections.abc import Callable, Iterable

from kiosk.backend_client.directory import Building, Contact, ContactRole, Directory

MOST_FOUND = 30
ROLE_ORDER = tuple(ContactRole)


def in_role(directory: Directory, role: ContactRole) -> tuple[Contact, ...]:
    """Everybody with a role, in the order of the bundle."""
    return tuple(contact for contact in directory.contacts if contact.role is role)


def building_by_number(directory: Directory, number: int) -> Building | None:
    """The building with that number, if there is one."""
    return next((building for building in directory.buildings if building.number == number), None)


def for_building(directory: Directory, building: Building) -> tuple[Contact, ...]:
    """Whoever serves a building, its own people first, in the order of the roles."""
    served = [contact for contact in directory.contacts if _serves(contact, building)]
    own = sorted(served, key=lambda c: (ROLE_ORDER.index(c.role), not (c.grids or c.buildings)))
    return tuple(own)


def by_words(directory: Directory, words: str, initials: Callable[[str], tuple[str, ...]]) -> tuple[Contact, ...]:
    """Contacts whose name, title or place, or a building they serve, holds the words or begins with these initials.

    `initials` turns 曾桂芳 into ("cz", "g", "f"), every letter that a reading may begin with; it is passed in because
    the pinyin tables are slow to load.
    """
    wanted = "".join(words.split()).casefold()
    if not wanted:
        return ()
    buildings = [b for b in directory.buildings if _matches(wanted, (b.name, b.address), initials)]
    found = [
        contact
        for contact in directory.contacts
        if _matches(wanted, (contact.name, contact.title, contact.place), initials)
        or any(_serves_itself(contact, building) for building in buildings)
    ]
    return tuple(found[:MOST_FOUND])


def _matches(wanted: str, fields: Iterable[str], initials: Callable[[str], tuple[str, ...]]) -> bool:
    if wanted.isascii() and wanted.isalpha():
        return any(_begin_with(initials(field), wanted) for field in fields)
    return any(wanted in "".join(field.split()).casefold() for field in fields)


def _begin_with(letters: tuple[str, ...], wanted: str) -> bool:
    return len(wanted) <= len(letters) and all(w in some for w, some in zip(wanted, letters, strict=False))


def _serves(contact: Contact, building: Building) -> bool:
    return _serves_itself(contact, building) or not (contact.grids or contact.buildings)


def _serves_itself(contact: Contact, building: Building) -> bool:
    return building.grid in contact.grids or building.id in contact.buildings
