"""Addresses of the room, and the session that other rooms ask for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header

from backend.identity import service
from backend.identity.schemas import CardLogin, SessionOut
from backend.identity.service import LoggedIn
from backend.routes import CallerHere, HouseHere, SessionHere, SignedRoute

signed = APIRouter(route_class=SignedRoute, tags=["identity"])

Token = Annotated[str, Header(alias="Linli-Session", max_length=100)]


def _at_level_2(house: HouseHere, session: SessionHere, caller: CallerHere, token: Token = "") -> LoggedIn:
    return service.logged_in(house, session, caller, token, level=2)


def _perhaps(house: HouseHere, session: SessionHere, caller: CallerHere, token: Token = "") -> LoggedIn | None:
    return service.logged_in(house, session, caller, token, level=2) if token else None


ResidentHere = Annotated[LoggedIn, Depends(_at_level_2)]
"""The resident who is logged in at level 2 at the terminal that asks."""


MaybeResidentHere = Annotated[LoggedIn | None, Depends(_perhaps)]
"""The same where the request carries a session, else nobody; a session that is over is refused all the same."""


@signed.post("/v1/login/card", status_code=201)
def log_in_by_card(body: CardLogin, house: HouseHere, session: SessionHere, caller: CallerHere) -> SessionOut:
    """A card becomes a session."""
    return service.log_in_by_card(house, session, caller, body)


@signed.delete("/v1/sessions/current", status_code=204)
def log_out(session: SessionHere, caller: CallerHere, token: Token = "") -> None:
    """End the session that the request carries."""
    service.log_out(session, caller, token)
