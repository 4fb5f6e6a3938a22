"""What is shown when the paying is over: paid, not paid, or not known yet."""

from kiosk.backend_client.orders import Order, Receipt
from kiosk.foundation.clock import hall_time
from kiosk.foundation.money import Money
from kiosk.payments.contract import Settlement
from kiosk.payments.words import claim_blocks, line_rows, paid_through, refund_rows, yuan
from kiosk.visit.blocks import Block, Fact, Facts, Mark, Paragraph
from kiosk.visit.prompts import DO_NOT_PAY_AGAIN, Option, Tell
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Digits, Moment, Yuan

MORE = Option("more", text("看还有没有要付的"), icon="list-bullets", phrases=("还有没有", "接着付", "再付一笔"))
DONE = Option("done", text("好了"), icon="check-circle", phrases=("完成", "拿好了", "办完了"))
AGAIN = Option("again", text("再付一次"), icon="arrow-clockwise", phrases=("重新付", "接着付"), primary=True)


def paid(settlement: Settlement, print_rests: Text) -> Tell:
    """The receipt. Where nothing can be printed, the code that finds it again stands beside it, large."""
    order = settlement.order
    kept: tuple[Block, ...] = claim_blocks(settlement.claim_code) if print_rests else ()
    back = _going_back(text("多付的 {sum} 会自己退回。", sum=_refunded(order)), order)
    code = Digits(settlement.claim_code)
    hint = (
        text("收据打不了。请记下单号 {code}。", code=code) if print_rests else text("账单上已经记好了。收据可以打印。")
    )
    return Tell(
        headline=text("付好了，一共 {sum}", sum=Yuan(Money(order.fen))),
        hint=hint,
        aloud=_aloud(order, code, print_rests) if back else NOTHING,
        personal=True,
        blocks=(*back, *kept, Facts((*_receipt_rows(order), *line_rows(order)))),
        essentials=(*back[:1], *(kept[:1] or (Facts(_receipt_rows(order)[:1]),))),
        actions=(_print(text("打印收据"), print_rests), MORE, DONE),
    )


def _receipt_rows(order: Order) -> tuple[Fact, ...]:
    receipt = order.receipt
    numbered = (_number(receipt), _issued(receipt)) if receipt else ()
    through = paid_through(order)
    return (*numbered, *((Fact(text("付款方式"), through),) if through else ()))


def _number(receipt: Receipt) -> Fact:
    return Fact(text("收据号"), text("{number}", number=Digits(str(receipt.number))))


def _issued(receipt: Receipt) -> Fact:
    return Fact(text("付款时间"), text("{at}", at=Moment(hall_time(receipt.issued_at))))


def _aloud(order: Order, code: Digits, print_rests: Text) -> Text:
    """That money comes back is said at once: who hears a page does not hear its blocks unless she asks for them."""
    paid, back = Yuan(Money(order.fen)), _refunded(order)
    if print_rests:
        return text(
            "付好了，一共 {paid}。多付的 {back} 会自己退回。收据打不了。请记下单号 {code}。",
            paid=paid,
            back=back,
            code=code,
        )
    return text("付好了，一共 {paid}。多付的 {back} 会自己退回。收据可以打印。", paid=paid, back=back)


def _refunded(order: Order) -> Yuan:
    return Yuan(Money(sum(refund.fen for refund in order.refunds)))


def _going_back(told: Text, order: Order) -> tuple[Block, ...]:
    """That money comes back, and that she need do nothing about it."""
    return (Paragraph(told, Mark.ATTENTION), Facts(refund_rows(order))) if order.refunds else ()


def not_paid(order: Order) -> Tell:
    """Proved: nothing was taken, or it goes back."""
    back = _going_back(text("付出的 {sum} 会自己退回。", sum=_refunded(order)), order)
    aloud = text("没有扣款。付出的 {sum} 会自己退回。账单还在。", sum=_refunded(order))
    return Tell(
        headline=text("没有扣款"),
        hint=text("账单还在。可以再付一次，也可以改天来。"),
        aloud=aloud if back else NOTHING,
        personal=True,
        blocks=(*back, Facts(line_rows(order))),
        essentials=(*back[:1], Facts((Fact(text("要付的"), yuan(order.fen)),))),
        actions=(AGAIN, DONE),
    )


def unsure(settlement: Settlement, print_rests: Text) -> Tell:
    """Nobody knows yet. What not to do comes first, then the code that finds it again, large."""
    code = Digits(settlement.claim_code)
    figure, picture = claim_blocks(settlement.claim_code)
    later = Paragraph(text("过一会儿，请点首页的“付款帮助”来查。"))
    return Tell(
        headline=DO_NOT_PAY_AGAIN,
        hint=text("钱不会丢。请记下单号，或者拿好付款单。"),
        aloud=text("正在确认，请不要再付。钱不会丢。请记下单号：{code}。过一会儿，请点“付款帮助”来查。", code=code),
        personal=True,
        blocks=(figure, picture, later),
        essentials=(figure, later),
        actions=(
            _print(text("打印付款单"), print_rests),
            Option("done", text("记好了"), icon="check-circle", phrases=("好了", "知道了")),
        ),
    )


def _print(label: Text, rests: Text) -> Option:
    return Option("print", label, icon="printer", phrases=("打印",), primary=True, resting=rests)
