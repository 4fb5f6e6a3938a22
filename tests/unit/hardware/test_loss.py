"""What whoever wires the box reads when a wire cannot be opened: the cause, and not one word for all of them."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.transport.input_device import InputDevice
from hardware.transport.loss import Loss, loss
from hardware.transport.serial_line import SerialLine, SerialSettings
from hardware.transport.tcp import TcpSocket


@pytest.fixture
def pty() -> Iterator[str]:
    ours, theirs = os.openpty()
    yield os.ttyname(theirs)
    os.close(ours)
    os.close(theirs)


def why(opening: Callable[[], None]) -> Loss:
    with pytest.raises(OSError) as caught:
        opening()
    return loss(caught.value)


def test_nothing_there(tmp_path: Path) -> None:
    assert why(SerialLine(SerialSettings(str(tmp_path / "ttyUSB0"), 9600)).open) is Loss.NO_PORT
    assert why(InputDevice(tmp_path / "event0").open) is Loss.NO_PORT


def test_another_program_holds_the_line(pty: str) -> None:
    first, second = (SerialLine(SerialSettings(pty, 9600)) for _ in range(2))
    first.open()
    assert why(second.open) is Loss.PORT_IN_USE
    first.close()
    second.open()
    second.close()


def test_a_file_is_no_serial_line(tmp_path: Path) -> None:
    (tmp_path / "notes").touch()
    assert why(SerialLine(SerialSettings(str(tmp_path / "notes"), 9600)).open) is Loss.NOT_SUCH_A_PORT


def test_a_host_that_refuses() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert why(TcpSocket("127.0.0.1", port).open) is Loss.HOST_REFUSES


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (socket.gaierror(-2, "Name or service not known"), Loss.UNKNOWN_HOST),
        (PermissionError(13, "Permission denied"), Loss.NO_PERMISSION),
        (OSError(113, "No route to host"), Loss.HOST_UNREACHABLE),
        (TimeoutError("timed out"), Loss.HOST_UNREACHABLE),
        (OSError("nothing more is known"), Loss.NO_PORT),
    ],
)
def test_what_only_a_network_or_another_user_can_show(error: OSError, word: Loss) -> None:
    assert loss(error) is word
