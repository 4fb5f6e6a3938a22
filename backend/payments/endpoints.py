"""Addresses of the room."""

import hashlib
import time
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.concurrency import run_in_threadpool

from backend.house import House
from backend.identity.endpoints import MaybeResidentHere, ResidentHere
from backend.kiosks.gate import Caller
from backend.payments import callbacks, service, taps
from backend.payments.channel import Callback, ChannelName
from backend.payments.schemas import (
    AttemptWanted,
    ClaimWanted,
    OrderMade,
    OrderOut,
    OrdersOut,
    OrderWanted,
    OutcomeTold,
    TakenBack,
)
from backend.routes import CallbackRoute, CallerHere, HouseHere, PlaceHere, SessionHere, SignedRoute, WaitingRoute

signed = APIRouter(route_class=SignedRoute, tags=["payments"])
waiting = APIRouter(route_class=WaitingRoute, tags=["payments"])
public = APIRouter(route_class=CallbackRoute, tags=["payments"])

OrderId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]
AttemptNumber = Annotated[str, Path(pattern="^[0-9A-Z]{1,32}$")]
MOST_WAIT_S = 6
LOOK_AGAIN_S = 1
"""The bell rings in this process alone; what another one did is seen so much later."""


@signed.post("/v1/orders", status_code=201)
def create_order(
    body: OrderWanted, house: HouseHere, session: SessionHere, caller: CallerHere, resident: MaybeResidentHere
) -> OrderMade:
    """Pay these bills together."""
    return service.create_order(house, session, caller, resident, body)


@signed.get("/v1/orders")
def mine(session: SessionHere, caller: CallerHere, resident: ResidentHere) -> OrdersOut:
    """What she who is logged in paid, or tried to."""
    return service.mine(session, caller, resident)


@signed.post("/v1/orders/claims")
def claim(body: ClaimWanted, house: HouseHere, session: SessionHere, caller: CallerHere) -> OrderOut:
    """The order of a slip."""
    return service.claim(house, session, caller, body.code)


@signed.post("/v1/orders/{order_id}/attempts", status_code=201)
def add_attempt(
    order_id: OrderId,
    body: AttemptWanted,
    house: HouseHere,
    session: SessionHere,
    caller: CallerHere,
    response: Response,
) -> OrderOut:
    """Try to have it paid; how it goes on, GET tells: with this ETag, what came since. Sent again, it has none."""
    order = service.add_attempt(house, session, caller, order_id, body)
    response.headers["ETag"] = _tag_of(_bytes_of(order))
    return order


@signed.post("/v1/orders/{order_id}/attempts/{number}/close")
def close_attempt(
    order_id: OrderId, number: AttemptNumber, house: HouseHere, session: SessionHere, caller: CallerHere
) -> OrderOut:
    """Give a try up, to make another."""
    return service.close(house, session, caller, order_id, number)


@signed.post("/v1/orders/{order_id}/attempts/{number}/outcome")
def tell_outcome(
    order_id: OrderId,
    number: AttemptNumber,
    body: OutcomeTold,
    house: HouseHere,
    session: SessionHere,
    caller: CallerHere,
) -> OrderOut:
    """How a payment at the payment terminal of the hall ended."""
    return taps.tell_outcome(house, session, caller, order_id, number, body)


@signed.post("/v1/orders/{order_id}/attempts/{number}/taken-back")
def tell_taken_back(
    order_id: OrderId,
    number: AttemptNumber,
    body: TakenBack,  # noqa: ARG001 (nothing is in it, and that is checked)
    house: HouseHere,
    session: SessionHere,
    caller: CallerHere,
) -> OrderOut:
    """The payment terminal has taken a payment back, which was owed."""
    return taps.tell_taken_back(house, session, caller, order_id, number)


@signed.post("/v1/orders/{order_id}/cancel")
def cancel(order_id: OrderId, house: HouseHere, session: SessionHere, caller: CallerHere) -> OrderOut:
    """Give the order up."""
    return service.cancel(house, session, caller, order_id)


@waiting.get("/v1/orders/{order_id}", response_model=OrderOut, responses={304: {"description": "nothing new"}})
async def look(
    order_id: OrderId,
    house: HouseHere,
    caller: CallerHere,
    place: PlaceHere,
    wait: Annotated[int, Query(ge=0, le=MOST_WAIT_S)] = 0,
    if_none_match: Annotated[str, Header(max_length=100)] = "",
) -> Response:
    """How an order stands. With `wait` and the ETag of before: once it stands otherwise, or 304 when time is up."""
    ends = time.monotonic() + wait
    with house.payments.bell.heard(order_id) as ear:
        while True:
            body = await run_in_threadpool(_look, house, caller, order_id)
            tag = _tag_of(body)
            if tag != if_none_match:
                return Response(body, media_type="application/json", headers={"ETag": tag})
            if time.monotonic() >= ends:
                return Response(status_code=304, headers={"ETag": tag})
            async with place.left():
                await ear.listen(LOOK_AGAIN_S)


def _look(house: House, caller: Caller, order_id: str) -> bytes:
    with house.database.open_session(writes=False) as session:
        return _bytes_of(service.look(session, caller, order_id))


def _bytes_of(order: OrderOut) -> bytes:
    return order.model_dump_json().encode()


def _tag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


async def _callback(request: Request) -> Callback:
    return Callback({name.lower(): value for name, value in request.headers.items()}, await request.body())


CallbackHere = Annotated[Callback, Depends(_callback)]


@public.post("/v1/psp/wechat/notify", status_code=204)
def hear_wechat(callback: CallbackHere, house: HouseHere, session: SessionHere) -> None:
    """WeChat Pay calls back. Signed by it, not by a terminal of ours."""
    callbacks.receive(house, session, ChannelName.WECHAT, callback)


@public.post("/v1/psp/alipay/notify", response_class=PlainTextResponse)
def hear_alipay(callback: CallbackHere, house: HouseHere, session: SessionHere) -> str:
    """Alipay calls back, and wants this one word. Signed by it, not by a terminal of ours."""
    callbacks.receive(house, session, ChannelName.ALIPAY, callback)
    return "success"
