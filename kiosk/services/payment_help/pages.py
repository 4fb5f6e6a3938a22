"""What is shown and said of a payment: whether it was paid in the headline, then bills, tries and refunds."""

from dataclasses import dataclass
from enum import Enum, auto

from kiosk.backend_client.orders import AttemptState, Order, OrderState, RefundState
from kiosk.foundation.clock import hall_time
from kiosk.foundation.money import Money
from kiosk.payments.words import attempt_rows, bill_name, claim_blocks, line_rows, refund_rows, yuan
from kiosk.visit.blocks import Block, Fact, Facts, Paragraph
from kiosk.visit.marks import Mark
from kiosk.visit.prompts import DO_NOT_PAY_AGAIN, Choose, Option, Tell
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Count, Digits, Moment, Ordinal, Yuan

OTHER = Option("other", text("查另一笔"), icon="magnifying-glass", phrases=("另一笔", "换一笔"))
DONE = Option("done", text("知道了"), icon="check-circle", phrases=("好了", "完成", "看好了"))
REFRESH = Option("refresh", text("再查一次"), icon="arrow-clockwise", phrases=("刷新", "再看看", "现在呢"))

HOW = Choose(
    headline=text("要查哪一笔付款？"),
    hint=text("付好了没有、退款到哪一步，都能查。"),
    options=(
        Option(
            "slip",
            text("用收据或付款单"),
            text("扫码，或输入单号"),
            icon="receipt",
            phrases=("收据", "付款单", "单号", "扫码"),
        ),
        Option(
            "mine",
            text("用证件登录"),
            text("看我付过的"),
            icon="identification-card",
            phrases=("刷身份证", "身份证", "刷卡", "登录", "我的付款"),
        ),
    ),
)


