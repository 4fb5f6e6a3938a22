"""Whatever a genuine bundle may hold, contacts can be found, shown, heard and printed."""

import re
from dataclasses import asdict, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.backend_client.directory import Building, Contact, ContactRole, Directory, EmergencyNumber, Notice
from kiosk.backend_client.enrolment import Site
from kiosk.directory import search
from kiosk.directory.initials import initials
from kiosk.documents.slip_layout import compose
from kiosk.services.contacts import pages, slip
from kiosk.visit.items import items_of
from kiosk.visit.prompts import Choose, EnterDigits, EnterText, Tell
from kiosk.visit.text import NOTHING

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
WIRE_TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).map(
    lambda t: (t * 200)[:200]
)
PHONE = st.from_regex(r"^[0-9+][0-9 -]{1,24}$", fullmatch=True)
IDS = st.from_regex(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,8}$", fullmatch=True)
BUILDINGS = st.builds(
    Building, IDS, st.integers(0, 10_000), WIRE_TEXT, WIRE_TEXT, st.integers(0, 20), st.sampled_from(["g1", "g2"])
)
CONTACTS = st.builds(
    Contact,
    id=IDS,
    name=WIRE_TEXT,
    role=st.sampled_from(ContactRole),
    title=WIRE_TEXT,
    phone=PHONE,
    grids=st.lists(st.sampled_from(["g1", "g2"]), max_size=2).map(tuple),
    buildings=st.lists(IDS, max_size=2).map(tuple),
    hours=WIRE_TEXT,
    place=WIRE_TEXT,
)
DIRECTORIES = st.builds(
    Directory,
    version=st.just(1),
    site=st.just(Site("xinghua", "杏花社区便民服务馆")),
    issued_at=st.just(AT),
    valid_until=st.just(AT),
    buildings=st.lists(BUILDINGS, max_size=4).map(tuple),
    contacts=st.lists(CONTACTS, max_size=6).map(tuple),
    emergency=st.lists(st.builds(EmergencyNumber, WIRE_TEXT, PHONE), max_size=50).map(tuple),
    notices=st.just(()),
)


def person(
    name: str, role: ContactRole = ContactRole.GRID_WORKER, grids: tuple[str, ...] = (), buildings: tuple[str, ...] = ()
) -> Contact:
    return Contact(name, name, role, "一号网格员", "13800138000", grids, buildings, "周一到周五", "杏花社区")


HALL = Directory(
    1,
    Site("xinghua", "杏花社区便民服务馆"),
    AT,
    AT,
    (Building("b3", 3, "3栋", "梧桐街8号3栋", 2, "g1"), Building("b12", 12, "12栋", "梧桐街8号12栋", 2, "g2")),
    (
        person("赵敏", grids=("g1",)),
        person("钱多", grids=("g2",)),
        person("孙警官", ContactRole.POLICE),
        person("王桂芳", ContactRole.PROPERTY, buildings=("b3",)),
    ),
    (EmergencyNumber("报警", "110"), EmergencyNumber("火警", "119"), EmergencyNumber("急救", "120")),
    (Notice("n", "停水", "明天", date(2026, 11, 21), "社区"),),
)


@given(DIRECTORIES, st.integers(0, 9999))
def test_every_page_of_any_bundle_can_be_shown_and_heard(directory: Directory, number: int) -> None:
    made: list[Choose | EnterDigits | EnterText | Tell] = [
        pages.whom(directory),
        pages.emergency(directory),
        pages.building_number(directory),
        pages.no_such_building(number, directory),
        pages.words(),
        pages.nobody(),
        *(pages.contact(contact, directory, NOTHING) for contact in directory.contacts),
    ]
    for building in directory.buildings:
        found = search.for_building(directory, building)
        made += [pages.building(building, contact, directory) for contact in found]
        if found:
            made.append(pages.choose_contact(found, pages.people_of(building)))
    for page in made:
        assert page.headline.shown()
        assert page.said
        assert all(isinstance(item.aloud, str) for item in items_of(page))


@given(CONTACTS, st.lists(st.builds(EmergencyNumber, WIRE_TEXT, PHONE), max_size=3), st.integers(1, 50))
def test_every_contact_of_any_bundle_can_be_printed(
    contact: Contact, emergency: list[EmergencyNumber], times: int
) -> None:
    directory = replace(HALL, contacts=(contact,), emergency=tuple(emergency * times)[:50])
    compose("杏花社区便民服务馆", slip.TITLE, slip.body(contact, directory), AT)


@pytest.mark.parametrize("odd", ["\ufeff梧桐街", "梧桐\u200b街", "梧桐\u202e街", "\u2028"])
def test_marks_that_cannot_be_seen_are_left_out_on_paper(odd: str) -> None:
    contact = replace(HALL.contacts[0], place=odd, hours=odd, name=odd, title=odd)
    assert "\u200b" not in str([asdict(line) for line in slip.body(contact, HALL)])


@given(DIRECTORIES, st.text(max_size=20))
def test_searching_for_anything_raises_nothing_and_finds_at_most_thirty(directory: Directory, words: str) -> None:
    found = search.by_words(directory, words, initials)
    assert len(found) <= search.MOST_FOUND
    assert set(found) <= set(directory.contacts)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("王桂芳", ["王桂芳"]),
        ("桂", ["王桂芳"]),
        ("wgf", ["王桂芳"]),
        ("WGF", ["王桂芳"]),
        ("w g", ["王桂芳"]),
        ("zm", ["赵敏"]),
        ("3栋", ["赵敏", "王桂芳"]),
        ("12", ["钱多"]),
        ("zzz", []),
        ("   ", []),
        ("", []),
    ],
)
def test_a_contact_is_found_by_name_initials_and_address(words: str, names: list[str]) -> None:
    assert [contact.name for contact in search.by_words(HALL, words, initials)] == names


def test_a_building_lists_its_own_people_and_those_for_everybody() -> None:
    building = search.building_by_number(HALL, 3)
    assert building is not None
    assert [c.name for c in search.for_building(HALL, building)] == ["赵敏", "孙警官", "王桂芳"]
    assert search.building_by_number(HALL, 4) is None


def test_the_numbers_for_an_emergency_are_on_the_first_page_in_a_short_sentence() -> None:
    hint = pages.whom(HALL).hint
    assert hint.shown() == "急事请打：报警 110，火警 119，急救 120。"
    assert not re.search("[0-9]", hint.spoken())


def test_a_number_is_dialled_as_it_is_and_said_digit_by_digit() -> None:
    page = pages.contact(HALL.contacts[0], HALL, NOTHING)
    assert any(getattr(block, "data", "") == "tel:13800138000" for block in page.blocks)
    assert "幺三八，零零幺三，八零零零" in page.said
