"""The headphone jack's promises, kept by the evdev driver over the bytes of a FIFO."""

import asyncio
import fcntl
import os
import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.configuration import ConfigError, DeviceConfig, Option
from hardware.emulators.headphone_jack import HeadphoneJackEmulator
from hardware.events import Event
from hardware.headphone_jack.contract import Plug
from hardware.headphone_jack.drivers import ROWS
from hardware.headphone_jack.evdev import EvdevJack
from hardware.headphone_jack.trials import watch
from hardware.status import DeviceState
from hardware.supervisor import Timing
from hardware.transport import input_device
from hardware.transport.input_device import InputDevice, input_by_name

PATIENCE_S = 10.0
HASTY = Timing(retry_s=(0.02,), probe_s=0.02, misses=2)


class Jack:
    """A driver that runs, its emulator, and what it told."""

    def __init__(self, path: Path) -> None:
        self.emulator = HeadphoneJackEmulator(path)
        self.driver = EvdevJack("jack", path, HASTY)
        self.told: queue.SimpleQueue[Event[Plug]] = queue.SimpleQueue()
        self.driver.listen(self.told.put)
        self.driver.start()
        self.becomes(DeviceState.ONLINE)

    def tells(self) -> Plug:
        return self.told.get(timeout=PATIENCE_S).value

    def becomes(self, state: DeviceState) -> None:
        until(lambda: self.driver.status.state is state)


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < ends, "it did not come to pass"
        time.sleep(0.005)


@pytest.fixture
def jack(tmp_path: Path) -> Iterator[Jack]:
    jack = Jack(tmp_path / "jack")
    yield jack
    jack.driver.close()
    jack.emulator.close()


def test_in_and_out_are_told_and_numbered(jack: Jack) -> None:
    assert jack.driver.plugged is None, "a FIFO cannot be asked"
    jack.emulator.move(into=True)
    first = jack.told.get(timeout=PATIENCE_S)
    assert (first.seq, first.value) == (1, Plug.PLUGGED)
    until(lambda: jack.driver.plugged is True)
    jack.emulator.move(into=False)
    second = jack.told.get(timeout=PATIENCE_S)
    assert (second.seq, second.value) == (2, Plug.UNPLUGGED)
    until(lambda: jack.driver.plugged is False)


@pytest.mark.parametrize("fault", ["chatter", "noise", "torn"])
def test_a_move_is_told_once_however_it_comes(jack: Jack, fault: str) -> None:
    jack.emulator.break_with_fault(fault)
    for into, plug in ((True, Plug.PLUGGED), (False, Plug.UNPLUGGED), (True, Plug.PLUGGED)):
        jack.emulator.move(into=into)
        assert jack.tells() is plug
    assert jack.told.empty()


def test_a_jack_that_tells_nothing_is_not_guessed_about(jack: Jack) -> None:
    jack.emulator.break_with_fault("mute")
    jack.emulator.move(into=True)
    jack.emulator.break_with_fault("")
    jack.emulator.move(into=False)
    assert jack.tells() is Plug.UNPLUGGED


def test_a_plug_that_is_out_again_at_once_is_told_as_it_rests(jack: Jack) -> None:
    jack.emulator.move(into=False)
    assert jack.tells() is Plug.UNPLUGGED
    jack.emulator.move(into=True)
    jack.emulator.move(into=False)
    jack.emulator.write(b"")
    jack.emulator.move(into=False)
    time.sleep(0.3)
    assert jack.told.empty()
    jack.emulator.move(into=True)
    assert jack.tells() is Plug.PLUGGED


def test_events_that_the_kernel_lost_are_not_guessed(jack: Jack) -> None:
    jack.emulator.overrun(into=True)
    jack.emulator.move(into=False)
    assert jack.tells() is Plug.UNPLUGGED


def test_a_move_that_had_not_come_to_rest_when_the_jack_was_lost_is_forgotten(tmp_path: Path) -> None:
    emulator = HeadphoneJackEmulator(tmp_path / "jack")
    driver = EvdevJack("jack", emulator.path, HASTY, settle_s=0.4)
    told: queue.SimpleQueue[Plug] = queue.SimpleQueue()
    driver.listen(lambda event: told.put(event.value))
    driver.start()
    try:
        until(lambda: driver.status.state is DeviceState.ONLINE)
        emulator.move(into=True)
        emulator.unplug()
        until(lambda: driver.status.state is DeviceState.POWER_OFF)
        emulator.plug()
        until(lambda: driver.status.state is DeviceState.ONLINE)
        time.sleep(0.6)
        emulator.move(into=False)
        assert told.get(timeout=PATIENCE_S) is Plug.UNPLUGGED
    finally:
        driver.close()
        emulator.close()


def test_a_jack_that_is_lost_is_private_no_longer(jack: Jack) -> None:
    jack.emulator.move(into=True)
    assert jack.tells() is Plug.PLUGGED
    jack.emulator.unplug()
    assert jack.tells() is Plug.UNKNOWN
    assert jack.driver.plugged is None
    jack.becomes(DeviceState.POWER_OFF)
    jack.emulator.plug()
    jack.becomes(DeviceState.ONLINE)
    jack.emulator.move(into=True)
    assert jack.tells() is Plug.PLUGGED


def test_a_jack_that_is_paused_is_private_no_longer(jack: Jack) -> None:
    jack.emulator.move(into=True)
    assert jack.tells() is Plug.PLUGGED
    jack.driver.pause()
    assert jack.tells() is Plug.UNKNOWN
    jack.becomes(DeviceState.OFFLINE)
    assert jack.driver.plugged is None


