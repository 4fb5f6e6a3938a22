"""Any order of losses, returns, garbage, cancels, pauses and commands: never stuck, no change without its number."""

from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.registry import Devices
from hardware.status import Condition, DeviceState, DeviceStatus, Health, StatusChanged
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.worker import Command

TROUBLES: dict[str, Callable[[], Exception]] = {
    "gone": lambda: OSError("gone"),
    "silent": lambda: DeviceError(Completion.TIME_OUT, DeviceReason.SILENT),
    "garbled": lambda: DeviceError(Completion.TIME_OUT, DeviceReason.GARBLED),
    "refused": lambda: DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED),
    "cancelled": lambda: DeviceError(Completion.CANCELED, DeviceReason.CANCELLED),
    "late": lambda: DeviceError(Completion.TIME_OUT, DeviceReason.DEADLINE),
    "driver": lambda: ZeroDivisionError("a driver's mistake"),
}
CONDITIONS = (
    Condition(DeviceState.ONLINE),
    Condition(DeviceState.ONLINE, ("paper_low",)),
    Condition(DeviceState.USER_ERROR, (), "cover_open"),
    Condition(DeviceState.HARDWARE_ERROR, (), "cutter"),
)
ABSENCE = {Health.ABSENT, Health.FAILED}


class Wire:
    """A line that does what the rules want, and checks that it is opened and closed in turn."""

    def __init__(self) -> None:
        self.trouble = ""
        self.condition = CONDITIONS[0]
        self.is_open = False
        self.misses = 0

    def open(self, command: Command) -> Condition:
        assert not self.is_open, "an open wire is not opened again"
        self._raise()
        self.is_open = True
        self.misses = 0
        return self.condition

    def probe(self, command: Command) -> Condition:
        assert self.is_open, "only an open wire is asked"
        self._raise()
        self.misses = 0
        return self.condition

    def close(self) -> None:
        self.is_open = False

    def _raise(self) -> None:
        if self.trouble:
            self.misses += self.trouble != "cancelled"
            raise TROUBLES[self.trouble]()


class Device(SupervisedDevice):
    """A device of a kind that has nothing of its own."""


class States(RuleBasedStateMachine):
    """The worker's thread is this one: its `idle` and its commands are called here, in any order."""

    @initialize()
    def make(self) -> None:
        self.wire = Wire()
        self.supervisor = Supervisor("d-1", "bench", "line", self.wire, Timing(retry_s=(0.5, 1), jitter=0))
        device = Device(self.supervisor)
        self.devices = Devices((device,))
        self.heard: list[StatusChanged] = []
        device.subscribe(self.devices.events.tell)
        device.subscribe(self.heard.append)
        self.first = device.status
        self.misses: list[int] = []
        device.subscribe(self.note_absence)
        self.paused = False

    @rule(trouble=st.sampled_from(sorted(TROUBLES)))
    def breaks(self, trouble: str) -> None:
        self.wire.trouble = trouble

    @rule(condition=st.sampled_from(CONDITIONS))
    def mends(self, condition: Condition) -> None:
        self.wire.trouble, self.wire.condition = "", condition

    @rule()
    def pauses(self) -> None:
        self.supervisor.pause()
        self.paused = True

    @rule()
    def resumes(self) -> None:
        self.supervisor.resume()
        self.paused = False

    @rule()
    def looks(self) -> None:
        due = self.supervisor._tend(Command(5))
        assert due >= 0
        assert due <= 3600
        if self.paused:
            assert self.status.health is Health.PAUSED
            assert not self.wire.is_open

    @rule(trouble=st.sampled_from(["", *sorted(TROUBLES)]))
    def works(self, trouble: str) -> None:
        def work(_: Command) -> str:
            assert self.wire.is_open
            if trouble:
                raise TROUBLES[trouble]()
            return "done"

        before = self.status
        try:
            assert self.supervisor._guard(work, Command(5)) == "done"
        except (DeviceError, ZeroDivisionError) as error:
            refused = isinstance(error, DeviceError) and error.reason is DeviceReason.ABSENT
            assert trouble or self.wire.trouble or self.paused
            assert not self.paused or refused, "nothing is done with a paused device"
            if refused:
                assert self.status.health is not Health.ABSENT or before.health is Health.ABSENT, "it tells no absence"

    @rule()
    @precondition(lambda self: not self.paused and self.wire.trouble not in {"cancelled"})
    def settles(self) -> None:
        """However it came here: three looks, and the state is the truth."""
        for _ in range(3):
            self.supervisor._tend(Command(5))
        if self.wire.trouble:
            assert self.status.health in ABSENCE
            assert not self.wire.is_open
        else:
            assert (self.status.state, self.status.detail) == (self.wire.condition.state, self.wire.condition.detail)
            assert self.wire.is_open
            assert self.supervisor._guard(lambda _: "serves", Command(5)) == "serves"

    def note_absence(self, change: StatusChanged) -> None:
        if change.old.usable and change.new.health is Health.ABSENT:
            self.misses.append(self.wire.misses)

    @invariant()
    def no_absence_before_the_third_miss(self) -> None:
        assert all(misses >= 3 for misses in self.misses)

    @invariant()
    def every_change_has_the_next_number_and_follows_the_last(self) -> None:
        last = self.first
        for change in self.heard:
            assert change.old is last
            assert change.seq == last.seq + 1
            last = change.new
        assert last is self.status

    @invariant()
    def who_was_away_can_read_it_all(self) -> None:
        missed = self.devices.events.since(len(self.heard) // 2)
        assert missed.lost == 0
        assert [event.value for event in missed.events] == self.heard[len(self.heard) // 2 :]

    @invariant()
    def counters_only_grow(self) -> None:
        numbers = self.supervisor.counters.snapshot()
        assert numbers.get("losses", 0) <= numbers.get("opens", 0) <= numbers.get("losses", 0) + 1 + self.pauses_seen()

    def pauses_seen(self) -> int:
        return sum(change.new.state is DeviceState.OFFLINE for change in self.heard)

    @property
    def status(self) -> DeviceStatus:
        return self.supervisor.status

    def teardown(self) -> None:
        if hasattr(self, "supervisor"):
            self.supervisor.close()
            assert not self.wire.is_open


States.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestStates: Any = States.TestCase


def test_an_absence_is_told_at_the_third_miss_and_not_before() -> None:
    wire = Wire()
    supervisor = Supervisor("d-1", "bench", "line", wire, Timing())
    supervisor._tend(Command(5))
    wire.trouble = "gone"
    states = []
    for _ in range(4):
        supervisor._tend(Command(5))
        states.append(supervisor.status.state)
    online, away = DeviceState.ONLINE, DeviceState.POWER_OFF
    assert states == [online, online, away, away]
    supervisor.close()
