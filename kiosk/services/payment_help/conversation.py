"""The conversation: which payment, what became of it, and paper for it."""

import asyncio
import logging

from hardware.receipt_printer.slip import SlipLine
from kiosk.backend_client.orders import Order, OrderState
from kiosk.foundation.errors import Fault
from kiosk.payments import slips
from kiosk.payments.claiming import ask_claim, unknown_claim
from kiosk.services.payment_help import pages
from kiosk.services.payment_help.rooms import Rooms
from kiosk.visit.catalogue import Entry
from kiosk.visit.person import Level, Person
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

ENTRY = Entry(
    id="payment_help",
    title=text("付款帮助"),
    detail=text("付好了没有 · 退款"),
    icon="wallet",
    tint="cyan",
    phrases=("付款帮助", "我的付款", "查付款", "查退款", "补收据", "付款单"),
    strongest=Level.CARD,
    network=True,
)


async def serve(visit: Visit, rooms: Rooms) -> None:
    """Look at one payment after the other, until she knows."""
    done = False
    while not done:
        if await visit.ask(pages.HOW) == "slip":
            done = await _by_slip(visit, rooms)
        else:
            done = await _hers(visit, rooms)


async def _by_slip(visit: Visit, rooms: Rooms) -> bool:
    code = ""
    while True:
        code = await ask_claim(visit, rooms.scanner, code)
        order = await visit.work(text("正在查这笔付款"), rooms.ledger.by_claim, code)
        if order is not None:
            return await _show(visit, rooms, order, code)
        if await visit.tell(unknown_claim()) != "again":
            return False


async def _hers(visit: Visit, rooms: Rooms) -> bool:
    person = await rooms.login.require(visit, Level.CARD)
    orders, news = await visit.work(text("正在查您的付款"), _looked_up, rooms, person)
    if not orders:
        return await visit.tell(pages.nothing_of_hers()) == "done"
    if news:
        wanted = await visit.tell(pages.news(news[0]))
        await _she_knows(rooms, news[0])
        if wanted == "this":
            return await _show(visit, rooms, news[0])
    return await _show(visit, rooms, await _one_of(visit, orders))


def _looked_up(rooms: Rooms, person: Person) -> tuple[tuple[Order, ...], tuple[Order, ...]]:
    """Her orders, and those of them that came to an end which she has not been told."""
    orders = rooms.ledger.of(person)
    ended = (one for one in orders if one.state is not OrderState.OPEN and one.live is None)
    return orders, tuple(one for one in ended if _is_unseen(rooms, one))


def _is_unseen(rooms: Rooms, order: Order) -> bool:
    try:
        return rooms.unseen.is_unseen(order.id)
    except Fault as fault:
        _log.warning("payments: whether she was told cannot be read: %s", fault)
        return False


async def _she_knows(rooms: Rooms, order: Order) -> None:
    """She has read it; where that cannot be written down, she is told once more."""
    try:
        await asyncio.to_thread(rooms.unseen.seen, order.id)
    except Fault as fault:
        _log.warning("payments: that she was told cannot be written down: %s", fault)


async def _one_of(visit: Visit, orders: tuple[Order, ...]) -> Order:
    if len(orders) == 1:
        return orders[0]
    chosen = await visit.choose(pages.which_order(orders))
    return next(one for one in orders if one.id == chosen)


async def _show(visit: Visit, rooms: Rooms, order: Order, code: str = "") -> bool:
    """The order's page until it is left. True: she knows; False: she looks for another one."""
    trouble = NOTHING
    while True:
        match await _look(visit, rooms, order, code, trouble):
            case "print":
                trouble = await _print(visit, rooms, order, code)
            case "refresh":
                order = await visit.work(text("正在再查一次"), rooms.ledger.again, order)
            case "other":
                return False
            case _:
                return True


async def _look(visit: Visit, rooms: Rooms, order: Order, code: str, trouble: Text) -> str:
    return await visit.tell(lambda: pages.one_order(order, code, trouble or rooms.desk.resting()))


async def _print(visit: Visit, rooms: Rooms, order: Order, code: str) -> Text:
    """Why it could not be printed; what counts is on the screen."""
    question, title, body = _paper(order, code)
    try:
        await rooms.desk.print_slip(visit, question, rooms.issuer.plain(title, body))
    except Fault as fault:
        return explain(fault).what
    return NOTHING


def _paper(order: Order, code: str) -> tuple[Text, str, tuple[SlipLine, ...]]:
    if pages.paper_of(order, code) is pages.Paper.RECEIPT:
        return text("打印收据吗？"), slips.RECEIPT_TITLE, slips.receipt(order, code)
    return text("打印付款单吗？"), slips.CLAIM_TITLE, slips.claim(order, code)
