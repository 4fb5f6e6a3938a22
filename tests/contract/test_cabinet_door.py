"""The contract of a cabinet door, held over a FIFO with input events and by a pin of a mocked chip."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hardware.cabinet_door.contract import CabinetDoor, Door, DoorState
from hardware.cabinet_door.drivers import ROWS
from hardware.cabinet_door.evdev import Contact, EvdevDoor
from hardware.cabinet_door.pin import PinDoor
from hardware.configuration import ConfigError, DeviceConfig
from hardware.emulators.cabinet_door import DoorEmulator
from hardware.emulators.gpio import GpioStandIn
from hardware.emulators.handles import Handled
from hardware.events import Event
from hardware.status import DeviceState, Health
from hardware.supervisor import Timing
from hardware.transport.gpio import GpioInput, pin
from hardware.transport.input_device import InputDevice

TIMING = Timing(retry_s=(0.02, 0.04))
CLOSED, OPEN = Door(DoorState.CLOSED, False), Door(DoorState.OPEN, True)
ALARM, WAS_OPENED = Door(DoorState.TAMPERED, True), Door(DoorState.TAMPERED, False)


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


@dataclass(frozen=True)
class Bench:
    """A driver, and the door."""

    door: CabinetDoor
    open: Callable[[], None]
    shut: Callable[[], None]
    unplug: Callable[[], None]
    plug: Callable[[], None]
    told: list[Event[Door]] = field(default_factory=list)

    def is_now(self, door: Door) -> None:
        until(lambda: self.door.door == door)


def over_evdev(tmp_path: Path) -> Iterator[Bench]:
    with DoorEmulator(tmp_path / "door") as device:
        door = EvdevDoor("d-1", InputDevice(device.path), Contact(), TIMING, look_s=0.02)
        yield from started(Bench(door, device.open_door, device.shut_door, device.unplug, device.plug))


def over_gpio(tmp_path: Path) -> Iterator[Bench]:
    chip = GpioStandIn()
    door = PinDoor("d-1", GpioInput(pin("/dev/gpiochip0:3"), request_lines=chip.request_lines), TIMING)
    bench = Bench(door, lambda: chip.drive(3, True), lambda: chip.drive(3, False), chip.unplug, chip.plug)
    yield from started(bench)


def started(bench: Bench) -> Iterator[Bench]:
    bench.door.listen(bench.told.append)
    bench.door.start()
    try:
        until(lambda: bench.door.status.usable)
        bench.shut()
        bench.is_now(CLOSED)
        yield bench
    finally:
        bench.door.close()


@pytest.fixture(params=[over_evdev, over_gpio], ids=["door_evdev", "door_gpio"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    yield from request.param(tmp_path)


def test_opened_under_maintenance_is_open_and_no_alarm(bench: Bench) -> None:
    bench.door.maintenance(announced=True)
    bench.open()
    bench.is_now(OPEN)
    until(lambda: bench.door.status.warnings == ("open",))
    bench.shut()
    bench.is_now(CLOSED)
    until(lambda: bench.door.status.health is Health.HEALTHY)
    assert [event.value for event in bench.told] == [CLOSED, OPEN, CLOSED]
    assert [event.seq for event in bench.told] == [1, 2, 3]
    assert "alarms" not in bench.door.counters.snapshot()


def test_opened_by_nobody_is_an_alarm_that_outlasts_the_shutting(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.open()
    bench.is_now(ALARM)
    until(lambda: bench.door.status.warnings == ("open", "tampered"))
    bench.shut()
    bench.is_now(WAS_OPENED)
    bench.open()
    bench.is_now(ALARM)
    counted = bench.door.counters.snapshot()
    assert (counted["alarms"], counted["openings"]) == (1, 2)
    assert caplog.text.count("nobody had announced it") == 1


def test_announcing_maintenance_ends_the_alarm(bench: Bench) -> None:
    bench.open()
    bench.is_now(ALARM)
    bench.door.maintenance(announced=True)
    bench.is_now(OPEN)
    bench.door.maintenance(announced=False)
    bench.shut()
    bench.is_now(CLOSED)
    bench.open()
    bench.is_now(ALARM)


def test_left_open_after_maintenance_is_a_warning_and_no_alarm(bench: Bench) -> None:
    bench.door.maintenance(announced=True)
    bench.open()
    bench.is_now(OPEN)
    bench.door.maintenance(announced=False)
    until(lambda: bench.door.status.warnings == ("open",))
    assert bench.door.door == OPEN


def test_unplugged_nothing_is_known_and_back_it_is(bench: Bench) -> None:
    bench.unplug()
    until(lambda: bench.door.status.state is DeviceState.POWER_OFF)
    until(lambda: bench.told[-1].value == bench.door.door == Door())
    bench.plug()
    until(lambda: bench.door.status.usable)
    bench.shut()
    bench.is_now(CLOSED)


def test_an_alarm_is_not_forgotten_when_the_wire_is_cut(bench: Bench) -> None:
    bench.open()
    bench.is_now(ALARM)
    bench.unplug()
    until(lambda: bench.door.door == Door(DoorState.TAMPERED))
    bench.shut()
    bench.plug()
    until(lambda: bench.door.status.usable)
    bench.shut()
    bench.is_now(WAS_OPENED)


def test_a_door_that_opened_while_nobody_looked_is_an_alarm(bench: Bench) -> None:
    bench.unplug()
    until(lambda: bench.door.status.state is DeviceState.POWER_OFF)
    bench.plug()
    bench.open()
    until(lambda: bench.door.status.usable)
    bench.open()
    bench.is_now(ALARM)


def test_paused_and_resumed_and_closed_without_waiting(bench: Bench) -> None:
    bench.door.pause()
    until(lambda: bench.door.status.state is DeviceState.OFFLINE)
    bench.door.resume()
    until(lambda: bench.door.status.usable)
    bench.door.close()
    bench.door.close()


@pytest.fixture
def fifo(tmp_path: Path) -> Iterator[tuple[CabinetDoor, DoorEmulator, list[Door]]]:
    with DoorEmulator(tmp_path / "door") as device:
        door = EvdevDoor("d-1", InputDevice(device.path), Contact(), TIMING, look_s=0.02)
        told: list[Door] = []
        door.listen(lambda event: told.append(event.value))
        door.start()
        try:
            until(lambda: door.status.usable)
            yield door, device, told
        finally:
            door.close()


Fifo = tuple[CabinetDoor, DoorEmulator, list[Door]]


def test_until_the_first_event_the_door_is_not_known(fifo: Fifo) -> None:
    door, device, _ = fifo
    assert (door.door, door.status.warnings) == (Door(), ("not_known_yet",))
    device.shut_door()
    until(lambda: door.status.health is Health.HEALTHY)


def test_noise_before_an_event_is_passed_over(fifo: Fifo) -> None:
    door, device, _ = fifo
    device.break_with_fault("noise")
    device.shut_door()
    until(lambda: door.door == CLOSED)


def test_a_door_opened_and_shut_in_one_breath_was_opened(fifo: Fifo) -> None:
    door, device, told = fifo
    device.shut_door()
    until(lambda: door.door == CLOSED)
    device.write(device.event(5, 0, 0) + device.event(5, 0, 1))
    until(lambda: door.door == WAS_OPENED)
    assert told == [CLOSED, ALARM, WAS_OPENED]


def test_when_the_kernel_lost_events_the_door_is_not_known(fifo: Fifo) -> None:
    door, device, _ = fifo
    device.shut_door()
    until(lambda: door.door == CLOSED)
    device.break_with_fault("dropped")
    device.open_door()
    until(lambda: door.door == Door())
    device.break_with_fault("")
    device.open_door()
    until(lambda: door.door == ALARM)


def test_events_of_others_on_the_same_device_are_not_the_door(fifo: Fifo) -> None:
    door, device, told = fifo
    device.shut_door()
    until(lambda: door.door == CLOSED)
    device.write(device.event(5, 1, 0) + device.event(1, 0, 1) + device.event(1, 30, 1))
    device.write(device.event(5, 0, 1))
    time.sleep(0.3)
    assert told == [CLOSED]


def test_a_flood_of_events_ends_in_the_truth(fifo: Fifo) -> None:
    door, device, _ = fifo
    flood = device.event(5, 0, 0) + device.event(5, 0, 1)
    for _ in range(20 * 60):
        until(lambda: device.write(flood) == len(flood))  # the wire is full until the driver has read
    until(lambda: door.door == WAS_OPENED)
    device.open_door()
    until(lambda: door.door == ALARM)


def test_a_key_of_a_small_board_can_be_the_contact(tmp_path: Path) -> None:
    with DoorEmulator(tmp_path / "door") as device:
        config = DeviceConfig(
            "d-1", "cabinet_door", "door_evdev", str(device.path), options={"switch": False, "code": 183}
        )
        door = ROWS["door_evdev"].make(config, TIMING)
        assert isinstance(door, EvdevDoor)
        door.start()
        try:
            until(lambda: door.status.usable)
            device.write(device.event(1, 183, 1) + device.event(1, 183, 2))
            until(lambda: door.door == ALARM)
            device.write(device.event(1, 183, 0))
            until(lambda: door.door == WAS_OPENED)
        finally:
            door.close()


def test_the_real_library_says_that_there_is_no_chip() -> None:
    """Through gpiod itself: a machine without the chip has an absent door contact, not a crash."""
    door = ROWS["door_gpio"].make(DeviceConfig("d-1", "cabinet_door", "door_gpio", "/dev/no-such-chip:1"), TIMING)
    door.start()
    try:
        until(lambda: door.status.state is DeviceState.POWER_OFF)
    finally:
        door.close()


def test_a_pin_is_asked_for_as_it_is_configured() -> None:
    chip = GpioStandIn()
    line = GpioInput(pin("/dev/gpiochip0:3"), active_low=True, settle_s=0.05, request_lines=chip.request_lines)
    door = PinDoor("d-1", line, TIMING)
    door.start()
    try:
        until(lambda: door.door == ALARM)  # low is open here, and it is low from the start
        (settings,) = chip.settings
        assert settings.active_low
        assert settings.debounce_period.total_seconds() == 0.05
        assert settings.direction.name == "INPUT"
        assert settings.edge_detection.name == "BOTH"
    finally:
        door.close()


@pytest.mark.parametrize(
    ("driver", "port", "options"),
    [
        ("door_gpio", "gpiochip0:1", {}),
        ("door_gpio", "/dev/gpiochip0:1", {"settle_s": 60}),
        ("door_gpio", "/dev/gpiochip0:1", {"bias": "sideways"}),
        ("door_evdev", os.devnull, {"code": 64}),
        ("door_evdev", os.devnull, {"switch": False, "code": 5000}),
        ("door_evdev", os.devnull, {"code": "F13"}),
    ],
)
def test_a_configuration_that_cannot_work_is_refused(driver: str, port: str, options: dict[str, str | int]) -> None:
    with pytest.raises(ConfigError, match="d-1: "):
        ROWS[driver].make(DeviceConfig("d-1", "cabinet_door", driver, port, options=options), TIMING)


def test_it_lies_on_the_workbench(fifo: Fifo) -> None:
    device: Handled = fifo[1]
    assert device.title
    for handle in device.handles():
        handle.act()
        assert device.looks()
    for key, label in device.faults().items():
        device.break_with_fault(key)
        assert label
    device.break_with_fault("")
    device.unplug()
    device.plug()
    until(lambda: fifo[0].status.usable)
