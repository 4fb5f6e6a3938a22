"""What a merchant can ask of WeChat about trades and refunds."""

import secrets
from dataclasses import dataclass

from backend.psp_sandbox import dealings
from backend.psp_sandbox.faults import Fault, FaultKind, is_kind
from backend.psp_sandbox.folder import APPID, MCHID
from backend.psp_sandbox.ledger import Books, Ledger
from backend.psp_sandbox.records import Deed, DeedKind, Manner, PaymentCode, Refund, Trade, TradeState
from backend.psp_sandbox.wechat import asked, told
from backend.psp_sandbox.wechat.refusals import Refusal, no_order, only_reversed, other_body

CHANNEL = "wechat"


@dataclass(frozen=True, slots=True)
class Question:
    """One verified request: what stands in its path, its query and its body."""

    name: str
    query: dict[str, str]
    body: bytes
    fault: Fault | None
    now: float

    @property
    def more_fen(self) -> int:
        """By how much the amount that we tell is wrong."""
        return 1 if is_kind(self.fault, FaultKind.WRONG_AMOUNT) else 0


class Trades:
    """Orders, closing, refunds."""

    def __init__(self, ledger: Ledger, refund_s: float) -> None:
        self._ledger, self._refund_s = ledger, refund_s

    def native(self, question: Question) -> dict[str, object]:
        """An order that is paid by a code which the merchant shows."""
        order = asked.read(asked.Native, question.body)
        _check_merchant(order.appid, order.mchid)
        with self._ledger.open() as books:
            trade = _known(books, order.out_trade_no, question.body)
            if trade is None:
                trade = Trade(
                    channel=CHANNEL,
                    attempt=order.out_trade_no,
                    by_her_code=False,
                    fen=order.amount.total,
                    subject=order.description,
                    asked=dealings.digest(question.body),
                    code=f"weixin://wxpay/bizpayurl?pr={secrets.token_urlsafe(12)[:9]}z3",
                    notify_url=order.notify_url,
                    state=TradeState.OPEN,
                    seen=True,
                    created=question.now,
                    expires=order.until.timestamp() if order.until else None,
                )
                books.add_trade(trade)
            if trade.state is TradeState.PAID:
                raise Refusal(400, "ORDER_PAID", "订单已支付")
            if trade.state is TradeState.CLOSED:
                raise Refusal(400, "ORDER_CLOSED", "订单已关闭")
        return {"code_url": trade.code}

    def codepay(self, question: Question) -> dict[str, object]:
        """An order that is paid by the code on her phone."""
        order = asked.read(asked.Codepay, question.body)
        _check_merchant(order.appid, order.mchid)
        if not (order.scene_info.store_info.id or order.scene_info.store_info.out_id):
            raise Refusal(400, "PARAM_ERROR", "参数错误: scene_info/store_info")
        with self._ledger.open() as books:
            trade = _known(books, order.out_trade_no, question.body)
            if trade is None:
                code = _fresh_code(books, order.payer.auth_code, question.now)
                trade = self._by_her_code(books, order, code, question)
            answer = told.transaction(trade, books.refunds(CHANNEL, trade.attempt), question.more_fen)
        if trade.state is TradeState.FAILED:
            raise Refusal(403, "NOT_ENOUGH", "用户账号余额不足")
        return answer

    def query(self, question: Question) -> dict[str, object]:
        """How an order stands."""
        _check_merchant(APPID, question.query.get("mchid", ""))
        with self._ledger.open() as books:
            trade = books.trade(CHANNEL, question.name)
            if trade is None:
                raise no_order()
            return told.transaction(trade, books.refunds(CHANNEL, trade.attempt), question.more_fen)

    def close(self, question: Question) -> None:
        """Let nobody pay it any more. Closing what was never ordered is taken, and burns the number.

        A merchant observed that on 2026-09-16 (a comment in public code: 204, then INVALID_REQUEST for the order).
        """
        _check_merchant(APPID, asked.read(asked.Close, question.body).mchid)
        with self._ledger.open() as books:
            trade = books.trade(CHANNEL, question.name)
            if trade is None:
                books.burn(CHANNEL, question.name)
                return
            if trade.by_her_code:
                raise only_reversed()
            if trade.state is TradeState.PAID:
                raise Refusal(400, "ORDER_PAID", "订单已支付")
            if trade.state in (TradeState.OPEN, TradeState.PAYING):
                dealings.plan_late(books, trade, question.fault, question.now)
                dealings.take_back(books, trade, question.now)

    def reverse(self, question: Question) -> dict[str, object]:
        """Take back what a code on her phone has paid, or may yet pay."""
        request = asked.read(asked.Reverse, question.body)
        _check_merchant(request.appid, request.mchid)
        with self._ledger.open() as books:
            trade = books.trade(CHANNEL, question.name)
            if trade is None:
                raise no_order()
            if not trade.by_her_code:
                raise Refusal(400, "INVALID_REQUEST", "只有付款码订单可以撤销")
            dealings.plan_late(books, trade, question.fault, question.now)
            dealings.take_back(books, trade, question.now)
        return {"appid": APPID, "mchid": MCHID, "out_trade_no": trade.attempt}

    def refund(self, question: Question) -> dict[str, object]:
        """Give money back; the same number again is the same refund."""
        order = asked.read(asked.RefundOrder, question.body)
        with self._ledger.open() as books:
            trade = _refundable(books, order)
            refund = books.refund(CHANNEL, order.out_refund_no)
            if refund is None:
                if dealings.given_back(books, trade) + order.amount.refund > trade.fen:
                    raise Refusal(400, "INVALID_REQUEST", "申请退款金额超过可退金额")
                refund = self._begin_refund(books, trade, order, question.now)
            elif (refund.attempt, refund.fen) != (trade.attempt, order.amount.refund):
                raise Refusal(400, "INVALID_REQUEST", "该退款单号的参数与首次请求不同")
            return told.refund_told(refund, trade, question.more_fen)

    def query_refund(self, question: Question) -> dict[str, object]:
        """How a refund stands."""
        with self._ledger.open() as books:
            refund = books.refund(CHANNEL, question.name)
            trade = books.trade(CHANNEL, refund.attempt) if refund and not refund.undoing else None
            if refund is None or trade is None:
                raise Refusal(404, "RESOURCE_NOT_EXISTS", "退款单不存在")
            return told.refund_told(refund, trade, question.more_fen)

    def _by_her_code(self, books: Books, order: asked.Codepay, code: PaymentCode, question: Question) -> Trade:
        books.use_payment_code(code.code, order.out_trade_no)
        trade = Trade(
            channel=CHANNEL,
            attempt=order.out_trade_no,
            by_her_code=True,
            fen=order.amount.total,
            subject=order.description,
            asked=dealings.digest(question.body),
            code=code.code,
            notify_url="",  # WeChat sends no callback for these
            state=TradeState.FAILED if code.manner is Manner.POOR else TradeState.PAYING,
            seen=True,
            created=question.now,
        )
        books.add_trade(trade)
        return dealings.pay(books, trade, question.now) if code.manner is Manner.PAYS else trade

    def _begin_refund(self, books: Books, trade: Trade, order: asked.RefundOrder, now: float) -> Refund:
        refund = Refund(
            channel=CHANNEL,
            refund=order.out_refund_no,
            attempt=trade.attempt,
            fen=order.amount.refund,
            provider_number=dealings.refund_number(CHANNEL, now),
            notify_url=order.notify_url or "",
            undoing=False,
            made=now,
        )
        books.add_refund(refund)
        books.plan(Deed(DeedKind.FINISH_REFUND, CHANNEL, refund.refund, now + self._refund_s))
        return refund


