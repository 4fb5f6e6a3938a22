"""One HTTP call to a provider: with deadlines, bounded, to the host of the settings and nowhere else.

Thread: everything blocks and may be called from several threads at once.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from backend.payments.channel import NoAnswer
from backend.payments.time_limit import TimedAdapter, within

MOST_BYTES = 256 * 1024
"""Of an answer that is no bill."""
_CHUNK_BYTES = 64 * 1024
_MOST_LINES = 16
_ENDS = frozenset({"content-length", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a call may take, in seconds: to connect, for each read, and for `whole`, in which all has come."""

    connect: float = 3.0
    read: float = 8.0
    whole: float = 12.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `target` is the path with its query, just as it is sent."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whatever came back, whole and within bounds; the names of headers in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Line:
    """The line to one host. Sends nothing twice, follows no redirect, keeps no cookie, heeds no proxy and no .netrc."""

    def __init__(self, host: str, *, deadlines: Deadlines | None = None, ca_file: str | None = None) -> None:
        self.host = checked_host(host)
        self._deadlines = deadlines or Deadlines()
        self._verify: str | bool = ca_file or True
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, TimedAdapter(_MOST_LINES))

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def send(self, asked: Asked, most_bytes: int = MOST_BYTES) -> Answer:
        """Ask, once. Raises NoAnswer, which holds nothing of the request: not even as the cause of it."""
        try:
            with within(self._deadlines.whole):
                return self._sent(asked, most_bytes)
        except (requests.RequestException, HTTPError, ValueError) as error:
            # ValueError: http.client refuses some garbage in the status line or headers with it.
            reason = type(error).__name__
        raise NoAnswer(reason)

    def _sent(self, asked: Asked, most_bytes: int) -> Answer:
        headers = {"Accept-Encoding": "identity", "User-Agent": "linli-backend"} | dict(asked.headers)
        request = requests.Request(asked.method, self.host + asked.target, headers=headers, data=asked.body or None)
        with self._http.send(
            self._http.prepare_request(request),
            stream=True,
            allow_redirects=False,
            timeout=(self._deadlines.connect, self._deadlines.read),
            verify=self._verify,
        ) as response:
            names = {name.lower(): value for name, value in response.headers.items()}
            if response.status_code != HTTPStatus.NO_CONTENT and not _ENDS & names.keys():
                raise NoAnswer("without an end")  # a head that was cut off looks so
            return Answer(response.status_code, names, _whole(response, most_bytes))


def checked_host(host: str) -> str:
    """The host without a slash at its end. ValueError unless it is https, or http on this very machine."""
    parts = urlsplit(host.rstrip("/"))
    if not parts.hostname or parts.path or parts.query or parts.fragment or parts.username:
        raise ValueError("a host is scheme://name:port")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname)):
        raise ValueError("a host is asked by https")
    return host.rstrip("/")


def _is_here(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _whole(response: requests.Response, most_bytes: int) -> bytes:
    """Read to the end, or stop: at the bound, at an encoding that we did not ask for."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise NoAnswer("an encoding")
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=False):
        body += chunk
        if len(body) > most_bytes:
            raise NoAnswer("too long")
    return bytes(body)