class Paper(Enum):
    """What can be printed of an order."""

    RECEIPT = auto()
    CLAIM = auto()


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What became of it, and what she can do now."""

    headline: Text
    hint: Text


def paper_of(order: Order, code: str) -> Paper | None:
    """A receipt for what was paid; for what nobody knows yet the claim slip once more, if its code is known."""
    if order.receipt is not None:
        return Paper.RECEIPT
    return Paper.CLAIM if code and is_unsure(order) else None


def is_unsure(order: Order) -> bool:
    """Nobody knows yet: a try has no end, or one was paid that is not posted."""
    paid = any(one.state is AttemptState.SUCCESS for one in order.attempts)
    return order.live is not None or (order.state is OrderState.OPEN and paid)


def one_order(order: Order, code: str, print_rests: Text) -> Tell:
    """All of a payment. Its code stands there where a slip is wanted and cannot be printed."""
    verdict = _verdict(order)
    paper = paper_of(order, code)
    kept: tuple[Block, ...] = claim_blocks(code) if code and paper is not None and print_rests else ()
    about = _about(order)
    bills = Facts((*line_rows(order), *_number(order)), text("付的是"))
    tries = (Facts(attempt_rows(order), text("怎么付的")),) if order.attempts else ()
    return Tell(
        headline=verdict.headline,
        hint=verdict.hint,
        personal=True,
        blocks=(*about, *kept, bills, *tries),
        essentials=(*about, *kept[:1], Facts((Fact(text("金额"), yuan(order.fen)), *_number(order)))),
        actions=(*_printed(paper, print_rests), *_again(order), OTHER, DONE),
    )


def _verdict(order: Order) -> _Verdict:
    much = Yuan(Money(order.fen))
    if order.state is OrderState.PAID:
        return _Verdict(text("付好了，一共 {sum}", sum=much), text("账单上已经记好了。"))
    if order.state is OrderState.REFUNDED:
        return _Verdict(text("钱已经退回"), text("退到您付款的地方。账单还没有付。"))
    if order.state is OrderState.REFUNDING:
        return _Verdict(text("钱正在退回"), text("会退到您付款的地方，可以过几天再查。"))
    if is_unsure(order):
        return _Verdict(DO_NOT_PAY_AGAIN, text("钱不会丢。请过几分钟，再来查一次。"))
    if order.refunds:
        return _Verdict(text("这一单没有付，多出的钱会退"), text("会退到您付款的地方，可以过几天再查。"))
    return _Verdict(text("还没有付，也没有扣款"), text("要付的话，请回首页，点“交水电费”。"))


def _about(order: Order) -> tuple[Block, ...]:
    """Money that goes back, and whom to ask where that has come to a halt."""
    if not order.refunds:
        return ()
    stuck = any(one.state is RefundState.STUCK for one in order.refunds)
    told = text("退款慢了，工作人员正在查。也可以按“呼叫人工”。")
    return (Facts(refund_rows(order)), *((Paragraph(told, Mark.ATTENTION),) if stuck else ()))


def _number(order: Order) -> tuple[Fact, ...]:
    if order.receipt is None:
        return ()
    at = text("{at}", at=Moment(hall_time(order.receipt.issued_at)))
    return (Fact(text("收据号"), text("{number}", number=Digits(str(order.receipt.number))), at),)


def _printed(paper: Paper | None, rests: Text) -> tuple[Option, ...]:
    if paper is None:
        return ()
    label = text("打印收据") if paper is Paper.RECEIPT else text("打印付款单")
    return (Option("print", label, icon="printer", phrases=("打印", "补打"), primary=True, resting=rests),)


def _again(order: Order) -> tuple[Option, ...]:
    """Asking again makes sense as long as something can change."""
    waits = is_unsure(order) or order.state is OrderState.REFUNDING
    refunds = any(one.state is not RefundState.DONE for one in order.refunds)
    return (REFRESH,) if waits or refunds else ()


def news(order: Order) -> Tell:
    """What became of a payment after she had gone: before anything else."""
    verdict = _verdict(order)
    return Tell(
        headline=text("您上次的付款有结果了"),
        hint=text("{result}。", result=verdict.headline),
        personal=True,
        blocks=(*_about(order), Facts(line_rows(order))),
        essentials=_about(order)[:1],
        actions=(
            Option("this", text("看这一笔"), icon="receipt", phrases=("看看", "这一笔"), primary=True),
            Option("all", text("看全部付款"), icon="list-bullets", phrases=("全部", "都看看")),
        ),
    )


def which_order(orders: tuple[Order, ...]) -> Choose:
    """One of hers, newest first."""
    return Choose(
        headline=text("看哪一笔付款？"),
        hint=text("最近的在最前面。"),
        personal=True,
        options=tuple(Option(one.id, _told_apart(one, orders), _short(one), icon="receipt") for one in orders),
    )


def _told_apart(order: Order, orders: tuple[Order, ...]) -> Text:
    """Its name; where others have the same one, how many times that was begun until then, which stays as it is."""
    name = _name(order)
    alike = [one.id for one in reversed(orders) if _name(one) == name]
    return name if len(alike) == 1 else text("{name}，第 {n} 次", name=name, n=Ordinal(alike.index(order.id) + 1))


def _name(order: Order) -> Text:
    first = order.lines[0]
    name, much = bill_name(first.kind, first.period), yuan(order.fen)
    if len(order.lines) == 1:
        return text("{name}，{sum}", name=name, sum=much)
    return text("{name}等 {count}，{sum}", name=name, count=Count(len(order.lines), "笔"), sum=much)


def _short(order: Order) -> Text:
    if is_unsure(order):
        return text("正在确认")
    if order.refunds and order.state is OrderState.PAID:
        return text("付好了，有退款")
    return {
        OrderState.PAID: text("付好了"),
        OrderState.REFUNDING: text("正在退回"),
        OrderState.REFUNDED: text("已经退回"),
    }.get(order.state, NOTHING) or text("没有付")


def nothing_of_hers() -> Tell:
    """She is known, and paid nothing as herself: then her slip finds it."""
    return Tell(
        headline=text("没有查到您登录付过的"),
        hint=text("没登录付的，请用收据或付款单查。"),
        personal=True,
        actions=(
            Option("other", text("换个办法查"), icon="magnifying-glass", phrases=("换一种办法",), primary=True),
            DONE,
        ),
    )
