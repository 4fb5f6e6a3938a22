"""One question, one answer, never longer than allowed: whatever the other side does."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from hardware.document_printer.ipp import LONGEST_ANSWER
from hardware.document_printer.post import Address, PostTorn, address_of, get, post

Serve = Callable[[socket.socket], None]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"


@contextmanager
def served(serve: Serve, folder: Path) -> Iterator[Address]:
    """Somebody at a local socket who does `serve` once, and then hangs up."""
    path = folder / "s"
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    listening.listen(1)

    def live() -> None:
        with listening:
            connected, _ = listening.accept()
            with connected:
                try:
                    serve(connected)
                except OSError:
                    return

    thread = threading.Thread(target=live, daemon=True)
    thread.start()
    yield Address(socket=str(path), path="/ipp/print")
    with socket.socket(socket.AF_UNIX) as last, suppress(OSError):
        last.connect(str(path))  # so that one who was never called ends too
    thread.join(10)


def saying(answer: bytes) -> Serve:
    def serve(connected: socket.socket) -> None:
        connected.recv(1 << 16)
        connected.sendall(answer)

    return serve


def dripping(answer: bytes) -> Serve:
    def serve(connected: socket.socket) -> None:
        connected.recv(1 << 16)
        for byte in answer * 100:
            connected.sendall(bytes([byte]))
            time.sleep(0.02)

    return serve


def asked(address: Address, limit_s: float = 5) -> bytes:
    return post(address, [b"abc", b"de"], 5, limit_s)


def test_a_question_and_its_answer(tmp_path: Path) -> None:
    heard: list[bytes] = []

    def serve(connected: socket.socket) -> None:
        while not b"".join(heard).endswith(b"abcde"):
            heard.append(connected.recv(1 << 16))
        connected.sendall(HEAD + b"Content-Length: 4\r\n\r\nwell")

    with served(serve, tmp_path) as address:
        assert asked(address) == b"well"
    question = b"".join(heard)
    assert question.startswith(b"POST /ipp/print HTTP/1.1\r\n")
    assert b"\r\nAuthorization: PeerCred " in question
    assert b"\r\nContent-Length: 5\r\n" in question


@pytest.mark.parametrize("answer", [HEAD, HEAD + b"Content-Length: 4\r\n\r\nwe", b"H"])
def test_bytes_that_drip_in_do_not_stretch_the_limit(answer: bytes, tmp_path: Path) -> None:
    with served(dripping(answer), tmp_path) as address:
        began = time.monotonic()
        with pytest.raises((TimeoutError, PostTorn)):
            asked(address, 0.3)
        assert time.monotonic() - began < 5


def test_silence_is_a_time_out(tmp_path: Path) -> None:
    done = threading.Event()

    def wait(_: socket.socket) -> None:
        done.wait(10)

    with served(wait, tmp_path) as address:
        with pytest.raises(TimeoutError):
            asked(address, 0.2)
        done.set()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff" * 100,
        b"HTTP/1.1 200\r\n" + b"a: b\r\n" * 500,
        HEAD + b"Content-Length: 9\r\n\r\nshort",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 301 Away\r\nLocation: http://example.org/\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_what_is_no_answer(answer: bytes, tmp_path: Path) -> None:
    with served(saying(answer), tmp_path) as address, pytest.raises(OSError) as raised:
        asked(address)
    assert isinstance(raised.value, PostTorn | ConnectionError)


@pytest.mark.parametrize("status", [401, 403])
def test_not_allowed(status: int, tmp_path: Path) -> None:
    answer = f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()
    with served(saying(answer), tmp_path) as address, pytest.raises(PermissionError):
        get(address, 5)


def test_a_flood_is_cut_off(tmp_path: Path) -> None:
    with served(saying(HEAD + b"\r\n" + b"x" * (LONGEST_ANSWER * 3)), tmp_path) as address:
        assert len(asked(address)) == LONGEST_ANSWER + 1


def test_nobody_is_there(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        asked(Address(socket=str(tmp_path / "nothing")))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(OSError):
            asked(Address(host="127.0.0.1", port=free.getsockname()[1]), 1)


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("ipp://10.0.0.7/ipp/print", Address(host="10.0.0.7", port=631, path="/ipp/print")),
        ("ipp://localhost:60000/ipp/print", Address(host="localhost", port=60000, path="/ipp/print")),
        ("ipp://[::1]:8631", Address(host="::1", port=8631, path="/")),
        ("ipps://10.0.0.7/ipp/print", None),
        ("socket://10.0.0.7:9100", None),
        ("usb://Maker/Printer?serial=1", None),
        ("ipp://host:99999/", None),
        ("ipp://host/a b", None),
        ("ipp://host/a\r\nb: c", Address(host="host", path="/ab:c")),
        ("", None),
    ],
)
def test_where_an_address_leads(uri: str, address: Address | None) -> None:
    found = address_of(uri)
    if "\r" in uri:  # urlsplit drops line ends; what is left can start no line of HTTP
        assert found is None or "\r" not in found.path + found.host
    else:
        assert found == address


def test_an_address_says_its_uri() -> None:
    assert Address(socket="/run/cups.sock", path="/printers/a4").uri == "ipp://localhost:631/printers/a4"
    assert Address(host="::1", port=8631).uri == "ipp://[::1]:8631/"
