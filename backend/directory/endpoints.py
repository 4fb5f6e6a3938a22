"""Addresses of the room."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from backend.directory import service
from backend.directory.schemas import BundleOut
from backend.routes import CallerHere, HouseHere, SessionHere, SignedRoute

signed = APIRouter(route_class=SignedRoute, tags=["directory"])

KnownTag = Annotated[str, Header(alias="If-None-Match", max_length=200)]


@signed.get("/v1/directory/bundle", response_model=BundleOut, responses={304: {"description": "You have it already"}})
def bundle(
    house: HouseHere, session: SessionHere, caller: CallerHere, response: Response, known: KnownTag = ""
) -> BundleOut | Response:
    """The directory of the terminal's hall, signed."""
    tagged = service.bundle(house, session, caller.site_id)
    if tagged.etag in known:
        return Response(status_code=304, headers={"ETag": tagged.etag})
    response.headers["ETag"] = tagged.etag
    return tagged.bundle
