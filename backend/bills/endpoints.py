"""Addresses of the room."""

from typing import Annotated

from fastapi import APIRouter, Body, Path

from backend.bills import service
from backend.bills.schemas import AccountsOut, HistoryOut, Sought
from backend.identity.endpoints import ResidentHere
from backend.routes import CallerHere, HouseHere, SessionHere, SignedRoute

signed = APIRouter(route_class=SignedRoute, tags=["bills"])

AccountId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


@signed.post("/v1/bills/find")
def find(body: Annotated[Sought, Body()], house: HouseHere, session: SessionHere, caller: CallerHere) -> AccountsOut:
    """What a household owes. A POST, for addresses of requests are logged along the way, and this one is personal."""
    return service.find(house, session, caller, body)


@signed.get("/v1/bills/mine")
def mine(house: HouseHere, session: SessionHere, caller: CallerHere, resident: ResidentHere) -> AccountsOut:
    """What the households of who is logged in owe."""
    return service.mine(house, session, caller, resident)


@signed.get("/v1/bills/accounts/{account_id}")
def account(account_id: AccountId, house: HouseHere, session: SessionHere, caller: CallerHere) -> AccountsOut:
    """What one account owes, whose id nobody guesses."""
    return service.account(house, session, caller, account_id)


@signed.get("/v1/bills/accounts/{account_id}/history")
def history(account_id: AccountId, session: SessionHere, caller: CallerHere) -> HistoryOut:
    """What it paid before."""
    return service.history(session, caller, account_id)
