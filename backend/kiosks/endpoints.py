"""Addresses of the room."""

from fastapi import APIRouter

from backend.kiosks import service
from backend.kiosks.allowances import spend
from backend.kiosks.schemas import EnrolAnswer, EnrolRequest, OpenStaffCalls, StaffCallMade, StaffCallRequest
from backend.routes import AddressHere, CallerHere, HouseHere, PublicRoute, SessionHere, SignedRoute

public = APIRouter(route_class=PublicRoute, tags=["kiosks"])
signed = APIRouter(route_class=SignedRoute, tags=["kiosks"])


@public.post("/v1/devices/enrol", status_code=201)
def enrol(body: EnrolRequest, house: HouseHere, session: SessionHere, address: AddressHere) -> EnrolAnswer:
    """A terminal trades a one-time code for an identity."""
    spend(house, session, f"enrol {address}", house.settings.enrolments_per_address)
    return service.enrol(house, session, body)


@signed.post("/v1/staff-calls", status_code=201)
def call_staff(body: StaffCallRequest, house: HouseHere, session: SessionHere, caller: CallerHere) -> StaffCallMade:
    """Call a person to the terminal."""
    return StaffCallMade(id=service.call_staff(house, session, caller, body))


@signed.get("/v1/staff-calls/open")
def open_staff_calls(session: SessionHere, caller: CallerHere) -> OpenStaffCalls:
    """The calls of this hall that nobody answered yet."""
    return service.open_staff_calls(session, caller)
