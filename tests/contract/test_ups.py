"""The contract of a supply, held by the NUT driver against an upsd of our own over loopback."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from hardware.configuration import ConfigError, DeviceConfig
from hardware.emulators.handles import Handled
from hardware.emulators.ups import UpsEmulator, UpsFaults
from hardware.errors import Completion, DeviceError
from hardware.events import Event
from hardware.status import Device, DeviceState, Health
from hardware.supervisor import Timing
from hardware.transport.tcp import TcpSocket
from hardware.ups.contract import Power, Ups, UpsReading, UpsReason, UpsWord
from hardware.ups.drivers import ROWS
from hardware.ups.nut import Login, NutUps

TIMING = Timing(retry_s=(0.02, 0.04), probe_s=0.05)


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


def until_charge(ups: Ups, percent: int) -> None:
    until(lambda: (known := ups.reading) is not None and known.charge_percent == percent)


def until_state(ups: Device, state: DeviceState) -> None:
    until(lambda: ups.status.state is state)


@dataclass(frozen=True)
class Bench:
    """A driver, and the server that it asks."""

    ups: Ups
    device: UpsEmulator
    told: list[Event[UpsReading | None]] = field(default_factory=list)


def ups_nut(device: UpsEmulator) -> Ups:
    return NutUps("u-1", TcpSocket(device.host, int(device.port)), TIMING, answer_s=0.25)


@pytest.fixture(params=[ups_nut], ids=lambda driver: driver.__name__)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with UpsEmulator() as device:
        ups = request.param(device)
        bench = Bench(ups, device)
        ups.listen(bench.told.append)
        ups.start()
        try:
            until(lambda: ups.status.usable)
            yield bench
        finally:
            ups.close()


def test_on_mains_it_is_healthy_and_tells_charge_and_time(bench: Bench) -> None:
    reading = asyncio.run(bench.ups.read(5))
    assert reading == UpsReading(Power.MAINS, 100, 1800) == bench.ups.reading
    assert bench.ups.status.health is Health.HEALTHY


def test_an_outage_from_its_beginning_to_the_full_battery(bench: Bench) -> None:
    for flags, charge in [("OB DISCHRG", 80), ("OB DISCHRG LB", 9), ("OL CHRG", 20), ("OL CHRG", 60), ("OL", 100)]:
        bench.device.set(flags, charge, 100)
        until_charge(bench.ups, charge)
    told = [(event.value.power, set(event.value.words)) for event in bench.told if event.value is not None]
    assert told == [
        (Power.MAINS, set()),
        (Power.BATTERY, {UpsWord.ENGAGED, UpsWord.POWERING}),
        (Power.LOW, {UpsWord.ENGAGED, UpsWord.POWERING, UpsWord.LOW}),
        (Power.MAINS, {UpsWord.RECOVERED}),
        (Power.MAINS, set()),
    ]
    assert [event.seq for event in bench.told] == [1, 2, 3, 4, 5]
    assert bench.ups.counters.snapshot()["outages"] == 1


def test_on_battery_it_is_degraded_and_says_so(bench: Bench) -> None:
    bench.device.set("OB LB RB", 5, 30)
    until(lambda: bench.ups.status.health is Health.DEGRADED)
    assert bench.ups.status.warnings == ("battery_low", "on_battery", "replace_battery")
    assert bench.ups.status.usable


def test_a_supply_that_tells_no_charge_tells_its_power() -> None:
    with UpsEmulator(tells_charge=False) as device:
        ups = ups_nut(device)
        ups.start()
        try:
            assert asyncio.run(ups.read(5)) == UpsReading(Power.MAINS)
        finally:
            ups.close()


@pytest.mark.parametrize(
    ("fault", "state", "reason"),
    [
        (UpsFaults(mute=True), DeviceState.POWER_OFF, UpsReason.SILENT),
        (UpsFaults(error="DATA-STALE"), DeviceState.POWER_OFF, UpsReason.STALE),
        (UpsFaults(error="DRIVER-NOT-CONNECTED"), DeviceState.POWER_OFF, UpsReason.DRIVER_LOST),
        (UpsFaults(error="UNKNOWN-UPS"), DeviceState.NO_DEVICE, UpsReason.UNKNOWN_UPS),
        (UpsFaults(error="ACCESS-DENIED"), DeviceState.HARDWARE_ERROR, UpsReason.REFUSED),
        (UpsFaults(error="FEATURE-NOT-SUPPORTED"), DeviceState.HARDWARE_ERROR, UpsReason.UNSUPPORTED),
        (UpsFaults(garbage=b'VAR "\x00\xff\n'), DeviceState.HARDWARE_ERROR, UpsReason.GARBLED),
        (UpsFaults(garbage=b"x" * 5000), DeviceState.HARDWARE_ERROR, UpsReason.GARBLED),
        (UpsFaults(flood=100_000), DeviceState.HARDWARE_ERROR, UpsReason.GARBLED),
        (UpsFaults(previous=True), DeviceState.HARDWARE_ERROR, UpsReason.GARBLED),
    ],
    ids=[
        "mute", "stale", "driver lost", "unknown ups", "denied", "unsupported", "garbage", "endless line",
        "flood", "answers the question before",
    ],
)  # fmt: skip
def test_a_fault_is_named_nothing_is_known_and_it_comes_back(
    bench: Bench, fault: UpsFaults, state: DeviceState, reason: UpsReason
) -> None:
    bench.device.break_with(fault)
    until(lambda: bench.ups.status.state is state)
    until(lambda: bench.told[-1].value is None)  # told right after the status
    assert (bench.ups.status.detail, bench.ups.reading) == (reason.value, None)
    bench.device.break_with(UpsFaults())
    until(lambda: bench.ups.status.state is DeviceState.ONLINE and bench.ups.reading is not None)
    assert bench.ups.reading == UpsReading(Power.MAINS, 100, 1800)


@pytest.mark.parametrize("fault", [UpsFaults(chunk=2), UpsFaults(late_s=0.05)], ids=["torn", "late"])
def test_torn_and_late_answers_are_answers(bench: Bench, fault: UpsFaults) -> None:
    bench.device.break_with(fault)
    bench.device.set("OB", 77, 500)
    until_charge(bench.ups, 77)
    assert bench.ups.status.usable


def test_what_was_not_asked_is_not_believed(bench: Bench) -> None:
    stray = b'VAR other ups.status "OB"\nVAR hall ups.load "1"\nVAR hall ups.status\nVAR hall battery.charge "7" "8"\n'
    bench.device.break_with(UpsFaults(stray=stray))
    bench.device.set("OL", 66, 1500)
    until_charge(bench.ups, 66)
    assert bench.ups.reading == UpsReading(Power.MAINS, 66, 1500)


def test_an_answer_that_comes_too_late_is_not_taken_for_another(bench: Bench) -> None:
    """Answers carry no number: after a silence the connection is made anew."""
    bench.device.break_with(UpsFaults(late_s=0.4, error="UNKNOWN-UPS"))
    until(lambda: bench.ups.status.state is DeviceState.POWER_OFF)
    bench.device.break_with(UpsFaults())
    until(lambda: bench.ups.status.usable)
    assert bench.ups.status.detail == ""


def test_a_supply_whose_driver_only_just_starts_is_not_known_yet(bench: Bench) -> None:
    bench.device.set("WAIT", 0, 0)
    until_state(bench.ups, DeviceState.POWER_OFF)
    until(lambda: bench.ups.reading is None)
    assert bench.ups.status.detail == UpsReason.STALE
    bench.device.set("OL", 50, 900)
    until_charge(bench.ups, 50)


def test_a_server_that_hangs_up_is_called_again(bench: Bench) -> None:
    bench.device.break_with(UpsFaults(drop=True))
    until(lambda: bench.ups.status.state is DeviceState.POWER_OFF)
    with pytest.raises(DeviceError) as caught:
        asyncio.run(bench.ups.read(5))
    assert (caught.value.completion, caught.value.reason) == (Completion.DEVICE_NOT_READY, UpsReason.ABSENT)
    bench.device.break_with(UpsFaults())
    until(lambda: bench.ups.status.usable)


def test_unplugged_and_plugged_in_again(bench: Bench) -> None:
    bench.device.unplug()
    until(lambda: bench.ups.status.state is DeviceState.POWER_OFF)
    until(lambda: bench.ups.reading is None)
    bench.device.plug()
    until(lambda: bench.ups.reading is not None)


def test_reading_a_stale_supply_is_refused_with_its_reason(bench: Bench) -> None:
    bench.device.break_with(UpsFaults(error="DATA-STALE"))
    with pytest.raises(DeviceError) as caught:
        asyncio.run(bench.ups.read(5))
    assert caught.value.reason is UpsReason.STALE


def test_it_logs_in_only_if_it_is_told_to(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    with UpsEmulator(users={"kiosk": 'a "b'}) as device:
        # The emulator takes words apart at spaces: the password has none, the quote is the hard part.
        device._users["kiosk"] = "geheim"
        config = DeviceConfig("u-1", "ups", "ups_nut", device.port, device.host)
        stranger = ROWS["ups_nut"].make(config, TIMING)
        friend = NutUps("u-2", TcpSocket(device.host, int(device.port)), TIMING, login=Login("kiosk", "geheim"))
        for ups, state in ((stranger, DeviceState.HARDWARE_ERROR), (friend, DeviceState.ONLINE)):
            ups.start()
            until_state(ups, state)
            ups.close()
    assert "geheim" not in caplog.text + repr(Login("kiosk", "geheim"))
    assert all("USERNAME" not in question for question in device.asked[:1])


def test_of_several_supplies_one_must_be_named() -> None:
    with UpsEmulator(names=("hall", "server")) as device:
        unnamed = ups_nut(device)
        named = NutUps("u-2", TcpSocket(device.host, int(device.port)), TIMING, ups="server")
        unnamed.start()
        until(lambda: unnamed.status.state is DeviceState.NO_DEVICE)
        unnamed.close()
        named.start()
        until(lambda: named.status.usable)
        named.close()
    assert unnamed.status.detail == UpsReason.UNKNOWN_UPS


@pytest.mark.parametrize(
    ("port", "options"),
    [
        ("nut", {}),
        ("70000", {}),
        ("", {"username": "kiosk"}),
        ("", {"ups": "a\nUSERNAME x"}),
    ],
)
def test_a_configuration_that_cannot_work_is_refused(port: str, options: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="u-1: "):
        ROWS["ups_nut"].make(DeviceConfig("u-1", "ups", "ups_nut", port, options=options), TIMING)


def test_it_lies_on_the_workbench(bench: Bench) -> None:
    device: Handled = bench.device
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
    until(lambda: bench.ups.status.usable)
