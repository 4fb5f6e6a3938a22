"""The contract of a presence sensor, held by the radar on a pty and by a pin of a mocked chip."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hardware.configuration import ConfigError, DeviceConfig
from hardware.emulators.gpio import GpioStandIn
from hardware.emulators.handles import Handled
from hardware.emulators.presence_sensor import RadarEmulator, RadarFaults
from hardware.events import Event
from hardware.presence_sensor.contract import Distance, Presence, PresenceSensor
from hardware.presence_sensor.drivers import ROWS
from hardware.presence_sensor.pin import PinSensor
from hardware.presence_sensor.radar import RadarPace, RadarSensor
from hardware.presence_sensor.sensor import SupervisedSensor
from hardware.presence_sensor.steady import Steady
from hardware.status import DeviceState, Health
from hardware.supervisor import Timing
from hardware.transport.gpio import GpioInput, pin
from hardware.transport.serial_line import SerialLine, SerialSettings

TIMING = Timing(retry_s=(0.02, 0.04), probe_s=0.1)
PACE = RadarPace(collect_s=0.02, silent_s=0.2, present_s=0.05, absent_s=0.1)
PORT = "/dev/gpiochip0:17"


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


@dataclass(frozen=True)
class Bench:
    """A sensor, and what moves before it."""

    sensor: PresenceSensor
    told: list[Event[Presence]]
    come: Callable[[], None]
    leave: Callable[[], None]
    unplug: Callable[[], None]
    plug: Callable[[], None]


def over_radar(tmp_path: Path) -> Iterator[Bench]:
    with RadarEmulator(tmp_path / "radar", interval_s=0.02) as device:
        sensor = RadarSensor("p-1", SerialLine(SerialSettings(str(device.path), 256000)), TIMING, PACE)
        yield from started(Bench(sensor, [], device.come, device.leave, device.unplug, device.plug))


def over_gpio(tmp_path: Path) -> Iterator[Bench]:
    chip = GpioStandIn()
    line = GpioInput(pin(PORT), request_lines=chip.request_lines)
    sensor = PinSensor("p-1", line, Steady(0.05, 0.1), TIMING)
    bench = Bench(sensor, [], lambda: chip.drive(17, True), lambda: chip.drive(17, False), chip.unplug, chip.plug)
    yield from started(bench)


def started(bench: Bench) -> Iterator[Bench]:
    bench.sensor.listen(bench.told.append)
    bench.sensor.start()
    try:
        until(lambda: bench.sensor.status.usable and bench.sensor.presence.present is False)
        yield bench
    finally:
        bench.sensor.close()


@pytest.fixture(params=[over_radar, over_gpio], ids=["presence_ld2410", "presence_gpio"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    yield from request.param(tmp_path)


def test_somebody_comes_and_leaves_and_each_is_told_once(bench: Bench) -> None:
    bench.come()
    until(lambda: bench.sensor.presence.present is True)
    bench.leave()
    until(lambda: bench.sensor.presence.present is False)
    assert [event.value.present for event in bench.told] == [False, True, False]
    assert [event.seq for event in bench.told] == [1, 2, 3]
    assert bench.sensor.status.health is Health.HEALTHY


def test_unplugged_nothing_is_known_and_back_it_is(bench: Bench) -> None:
    bench.come()
    until(lambda: bench.sensor.presence.present is True)
    bench.unplug()
    until(lambda: bench.sensor.status.state is DeviceState.POWER_OFF)
    until(lambda: bench.told[-1].value == bench.sensor.presence == Presence())
    bench.plug()
    until(lambda: bench.sensor.status.usable)
    until(lambda: bench.sensor.presence.present is True)


def test_paused_it_knows_nothing_and_resumed_it_does(bench: Bench) -> None:
    bench.come()
    until(lambda: bench.sensor.presence.present is True)
    bench.sensor.pause()
    until(lambda: bench.sensor.status.state is DeviceState.OFFLINE)
    until(lambda: bench.sensor.presence == Presence())
    bench.sensor.resume()
    until(lambda: bench.sensor.presence.present is True)


def test_paused_and_resumed_in_one_breath_it_waits_again_and_does_not_spin(bench: Bench) -> None:
    bench.sensor.pause()
    bench.sensor.resume()
    assert isinstance(bench.sensor, SupervisedSensor)
    bell = bench.sensor._bell
    until(lambda: not bell.wait(0))
    bench.come()
    until(lambda: bench.sensor.presence.present is True)


def test_closing_does_not_wait_for_anything(bench: Bench) -> None:
    bench.sensor.close()
    bench.sensor.close()
    assert bench.sensor.status.kind == "presence_sensor"


def test_a_listener_that_stopped_hears_no_more(bench: Bench) -> None:
    heard: list[Event[Presence]] = []
    bench.sensor.listen(heard.append)()
    bench.come()
    until(lambda: bench.sensor.presence.present is True)
    assert heard == []


@pytest.fixture
def radar(tmp_path: Path) -> Iterator[tuple[PresenceSensor, RadarEmulator]]:
    with RadarEmulator(tmp_path / "radar", interval_s=0.02) as device:
        sensor = RadarSensor("p-1", SerialLine(SerialSettings(str(device.path), 256000)), TIMING, PACE)
        sensor.start()
        try:
            until(lambda: sensor.status.usable)
            yield sensor, device
        finally:
            sensor.close()


Radar = tuple[PresenceSensor, RadarEmulator]


def test_near_and_far_are_told_apart_and_nothing_finer(radar: Radar) -> None:
    sensor, device = radar
    device.come(90)
    until(lambda: sensor.presence == Presence(True, Distance.NEAR))
    device.come(300, moving=False)
    until(lambda: sensor.presence == Presence(True, Distance.FAR))
    assert "300" not in repr(sensor.presence)


def test_who_sways_at_the_border_of_near_does_not_come_and_go(radar: Radar) -> None:
    sensor, device = radar
    device.come(118)
    until(lambda: sensor.presence == Presence(True, Distance.NEAR))
    told: list[Event[Presence]] = []
    sensor.listen(told.append)
    for distance in (123, 117, 126, 119) * 4:
        device.come(distance)
        time.sleep(0.03)
    assert told == []
    device.come(160)
    until(lambda: sensor.presence == Presence(True, Distance.FAR))


def test_a_mute_radar_is_absent_and_says_nothing_of_people(radar: Radar) -> None:
    sensor, device = radar
    device.come()
    until(lambda: sensor.presence.present is True)
    device.break_with(RadarFaults(mute=True))
    until(lambda: sensor.status.health is Health.ABSENT)
    until(lambda: sensor.presence == Presence())  # told right after the status
    assert sensor.status.detail == "silent"
    device.break_with(RadarFaults())
    until(lambda: sensor.presence.present is True)


@pytest.mark.parametrize("fault", [RadarFaults(foreign=b"\x80\x00\xf8" * 60), RadarFaults(damaged=True)])
def test_a_radar_that_is_not_understood_is_out_of_order(radar: Radar, fault: RadarFaults) -> None:
    sensor, device = radar
    device.break_with(fault)
    until(lambda: sensor.status.state is DeviceState.HARDWARE_ERROR)
    assert sensor.status.detail == "garbled"
    device.break_with(RadarFaults())
    until(lambda: sensor.status.state is DeviceState.ONLINE)


@pytest.mark.parametrize(
    "fault",
    [RadarFaults(noise=b"\xf4\xf3\xf2" * 9), RadarFaults(chunk=3), RadarFaults(babble=200)],
    ids=["noise", "torn", "flood"],
)
def test_what_can_be_understood_is(radar: Radar, fault: RadarFaults) -> None:
    sensor, device = radar
    device.break_with(fault)
    device.come()
    until(lambda: sensor.presence.present is True)
    device.leave()
    until(lambda: sensor.presence.present is False)
    assert sensor.status.usable


def test_while_the_radar_measures_itself_nobody_leaves(radar: Radar) -> None:
    sensor, device = radar
    device.come()
    until(lambda: sensor.presence.present is True)
    told: list[Event[Presence]] = []
    sensor.listen(told.append)
    device.measure_itself()
    time.sleep(0.4)  # four times what absence takes
    assert (told, sensor.presence.present) == ([], True)


def test_engineering_reports_do_as_well(tmp_path: Path) -> None:
    with RadarEmulator(tmp_path / "radar", interval_s=0.02, engineering=True) as device:
        sensor = RadarSensor("p-1", SerialLine(SerialSettings(str(device.path), 256000)), TIMING, PACE)
        sensor.start()
        try:
            device.come()
            until(lambda: sensor.presence == Presence(True, Distance.NEAR))
        finally:
            sensor.close()


def test_somebody_far_off_can_be_made_not_to_count(tmp_path: Path) -> None:
    pace = RadarPace(collect_s=0.02, silent_s=0.2, present_s=0.05, absent_s=0.1, far_counts=False)
    with RadarEmulator(tmp_path / "radar", interval_s=0.02) as device:
        sensor = RadarSensor("p-1", SerialLine(SerialSettings(str(device.path), 256000)), TIMING, pace)
        told: list[Event[Presence]] = []
        sensor.listen(told.append)
        sensor.start()
        try:
            device.come(300)
            until(lambda: sensor.presence.present is False)
            device.come(60)
            until(lambda: sensor.presence.present is True)
            assert [event.value.distance for event in told] == [None, Distance.NEAR]
        finally:
            sensor.close()


def test_a_pin_that_is_active_low_and_named(tmp_path: Path) -> None:
    chip = GpioStandIn(names={"RADAR": 4})
    chip.drive(4, True)
    line = GpioInput(pin("/dev/gpiochip0:RADAR"), active_low=True, request_lines=chip.request_lines)
    sensor = PinSensor("p-1", line, Steady(0.02, 0.02), TIMING)
    sensor.start()
    try:
        until(lambda: sensor.presence.present is False)
        chip.drive(4, False)
        until(lambda: sensor.presence.present is True)
    finally:
        sensor.close()


@pytest.mark.parametrize("what", ["no chip", "no such line", "taken"])
def test_a_pin_that_cannot_be_had_is_an_absent_device(what: str) -> None:
    chip = GpioStandIn(lines=8 if what == "no such line" else 32)
    if what == "taken":
        chip.taken.add(17)
    if what == "no chip":
        chip.unplug()
    sensor = PinSensor("p-1", GpioInput(pin(PORT), request_lines=chip.request_lines), Steady(), TIMING)
    sensor.start()
    try:
        until(lambda: sensor.status.state is DeviceState.POWER_OFF)
        word = "port_in_use" if what == "taken" else "no_port"
        assert (sensor.status.detail, sensor.presence) == (word, Presence())
    finally:
        sensor.close()


def test_the_real_library_says_that_there_is_no_chip() -> None:
    """Through gpiod itself: a machine without the chip has an absent sensor, not a crash."""
    sensor = ROWS["presence_gpio"].make(
        DeviceConfig("p-1", "presence_sensor", "presence_gpio", "/dev/no-such-gpiochip:1"), TIMING
    )
    sensor.start()
    try:
        until(lambda: sensor.status.state is DeviceState.POWER_OFF)
    finally:
        sensor.close()


@pytest.mark.parametrize(
    ("driver", "port", "options"),
    [
        ("presence_gpio", "17", {}),
        ("presence_gpio", PORT, {"bias": "up"}),
        ("presence_gpio", PORT, {"present_s": "soon"}),
        ("presence_ld2410", "/dev/ttyS1", {"absent_s": -1}),
        ("presence_ld2410", "/dev/ttyS1", {"near_cm": True}),
    ],
)
def test_a_configuration_that_cannot_work_is_refused(driver: str, port: str, options: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="p-1: "):
        ROWS[driver].make(DeviceConfig("p-1", "presence_sensor", driver, port, options=options), TIMING)  # type: ignore[arg-type]


def test_a_row_of_the_table_makes_a_radar(tmp_path: Path) -> None:
    with RadarEmulator(tmp_path / "radar", interval_s=0.02) as device:
        config = DeviceConfig("p-1", "presence_sensor", "presence_ld2410", str(device.path), options={"present_s": 0})
        sensor = ROWS["presence_ld2410"].make(config, TIMING)
        sensor.start()
        try:
            until(lambda: sensor.status.usable)
        finally:
            sensor.close()


def test_it_lies_on_the_workbench(radar: Radar) -> None:
    device: Handled = radar[1]
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
    until(lambda: radar[0].status.usable)
