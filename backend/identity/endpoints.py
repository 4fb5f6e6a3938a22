"""Addresses of the room, and the session that other rooms ask for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header

from backend.identity import service
from backend.identity.levels import CARD, CLAIM, STRONG
from backend.identity.schemas import CardLogin, SessionOut, StandingOut
from backend.identity.service import LoggedIn
from backend.routes import CallerHere, HouseHere, SessionHere, SignedRoute

signed = APIRouter(route_class=SignedRoute, tags=["identity"])

Token = Annotated[str, Header(alias="Linli-Session", max_length=100)]


def _at_level_2(house: HouseHere, session: SessionHere, caller: CallerHere, token: Token = "") -> LoggedIn:
    return service.logged_in(house, session, caller, token, CARD)


def _at_level_3(house: HouseHere, session: SessionHere, caller: CallerHere, token: Token = "") -> LoggedIn:
    return service.logged_in(house, session, caller, token, STRONG)


def _perhaps(house: HouseHere, session: SessionHere, caller: CallerHere, token: Token = "") -> LoggedIn | None:
    return service.logged_in(house, session, caller, token, CLAIM) if token else None


def _running(house: HouseHere, session: SessionHere, caller: CallerHere, token: Token = "") -> LoggedIn | None:
    return service.logged_in(house, session, caller, token, CLAIM, locks=True) if token else None


ResidentHere = Annotated[LoggedIn, Depends(_at_level_2)]
"""The resident who is logged in at level 2 at the terminal that asks."""


SureResidentHere = Annotated[LoggedIn, Depends(_at_level_3)]
"""The same at level 3: what is done holds for long, and a found card must not be enough."""


MaybeResidentHere = Annotated[LoggedIn | None, Depends(_perhaps)]
"""At any level where the request carries a session, else nobody; a session that is over is refused all the same."""


RunningHere = Annotated[LoggedIn | None, Depends(_running)]
"""The same for a login: what is proved now is added to it. It is this request's alone until it is answered."""


@signed.post("/v1/login/card", status_code=201)
def log_in_by_card(
    body: CardLogin, house: HouseHere, session: SessionHere, caller: CallerHere, running: RunningHere
) -> SessionOut:
    """A card becomes a session, or makes one surer."""
    return service.log_in_by_card(house, session, caller, running, body)


@signed.get("/v1/sessions/current")
def standing(house: HouseHere, session: SessionHere, caller: CallerHere, token: Token = "") -> StandingOut:
    """How the session that the request carries stands."""
    return service.standing(house, session, caller, token)


@signed.delete("/v1/sessions/current", status_code=204)
def log_out(session: SessionHere, caller: CallerHere, token: Token = "") -> None:
    """End the session that the request carries."""
    service.log_out(session, caller, token)