def test_a_plug_whose_contacts_never_rest_is_private_no_longer(jack: Jack) -> None:
    jack.emulator.move(into=True)
    assert jack.tells() is Plug.PLUGGED
    ends = time.monotonic() + PATIENCE_S
    while jack.told.empty() and time.monotonic() < ends:
        jack.emulator.move(into=False)
        jack.emulator.move(into=True)
        time.sleep(0.01)
    assert jack.tells() is Plug.UNKNOWN
    assert jack.tells() is Plug.PLUGGED, "at rest"


def test_a_plug_whose_lost_events_may_have_been_its_move_is_private_no_longer(jack: Jack) -> None:
    jack.emulator.move(into=True)
    assert jack.tells() is Plug.PLUGGED
    jack.emulator.overrun(into=False)
    jack.emulator.write(bytes(24))
    assert jack.tells() is Plug.UNKNOWN


def test_a_flood_costs_no_more_than_itself(jack: Jack) -> None:
    for _ in range(20):
        jack.emulator.write(os.urandom(2000))
    jack.emulator.write(b"\xff" * 48)
    jack.emulator.move(into=True)
    until(lambda: jack.driver.plugged is True)


# What a FIFO cannot: the kernel's own answer, here given in its place.


def answering(monkeypatch: pytest.MonkeyPatch, known: int, on: int) -> None:
    """Answer for the kernel (linux/input.h): EVIOCGBIT(EV_SW) is _IOR('E', 0x25, 8), EVIOCGSW is _IOR('E', 0x1b, 8)."""
    bits = {2 << 30 | 8 << 16 | 0x45 << 8 | 0x25: known, 2 << 30 | 8 << 16 | 0x45 << 8 | 0x1B: on}

    def ioctl(_fd: int, request: int, argument: bytearray | int) -> int:
        assert isinstance(argument, bytearray)
        argument[:] = bits[request].to_bytes(8, "little")
        return 0

    monkeypatch.setattr(fcntl, "ioctl", ioctl)


@pytest.mark.parametrize(
    ("known", "on", "plugged"), [(0b100, 0b100, True), (0b100, 0b011, False), (0b011, 0b100, None)]
)
def test_a_plug_that_is_in_before_we_start_is_known(
    known: int, on: int, plugged: bool | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, known, on)
    emulator = HeadphoneJackEmulator(tmp_path / "jack")
    driver = EvdevJack("jack", emulator.path, HASTY)
    told: queue.SimpleQueue[Plug] = queue.SimpleQueue()
    driver.listen(lambda event: told.put(event.value))
    driver.start()
    try:
        until(lambda: driver.status.state is DeviceState.ONLINE)
        assert driver.plugged is plugged
        if plugged is not None:
            assert told.get(timeout=PATIENCE_S) is (Plug.PLUGGED if plugged else Plug.UNPLUGGED)
    finally:
        driver.close()
        emulator.close()


def test_a_jack_is_not_grabbed_and_a_keypad_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(fcntl, "ioctl", lambda _fd, request, *_: asked.append(request))
    emulator = HeadphoneJackEmulator(tmp_path / "jack")
    for grab in (False, True):
        device = InputDevice(emulator.path, grab=grab)
        device.open()
        device.close()
    emulator.close()
    assert asked == [input_device.EVIOCGRAB]


def test_a_sound_card_s_jack_is_found_by_its_name(tmp_path: Path) -> None:
    for number, name in ((3, "HDA Intel PCH Mic\n"), (11, "HDA Intel PCH Headphone\n")):
        (tmp_path / f"event{number}" / "device").mkdir(parents=True)
        (tmp_path / f"event{number}" / "device" / "name").write_text(name)
    (tmp_path / "event4").mkdir()
    assert input_by_name("HDA Intel PCH Headphone", tmp_path, Path("/dev/input")) == Path("/dev/input/event11")
    with pytest.raises(FileNotFoundError):
        input_by_name("HDA Intel PCH", tmp_path)


@pytest.mark.parametrize(
    ("port", "options"), [("", {}), ("/x", {"name": "y"}), ("/x", {"settle_ms": "soon"}), ("/x", {"settle_ms": 5000})]
)
def test_a_jack_that_cannot_be_found_is_refused(port: str, options: dict[str, Option]) -> None:
    with pytest.raises(ConfigError):
        ROWS["jack_evdev"].make(DeviceConfig("j", "headphone_jack", "jack_evdev", port, options=options), HASTY)


def test_a_row_makes_a_jack_that_works(tmp_path: Path) -> None:
    emulator = HeadphoneJackEmulator(tmp_path / "jack")
    config = DeviceConfig("j", "headphone_jack", "jack_evdev", str(emulator.path), options={"settle_ms": 20})
    driver = ROWS["jack_evdev"].make(config, HASTY)
    assert isinstance(driver, EvdevJack)
    driver.start()
    try:
        said: list[str] = []
        until(lambda: driver.status.state is DeviceState.ONLINE)
        emulator.move(into=True)
        until(lambda: driver.plugged is True)
        emulator.handles()[0].act()

        async def try_it() -> None:
            await watch(driver, ("1",), said.append)

        asyncio.run(try_it())
        assert said[0] in {"a plug is in", "no plug is in"}
        assert driver.plugged is False
    finally:
        driver.close()
        emulator.close()
