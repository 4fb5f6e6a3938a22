"""The door: bounds a request, lets faults of the line happen, and hands it to the wire that it is for."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.psp_sandbox.exchange import Answer, Call, Wire
from backend.psp_sandbox.faults import FaultBook, FaultKind, is_kind
from backend.psp_sandbox.post import Post

MOST_BODY_BYTES = 64 * 1024
HANG_UP = "psp_sandbox.hang_up"
"""The name of an ASGI extension: a function that drops the connection without a word."""

log = logging.getLogger("psp_sandbox")


class Door:
    """The ASGI app: `/payer` for hands, `/v3` for WeChat, everything else for Alipay."""

    def __init__(self, wechat: Wire, alipay: Wire, payer: ASGIApp, faults: FaultBook, post: Post) -> None:
        self._wechat, self._alipay, self._payer, self._faults, self._post = wechat, alipay, payer, faults, post

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one event of a connection."""
        if scope["type"] != "http":
            raise NotImplementedError(scope["type"])
        if scope["path"] == "/payer" or scope["path"].startswith("/payer/"):
            await self._payer(scope, receive, send)
            self._post.ring()
            return
        try:
            call = await _call_of(Request(scope, receive))
        except ClientDisconnect:
            return
        if call is None:
            await _say(send, Answer(413, b"", "text/plain"))
            return
        await self._serve(call, scope, receive, send)

    async def _serve(self, call: Call, scope: Scope, receive: Receive, send: Send) -> None:
        wire = self._wechat if call.path.startswith("/v3/") else self._alipay
        operation = wire.operation(call)
        fault = self._faults.take(operation) if operation else None
        if is_kind(fault, FaultKind.SLOW) and fault:
            await asyncio.sleep(fault.seconds)
        if is_kind(fault, FaultKind.LOST_REQUEST):
            await _hang_up(scope, receive)
            return
        if is_kind(fault, FaultKind.BAD_GATEWAY):
            await _say(send, Answer(502, b"<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html"))
            return
        try:
            answer = await asyncio.to_thread(wire.answer, call, fault, time.time())
        except Exception:
            log.exception("the sandbox itself is broken: %s", operation)
            answer = Answer(500, b"the sandbox itself is broken", "text/plain")
        self._post.ring()
        if is_kind(fault, FaultKind.SLOW_REPLY) and fault:
            await asyncio.sleep(fault.seconds)
        if is_kind(fault, FaultKind.LOST_REPLY):
            await _hang_up(scope, receive)
            return
        await _say(send, answer)


async def _call_of(request: Request) -> Call | None:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BODY_BYTES:
            return None
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    query: bytes = request.scope["query_string"]
    target = path + (b"?" + query if query else b"")
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.scope["headers"]}
    return Call(request.method, target.decode("latin-1"), headers, body)


async def _say(send: Send, answer: Answer) -> None:
    headers = {**answer.headers, "Content-Length": str(len(answer.body))}
    if answer.status == 204:
        del headers["Content-Length"]
    else:
        headers["Content-Type"] = answer.content_type
    encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded})
    await send({"type": "http.response.body", "body": answer.body})


async def _hang_up(scope: Scope, receive: Receive) -> None:
    hang_up: Callable[[], None] = scope["extensions"][HANG_UP]
    hang_up()
    heard: Callable[[], Awaitable[object]] = receive
    while (await heard()) != {"type": "http.disconnect"}:
        pass
