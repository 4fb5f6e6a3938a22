import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

from hardware.configuration import ConfigError, DeviceConfig, Option
from hardware.registry import DRIVERS, build
from hardware.status import DeviceState
from hardware.supervisor import Timing
from kiosk.visit.catalogue import DEVICE_NAMES

KINDS = sorted({row.kind for row in DRIVERS.values()})
DOCS = Path(__file__).parents[3] / "docs" / "devices"
READER = DeviceConfig("reader", "id_card_reader", "ga467_serial", "/dev/serial/by-id/reader")
PRINTERS = [
    DeviceConfig("printer", "receipt_printer", "escpos_tcp", "9100", "127.0.0.1", {"paper_mm": 58}),
    DeviceConfig("printer", "receipt_printer", "escpos_serial", "/dev/ttyS1", options={"baud": 38400, "rtscts": True}),
    DeviceConfig("printer", "receipt_printer", "escpos_usb", "/dev/usb/lp0", options={"native_qr": False}),
]


@pytest.mark.parametrize("printer", PRINTERS, ids=lambda config: config.driver)
def test_devices_are_built_without_touching_a_wire(printer: DeviceConfig) -> None:
    devices = build([READER, printer])
    assert [device.status.id for device in devices.all] == ["reader", "printer"]
    assert {device.status.state for device in devices.all} == {DeviceState.STARTING}
    assert devices.id_card_reader is devices.all[0]
    assert devices.receipt_printer is devices.all[1]
    devices.close()


def test_what_is_not_configured_is_not_there() -> None:
    devices = build([])
    assert devices.id_card_reader is None
    assert devices.receipt_printer is None


def test_started_and_closed(tmp_path: Path) -> None:
    devices = build([DeviceConfig("reader", "id_card_reader", "ga467_serial", str(tmp_path / "none"))])
    devices.start()
    devices.close()


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        build(
            [
                DeviceConfig("a", "id_card_reader", "magic", "x"),
                DeviceConfig("b", "receipt_printer", "ga467_serial", "x"),
                DeviceConfig("c", "receipt_printer", "escpos_tcp", "ninety", "host"),
                DeviceConfig("d", "receipt_printer", "escpos_usb"),
                DeviceConfig("e", "receipt_printer", "escpos_usb", "/dev/usb/lp0", options={"speed": 1}),
                DeviceConfig("e", "receipt_printer", "escpos_usb", "/dev/usb/lp1"),
            ]
        )
    for told in (
        "no driver 'magic'",
        "b: ga467_serial drives",
        "c: port is a number",
        "d: the port",
        "no option speed",
        "'e' is",
    ):
        assert told in str(caught.value)


WRONG_OPTIONS = [
    ("receipt_printer", "escpos_usb", "paper_mm", 70, "58, 80"),
    ("receipt_printer", "escpos_usb", "paper_mm", "80mm", "58, 80"),
    ("receipt_printer", "escpos_usb", "paper_mm", 16**6000, "58, 80"),
    ("receipt_printer", "escpos_usb", "native_qr", "false", "true or false"),
    ("receipt_printer", "escpos_serial", "rtscts", "no", "true or false"),
    ("receipt_printer", "escpos_serial", "dsrdtr", 1, "true or false"),
    ("receipt_printer", "escpos_serial", "baud", 12345, "9600"),
    ("receipt_printer", "escpos_serial", "baud", "fast", "9600"),
    ("receipt_printer", "escpos_serial", "baud", True, "9600"),
    ("id_card_reader", "ga467_serial", "poll_s", "often", "0.01 to 10"),
    ("presence_sensor", "presence_ld2410", "far_counts", "no", "true or false"),
    ("code_scanner", "scanner_evdev", "enter", 0, "true or false"),
    ("camera", "qt_camera", "width", 640.5, "whole number"),
    ("document_printer", "cups", "stuck_s", "soon", "1 to 3600"),
    ("payment_terminal", "zvt_serial", "currency", True, "1 to 999"),
    ("locker", "locker_8a80", "gap_ms", float("nan"), "300 to 1000"),
]


@pytest.mark.parametrize(
    ("kind", "driver", "option", "given", "allowed"), WRONG_OPTIONS, ids=[str(n) for n in range(len(WRONG_OPTIONS))]
)
def test_an_option_of_the_wrong_form_is_refused_and_never_bent(
    kind: str, driver: str, option: str, given: Option, allowed: str
) -> None:
    others: dict[str, Option] = {"cups": {"queue": "hall"}, "locker_8a80": {"map": "/none"}}.get(driver, {})  # type: ignore[assignment]
    with pytest.raises(ConfigError) as caught:
        build([DeviceConfig("one", kind, driver, "/dev/x", options={**others, option: given})])
    (mistake,) = caught.value.mistakes
    assert (mistake.device, mistake.key) == (0, option)
    assert mistake.text.startswith(f"one: {option} is ")
    assert allowed in mistake.text


