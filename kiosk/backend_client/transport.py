"""One HTTP call: signed, timed, bounded and strictly read.

Thread: every function blocks and may be called from several threads at once.
"""

import time
from dataclasses import dataclass, field
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from secrets import token_hex
from typing import TypeVar

import requests
from pydantic import TypeAdapter, ValidationError
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError
from urllib3.util.retry import Retry

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.problems import refusal
from kiosk.backend_client.signing import Credentials, request_headers
from kiosk.foundation.clock import Clock, SystemClock

MAX_ANSWER_BYTES = 2 * 1024 * 1024
CHUNK_BYTES = 64 * 1024
TRY_AGAIN_STATUSES = frozenset({502, 503, 504})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a call may take, in seconds; `whole` also stops an answer that trickles for ever."""

    connect: float = 2.0
    read: float = 8.0
    whole: float = 12.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer (2xx or 304), whole and within bounds."""

    status: int
    body: bytes = field(repr=False)
    etag: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """One thing asked of the backend; sent again it keeps its idempotency key. Shows nothing that was handed over."""

    method: str
    path: str
    body: bytes = field(default=b"", repr=False)
    session: str | None = field(default=None, repr=False)
    etag: str | None = None
    idempotency_key: str | None = field(default=None, repr=False)
    signed: bool = True


class _Dropped(Exception):
    """The connection was made and then broke: worth one more try, signed anew."""


class Transport:
    """The line to one backend, such as `https://office.example:8443`. Close it when the terminal stops."""

    def __init__(
        self,
        base_url: str,
        *,
        credentials: Credentials | None = None,
        clock: Clock | None = None,
        timeouts: Timeouts | None = None,
        ca_file: str | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.credentials = credentials
        self._clock = clock or SystemClock()
        self._timeouts = timeouts or Timeouts()
        self._http = requests.Session()
        self._http.trust_env = False  # no proxy, no .netrc: the line is what the settings say
        self._http.verify = ca_file or True
        # urllib3 may repeat only what never left the terminal: a request that was sent carries a nonce which must not
        # be sent twice. What was sent and lost is repeated in `_send`, signed anew.
        # A 429 is for the resident to wait out, not for us: Retry-After must not be obeyed behind her back.
        retry = Retry(
            connect=1,
            read=False,
            redirect=0,
            status=0,
            other=0,
            backoff_factor=0.1,
            allowed_methods=None,
            respect_retry_after_header=False,
        )
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, HTTPAdapter(max_retries=retry, pool_maxsize=4))

    def with_credentials(self, credentials: Credentials) -> "Transport":
        """The same line once the terminal is enrolled."""
        self.credentials = credentials
        return self

    def close(self) -> None:
        """Hang up; idle connections are closed."""
        self._http.close()

    def get(self, path: str, *, session: str | None = None, etag: str | None = None) -> Answer:
        """Ask for something; raises BackendError."""
        return self._send(Call("GET", path, session=session, etag=etag))

    def post(
        self,
        path: str,
        body: bytes,
        *,
        session: str | None = None,
        idempotency_key: str | None = None,
        signed: bool = True,
    ) -> Answer:
        """Hand something over; with the same key it is done once, however often it is sent. Raises BackendError."""
        key = idempotency_key or token_hex(16)
        return self._send(Call("POST", path, body, session=session, idempotency_key=key, signed=signed))

    def put(self, path: str, body: bytes, *, session: str | None = None) -> Answer:
        """Set something to be so; set twice it is the same. Raises BackendError."""
        return self._send(Call("PUT", path, body, session=session))

    def delete(self, path: str, *, session: str | None = None) -> None:
        """Take something away that may be gone already; raises BackendError."""
        self._send(Call("DELETE", path, session=session))

    def _send(self, call: Call) -> Answer:
        until = time.monotonic() + self._timeouts.whole
        try:
            answer = self._attempt(call, until)
            if answer.status not in TRY_AGAIN_STATUSES:
                return self._good(answer)
        except _Dropped:
            pass
        try:
            return self._good(self._attempt(call, until))
        except _Dropped:
            raise BackendError(BackendKey.UNREACHABLE) from None

    def _good(self, answer: "RawAnswer") -> Answer:
        if answer.status in (200, 201, 204, 304):
            return Answer(answer.status, answer.body, answer.etag)
        raise refusal(answer.status, answer.media_type, answer.body, answer.retry_after)

    def _attempt(self, call: Call, until: float) -> "RawAnswer":
        request = self._prepared(call)
        try:
            with self._http.send(
                request,
                stream=True,
                allow_redirects=False,
                timeout=(self._timeouts.connect, self._timeouts.read),
                verify=self._http.verify,
            ) as response:
                return _read_whole(response, until)
        except (requests.ConnectTimeout, requests.exceptions.SSLError):
            raise BackendError(BackendKey.UNREACHABLE) from None
        except (requests.ReadTimeout, ReadTimeoutError):
            raise BackendError(BackendKey.SLOW) from None
        except requests.ConnectionError as error:
            cause = error.args[0] if error.args else None
            raise (
                _broken_off(cause) if isinstance(cause, ProtocolError) else BackendError(BackendKey.UNREACHABLE)
            ) from None
        except ProtocolError as error:
            raise _broken_off(error) from None
        except (requests.RequestException, HTTPError, ValueError):
            # ValueError: http.client refuses some garbage in the status line or headers with it.
            raise BackendError(BackendKey.NONSENSE) from None

    def _prepared(self, call: Call) -> requests.PreparedRequest:
        request = requests.Request(
            call.method, self.base_url + call.path, headers=_headers(call), data=call.body or None
        )
        prepared = self._http.prepare_request(request)
        if call.signed:
            if self.credentials is None:
                raise BackendError(BackendKey.NOT_ENROLLED)
            prepared.headers.update(
                request_headers(
                    self.credentials,
                    method=call.method,
                    target=prepared.path_url,
                    body=call.body,
                    unix_time=int(self._clock.now().timestamp()),
                )
            )
        return prepared


