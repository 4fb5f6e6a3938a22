"""Addresses of the room."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend.identity.endpoints import ResidentHere
from backend.insurance import service
from backend.insurance.schemas import RecordsOut, SummaryOut
from backend.routes import HouseHere, SessionHere, SignedRoute

signed = APIRouter(route_class=SignedRoute, tags=["insurance"])

Months = Annotated[int, Query(ge=1, le=60)]


@signed.get("/v1/insurance/summary")
def summary(house: HouseHere, session: SessionHere, resident: ResidentHere) -> SummaryOut:
    """The five insurances at a glance."""
    return service.summary(house, session, resident.resident_id)


@signed.get("/v1/insurance/records")
def records(house: HouseHere, session: SessionHere, resident: ResidentHere, months: Months = 24) -> RecordsOut:
    """The last months, one by one."""
    return service.records(house, session, resident.resident_id, months)
