"""What is shown and said of bills: the sum in the headline, then each bill, and how it comes about."""

from datetime import date

from kiosk.backend_client.bills import Account, BillLine, BillLineKind, PaidBill
from kiosk.backend_client.orders import MOST_BILLS
from kiosk.foundation.clock import hall_time
from kiosk.foundation.money import Money
from kiosk.payments.words import KINDS, UNITS, bill_name, yuan
from kiosk.services.pay_bills.owed import Owed, owed_of, payable, total
from kiosk.services.pay_bills.picking_pages import BUSY
from kiosk.services.pay_bills.rooms import Accounts
from kiosk.visit.blocks import Block, Fact, Facts, Figure, Mark
from kiosk.visit.prompts import Option, Tell
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Count, Day, HallWord, Ordinal, UnitPrice, Yuan

MOST_ESSENTIALS = 4
CLOSED = text("现在收不了款")
BACK = Option("bills", text("回到账单"), icon="list-bullets", phrases=("看账单", "返回账单"), primary=True)
NOT_NOW = Option("done", text("先不付了"), icon="x", phrases=("不付了", "下次再付", "好了"))
TO_PAY = ("付款", "付钱", "现在付", "全部付", "一起付", "全部一起付", "全付")
DONE = Option("done", text("看好了"), icon="check-circle", phrases=("好了", "完成", "不看了"), primary=True)
HISTORY = Option("history", text("以前付过的"), icon="clock", phrases=("以前的", "付款记录", "历史"))
SEARCH = Option("search", text("查另一户"), icon="magnifying-glass", phrases=("换一户", "另一户"))


def owed(accounts: Accounts, today: date, cash_rests: Text) -> Tell:
    """The answer first: how much there is to pay, and that it can be paid at once."""
    bills = owed_of(accounts)
    if not bills:
        return _nothing(accounts)
    free = tuple(one for one in bills if one.can_be_paid)
    return Tell(
        headline=text("一共要付 {sum}", sum=Yuan(total(free or bills))),
        hint=text("{why}。", why=cash_rests) if cash_rests else _how_many(bills, free, today),
        personal=True,
        blocks=(Facts(tuple(_bill(one, today) for one in bills), _holder(accounts)),),
        essentials=_essentials(bills, today),
        actions=(*_ways_to_pay(accounts, free, cash_rests), NOT_NOW),
    )


def _nothing(accounts: Accounts) -> Tell:
    clear = tuple(Fact(KINDS[account.kind], text("付清了"), mark=Mark.GOOD) for account in accounts)
    return Tell(
        headline=text("没有要付的，都付清了"),
        hint=text("{count}都不欠费。", count=Count(len(accounts), "户")),
        personal=True,
        blocks=(Facts(clear, _holder(accounts)),),
        essentials=(Facts(clear),),
        actions=(DONE, HISTORY, SEARCH),
    )


def _holder(accounts: Accounts) -> Text:
    """Whose they are, where they are one person's."""
    holders = {account.holder_masked for account in accounts}
    return text("户主 {holder}", holder=holders.pop()) if len(holders) == 1 else NOTHING


def _ways_to_pay(accounts: Accounts, free: tuple[Owed, ...], cash_rests: Text) -> tuple[Option, ...]:
    at_once = payable(accounts)
    rests = NOTHING if at_once else BUSY
    rests = CLOSED if cash_rests else rests  # there is no room for more in a key; the reason stands above
    label = text("付这一笔") if len(free) == 1 else text("全部一起付")
    if len(at_once) < len(free):
        label = text("先付 {count}", count=Count(len(at_once), "笔"))
    everything = Option("all", label, icon="wallet", phrases=TO_PAY, primary=True, resting=rests)
    some = Option("some", text("只付几笔"), icon="check", phrases=("选几笔", "挑几笔", "分开付"), resting=rests)
    how = Option("how", text("看怎么算的"), icon="list-bullets", phrases=("怎么算", "明细", "为什么这么多"))
    return (everything, *((some,) if len(free) > 1 else ()), how)


def _how_many(bills: tuple[Owed, ...], free: tuple[Owed, ...], today: date) -> Text:
    """How many; which are left out and why; and of what is late that it is no harm."""
    count = Count(len(free), "笔")
    if busy := len(bills) - len(free):
        return text("共 {count}。另有 {busy}，有人正在付。", count=count, busy=Count(busy, "笔"))
    if len(free) > MOST_BILLS:
        return text("共 {count}。一次付 {most}，从最早的付起。", count=count, most=Count(MOST_BILLS, "笔"))
    if any(one.bill.due_on < today for one in bills):
        return text("共 {count}。有的过了日子，现在付清就好。", count=count)
    return text("共 {count}，可以一起付。", count=count)


