"""The pins of the box: how a port is read, and what the library is asked for (a mock: there is no chip here)."""

import subprocess
import sys
import time

import pytest

from hardware.emulators.gpio import GpioStandIn
from hardware.transport.bell import Bell
from hardware.transport.gpio import GpioInput, GpioOutputs, Pin, pin


@pytest.mark.parametrize(
    ("port", "read"),
    [("/dev/gpiochip0:17", Pin("/dev/gpiochip0", 17)), ("/dev/gpio/by:id:DOOR", Pin("/dev/gpio/by:id", "DOOR"))],
)
def test_a_port_is_a_chip_and_a_line(port: str, read: Pin) -> None:
    assert pin(port) == read


@pytest.mark.parametrize(
    "port", ["", "17", "/dev/gpiochip0", "/dev/gpiochip0:", "gpiochip0:1", "/dev/x:a b", "/dev/x:\n"]
)
def test_what_is_none_is_refused(port: str) -> None:
    with pytest.raises(ValueError, match="a GPIO port is"):
        pin(port)


def test_a_bell_wakes_a_wait_and_stays_rung_until_it_is_hushed() -> None:
    bell = Bell()
    assert not bell.wait(0)
    bell.ring()
    assert bell.wait(0)
    bell.hush()
    assert not bell.wait(0)
    bell.ring_for_good()
    bell.hush()
    assert bell.wait(0)
    bell.close()
    bell.close()
    bell.ring()


def test_a_wait_for_an_edge_ends_with_the_bell() -> None:
    chip, bell = GpioStandIn(), Bell()
    line = GpioInput(pin("/dev/gpiochip0:1"), request_lines=chip.request_lines)
    line.open()
    bell.ring()
    began = time.monotonic()
    line.wait(60, bell)
    assert time.monotonic() - began < 30
    line.close()


def test_what_is_slow_to_load_waits_until_a_device_is_opened() -> None:
    kinds = ("presence_sensor", "ups", "cabinet_door", "lights", "watchdog")
    code = "import sys; " + "; ".join(f"import hardware.{kind}.drivers, hardware.{kind}.trials" for kind in kinds)
    code += "; print(sorted({name.partition('.')[0] for name in sys.modules} & {'gpiod', 'pymodbus'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_outputs_begin_dark_and_follow() -> None:
    chip = GpioStandIn()
    outputs = GpioOutputs("/dev/gpiochip0", (4, 5), active_low=True, request_lines=chip.request_lines)
    outputs.open()
    assert (chip.level(4), chip.level(5)) == (True, True), "active-low: dark is high"
    outputs.set({4: True})
    assert (chip.level(4), chip.level(5)) == (False, True)
    chip.unplug()
    with pytest.raises(OSError, match="No such device"):
        outputs.set({4: False})
    outputs.close()
    with pytest.raises(OSError, match="not open"):
        outputs.set({4: False})
