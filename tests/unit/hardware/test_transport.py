import os
import socket
import threading
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.transport.serial_line import SerialLine, SerialSettings
from hardware.transport.tcp import TcpSocket
from hardware.transport.usb_path import UsbPath
from hardware.transport.wire import Wire, drain


class Far:
    """The other end of a wire: a file descriptor, and how to take it away."""

    def __init__(self, wire: Wire, fd: int, hang_up: Callable[[], None]) -> None:
        self.wire = wire
        self.fd = fd
        self.hang_up = hang_up


@pytest.fixture(params=["serial", "usb", "tcp"])
def far(request: pytest.FixtureRequest) -> Iterator[Far]:
    if request.param == "tcp":
        with socket.create_server(("127.0.0.1", 0)) as server:
            wire: Wire = TcpSocket(*server.getsockname())
            wire.open()
            connected, _ = server.accept()
            with connected:
                yield Far(wire, connected.fileno(), connected.close)
                wire.close()
        return
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    gone: list[int] = []
    path = os.ttyname(theirs)
    wire = SerialLine(SerialSettings(path, 9600)) if request.param == "serial" else UsbPath(path)
    wire.open()

    def hang_up() -> None:
        os.close(ours)
        gone.append(ours)

    yield Far(wire, ours, hang_up)
    wire.close()
    for fd in {ours, theirs} - set(gone):
        os.close(fd)


def test_bytes_go_both_ways(far: Far) -> None:
    far.wire.write(b"\x00\xffask\n\x11\x13", 5)
    assert os.read(far.fd, 100) == b"\x00\xffask\n\x11\x13"
    os.write(far.fd, b"\x00\xffanswer\r\n\x04")
    assert far.wire.read(5) == b"\x00\xffanswer\r\n\x04"


def test_reading_waits_no_longer_than_asked(far: Far) -> None:
    began = time.monotonic()
    assert far.wire.read(0.05) == b""
    assert 0.04 <= time.monotonic() - began < 2


def test_reading_wakes_at_the_first_byte(far: Far) -> None:
    timer = threading.Timer(0.05, os.write, [far.fd, b"x"])
    timer.start()
    assert far.wire.read(10) == b"x"
    timer.join()


def test_a_side_that_takes_nothing_costs_only_the_time_given(far: Far) -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        far.wire.write(bytes(20_000_000), 0.2)
    assert time.monotonic() - began < 5


def test_a_lost_wire_is_an_oserror(far: Far) -> None:
    far.hang_up()
    with pytest.raises(OSError):
        far.wire.read(1)


def test_draining_takes_all_and_ends(far: Far) -> None:
    os.write(far.fd, b"stale" * 100)
    assert far.wire.read(5)
    os.write(far.fd, b"more")
    time.sleep(0.02)
    drain(far.wire)
    assert far.wire.read(0) == b""


def test_a_closed_wire_can_be_closed_and_does_not_work(far: Far) -> None:
    far.wire.close()
    far.wire.close()
    with pytest.raises(OSError, match="not open"):
        far.wire.read(0)
    with pytest.raises(OSError, match="not open"):
        far.wire.write(b"x", 1)


def test_a_serial_line_is_ours_alone(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    first, second = (SerialLine(SerialSettings(os.ttyname(theirs), 9600)) for _ in range(2))
    first.open()
    try:
        with pytest.raises(OSError, match="lock"):
            second.open()
    finally:
        first.close()
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("make", [lambda path: SerialLine(SerialSettings(path, 9600)), UsbPath], ids=["serial", "usb"])
def test_a_missing_path_is_an_oserror(make: Callable[[str], Wire], tmp_path: Path) -> None:
    with pytest.raises(OSError):
        make(str(tmp_path / "none")).open()


def test_nobody_at_a_port_is_an_oserror() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()
    with pytest.raises(OSError):
        TcpSocket(host, port).open()


def test_a_babbling_wire_does_not_hold_the_thread() -> None:
    class Babble:
        def open(self) -> None: ...
        def close(self) -> None: ...
        def write(self, data: bytes, timeout_s: float) -> None: ...
        def read(self, timeout_s: float) -> bytes:
            return b"x"

    assert len(drain(Babble())) == 64


def test_a_socket_that_tcp_joined_to_itself_is_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = socket.socket()
    alone.bind(("127.0.0.1", 0))
    alone.connect(alone.getsockname())
    monkeypatch.setattr(socket, "create_connection", lambda *_: alone)
    with pytest.raises(ConnectionRefusedError):
        TcpSocket(*alone.getsockname()).open()
    assert alone.fileno() == -1


def test_a_serial_line_that_another_thread_closes_is_a_lost_one() -> None:
    """Pyserial itself says TypeError, which nobody takes for a loss."""
    far, near = os.openpty()
    try:
        line = SerialLine(SerialSettings(os.ttyname(near), 9600))
        line.open()
        threading.Timer(0.1, line.close).start()
        with pytest.raises(OSError):
            _read_often(line)  # a close that comes between two looks is seen by the next one
    finally:
        os.close(far)
        os.close(near)


def _read_often(line: SerialLine) -> None:
    for _ in range(40):
        line.read(0.5)
