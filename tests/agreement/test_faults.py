"""The terminal's side when the other end is broken, silent, slow, huge or foreign. Short time-outs, real sockets."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.signing import Credentials
from kiosk.backend_client.staff_calls import call_staff, fetch_open_calls
from kiosk.backend_client.transport import MAX_ANSWER_BYTES, Timeouts, Transport
from tests.agreement.conftest import Enrolled, Office
from tests.agreement.rough_server import Answer, RoughServer, http, rough_server, says

GOOD = http("200 OK", b'{"calls":[]}', "Content-Type: application/json")
SHORT = Timeouts(connect=0.5, read=0.4, whole=0.8)


def _problem(status: str, key: str, *headers: str, **members: object) -> bytes:
    body = json.dumps({"type": f"urn:linli:problem:{key}"} | members).encode()
    return http(status, body, "Content-Type: application/problem+json", *headers)


@contextmanager
def _line(server: RoughServer, credentials: Credentials) -> Iterator[Transport]:
    transport = Transport(server.url, credentials=credentials, timeouts=SHORT)
    yield transport
    transport.close()


def _fails(credentials: Credentials, *answers: Answer) -> BackendError:
    with rough_server(*answers) as server, _line(server, credentials) as transport:
        began = time.monotonic()
        with pytest.raises(BackendError) as caught:
            fetch_open_calls(transport)
        assert time.monotonic() - began < 8, "it must not hang"
        return caught.value


def _silence(line: socket.socket, _request: bytes) -> None:
    line.recv(1)  # until the terminal hangs up


def _trickle(line: socket.socket, _request: bytes) -> None:
    line.sendall(http("200 OK", b"", "Content-Type: application/json", declared=1000))
    while True:
        line.sendall(b" ")
        time.sleep(0.05)  # the fault itself, not a wait for luck


def _flood(line: socket.socket, _request: bytes) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n")
    while True:
        line.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")


NONSENSE = {
    "a page": http("200 OK", b"<html>login</html>", "Content-Type: text/html"),
    "half an answer": http("200 OK", b'{"calls":[', "Content-Type: application/json"),
    "another shape": http("200 OK", b'{"calls":[{"id":1}]}', "Content-Type: application/json"),
    "a list": http("200 OK", b"[]", "Content-Type: application/json"),
    "nothing": http("200 OK", b"", "Content-Type: application/json"),
    "no text": http("200 OK", b"\xff\xfe\x00", "Content-Type: application/json"),
    "deep": http("200 OK", b"[" * 100_000, "Content-Type: application/json"),
    "not http": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "a wild length": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nxx",
    "compressed": http("200 OK", b"xx", "Content-Type: application/json", "Content-Encoding: gzip"),
    "a detour": http("302 Found", b"", "Location: http://127.0.0.1:9/"),
    "too big": http("200 OK", b" " * (MAX_ANSWER_BYTES + 1), "Content-Type: application/json"),
    "too big, chunked": _flood,
    "404 of a stranger": http("404 Not Found", b"<html>", "Content-Type: text/html"),
    "401 of a stranger": http("401 Unauthorized", b"", "WWW-Authenticate: Basic"),
    "a problem without a type": http("404 Not Found", b"{}", "Content-Type: application/problem+json"),
    "422": _problem("422 Unprocessable", "malformed"),
}
OTHERS = {
    "500": (http("500 Internal Server Error", b"Traceback"), BackendKey.BROKEN),
    "500 of ours": (_problem("500 Internal Server Error", "internal"), BackendKey.BROKEN),
    "503 twice": (http("503 Service Unavailable", b""), BackendKey.BROKEN),
    "silence": (_silence, BackendKey.SLOW),
    "trickle": (_trickle, BackendKey.SLOW),
    "hung up": (b"", BackendKey.UNREACHABLE),
    "hung up in the middle": (http("200 OK", b'{"ca', declared=50), BackendKey.UNREACHABLE),
    "404": (_problem("404 Not Found", "not-found"), BackendKey.REFUSED_NOT_FOUND),
    "401": (_problem("401 Unauthorized", "unauthorised"), BackendKey.NOT_ENROLLED),
    "session over": (_problem("401 Unauthorized", "session-over"), BackendKey.SESSION_OVER),
    "clock": (_problem("401 Unauthorized", "clock-skew", server_time=5), BackendKey.CLOCK_WRONG),
    "429": (_problem("429 Too Many Requests", "too-many", "Retry-After: 7"), BackendKey.TOO_MANY),
}


def _answer(given: bytes | Answer) -> Answer:
    return says(given) if isinstance(given, bytes) else given


@pytest.mark.parametrize("given", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense(credentials: Credentials, given: bytes | Answer) -> None:
    error = _fails(credentials, _answer(given))
    assert error.kind is BackendKey.NONSENSE
    assert error.__cause__ is None, "what was read is not quoted"
    assert (str(error), dict(error.params)) == ("backend.nonsense", {})


@pytest.mark.parametrize(("given", "kind"), OTHERS.values(), ids=OTHERS.keys())
def test_other_faults(credentials: Credentials, given: bytes | Answer, kind: BackendKey) -> None:
    error = _fails(credentials, _answer(given))
    assert error.kind is kind
    assert error.key == kind.value


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("-1", 60), ("soon", 60), ("99999999", 60), ("999999", 86400)]
)
def test_the_time_to_wait_is_bounded(credentials: Credentials, header: str, seconds: int) -> None:
    error = _fails(credentials, says(_problem("429 Too Many Requests", "too-many", f"Retry-After: {header}")))
    assert error.params == {"retry_after_s": seconds}


def test_nobody_there(credentials: Credentials) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        transport = Transport(f"http://127.0.0.1:{closed.getsockname()[1]}", credentials=credentials, timeouts=SHORT)
        with pytest.raises(BackendError, match=r"^backend\.unreachable$"):
            fetch_open_calls(transport)
        transport.close()


def test_a_name_that_does_not_exist(credentials: Credentials) -> None:
    transport = Transport("http://no-such-office.invalid", credentials=credentials, timeouts=SHORT)
    with pytest.raises(BackendError, match=r"^backend\.unreachable$"):
        fetch_open_calls(transport)
    transport.close()


def _header(request: bytes, name: str) -> str:
    for line in request.split(b"\r\n"):
        if line.lower().startswith(name.lower().encode() + b":"):
            return line.split(b":", 1)[1].strip().decode()
    raise AssertionError(name)


@pytest.mark.parametrize("first", [b"", http("503 Service Unavailable", b"")], ids=["hung up", "503"])
def test_what_was_lost_is_sent_once_more_signed_anew(credentials: Credentials, first: bytes) -> None:
    made = http("201 Created", b'{"id":"abc"}', "Content-Type: application/json")
    with rough_server(says(first), says(made)) as server, _line(server, credentials) as transport:
        assert call_staff(transport, reason="asked") == "abc"
        lost, again = server.requests
    assert _header(lost, "Idempotency-Key") == _header(again, "Idempotency-Key")
    assert _header(lost, "Linli-Nonce") != _header(again, "Linli-Nonce")


def test_a_wait_is_not_doubled(credentials: Credentials) -> None:
    with rough_server(_silence) as server, _line(server, credentials) as transport:
        with pytest.raises(BackendError, match=r"^backend\.slow$"):
            call_staff(transport, reason="asked")
        assert len(server.requests) == 1


def test_no_proxy_and_no_netrc_are_asked(credentials: Credentials, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with rough_server(says(GOOD)) as server, _line(server, credentials) as transport:
        assert fetch_open_calls(transport) == ()


def _losing_the_first_reply(office: Office) -> Callable[[], Answer]:
    """A line to the real backend on which the first reply is lost on its way back."""
    lost = False

    def forward(line: socket.socket, request: bytes) -> None:
        nonlocal lost
        host, port = office.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as onward:
            onward.sendall(request.replace(b"Connection: keep-alive", b"Connection: close"))
            reply = b"".join(iter(lambda: onward.recv(65536), b""))
        if lost:
            line.sendall(reply)
        lost = True

    return lambda: forward


def test_a_lost_reply_does_not_make_two_calls(office: Office, enrolled: Enrolled) -> None:
    before = {call.id for call in fetch_open_calls(enrolled.transport)}
    with rough_server(_losing_the_first_reply(office)()) as server:
        transport = Transport(server.url, credentials=enrolled.credentials, timeouts=Timeouts(read=5, whole=8))
        made = call_staff(transport, reason="asked")
        transport.close()
        assert len(server.requests) == 2
    after = {call.id for call in fetch_open_calls(enrolled.transport)}
    assert after - before == {made}


def test_the_real_backend_breaking_is_broken(
    office: Office, enrolled: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.kiosks import service

    def broken(*_arguments: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(service, "open_staff_calls", broken)
    with pytest.raises(BackendError, match=r"^backend\.broken$"):
        fetch_open_calls(enrolled.transport)
    assert requests.get(office.url + "/healthz", timeout=5).status_code == 200
