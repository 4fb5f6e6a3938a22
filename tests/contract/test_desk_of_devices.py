"""Every kind at once, as the workbench has it, the real pcscd and cupsd included: each is tried by its own trial."""

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest

from bench.device_operations import HANDS
from bench.emulated_desk import acts
from hardware.configuration import DeviceConfig
from hardware.emulators.cards import resident_card
from hardware.probe.attempt import Ended, attempt, settled
from hardware.probe.trials import TRIALS
from hardware.registry import DRIVERS, Devices, build
from hardware.status import DeviceState
from kiosk.app.demo.shelf import Missing
from kiosk.app.demo.world import Desk

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk(tmp_path_factory.mktemp("desk"), daemons=True, brisk=True) as desk:
        yield desk


@pytest.fixture(scope="module")
def devices(desk: Desk) -> Iterator[Devices]:
    devices = build([DeviceConfig(**device.model_dump()) for device in desk.devices()])
    devices.start()
    try:
        yield devices
    finally:
        devices.close()


def missing(desk: Desk) -> dict[str, str]:
    return {s.name: s.emulator.why for s in desk.shelf if isinstance(s.emulator, Missing)}


def test_every_kind_comes_up(desk: Desk, devices: Devices) -> None:
    assert {device.status.kind for device in devices.all} == {row.kind for row in DRIVERS.values()}, missing(desk)
    for device in devices.all:
        status = settled(device, 30)
        if status.kind == "speaker":  # a test machine has no sound device
            assert status.state in {DeviceState.ONLINE, DeviceState.NO_DEVICE}
        else:
            assert status.usable, status


def pressed(desk: Desk, name: str, label: str) -> None:
    """Move the hand of that label."""
    for shelved in desk.shelf:
        if shelved.name == name and not isinstance(shelved.emulator, Missing):
            next(handle for handle in shelved.emulator.handles() if handle.label == label).act()
            return
    raise AssertionError(missing(desk).get(name, name))


def test_an_identity_card_is_read(desk: Desk, devices: Devices) -> None:
    desk.reader.put_card(resident_card())
    said = tried(devices, "id-card", "read")
    desk.reader.lift_card()
    assert "林小满" not in said
    assert "690104195605200024" not in said


def test_a_chip_card_is_read(desk: Desk, devices: Devices) -> None:
    pressed(desk, "cards", "Hall card")
    assert tried(devices, "cards", "read")
    pressed(desk, "cards", "Pull the card")


def test_a_code_is_scanned(desk: Desk, devices: Devices) -> None:
    def hold(line: str) -> None:
        if "hold" in line:
            threading.Timer(0.3, pressed, [desk, "scanner", "Alipay payment code"]).start()

    said = tried(devices, "scanner", "scan", heard=hold)
    assert "286600000000000029" not in said


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("slip", ("test-page",), "printed"),
        ("pages", ("test-page",), "printed"),
        ("locker", ("open", "03"), "opened"),
        ("locker", ("doors",), "12: "),
        ("pay", ("pay", "DESK-1", "125"), "approved"),
        ("camera", ("look",), "640"),
        ("ear", ("level", "1"), ""),
        ("ups", ("status",), "power: mains"),
        ("radar", ("watch", "0"), "nobody"),
        ("jack", ("watch", "1"), ""),
        ("door", ("watch", "1"), ""),
        ("keys", ("watch", "1"), ""),
        ("watchdog", ("status",), "online"),
        ("id-card", ("sam",), "05.01"),
    ],
)
def test_each_is_tried(name: str, words: tuple[str, ...], told: str, desk: Desk, devices: Devices) -> None:
    assert name not in missing(desk), missing(desk)[name]
    assert told in tried(devices, name, *words)


def test_the_bench_moves_hands_that_are_there(desk: Desk) -> None:
    pressed(desk, "locker", "Open door 1/1 by hand")
    for device, labels in HANDS.items():
        assert set(labels) <= acts(desk, device).keys(), device
    pressed(desk, "locker", "Close door 1/1")


def tried(devices: Devices, name: str, *words: str, heard: Callable[[str], None] = lambda _: None) -> str:
    """Everything that the trial told."""
    device = devices.named(name)
    assert device is not None
    settled(device, 30)
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        heard(line)

    trial = TRIALS[device.status.kind][words[0]]
    assert asyncio.run(attempt(device, trial, words[1:], say)) is Ended.DONE, said
    return "\n".join(said)