@pytest.mark.parametrize(
    ("host", "port", "key"),
    [
        ("192.0.2.7", "0", "port"),
        ("192.0.2.7", "65536", "port"),
        ("192.0.2.7", "９１００", "port"),
        ("http://192.0.2.7", "9100", "host"),
        ("192.0.2.7:9100", "9100", "host"),
        ("", "9100", "host"),
    ],
)
@pytest.mark.parametrize(("kind", "driver"), [("receipt_printer", "escpos_tcp"), ("payment_terminal", "zvt_tcp")])
def test_a_place_on_the_network_that_cannot_be_is_refused(
    kind: str, driver: str, host: str, port: str, key: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        build([DeviceConfig("one", kind, driver, port, host)])
    assert [mistake.key for mistake in caught.value.mistakes] == [key]


def test_an_address_of_ip_6_is_one() -> None:
    build([DeviceConfig("one", "receipt_printer", "escpos_tcp", "9100", "2001:db8::7")]).close()


def test_the_mistakes_of_all_devices_and_all_their_options_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        build(
            [
                READER,
                DeviceConfig("slip", "receipt_printer", "escpos_usb", "/x", options={"paper_mm": 1, "native_qr": 2}),
                DeviceConfig("jack", "headphone_jack", "jack_evdev", options={"name": 5, "settle_ms": "soon"}),
                DeviceConfig("keys", "keypad", "evdev", "/x", options={"up": "x", "sideways": 1, "ok": 0}),
                DeviceConfig("lamps", "lights", "lights_modbus", "/x", options={"baud": 1, "cardReader": "q"}),
                DeviceConfig("net", "receipt_printer", "escpos_tcp", "0", options={"paper_mm": 1}),
            ]
        )
    told = [(mistake.device, mistake.key) for mistake in caught.value.mistakes]
    assert [key for device, key in told if device == 1] == ["paper_mm", "native_qr"]
    assert [key for device, key in told if device == 2] == ["name", "settle_ms"]
    assert [key for device, key in told if device == 3] == ["sideways", "up", "ok"]
    assert [key for device, key in told if device == 4] == ["baud", "cardReader"]
    assert [key for device, key in told if device == 5] == ["host", "port", "paper_mm"]
    assert len(told) == 12


@pytest.mark.parametrize(
    ("driver", "options", "hint"),
    [
        ("ga476_serial", {}, "did you mean ga467_serial?"),
        ("ga467_serial", {"pol_s": 1}, "did you mean poll_s?"),
        ("ga467_serial", {"speed": 1}, "there are baud, dsrdtr,"),
    ],
)
def test_who_mistypes_is_told_what_there_is(driver: str, options: dict[str, Option], hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        build([DeviceConfig("r", "id_card_reader", driver, "/x", options=options)])
    (mistake,) = caught.value.mistakes
    assert hint in mistake.text


def test_every_row_says_its_kind() -> None:
    assert {row.kind for row in DRIVERS.values()} >= {"id_card_reader", "receipt_printer"}


def test_no_two_kinds_share_the_name_of_a_driver() -> None:
    rows = [name for kind in KINDS for name in import_module(f"hardware.{kind}.drivers").ROWS]
    assert sorted(rows) == sorted(DRIVERS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_property_and_a_page(kind: str) -> None:
    assert getattr(build([]), kind) is None
    assert (DOCS / f"{kind}.md").exists()
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    row = next(line for line in index.splitlines() if line.startswith(f"| {kind} |"))
    assert f"({kind}.md)" in row
    assert all(name in row for name, found in DRIVERS.items() if found.kind == kind)


def test_what_residents_can_miss_is_a_kind_of_device() -> None:
    assert set(DEVICE_NAMES) <= set(KINDS)


def test_importing_the_table_loads_no_library_of_a_driver() -> None:
    heavy = [
        "PySide6",
        "pymodbus",
        "cups",
        "fpdf",
        "smartcard",
        "gpiod",
        "PIL",
        "cryptography",
        "qrcode",
        "requests",
        "pydantic",
    ]
    code = f"import sys, hardware.registry; print([name for name in {heavy!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


def test_every_change_of_every_device_is_numbered_and_kept(tmp_path: Path) -> None:
    configs = [DeviceConfig(f"r{n}", "id_card_reader", "ga467_serial", str(tmp_path / f"none{n}")) for n in range(3)]
    devices = build(configs, Timing(retry_s=(0.01,)))
    devices.start()
    ends = time.monotonic() + 10
    while devices.events.seq < 3:
        assert time.monotonic() < ends
        time.sleep(0.005)
    devices.close()
    missed = devices.events.since(0)
    assert (missed.lost, [event.seq for event in missed.events]) == (0, [1, 2, 3])
    assert {event.value.new.id for event in missed.events} == {"r0", "r1", "r2"}
    assert devices.named("r1") is devices.all[1]
    assert devices.named("r9") is None
