"""Addresses of the room."""

from fastapi import APIRouter

from backend.identity.endpoints import RunningHere
from backend.identity.schemas import SessionOut
from backend.routes import CallerHere, HouseHere, SessionHere, SignedRoute
from backend.telephones import service
from backend.telephones.schemas import PhoneCodeLogin, SmsAsked, SmsLogin, SmsWanted

signed = APIRouter(route_class=SignedRoute, tags=["telephones"])


@signed.post("/v1/login/sms/codes", status_code=201)
def ask_for_sms(
    body: SmsWanted, house: HouseHere, session: SessionHere, caller: CallerHere, running: RunningHere
) -> SmsAsked:
    """Have a code sent to a telephone."""
    return service.ask_for_sms(house, session, caller, running, body.phone)


@signed.post("/v1/login/sms", status_code=201)
def log_in_by_sms(
    body: SmsLogin, house: HouseHere, session: SessionHere, caller: CallerHere, running: RunningHere
) -> SessionOut:
    """The code that came becomes a session, or makes one surer."""
    return service.log_in_by_sms(house, session, caller, running, body)


@signed.post("/v1/login/qr", status_code=201)
def log_in_by_phone_code(
    body: PhoneCodeLogin, house: HouseHere, session: SessionHere, caller: CallerHere, running: RunningHere
) -> SessionOut:
    """A code from a phone becomes a session, or makes one surer."""
    return service.log_in_by_phone_code(house, session, caller, running, body)
