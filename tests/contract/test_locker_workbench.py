"""The emulated locker as it lies on the workbench: what its buttons do, and that each fault can be had and mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.emulators.handles import Handled
from hardware.emulators.locker import EmulatedBoard, LockerEmulator, LockerFaults


@pytest.fixture
def device(tmp_path: Path) -> Iterator[LockerEmulator]:
    with LockerEmulator(tmp_path / "bus", "locker_wkly", (EmulatedBoard(1, 12),)) as emulator:
        yield emulator


def press(device: Handled, label: str) -> None:
    next(handle for handle in device.handles() if handle.label == label).act()


def test_doors_are_opened_filled_emptied_and_closed_by_hand(device: LockerEmulator) -> None:
    assert device.looks() == "all doors closed"
    press(device, "Open door 1/3 by hand")
    assert device.looks() == "open: 1/3"
    press(device, "Put into 1/3")
    assert device.cupboard.has_item(1, 3)
    press(device, "Take out of 1/3")
    assert not device.cupboard.has_item(1, 3)
    press(device, "Close door 1/3")
    assert device.looks() == "all doors closed"


def test_a_lock_is_jammed_and_freed(device: LockerEmulator) -> None:
    press(device, "Jam lock 1/1")
    assert device.looks() == "all doors closed; jammed: 1/1"
    device.cupboard.pull(1, 1)
    assert not device.cupboard.is_open(1, 1)
    press(device, "Free lock 1/1")
    device.cupboard.pull(1, 1)
    assert device.looks() == "open: 1/1"


def test_every_fault_can_be_had_and_mended(device: LockerEmulator) -> None:
    for key in device.faults():
        device.break_with_fault(key)
        assert device.faulty != LockerFaults()
        device.break_with_fault("")
        assert device.faulty == LockerFaults()


def test_the_plug(device: LockerEmulator) -> None:
    device.unplug()
    assert not device.path.exists()
    device.plug()
    assert device.path.exists()
