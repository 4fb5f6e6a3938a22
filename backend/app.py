"""Wiring: the one place that puts the backend's parts together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from backend.bills import endpoints as bills
from backend.database import Database
from backend.directory import endpoints as directory
from backend.documents import endpoints as documents
from backend.edge import Edge
from backend.errors import MEDIA_TYPE, DomainError, Unauthorised, problem, problem_of
from backend.faces import endpoints as faces
from backend.faces.service import forget_old as forget_old_consents
from backend.house import House, system_now
from backend.identity import endpoints as identity
from backend.insurance import endpoints as insurance
from backend.keys import load_or_make_keys
from backend.kiosks import endpoints as kiosks
from backend.pauses import endpoints as pauses
from backend.pauses.service import forget_expired as forget_expired_pauses
from backend.payments import endpoints as payments
from backend.payments.callbacks import forget_old as forget_old_callbacks
from backend.payments.channel import Channel, ChannelName
from backend.payments.desk import PaymentDesk
from backend.payments.merchants import open_channels
from backend.payments.service import forget_codes as forget_payer_codes
from backend.payments.sweeper import Sweeper
from backend.settings import Settings, SmsGatewayKind
from backend.sms import SmsDesk
from backend.telephones import endpoints as telephones
from backend.telephones.embedded_gateway import EmbeddedSmsGateway
from backend.telephones.service import forget_expired as forget_expired_codes

log = structlog.get_logger("backend")

REFUSALS = {400: "malformed", 401: "no session or not signed", 403: "not allowed so", 404: "nothing here for you",
            409: "conflict", 413: "too large", 422: "not acceptable", 429: "too many"}  # fmt: skip
SWEEP_S = 600.0
SWEEPS = (forget_expired_pauses, forget_expired_codes, forget_old_consents, forget_old_callbacks, forget_payer_codes)
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}},
}


Channels = Mapping[ChannelName, Channel]


def open_house(settings: Settings, now: Callable[[], datetime] = system_now, channels: Channels | None = None) -> House:
    """The parts without the web: for commands, the seed and the app. Close it at the end."""
    database, keys = Database(settings.database_url), load_or_make_keys(settings.key_folder)
    embedded = settings.sms_gateway is SmsGatewayKind.EMBEDDED
    sms = SmsDesk(EmbeddedSmsGateway(database, keys)) if embedded else None
    if channels is None and settings.merchant_folder is not None:
        channels = open_channels(settings.merchant_folder, settings.public_url, now)
    return House(settings, database, keys, now, sms, PaymentDesk(channels))


def create_app(
    settings: Settings, now: Callable[[], datetime] = system_now, channels: Channels | None = None
) -> FastAPI:
    """The web application. The database must have been migrated (`backend.migrations.run.migrate`)."""
    house = open_house(settings, now, channels)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(_sweep(house), name="sweep")
        sweeper = Sweeper(house) if house.payments.channels else None
        yield
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)
        if sweeper is not None:
            await run_in_threadpool(sweeper.close)
        await run_in_threadpool(house.close)

    responses: dict[int | str, dict[str, Any]] = {
        status: {"description": why, "content": {MEDIA_TYPE: {"schema": PROBLEM_SCHEMA}}}
        for status, why in REFUSALS.items()
    }
    app = FastAPI(
        title="Linli Kiosk backend", version="1", docs_url=None, redoc_url=None, lifespan=lifespan, responses=responses
    )
    app.state.house = house
    for router in (kiosks.public, kiosks.signed, identity.signed, insurance.signed, directory.signed, documents.public,
                   documents.signed, pauses.signed, telephones.signed, faces.signed, bills.signed, payments.signed,
                   payments.waiting, payments.public):  # fmt: skip
        app.include_router(router)
    app.add_api_route("/healthz", _health, methods=["GET"], tags=["health"])
    app.add_exception_handler(DomainError, _refuse)
    app.add_exception_handler(RequestValidationError, _refuse_malformed)
    app.add_exception_handler(HTTPException, _refuse_http)
    app.add_middleware(Edge, requests_at_once=settings.requests_at_once)
    return app


async def _sweep(house: House) -> None:
    """What nobody came back for is deleted on time, also in a hall where nobody asks for anything."""
    while True:
        for forget in SWEEPS:
            try:
                await run_in_threadpool(forget, house)
            except SQLAlchemyError as error:
                log.error("sweep", error=type(error).__name__)
        await asyncio.sleep(SWEEP_S)


async def _health(request: Request) -> dict[str, str]:
    """Whether the backend can answer: 200, or 503 if the database does not."""
    house = request.app.state.house
    assert isinstance(house, House)
    try:
        await run_in_threadpool(_ask_database, house)
    except SQLAlchemyError:
        raise HTTPException(503) from None
    return {"state": "ok"}


def _ask_database(house: House) -> None:
    with house.database.open_session(writes=False) as session:
        session.execute(text("SELECT 1"))


async def _refuse(_request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)
    if isinstance(error, Unauthorised):
        log.warning("unauthorised", reason=error.reason)
    return problem_of(error)


async def _refuse_malformed(_request: Request, error: Exception) -> Response:
    """Where and what kind, never the value: it may be somebody's number."""
    assert isinstance(error, RequestValidationError)
    found = [{"at": [str(part)[:40] for part in one["loc"]], "kind": one["type"]} for one in error.errors()[:10]]
    log.warning("malformed", errors=found)
    return problem(422, "malformed", "The request is not in our language", {"errors": found})


async def _refuse_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    keys = {404: ("not-found", "Nothing here for you"), 405: ("method-not-allowed", "Not in this way"),
            503: ("unavailable", "Not at the moment")}  # fmt: skip
    key, title = keys.get(error.status_code, ("malformed", "The request is not in our language"))
    return problem(error.status_code, key, title, headers=error.headers)
