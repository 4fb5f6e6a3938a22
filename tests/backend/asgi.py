"""A blocking HTTP client in front of an ASGI app, with no socket between them."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI


class _Bridge(httpx.BaseTransport):
    """Carries each request over to the app's event loop."""

    def __init__(self, portal: BlockingPortal, app: FastAPI) -> None:
        self._portal = portal
        self._app = httpx.ASGITransport(app, raise_app_exceptions=False, client=("127.0.0.1", 40000))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._portal.call(self._exchange, request)

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        answer = await self._app.handle_async_request(request)
        assert isinstance(answer.stream, httpx.AsyncByteStream)
        body = b"".join([chunk async for chunk in answer.stream])
        return httpx.Response(answer.status_code, headers=answer.headers, content=body, request=request)


@contextmanager
def client_of(app: FastAPI) -> Iterator[httpx.Client]:
    """A client of this app, whose loop runs in a thread meanwhile."""
    with (
        start_blocking_portal() as portal,
        httpx.Client(transport=_Bridge(portal, app), base_url="http://127.0.0.1") as client,
    ):
        yield client
