"""Choosing among bills and accounts. Bills are picked several at a time: a page of them, and beside it what to do."""

from kiosk.backend_client.orders import MOST_BILLS
from kiosk.payments.words import ICONS, KINDS, yuan
from kiosk.services.pay_bills.owed import Owed, total
from kiosk.services.pay_bills.rooms import Accounts
from kiosk.visit.prompts import Choose, Option
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Count, Digits, Yuan

PAY = "pay"
NEXT = "next"
ON_A_PAGE = 4  # beside them stand what to do with them, and the way to the next page
BUSY = text("有人正在付，请过几分钟再来")


def pick(owed: tuple[Owed, ...], picked: frozenset[str], first: int) -> Choose:
    """A page of bills from the `first` on; a bill that is picked is put back by choosing it again."""
    shown = owed[first : first + ON_A_PAGE]
    chosen = tuple(one for one in owed if one.bill.id in picked)
    full = len(chosen) >= MOST_BILLS
    bills = tuple(_to_pick(one, owed, is_picked=one.bill.id in picked, full=full) for one in shown)
    options = (_pay(chosen), *bills, *(_NEXT if len(owed) > ON_A_PAGE else ()))
    return Choose(
        headline=_basket(chosen),
        hint=text("请点要付的。再点一下，就拿掉。"),
        personal=True,
        options=options,
    )


def after(owed: tuple[Owed, ...], first: int) -> int:
    """Where the page after this one begins; behind the last page comes the first."""
    return first + ON_A_PAGE if first + ON_A_PAGE < len(owed) else 0


_NEXT = (Option(NEXT, text("看别的账单"), icon="dots-three", phrases=("更多", "下一页", "别的")),)


def _basket(chosen: tuple[Owed, ...]) -> Text:
    if not chosen:
        return text("要付哪几笔？")
    return text("选了 {count}，一共 {sum}", count=Count(len(chosen), "笔"), sum=Yuan(total(chosen)))


def _pay(chosen: tuple[Owed, ...]) -> Option:
    return Option(
        PAY,
        text("付选好的"),
        yuan(total(chosen).fen) if chosen else NOTHING,
        icon="wallet",
        phrases=("付这些", "付款", "选好了"),
        primary=True,
        resting=NOTHING if chosen else text("请先选一笔"),
    )


def _to_pick(one: Owed, owed: tuple[Owed, ...], *, is_picked: bool, full: bool) -> Option:
    resting = NOTHING
    if not one.can_be_paid:
        resting = BUSY if one.bill.busy else text("这一笔不用付")
    elif full and not is_picked:
        resting = text("一次最多付 {most}", most=Count(MOST_BILLS, "笔"))
    state = text("已选") if is_picked else _household(one, owed)
    return Option(
        one.bill.id,
        text("{name}，{sum}", name=one.name, sum=yuan(one.bill.fen)),
        state,
        icon="check-circle" if is_picked else ICONS[one.account.kind],
        resting=resting,
    )


def _household(one: Owed, owed: tuple[Owed, ...]) -> Text:
    """Whose it is, where two bills would be called the same."""
    alike = [other for other in owed if other.name == one.name]
    return text("尾号 {tail}", tail=Digits(one.account.household_tail)) if len(alike) > 1 else NOTHING


def which_bill(owed: tuple[Owed, ...]) -> Choose:
    """One bill, to see how it comes about."""
    return Choose(
        headline=text("看哪一笔？"),
        personal=True,
        options=tuple(
            Option(
                one.bill.id,
                text("{name}，{sum}", name=one.name, sum=yuan(one.bill.fen)),
                _household(one, owed),
                icon=ICONS[one.account.kind],
            )
            for one in owed
        ),
    )


def which_account(accounts: Accounts) -> Choose:
    """One account, to see what it paid before."""
    return Choose(
        headline=text("看哪一户以前付过的？"),
        personal=True,
        options=tuple(
            Option(
                one.id,
                KINDS[one.kind],
                text("尾号 {tail}", tail=Digits(one.household_tail)),
                icon=ICONS[one.kind],
            )
            for one in accounts
        ),
    )
