from pathlib import Path

import pytest

from hardware.configuration import ConfigError, DeviceConfig
from hardware.registry import DRIVERS, build
from hardware.status import DeviceState

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
        "c: a host",
        "d: the port",
        "no option speed",
        "'e' is",
    ):
        assert told in str(caught.value)


def test_every_row_says_its_kind() -> None:
    assert {row.kind for row in DRIVERS.values()} >= {"id_card_reader", "receipt_printer"}
