"""The contract of lights, held by a Modbus RTU board on a pty and by the lines of a mocked chip."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hardware.configuration import ConfigError, DeviceConfig
from hardware.emulators.gpio import GpioStandIn
from hardware.emulators.handles import Handled
from hardware.emulators.lights import BoardFaults, LightBoardEmulator
from hardware.lights.board import BoardLights
from hardware.lights.contract import Colour, FlashRate, Light, Lights
from hardware.lights.drivers import ROWS
from hardware.lights.gpio_board import GpioBoard
from hardware.lights.modbus_board import ModbusBoard
from hardware.lights.wiring import wiring
from hardware.status import DeviceState, Health
from hardware.supervisor import Timing
from hardware.transport.gpio import GpioOutputs

TIMING = Timing(retry_s=(0.02, 0.04), probe_s=0.2)
WIRING = {"cardReader": "0", "receiptPrinter": "1", "statusGood": "green:4 red:5 yellow:4+5"}
OUTPUTS = frozenset({0, 1, 4, 5})


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


@dataclass(frozen=True)
class Bench:
    """Lights, and the board that they hang on."""

    lights: Lights
    lit: Callable[[], frozenset[int]]
    unplug: Callable[[], None]
    plug: Callable[[], None]

    def show(self, light: Light, rate: FlashRate, colour: Colour | None = None) -> bool:
        return asyncio.run(self.lights.show(light, rate, colour))


def over_modbus(tmp_path: Path) -> Iterator[Bench]:
    with LightBoardEmulator(tmp_path / "lights") as device:
        board = ModbusBoard(str(device.path), 9600, 1, OUTPUTS, answer_s=0.3)
        lights = BoardLights("l-1", "lights_modbus", board, wiring(WIRING), TIMING)
        yield from started(Bench(lights, lambda: device.lit, device.unplug, device.plug))


def over_gpio(tmp_path: Path) -> Iterator[Bench]:
    chip = GpioStandIn()
    outputs = GpioOutputs(chip.path, sorted(OUTPUTS), request_lines=chip.request_lines)
    lights = BoardLights("l-1", "lights_gpio", GpioBoard(outputs), wiring(WIRING), TIMING)
    bench = Bench(lights, lambda: frozenset(n for n in range(8) if chip.level(n)), chip.unplug, chip.plug)
    yield from started(bench)


def started(bench: Bench) -> Iterator[Bench]:
    bench.lights.start()
    try:
        until(lambda: bench.lights.status.usable)
        yield bench
    finally:
        bench.lights.close()


@pytest.fixture(params=[over_modbus, over_gpio], ids=["lights_modbus", "lights_gpio"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    yield from request.param(tmp_path)


def test_a_light_burns_until_it_is_put_out(bench: Bench) -> None:
    assert bench.lit() == frozenset()
    assert bench.show(Light.CARD_READER, FlashRate.CONTINUOUS)
    assert bench.lit() == {0}
    assert bench.show(Light.CARD_READER, FlashRate.OFF)
    assert bench.lit() == frozenset()
    assert bench.lights.status.health is Health.HEALTHY


def test_a_light_of_several_colours_shows_one_of_them(bench: Bench) -> None:
    for colour, outputs in [(None, {4}), (Colour.RED, {5}), (Colour.YELLOW, {4, 5})]:
        assert bench.show(Light.STATUS_GOOD, FlashRate.OFF)
        assert bench.show(Light.STATUS_GOOD, FlashRate.CONTINUOUS, colour)
        until(lambda outputs=frozenset(outputs): bench.lit() == outputs)  # type: ignore[misc]


def test_what_is_not_wired_is_not_shown_and_nothing_is_raised(bench: Bench) -> None:
    assert bench.lights.known == {Light.CARD_READER, Light.RECEIPT_PRINTER, Light.STATUS_GOOD}
    assert not bench.show(Light.SCANNER, FlashRate.CONTINUOUS)
    assert not bench.show(Light.CARD_READER, FlashRate.CONTINUOUS, Colour.RED)
    assert bench.lit() == frozenset()


def test_a_flashing_light_goes_on_and_off_by_itself(bench: Bench) -> None:
    assert bench.show(Light.RECEIPT_PRINTER, FlashRate.QUICK)
    for _ in range(2):
        until(lambda: bench.lit() == {1})
        until(lambda: bench.lit() == frozenset())


def test_all_off_and_closing_leave_the_board_dark(bench: Bench) -> None:
    for light in (Light.CARD_READER, Light.STATUS_GOOD):
        bench.show(light, FlashRate.CONTINUOUS)
    assert bench.lit() == {0, 4}
    assert asyncio.run(bench.lights.all_off())
    assert bench.lit() == frozenset()
    time.sleep(0.5)  # a light is lit at most twice a second
    bench.show(Light.RECEIPT_PRINTER, FlashRate.CONTINUOUS)
    assert bench.lit() == {1}
    bench.lights.close()
    assert bench.lit() == frozenset()
    assert not bench.show(Light.CARD_READER, FlashRate.CONTINUOUS)


def test_a_paused_board_is_dark_and_a_resumed_one_shows_what_is_wished(bench: Bench) -> None:
    bench.show(Light.CARD_READER, FlashRate.CONTINUOUS)
    bench.lights.pause()
    until(lambda: bench.lights.status.state is DeviceState.OFFLINE)
    assert bench.lit() == frozenset()
    assert not bench.show(Light.RECEIPT_PRINTER, FlashRate.CONTINUOUS)
    bench.lights.resume()
    until(lambda: bench.lit() == {0, 1})


def test_unplugged_nothing_is_raised_and_the_wish_is_kept(bench: Bench) -> None:
    bench.unplug()
    until(lambda: bench.lights.status.state is DeviceState.POWER_OFF)
    assert not bench.show(Light.CARD_READER, FlashRate.CONTINUOUS)
    bench.plug()
    until(lambda: bench.lit() == {0})
    assert bench.lights.counters.snapshot()["not_shown"] == 1


Modbus = tuple[Lights, LightBoardEmulator]


@pytest.fixture
def modbus(tmp_path: Path) -> Iterator[Modbus]:
    with LightBoardEmulator(tmp_path / "lights", unit=7) as device:
        options: dict[str, str | int] = {**WIRING, "unit": 7}
        lights = ROWS["lights_modbus"].make(
            DeviceConfig("l-1", "lights", "lights_modbus", str(device.path), options=options), TIMING
        )
        assert isinstance(lights, BoardLights)
        lights.start()
        try:
            until(lambda: lights.status.usable)
            yield lights, device
        finally:
            lights.close()


@pytest.mark.parametrize(
    ("fault", "state", "detail"),
    [
        (BoardFaults(mute=True), DeviceState.POWER_OFF, "silent"),
        (BoardFaults(bad_check=True), DeviceState.POWER_OFF, "silent"),
        (BoardFaults(late_s=0.6), DeviceState.POWER_OFF, "silent"),
        (BoardFaults(refuse=2), DeviceState.HARDWARE_ERROR, "refused"),
        (BoardFaults(other_coil=True), DeviceState.HARDWARE_ERROR, "garbled"),
    ],
    ids=["mute", "bad checksum", "late", "refuses", "another coil"],
)
def test_a_board_that_does_not_obey_is_told_of_and_no_visit_hears_of_it(
    modbus: Modbus, fault: BoardFaults, state: DeviceState, detail: str
) -> None:
    lights, device = modbus
    device.break_with(fault)
    assert not asyncio.run(lights.show(Light.CARD_READER, FlashRate.CONTINUOUS))
    until(lambda: (lights.status.state, lights.status.detail) == (state, detail))
    device.break_with(BoardFaults())
    until(lambda: lights.status.usable)
    until(lambda: device.lit == {0})


@pytest.mark.parametrize("fault", [BoardFaults(chunk=2), BoardFaults(noise=b"\xff\x00")], ids=["torn", "noise"])
def test_torn_and_noisy_answers_end_in_the_right_light(modbus: Modbus, fault: BoardFaults) -> None:
    lights, device = modbus
    device.break_with(fault)
    asyncio.run(lights.show(Light.CARD_READER, FlashRate.CONTINUOUS))
    until(lambda: device.lit == {0})


def test_the_answer_to_the_question_before_is_not_believed(modbus: Modbus) -> None:
    lights, device = modbus
    device.break_with(BoardFaults(previous=True))
    asyncio.run(lights.show(Light.CARD_READER, FlashRate.CONTINUOUS))
    assert not asyncio.run(lights.show(Light.RECEIPT_PRINTER, FlashRate.CONTINUOUS))
    device.break_with(BoardFaults())
    until(lambda: device.lit == {0, 1})


def test_a_flood_is_borne(modbus: Modbus) -> None:
    lights, device = modbus
    device.break_with(BoardFaults(flood=3000))
    assert not asyncio.run(lights.show(Light.CARD_READER, FlashRate.CONTINUOUS))
    device.break_with(BoardFaults())
    until(lambda: lights.status.usable and device.lit == {0})


def test_a_board_that_restarted_shows_again_what_it_was_told(modbus: Modbus) -> None:
    lights, device = modbus
    asyncio.run(lights.show(Light.STATUS_GOOD, FlashRate.CONTINUOUS))
    device.restart()
    until(lambda: device.lit == {4})


def test_another_unit_on_the_line_is_not_the_board(tmp_path: Path) -> None:
    with LightBoardEmulator(tmp_path / "lights", unit=2) as device:
        board = ModbusBoard(str(device.path), 9600, 1, OUTPUTS, answer_s=0.1)
        lights = BoardLights("l-1", "lights_modbus", board, wiring(WIRING), TIMING)
        lights.start()
        try:
            until(lambda: lights.status.state is DeviceState.POWER_OFF)
        finally:
            lights.close()


def test_the_loss_is_logged_once_and_the_return_once(modbus: Modbus, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    lights, device = modbus
    device.unplug()
    until(lambda: lights.status.state is DeviceState.POWER_OFF)
    time.sleep(0.5)
    device.plug()
    until(lambda: lights.status.usable)
    assert [record.name for record in caplog.records] == ["hardware.supervisor"] * 2


def test_the_real_library_says_that_there_is_no_chip() -> None:
    """Through gpiod itself: a machine without the chip has absent lights, not a crash."""
    config = DeviceConfig("l-1", "lights", "lights_gpio", "/dev/no-such-chip", options={"cardReader": "0"})
    lights = ROWS["lights_gpio"].make(config, TIMING)
    lights.start()
    try:
        until(lambda: lights.status.state is DeviceState.POWER_OFF)
    finally:
        lights.close()


@pytest.mark.parametrize("options", [{}, {"cardReader": "x"}, {"cardReader": "0", "unit": 0}, {"cardReader": "999"}])
def test_a_configuration_that_cannot_work_is_refused(options: dict[str, str | int]) -> None:
    with pytest.raises(ConfigError, match="l-1: "):
        ROWS["lights_modbus"].make(
            DeviceConfig("l-1", "lights", "lights_modbus", "/dev/ttyS9", options=options), TIMING
        )


def test_it_lies_on_the_workbench(modbus: Modbus) -> None:
    device: Handled = modbus[1]
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
    until(lambda: modbus[0].status.usable)