def _essentials(bills: tuple[Owed, ...], today: date) -> tuple[Block, ...]:
    """In large type the sum stands in the headline, and the first bills under it."""
    rows = [_bill(one, today, short=True) for one in bills[:MOST_ESSENTIALS]]
    if more := bills[MOST_ESSENTIALS:]:
        rows.append(Fact(text("还有 {count}", count=Count(len(more), "笔")), yuan(total(more).fen)))
    return (Facts(tuple(rows)),)


def _bill(one: Owed, today: date, *, short: bool = False) -> Fact:
    note, mark = NOTHING, Mark.PLAIN
    if one.bill.busy:
        note = text("有人正在付")
    elif one.bill.due_on < today:
        late = sum(line.fen for line in one.bill.lines if line.kind is BillLineKind.LATE_FEE)
        note = text("含滞纳金 {sum}", sum=yuan(late)) if late else text("已经过了日子")
        mark = Mark.ATTENTION
    return Fact(one.name, yuan(one.bill.fen), NOTHING if short and not one.bill.busy else note, mark)


def one_bill(one: Owed, today: date) -> Tell:
    """How a bill comes about: so many units at such a price, what is taken off and why."""
    bill = one.bill
    due = Day(bill.due_on)
    hint = text("请在 {day} 以前付。", day=due)
    if bill.due_on < today:
        hint = text("本该 {day} 付。现在付清就好。", day=due)
    rows = tuple(_line(line, place, UNITS[one.account.kind]) for place, line in _numbered(bill.lines))
    whole = Fact(text("一共"), yuan(bill.fen))
    return Tell(
        headline=text("{name}：{sum}", name=one.name, sum=yuan(bill.fen)),
        hint=hint,
        personal=True,
        blocks=(*_used(one), Facts((*rows, whole), text("这样算出来的"))),
        essentials=(Facts((*rows, whole)),),
        actions=(BACK, HISTORY),
    )


def _used(one: Owed) -> tuple[Figure, ...]:
    steps = [line.quantity or 0 for line in one.bill.lines if line.kind is BillLineKind.STEP]
    if not steps:
        return ()
    return (Figure(text("这个月用了"), text("{amount}", amount=Count(sum(steps), UNITS[one.account.kind]))),)


def _numbered(lines: tuple[BillLine, ...]) -> tuple[tuple[int, BillLine], ...]:
    """Each line with the number of its step, which counts the steps alone."""
    steps = [line for line in lines if line.kind is BillLineKind.STEP]
    return tuple((steps.index(line) + 1 if line in steps else 0, line) for line in lines)


def _line(line: BillLine, place: int, unit: str) -> Fact:
    reason = text("{reason}", reason=line.reason) if line.reason else NOTHING
    match line.kind:
        case BillLineKind.STEP:
            used, price = Count(line.quantity or 0, unit), UnitPrice(line.price or 0)
            note = text("{used}，每{unit} {price}", used=used, unit=HallWord(unit), price=price)
            return Fact(text("第 {n} 档", n=Ordinal(place)), yuan(line.fen), note)
        case BillLineKind.REDUCTION:
            return Fact(text("少收"), yuan(line.fen), reason, Mark.GOOD)
        case BillLineKind.LATE_FEE:
            return Fact(text("滞纳金"), yuan(line.fen), reason, Mark.ATTENTION)
        case BillLineKind.FEE:
            return Fact(text("每月费用"), yuan(line.fen), reason)


def history(account: Account, paid: tuple[PaidBill, ...]) -> Tell:
    """What was paid before, newest first."""
    if not paid:
        return Tell(
            headline=text("还没有查到付过的"),
            hint=text("刚付的，过几分钟就能看到。"),
            personal=True,
            actions=(BACK,),
        )
    rows = tuple(_paid_row(account, one) for one in paid)
    sums = text("一共付了 {sum}。", sum=Yuan(Money(sum(one.fen for one in paid))))
    return Tell(
        headline=text("最近付过 {count}", count=Count(len(paid), "笔")),
        hint=sums,
        personal=True,
        blocks=(Facts(rows, KINDS[account.kind]),),
        actions=(BACK,),
    )


def _paid_row(account: Account, one: PaidBill) -> Fact:
    day = Day(hall_time(one.paid_at).date())
    return Fact(bill_name(account.kind, one.period), yuan(one.fen), text("{day} 付的", day=day))


def changed(what: Text, following: Text) -> Tell:
    """The bills are not as she saw them: she looks once more, and nothing was taken."""
    return Tell(headline=what, hint=following, actions=(BACK,))
