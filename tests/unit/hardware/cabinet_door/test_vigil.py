"""Whether an opening was meant to be."""

from hypothesis import given
from hypothesis import strategies as st

from hardware.cabinet_door.contract import Door, DoorState
from hardware.cabinet_door.vigil import Vigil


def test_before_anything_is_seen_nothing_is_known() -> None:
    vigil = Vigil()
    assert (vigil.door, vigil.warnings()) == (Door(), ("not_known_yet",))


def test_a_door_that_stood_open_at_the_start_is_an_alarm() -> None:
    vigil = Vigil()
    assert vigil.see(True)
    assert vigil.door == Door(DoorState.TAMPERED, True)


Steps = st.lists(st.sampled_from(["open", "shut", "lost", "announce", "done"]), max_size=40)


@given(Steps)
def test_whatever_happens_an_unannounced_opening_is_an_alarm_until_the_next_announcement(steps: list[str]) -> None:
    vigil, announced, is_open, alarm = Vigil(), False, None, False
    for step in steps:
        if step in {"announce", "done"}:
            announced = step == "announce"
            vigil.announce(announced=announced)
            alarm = alarm and not announced
            continue
        seen = {"open": True, "shut": False, "lost": None}[step]
        raised = seen is True and is_open is not True and not announced and not alarm
        assert vigil.see(seen) is raised
        alarm, is_open = alarm or raised, seen
        assert (vigil.door.state is DoorState.TAMPERED) is alarm
        assert vigil.door.is_open is is_open