def _broken_off(error: ProtocolError) -> Exception:
    """A line that was cut is worth another try; one that speaks no HTTP is not."""
    cause = error.args[1] if len(error.args) > 1 else None
    foreign = isinstance(cause, HTTPException) and not isinstance(cause, RemoteDisconnected | IncompleteRead)
    return BackendError(BackendKey.NONSENSE) if foreign else _Dropped()


def _headers(call: Call) -> dict[str, str]:
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "linli-kiosk"}
    if call.body:
        headers["Content-Type"] = "application/json"
    if call.session:
        headers["Linli-Session"] = call.session
    if call.etag:
        headers["If-None-Match"] = call.etag
    if call.idempotency_key:
        headers["Idempotency-Key"] = call.idempotency_key
    return headers


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """Whatever came back, within bounds."""

    status: int
    media_type: str
    body: bytes = field(repr=False)
    etag: str | None
    retry_after: str | None


def _read_whole(response: requests.Response, until: float) -> RawAnswer:
    """Read to the end, or stop: at the size limit, at the deadline, at an encoding we did not ask for."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise BackendError(BackendKey.NONSENSE)
    body = bytearray()
    while chunk := response.raw.read1(CHUNK_BYTES, decode_content=False):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise BackendError(BackendKey.NONSENSE)
        if time.monotonic() > until:
            raise BackendError(BackendKey.SLOW)
    return RawAnswer(
        status=response.status_code,
        media_type=response.headers.get("Content-Type", "").split(";")[0].strip().lower(),
        body=bytes(body),
        etag=response.headers.get("ETag"),
        retry_after=response.headers.get("Retry-After"),
    )


def parse(kind: TypeAdapter[T], body: bytes) -> T:
    """Read an answer strictly into its type; what does not fit is NONSENSE, and none of it is quoted."""
    try:
        return kind.validate_json(body, strict=True)
    except (ValidationError, RecursionError):
        raise BackendError(BackendKey.NONSENSE) from None
