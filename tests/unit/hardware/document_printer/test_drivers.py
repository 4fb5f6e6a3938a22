"""The row of the driver table."""

import pytest

from hardware.configuration import ConfigError, DeviceConfig, Option
from hardware.document_printer.drivers import ROWS
from hardware.supervisor import Timing


def make(host: str = "", port: str = "", **options: Option) -> str:
    config = DeviceConfig("d", "document_printer", "cups", port, host, options)
    assert set(options) <= ROWS["cups"].options
    return ROWS["cups"].make(config, Timing()).status.kind


def test_a_row_makes_a_printer_without_touching_a_wire() -> None:
    assert make(queue="a4") == "document_printer"
    assert make(port="/run/cups/cups.sock", queue="a4", stuck_s=30, sides="two-sided-long-edge") == "document_printer"
    assert make("10.0.0.1", "631", queue="a4") == "document_printer"


@pytest.mark.parametrize("queue", ["", "a/b", "a b", "a?b", "a#b", "林"])
def test_a_queue_is_named(queue: str) -> None:
    with pytest.raises(ConfigError, match="queue"):
        make(queue=queue)


def test_options_that_cannot_be() -> None:
    with pytest.raises(ConfigError, match="stuck_s"):
        make(queue="a4", stuck_s=0)
    with pytest.raises(ConfigError, match="sides"):
        make(queue="a4", sides="three")
    with pytest.raises(ConfigError, match="port"):
        make("10.0.0.1", "cups.sock", queue="a4")
