"""Every service of the hall, and the ways that lead to the logins it asks for: the face is never the only one."""

import ast
from pathlib import Path
from types import ModuleType

import pytest

from kiosk.identity.ways import WayIn, next_ways, proofs_of, routes
from kiosk.services import contacts, my_face, pause, pay_bills, payment_help, social_insurance
from kiosk.services.social_insurance import certificate
from kiosk.visit.catalogue import Entry
from kiosk.visit.person import Level, Proof
from tests.helpers.hall import CONVERSATIONS, ENTRIES

# 接着办 asks for a card only where what was stopped was somebody's own.
FROM_ELSEWHERE = {"resume": {Level.CARD}}


def files_of(conversation: ModuleType) -> set[Path]:
    """Its own file and those of its room, but for the other conversations of the room."""
    own = Path(str(conversation.__file__))
    others = {Path(str(other.__file__)) for other in CONVERSATIONS if other is not conversation}
    return set(own.parent.glob("*.py")) - others


def levels_in_the_code(conversation: ModuleType) -> set[Level]:
    """Every level that a service names in a call of `require`."""
    found = set()
    for file in files_of(conversation):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "require":
                level = call.args[1]
                assert isinstance(level, ast.Attribute), f"{file.name}: a level that is not named"
                found.add(Level[level.attr])
    return found


def test_every_service_of_the_house_is_looked_at() -> None:
    rooms = (contacts, my_face, pause, pay_bills, payment_help, social_insurance, certificate)
    assert {id(entry) for entry in ENTRIES} == {id(room.ENTRY) for room in rooms}


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda module: module.ENTRY.id)
def test_a_service_declares_every_level_that_it_asks_for(conversation: ModuleType) -> None:
    entry: Entry = conversation.ENTRY
    assert levels_in_the_code(conversation) == set(entry.levels) | FROM_ELSEWHERE.get(entry.id, set())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_no_service_has_the_face_as_its_only_way(entry: Entry) -> None:
    for level in entry.levels | FROM_ELSEWHERE.get(entry.id, set()):
        without = [route for route in routes(level) if Proof.FACE not in route]
        assert len(without) >= 2, f"{entry.id} at {level.name}"
        assert any(len(route) <= min(map(len, routes(level))) for route in without), "as short without it as with it"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_wherever_the_face_is_offered_two_others_stand_beside_it(entry: Entry) -> None:
    for level in entry.levels:
        for shown in ({Proof.ID_CARD}, {Proof.HALL_CARD}, {Proof.SOCIAL_SECURITY}):
            offered = next_ways(frozenset(shown), level)
            if WayIn.FACE in offered:
                others = [way for way in offered if way is not WayIn.FACE]
                assert len(others) >= 2
                assert all(proofs_of(way) for way in others)
