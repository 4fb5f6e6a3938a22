"""The stand-ins and far ends of the senses can lie on the workbench."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hardware.emulators.camera import CameraEmulator
from hardware.emulators.handles import Handled
from hardware.emulators.headphone_jack import HeadphoneJackEmulator
from hardware.emulators.keypad import KeypadEmulator
from hardware.emulators.microphone import MicrophoneEmulator

MAKERS: tuple[Callable[[Path], Handled], ...] = (
    CameraEmulator,
    MicrophoneEmulator,
    HeadphoneJackEmulator,
    KeypadEmulator,
)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_every_handle_and_every_fault_can_be_used_plugged_in_or_not(
    make: Callable[[Path], Handled], tmp_path: Path
) -> None:
    thing = make(tmp_path / "thing")
    for _ in range(2):
        for handle in thing.handles():
            handle.act()
        for fault in ("", *thing.faults(), ""):
            thing.break_with_fault(fault)
            for handle in thing.handles():
                handle.act()
        assert thing.handles()
        assert thing.looks()
        assert "\n" not in thing.looks()
        thing.unplug()
        thing.unplug()
    with pytest.raises(KeyError):
        thing.break_with_fault("on fire")
    thing.plug()
    thing.plug()
    thing.unplug()
