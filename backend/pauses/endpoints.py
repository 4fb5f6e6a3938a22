"""Addresses of the room."""

from fastapi import APIRouter

from backend.identity.endpoints import MaybeResidentHere
from backend.pauses import service
from backend.pauses.schemas import PauseCode, PauseMade, Stopped
from backend.routes import CallerHere, HouseHere, SessionHere, SignedRoute

signed = APIRouter(route_class=SignedRoute, tags=["pauses"])


@signed.post("/v1/pauses", status_code=201)
def seal(
    body: Stopped, house: HouseHere, session: SessionHere, caller: CallerHere, resident: MaybeResidentHere
) -> PauseMade:
    """A resident stops in the middle of a service."""
    return service.seal(house, session, caller, resident, body)


@signed.post("/v1/pauses/open")
def open_once(
    body: PauseCode, house: HouseHere, session: SessionHere, caller: CallerHere, resident: MaybeResidentHere
) -> Stopped:
    """She goes on; what was kept is deleted."""
    return service.open_once(house, session, caller, resident, body.code)
