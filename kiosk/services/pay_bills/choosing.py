"""Which of them? Bills are picked one by one, and the page tells each time what is picked."""

from kiosk.backend_client.bills import Account
from kiosk.services.pay_bills import picking_pages as pages
from kiosk.services.pay_bills.owed import Owed
from kiosk.services.pay_bills.rooms import Accounts
from kiosk.visit.visit import Visit


async def choose_bills(visit: Visit, owed: tuple[Owed, ...]) -> tuple[Owed, ...]:
    """Those that she wants to pay, at least one.

    Raises: Back, Pause (let them pass)
    """
    picked: frozenset[str] = frozenset()
    first = 0
    while True:
        answer = await visit.choose(pages.pick(owed, picked, first))
        match answer:
            case pages.PAY:
                return tuple(one for one in owed if one.bill.id in picked)
            case pages.NEXT:
                first = pages.after(owed, first)
            case _:
                picked = picked ^ {answer}


async def choose_one(visit: Visit, owed: tuple[Owed, ...]) -> Owed:
    """The bill that she wants to see in full."""
    if len(owed) == 1:
        return owed[0]
    chosen = await visit.choose(pages.which_bill(owed))
    return next(one for one in owed if one.bill.id == chosen)


async def choose_account(visit: Visit, accounts: Accounts) -> Account:
    """The account whose past she wants to see."""
    if len(accounts) == 1:
        return accounts[0]
    chosen = await visit.choose(pages.which_account(accounts))
    return next(one for one in accounts if one.id == chosen)
