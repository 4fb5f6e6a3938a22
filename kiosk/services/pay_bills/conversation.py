"""The conversation: find what is owed, look at it, pay all of it or some."""

from kiosk.backend_client.bills import Account
from kiosk.services.pay_bills import pages
from kiosk.services.pay_bills.choosing import choose_account, choose_bills, choose_one
from kiosk.services.pay_bills.finding import find
from kiosk.services.pay_bills.owed import Owed, owed_of, payable
from kiosk.services.pay_bills.paying import pay
from kiosk.services.pay_bills.rooms import Accounts, Rooms
from kiosk.visit.catalogue import Entry
from kiosk.visit.person import Level
from kiosk.visit.text import text
from kiosk.visit.visit import Visit

ENTRY = Entry(
    id="pay_bills",
    title=text("交水电费"),
    detail=text("水 电 燃气 · 一起付"),
    icon="drop",
    tint="cyan",
    phrases=("交水电费", "缴水电费", "交水电煤", "交水费", "交电费", "交燃气费", "交煤气费", "交服务费"),
    strongest=Level.CARD,
    network=True,
)


async def serve(visit: Visit, rooms: Rooms) -> None:
    """Find a household, and stay with it as long as there is something that she wants to see or to pay."""
    accounts = await find(visit, rooms)
    while True:
        match await _look(visit, rooms, accounts):
            case "all":
                done = await pay(visit, rooms, payable(accounts))
            case "some":
                done = await _some(visit, rooms, accounts)
            case "how":
                await _how(visit, rooms, accounts)
                continue
            case "history":
                await _history(visit, rooms, await choose_account(visit, accounts))
                continue
            case "search":
                accounts = await find(visit, rooms)
                continue
            case _:
                return
        if done:
            return
        accounts = await visit.work(text("正在看账单有没有变化"), rooms.books.again, accounts)


async def _look(visit: Visit, rooms: Rooms, accounts: Accounts) -> str:
    return await visit.tell(lambda: pages.owed(accounts, rooms.today(), rooms.cashier.resting()))


async def _some(visit: Visit, rooms: Rooms, accounts: Accounts) -> bool:
    chosen: tuple[Owed, ...] = await choose_bills(visit, owed_of(accounts))
    return await pay(visit, rooms, chosen)


async def _how(visit: Visit, rooms: Rooms, accounts: Accounts) -> None:
    one = await choose_one(visit, owed_of(accounts))
    if await visit.tell(pages.one_bill(one, rooms.today())) == "history":
        await _history(visit, rooms, one.account)


async def _history(visit: Visit, rooms: Rooms, account: Account) -> None:
    paid = await visit.work(text("正在查以前付过的"), rooms.books.history, account)
    await visit.tell(pages.history(account, paid))
