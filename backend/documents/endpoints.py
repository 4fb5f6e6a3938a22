"""Addresses of the room."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import HTMLResponse

from backend.documents import service
from backend.documents.page import page
from backend.documents.schemas import SlipKept, SlipRequest, Verification
from backend.identity.endpoints import MaybeResidentHere
from backend.kiosks.allowances import spend
from backend.routes import AddressHere, CallerHere, HouseHere, PublicRoute, SessionHere, SignedRoute

public = APIRouter(route_class=PublicRoute, tags=["documents"])
signed = APIRouter(route_class=SignedRoute, tags=["documents"])

Code = Annotated[str, Query(alias="s", max_length=200)]
Accept = Annotated[str, Header(max_length=1000)]


@signed.post("/v1/documents", status_code=201)
def register(body: SlipRequest, session: SessionHere, caller: CallerHere, resident: MaybeResidentHere) -> SlipKept:
    """A terminal printed a slip."""
    return SlipKept(id=service.register(session, caller, resident, body))


@public.get(
    "/v1/verify/{document_id}",
    response_model=Verification,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}},
)
def verify(
    document_id: str, house: HouseHere, session: SessionHere, address: AddressHere, code: Code = "", accept: Accept = ""
) -> Verification | Response:
    """Whether a slip is genuine: JSON, or a page if a browser asks."""
    spend(house, session, f"verify {address}", house.settings.verifications_per_address)
    answer = service.verify(house, session, document_id, code)
    return HTMLResponse(page(answer)) if "text/html" in accept.lower() else answer
