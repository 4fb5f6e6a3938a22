"""Paying, and what she takes along: a receipt, the way back to it, or the word that nothing was taken."""

from hardware.receipt_printer.slip import SlipLine
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import Session
from kiosk.foundation.errors import Fault
from kiosk.payments import slips
from kiosk.payments.contract import Basket, Outcome, Settlement
from kiosk.services.pay_bills import pages, settled_pages
from kiosk.services.pay_bills.owed import Owed, total
from kiosk.services.pay_bills.rooms import Rooms
from kiosk.visit.prompts import Tell
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

CHANGED = frozenset({BackendKey.BILL_BUSY, BackendKey.AMOUNT_REFUSED, BackendKey.REFUSED_NOT_FOUND})


async def pay(visit: Visit, rooms: Rooms, bills: tuple[Owed, ...]) -> bool:
    """Have these paid. True: she is done here; False: there is something to pay still, and she wants to see it.

    Raises: Back, Pause (let them pass), Fault
    """
    try:
        settlement = await _taken(visit, rooms, bills)
    except BackendError as refusal:
        if refusal.kind not in CHANGED:
            raise
        await visit.tell(_changed(refusal))
        return False
    match settlement.outcome:
        case Outcome.NOT_PAID:
            return await visit.tell(settled_pages.not_paid(settlement.order)) == "done"
        case Outcome.PAID if settlement.order.receipt is not None:
            visit.close_back()
            return await _receipt(visit, rooms, settlement) == "done"
        case _:  # paid without a receipt is not posted yet: nobody is told more than is known
            visit.close_back()
            await _claim_slip(visit, rooms, settlement)
            return True


async def _taken(visit: Visit, rooms: Rooms, bills: tuple[Owed, ...]) -> Settlement:
    session = visit.person.session if visit.person is not None else None
    hers = session if isinstance(session, Session) else None
    ids = tuple(one.bill.id for one in bills)
    payee = text("{hall}", hall=rooms.hall)
    try:
        return await rooms.cashier.take(visit, Basket(ids, total(bills), payee, hers))
    except BackendError as refusal:
        if hers is None or refusal.kind is not BackendKey.SESSION_OVER:
            raise
    # Her login ran out while she looked: a bill is paid all the same, and found again by its slip.
    return await rooms.cashier.take(visit, Basket(ids, total(bills), payee))


def _changed(refusal: BackendError) -> Tell:
    if refusal.kind is BackendKey.REFUSED_NOT_FOUND:
        return pages.changed(text("账单刚刚有了变化"), text("没有扣款。请再看一遍，再付。"))
    told = explain(refusal)
    return pages.changed(told.what, told.next)


async def _receipt(visit: Visit, rooms: Rooms, settlement: Settlement) -> str:
    """The receipt's page, again after each print; the action with which it was left."""
    body = slips.receipt(settlement.order, settlement.claim_code)
    trouble = NOTHING

    def page() -> Tell:
        return settled_pages.paid(settlement, trouble or rooms.desk.resting())

    while (chosen := await visit.tell(page)) == "print":
        trouble = await _print(visit, rooms, text("打印收据吗？"), slips.RECEIPT_TITLE, body)
    return chosen


async def _claim_slip(visit: Visit, rooms: Rooms, settlement: Settlement) -> None:
    body = slips.claim(settlement.order, settlement.claim_code)
    trouble = NOTHING

    def page() -> Tell:
        return settled_pages.unsure(settlement, trouble or rooms.desk.resting())

    while await visit.tell(page) == "print":
        trouble = await _print(visit, rooms, text("打印付款单吗？"), slips.CLAIM_TITLE, body)


async def _print(visit: Visit, rooms: Rooms, question: Text, title: str, body: tuple[SlipLine, ...]) -> Text:
    """Why it could not be printed; what counts is on the screen, so that she is not sent away for it."""
    try:
        await rooms.desk.print_slip(visit, question, rooms.issuer.plain(title, body))
    except Fault as fault:
        return explain(fault).what
    return NOTHING
