"""The way of a request: admitted, in one transaction, answered once. Endpoints only name what they need.

One request is one transaction: it is committed after a good answer and rolled back after any other, except that a
refusal which must be counted keeps its count. Only the gate has a short transaction of its own before: a nonce is
burnt whatever becomes of its request.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Annotated, Any

from anyio import CancelScope
from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from backend.database import commit
from backend.edge import Place
from backend.errors import DomainError, problem_of
from backend.house import House
from backend.kiosks.answers import Answer, Claim, claim
from backend.kiosks.gate import Caller, SignedRequest, admit

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
PUBLIC = "public"


def _house(request: Request) -> House:
    house = request.app.state.house
    assert isinstance(house, House)
    return house


def _session(request: Request) -> Session:
    session = request.state.session
    assert isinstance(session, Session)
    return session


def _caller(request: Request) -> Caller:
    caller = request.state.caller
    assert isinstance(caller, Caller)
    return caller


def _place(request: Request) -> Place:
    place = request.state.place
    assert isinstance(place, Place)
    return place


def _address(request: Request) -> str:
    """Whose allowance a public request uses, as a digest: an address is personal."""
    host = request.client.host if request.client else "nowhere"
    return _house(request).keys.digest("address", host)


HouseHere = Annotated[House, Depends(_house)]
"""The backend's parts."""
SessionHere = Annotated[Session, Depends(_session)]
"""The request's transaction. Services never commit."""
CallerHere = Annotated[Caller, Depends(_caller)]
"""The terminal that signed the request."""
PlaceHere = Annotated[Place, Depends(_place)]
"""The request's place among those answered at once, to be left while it waits."""
AddressHere = Annotated[str, Depends(_address)]
"""The digest of the network address that a public request came from."""


class SignedRoute(APIRoute):
    """A route for terminals of ours."""

    def get_route_handler(self) -> Handler:
        """Admit, then answer."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            signed = _signed(request, await request.body())
            caller = await run_in_threadpool(_admit, _house(request), signed)
            request.state.caller = caller
            return await _in_one_transaction(request, answer, caller.terminal_id, writes=request.method != "GET")

        return handle


class WaitingRoute(APIRoute):
    """A route for terminals of ours that may wait for something to happen, so it has no transaction: it only reads.

    What it reads, it reads in short sessions of its own.
    """

    def get_route_handler(self) -> Handler:
        """Admit, then answer in its own time."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            signed = _signed(request, await request.body())
            request.state.caller = await run_in_threadpool(_admit, _house(request), signed)
            return await answer(request)

        return handle


class CallbackRoute(APIRoute):
    """A route for providers, who sign in their own way and know no Idempotency-Key: the endpoint sees to both."""

    def get_route_handler(self) -> Handler:
        """Answer."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await _in_one_transaction(request, answer, PUBLIC, writes=True, keyed=False)

        return handle


class PublicRoute(APIRoute):
    """A route for anybody. It counts how often it is asked, so it always writes."""

    def get_route_handler(self) -> Handler:
        """Answer."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await _in_one_transaction(request, answer, PUBLIC, writes=True)

        return handle


def _signed(request: Request, body: bytes) -> SignedRequest:
    headers = request.headers
    return SignedRequest(
        terminal_id=headers.get("linli-terminal", ""),
        unix_time=headers.get("linli-time", ""),
        nonce=headers.get("linli-nonce", ""),
        signature=headers.get("linli-signature", ""),
        method=request.method,
        target=target_of(request),
        body=body,
    )


def target_of(request: Request) -> str:
    """Path and query as they were sent, undecoded: that is what is signed."""
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    query: bytes = request.scope["query_string"]
    return (path + (b"?" + query if query else b"")).decode("latin-1")


def _admit(house: House, signed: SignedRequest) -> Caller:
    with house.database.transaction() as session:
        return admit(house, session, signed)


async def _in_one_transaction(
    request: Request, answer: Callable[[Request], Awaitable[Response]], caller: str, *, writes: bool, keyed: bool = True
) -> Response:
    house = _house(request)
    session = await run_in_threadpool(house.database.open_session, writes=writes)
    request.state.session = session
    try:
        held = await _claim(request, caller) if keyed and request.method == "POST" else None
        if isinstance(held, Answer):
            return Response(held.body, held.status, media_type=held.media_type)
        try:
            response = await answer(request)
        except DomainError as refusal:
            if not refusal.keeps_writes:
                raise
            response = problem_of(refusal)
        await run_in_threadpool(_finish, session, held, response)
        return response
    finally:
        with CancelScope(shield=True):  # a server that is stopping still gives the connection back
            await run_in_threadpool(session.close)


async def _claim(request: Request, caller: str) -> Claim | Answer:
    return await run_in_threadpool(
        claim,
        _house(request),
        _session(request),
        caller=caller,
        key=request.headers.get("idempotency-key", ""),
        method=request.method,
        target=target_of(request),
        login=request.headers.get("linli-session", ""),
        body=await request.body(),
    )


def _finish(session: Session, held: Claim | None, response: Response) -> None:
    if held is not None:
        media_type = response.headers.get("content-type", "application/json")
        held.settle(Answer(response.status_code, media_type, bytes(response.body)))
    commit(session)
