"""Addresses of the room."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from backend.faces import service
from backend.faces.schemas import (
    ConsentCount,
    ConsentGiven,
    ConsentIds,
    ConsentRenewed,
    ConsentsOut,
    ConsentWanted,
    FaceResult,
)
from backend.identity.endpoints import MaybeResidentHere, ResidentHere, RunningHere, SureResidentHere
from backend.identity.schemas import SessionOut
from backend.routes import CallerHere, HouseHere, SessionHere, SignedRoute

signed = APIRouter(route_class=SignedRoute, tags=["faces"])

ConsentId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]

After = Annotated[str, Query(pattern=r"^[0-9a-f]{0,32}$")]


@signed.post("/v1/login/face-result", status_code=201)
def log_in_by_face(
    body: FaceResult, house: HouseHere, session: SessionHere, caller: CallerHere, running: RunningHere
) -> SessionOut:
    """A terminal attests that a face is hers: it becomes a session, or makes one surer."""
    return service.log_in_by_face(house, session, caller, running, body)


@signed.post("/v1/consents", status_code=201)
def give(
    body: ConsentWanted, house: HouseHere, session: SessionHere, caller: CallerHere, resident: SureResidentHere
) -> ConsentGiven:
    """She agrees that this hall keeps her face."""
    return service.give(house, session, caller, resident, body)


@signed.get("/v1/consents")
def mine(house: HouseHere, session: SessionHere, caller: CallerHere, resident: ResidentHere) -> ConsentsOut:
    """What she agreed to, and what holds."""
    return service.mine(house, session, caller, resident)


@signed.get("/v1/consents/here")
def here(house: HouseHere, session: SessionHere, caller: CallerHere, after: After = "") -> ConsentIds:
    """Which of those given at this terminal hold: no face may lie there without one."""
    return service.here(house, session, caller, after)


@signed.get("/v1/consents/count")
def count(house: HouseHere, session: SessionHere, caller: CallerHere) -> ConsentCount:
    """How many hold in this hall; for staff."""
    return service.count(house, session, caller)


@signed.put("/v1/consents/{consent_id}")
def renew(
    consent_id: ConsentId,
    body: ConsentRenewed,
    house: HouseHere,
    session: SessionHere,
    caller: CallerHere,
    resident: ResidentHere,
) -> ConsentGiven:
    """She agrees once more."""
    return service.renew(house, session, caller, resident, consent_id, body)


@signed.delete("/v1/consents/{consent_id}", status_code=204)
def withdraw(
    consent_id: ConsentId, house: HouseHere, session: SessionHere, caller: CallerHere, running: MaybeResidentHere
) -> None:
    """She takes it back, at once and for good."""
    service.withdraw(house, session, caller, running, consent_id)
