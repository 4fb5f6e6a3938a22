"""HTTP to a print server or a printer: one question, one answer, over TCP or a local socket, never longer than allowed.

Not libcups: its reads wait without end and cannot be given a limit from Python (docs/devices/document_printer.md).
"""

import http.client
import os
import pwd
import re
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from hardware.document_printer.ipp import LONGEST_ANSWER

_IPP_PORT = 631


class PostTorn(OSError):
    """The other side hung up in the middle, or did not speak HTTP."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody speaks IPP: a local socket's path, or a host and port; and the path of what is asked there."""

    socket: str = ""
    host: str = ""
    port: int = _IPP_PORT
    path: str = "/"

    @property
    def uri(self) -> str:
        """The same as an address that a question carries; a local socket counts as localhost."""
        host = self.host or "localhost"
        return f"ipp://{f'[{host}]' if ':' in host else host}:{self.port}{self.path}"


def address_of(uri: str) -> Address | None:
    """Where an ipp:// address leads; None for every other scheme and for nonsense."""
    try:
        parts = urlsplit(uri)
        port = parts.port or _IPP_PORT
    except ValueError:
        return None
    if parts.scheme != "ipp" or not parts.hostname or not re.fullmatch(r"[!-~]*", parts.path):
        return None
    return Address(host=parts.hostname, port=port, path=parts.path or "/")


class _Patient(socket.socket):
    """A socket whose every wait ends at one moment, however slowly bytes drip in."""

    ends = 0.0

    def recv_into(self, *words) -> int:  # type: ignore[no-untyped-def]  # noqa: ANN002
        self._hurry()
        return super().recv_into(*words)

    def sendall(self, *words) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN002
        self._hurry()
        super().sendall(*words)

    def _hurry(self) -> None:
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("no answer in time")
        self.settimeout(left)


class _Connection(http.client.HTTPConnection):
    def __init__(self, address: Address, limit_s: float) -> None:
        super().__init__("localhost" if address.socket else address.host, address.port)
        self._to = address
        self._ends = time.monotonic() + limit_s

    def connect(self) -> None:
        family = socket.AF_UNIX if self._to.socket else _family(self._to)
        patient = _Patient(family, socket.SOCK_STREAM)
        patient.ends = self._ends
        patient.settimeout(max(0.001, self._ends - time.monotonic()))
        try:
            patient.connect(self._to.socket or (self._to.host, self._to.port))
        except BaseException:
            patient.close()
            raise
        self.sock = patient


def _family(address: Address) -> socket.AddressFamily:
    return socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0][0]


def post(address: Address, pieces: Iterable[bytes], length: int, limit_s: float) -> bytes:
    """Send a question of `length` bytes and give back the answer's.

    Raises TimeoutError when it takes longer than `limit_s`, ConnectionError or another OSError when nobody is there,
    PostTorn when it broke in the middle, PermissionError when it is not allowed to us.
    """
    headers = {"Content-Type": "application/ipp", "Content-Length": str(length)}
    return _asked(address, "POST", headers, pieces, limit_s)


def get(address: Address, limit_s: float) -> bytes:
    """Fetch a file; raises as `post` does."""
    return _asked(address, "GET", {}, None, limit_s)


def _asked(
    address: Address, method: str, headers: dict[str, str], pieces: Iterable[bytes] | None, limit_s: float
) -> bytes:
    connection = _Connection(address, limit_s)
    if address.socket:
        # cupsd sees at the socket itself that we are who we say: staff's rights need no password then.
        headers["Authorization"] = f"PeerCred {own_name()}"
    try:
        connection.request(method, address.path, pieces, headers | {"Connection": "close"})
        answer = connection.getresponse()
        if answer.status in {401, 403}:
            raise PermissionError(f"HTTP {answer.status}")
        if answer.status != 200:
            raise PostTorn(f"HTTP {answer.status}")
        octets = answer.read(LONGEST_ANSWER + 1)
        if answer.length and len(octets) <= LONGEST_ANSWER:
            raise PostTorn("the answer was cut short")
    except (http.client.HTTPException, ValueError) as error:
        raise PostTorn("that was no HTTP") from error
    finally:
        connection.close()
    return octets


def own_name() -> str:
    """The name of the account that we run as."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
