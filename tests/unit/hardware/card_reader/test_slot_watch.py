import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card_reader.slot_watch import Slot, View, ours, passed

EMPTY, PRESENT, LOST = 0x10, 0x20, 0x08


def slot(state: int, count: int = 0, arrival: int = 0) -> Slot:
    return Slot(0, "Twin 00 00", count << 16 | state, arrival)


@pytest.mark.parametrize(
    ("before", "now", "steps"),
    [
        (Slot(0, "Twin 00 00"), slot(PRESENT, 7), [True]),
        (Slot(0, "Twin 00 00"), slot(EMPTY, 7), []),
        (slot(EMPTY, 1), slot(PRESENT, 2), [True]),
        (slot(PRESENT, 2), slot(EMPTY, 3), [False]),
        (slot(PRESENT, 2), slot(PRESENT, 2), []),
        (slot(PRESENT, 2), slot(PRESENT, 4), [False, True]),
        (slot(EMPTY, 2), slot(EMPTY, 8), [True, False] * 3),
        (slot(EMPTY, 0xFFFF), slot(PRESENT, 0), [True]),
        (slot(PRESENT, 2), slot(LOST, 2), [False]),
        (slot(EMPTY, 2), slot(PRESENT, 4), [True]),  # a count that does not fit is not believed
        (slot(EMPTY, 2), slot(EMPTY, 5000), []),  # nor one that no hand can make
    ],
)
def test_every_movement_is_told_also_those_between_two_looks(before: Slot, now: Slot, steps: list[bool]) -> None:
    assert passed(before, now) == steps


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_the_steps_always_lead_from_one_look_to_the_next(before: int, now: int) -> None:
    first, second = Slot(0, "T", before), Slot(0, "T", now)
    here = first.occupied
    for came in passed(first, second):
        assert came is not here
        here = came
    assert here is second.occupied


READERS = ["ACME Dual 00 00", "ACME Dual 00 01", "ACME Dual 01 00", "Other Twin 02 00"]


def test_a_reader_is_found_by_its_name_or_a_part_of_it() -> None:
    assert ours(READERS, "Twin", frozenset()) == {"Other Twin 02 00": 0}
    assert ours(READERS, "ACME Dual 00", frozenset()) == {"ACME Dual 00 00": 0, "ACME Dual 00 01": 1}
    assert ours(READERS, "ACME Dual 00", frozenset({1})) == {"ACME Dual 00 01": 1}
    assert ours(READERS, "ACME Dual 00 00", frozenset()) == {"ACME Dual 00 00": 0}
    assert ours(READERS, "Nobody", frozenset()) == {}


def test_two_readers_with_the_name_are_none() -> None:
    with pytest.raises(LookupError):
        ours(READERS, "ACME", frozenset())


def test_the_newest_card_counts() -> None:
    old, new = Slot(0, "T 00 00", PRESENT, 1), Slot(1, "T 00 01", PRESENT, 2)
    assert View(slots=(old, new)).newest == new
    assert View(slots=(old, Slot(1, "T 00 01", EMPTY, 2))).newest == old
    assert View().newest is None