def _check_merchant(appid: str, mchid: str) -> None:
    if (appid, mchid) != (APPID, MCHID):
        raise Refusal(400, "APPID_MCHID_NOT_MATCH", "appid和mchid不匹配")


def _known(books: Books, attempt: str, body: bytes) -> Trade | None:
    trade = books.trade(CHANNEL, attempt)
    if books.is_burned(CHANNEL, attempt) or (trade is not None and trade.asked != dealings.digest(body)):
        raise other_body()
    return trade


def _fresh_code(books: Books, word: str, now: float) -> PaymentCode:
    code = books.payment_code(word)
    if code is None or code.channel != CHANNEL:
        raise Refusal(400, "AUTH_CODE_INVALID", "付款码无效")
    if code.attempt or now > code.made + dealings.CODE_SECONDS:
        raise Refusal(400, "AUTH_CODE_EXPIRED", "付款码已过期")
    return code


def _refundable(books: Books, order: asked.RefundOrder) -> Trade:
    trade = books.trade(CHANNEL, order.out_trade_no) if order.out_trade_no else None
    if order.transaction_id and not order.out_trade_no:
        trade = books.trade_of_transaction(order.transaction_id)
    if trade is None or order.transaction_id not in (None, trade.transaction):
        raise Refusal(404, "RESOURCE_NOT_EXISTS", "订单不存在")
    if trade.state is not TradeState.PAID:
        raise Refusal(400, "INVALID_REQUEST", "订单未支付")
    if trade.fen != order.amount.total:
        raise Refusal(400, "INVALID_REQUEST", "订单金额不符")
    return trade
