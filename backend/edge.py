"""The outermost layer: bounds a request, logs it without personal data, turns what nobody caught into a bare 500."""

import asyncio
import time
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_hex

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.errors import DomainError, TooLarge, TooSlow, problem, problem_of

MOST_BODY_BYTES = 64 * 1024
BODY_SECONDS = 10.0
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}

log = structlog.get_logger("backend")


class Place:
    """A request's place among those that are answered at once. Who waits for something leaves it meanwhile."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._held = False

    async def take(self) -> None:
        """Wait for one that is free."""
        await self._places.acquire()
        self._held = True

    def give(self) -> None:
        """Let the next one in; a place that was left is not given twice."""
        if self._held:
            self._held = False
            self._places.release()

    @asynccontextmanager
    async def left(self) -> AsyncIterator[None]:
        """Leave it for a while."""
        self.give()
        yield
        await self.take()


class Edge:
    """ASGI middleware. Reads a whole body before anything else sees the request, and lets in a few at a time."""

    def __init__(self, app: ASGIApp, *, requests_at_once: int) -> None:
        self._app = app
        self._places = asyncio.Semaphore(requests_at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection event; on the server's loop."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = token_hex(8)
        began = time.monotonic()
        answer, place = _Answer(send, request_id), Place(self._places)
        try:
            body = await _whole_body(scope, receive)
            scope.setdefault("state", {})["place"] = place
            await place.take()
            await self._app(scope, _replay(body, receive), answer.send)
        except DomainError as refusal:
            await problem_of(refusal)(scope, receive, answer.send)
        except Exception as error:  # noqa: BLE001 (the edge: whatever it was, the terminal gets an answer)
            _log_crash(error, request_id)
            if not answer.begun:
                await problem(500, "internal", "Something broke here", {"request": request_id})(
                    scope, receive, answer.send
                )
        finally:
            place.give()
            log.info("request", **_told(scope), status=answer.status, ms=_ms(began), request=request_id)


class _Answer:
    """Watches an answer go out."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 0
        self.begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers["Linli-Request"] = self._request_id
        await self._send(message)


async def _whole_body(scope: Scope, receive: Receive) -> bytes:
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    if not declared.isdigit() or int(declared[:12]) > MOST_BODY_BYTES:
        raise TooLarge
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            more = True
            while more:
                message = await receive()
                if message["type"] != "http.request":
                    break
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > MOST_BODY_BYTES:
                    raise TooLarge
    except TimeoutError:
        raise TooSlow from None
    return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever else comes (only a disconnect)."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _told(scope: Scope) -> dict[str, object]:
    """What may be logged: the route, not the path, for a path can hold a code; the terminal, not the person."""
    route = scope.get("route")
    caller = scope.get("state", {}).get("caller")
    return {
        "method": scope["method"],
        "route": getattr(route, "path", None),
        "terminal": getattr(caller, "terminal_id", None),
    }


def _log_crash(error: BaseException, request_id: str) -> None:
    """Where it broke and with what kind of error; not its text, which may quote what a resident gave."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    log.error("crash", error=type(error).__name__, frames=frames[-12:], request=request_id)


def _ms(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
