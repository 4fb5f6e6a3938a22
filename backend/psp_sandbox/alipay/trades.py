"""What a merchant can ask of Alipay about trades and refunds."""

import secrets
from dataclasses import replace

from backend.psp_sandbox import dealings
from backend.psp_sandbox.alipay import told
from backend.psp_sandbox.alipay.asked import Question
from backend.psp_sandbox.alipay.refusals import Refusal, no_trade, wrong_parameter
from backend.psp_sandbox.faults import FaultKind, is_kind
from backend.psp_sandbox.ledger import Books, Ledger
from backend.psp_sandbox.records import DeedKind, Manner, PaymentCode, Refund, Trade, TradeState
from backend.psp_sandbox.texts import in_china, plain_time, yuan

CHANNEL = "alipay"
CANCEL_SECONDS = 86400.0
SUCCESS = {"code": "10000", "msg": "Success"}
WAITING = {"code": "10003", "msg": " order success pay inprocess"}


class Trades:
    """Trades, closing, refunds."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def precreate(self, question: Question) -> dict[str, object]:
        """A code which the merchant shows; there is no trade before somebody scans it."""
        attempt, fen, subject = question.attempt, question.fen("total_amount"), question.subject
        with self._ledger.open() as books:
            trade = _known(books, attempt, fen)
            if trade is None:
                trade = Trade(
                    channel=CHANNEL,
                    attempt=attempt,
                    by_her_code=False,
                    fen=fen,
                    subject=subject,
                    asked="",
                    code=f"https://qr.alipay.com/bax{secrets.token_hex(10)}",
                    notify_url=question.notify_url,
                    state=TradeState.OPEN,
                    seen=False,
                    created=question.now,
                    expires=question.until,
                    transaction=_trade_number(question.now),
                )
                books.add_trade(trade)
        return {**SUCCESS, "out_trade_no": attempt, "qr_code": trade.code}

    def pay(self, question: Question) -> dict[str, object]:
        """Take the code on her phone."""
        attempt, fen, subject = question.attempt, question.fen("total_amount"), question.subject
        if question.content.get("scene") != "bar_code":
            raise wrong_parameter("scene")
        with self._ledger.open() as books:
            trade = _known(books, attempt, fen)
            if trade is None:
                code = _fresh_code(books, question.auth_code, question.now)
                trade = _by_her_code(books, attempt, fen, subject, code, question)
        if trade.state is TradeState.FAILED:
            raise Refusal("ACQ.BUYER_BALANCE_NOT_ENOUGH", "买家余额不足")
        if trade.state is TradeState.PAID:
            return {**SUCCESS, **told.paid(trade, question.more_fen)}
        return {**WAITING, "out_trade_no": attempt, "trade_no": trade.transaction, "buyer_logon_id": told.LOGON_ID}

    def query(self, question: Question) -> dict[str, object]:
        """How a trade stands."""
        with self._ledger.open() as books:
            trade = _there(books, question)
            if trade.state is TradeState.FAILED:
                raise no_trade()
            return {**SUCCESS, **told.found(trade, books.refunds(CHANNEL, trade.attempt), question.more_fen)}

    def close(self, question: Question) -> dict[str, object]:
        """Let nobody pay it any more; there must be a trade that waits."""
        with self._ledger.open() as books:
            trade = _there(books, question)
            if trade.state not in (TradeState.OPEN, TradeState.PAYING):
                raise Refusal("ACQ.REASON_TRADE_STATUS_INVALID", "交易状态异常")
            dealings.plan_late(books, trade, question.fault, question.now)
            dealings.take_back(books, trade, question.now)
        return {**SUCCESS, "out_trade_no": trade.attempt, "trade_no": trade.transaction}

    def cancel(self, question: Question) -> dict[str, object]:
        """Close it, or give back what was paid. It says yes to what it never heard of, too: ask afterwards."""
        attempt = question.attempt
        if is_kind(question.fault, FaultKind.ASK_AGAIN):
            return {**SUCCESS, "out_trade_no": attempt, "retry_flag": "Y"}
        answer: dict[str, object] = {**SUCCESS, "out_trade_no": attempt, "retry_flag": "N"}
        with self._ledger.open() as books:
            trade = books.trade(CHANNEL, attempt)
            if trade is None or trade.state is TradeState.FAILED:
                return answer
            was_paid = trade.paid_at is not None
            if trade.state is TradeState.PAID and question.now > (trade.paid_at or 0.0) + CANCEL_SECONDS:
                raise Refusal("ACQ.TRADE_CANCEL_TIME_OUT", "超过撤销时间范围")
            dealings.plan_late(books, trade, question.fault, question.now)
            dealings.take_back(books, trade, question.now)
        if trade.seen:
            answer |= {"trade_no": trade.transaction, "action": "refund" if was_paid else "close"}
        return answer

    def refund(self, question: Question) -> dict[str, object]:
        """Give money back; the same number again gives nothing more."""
        fen = question.fen("refund_amount")
        with self._ledger.open() as books:
            trade = _there(books, question)
            if trade.state is not TradeState.PAID:
                raise Refusal("ACQ.TRADE_STATUS_ERROR", "交易状态不合法")
            number = question.content.get("out_request_no") or trade.attempt
            before = books.refund(CHANNEL, number, trade.attempt)
            if before is None:
                _give_back(books, trade, number, fen, question.now)
            elif before.fen != fen:
                raise Refusal("ACQ.DISCORDANT_REPEAT_REQUEST", "不一致的请求")
            return {
                **SUCCESS,
                "out_trade_no": trade.attempt,
                "trade_no": trade.transaction,
                "buyer_logon_id": told.LOGON_ID,
                "buyer_user_id": trade.payer,
                "fund_change": "N" if before else "Y",
                "refund_fee": yuan(dealings.given_back(books, trade) + question.more_fen),
            }

    def query_refund(self, question: Question) -> dict[str, object]:
        """How a refund stands. A yes with nothing in it is Alipay's way of saying that there is none."""
        with self._ledger.open() as books:
            trade = _there(books, question)
            number = question.content.get("out_request_no", "")
            refund = books.refund(CHANNEL, number, trade.attempt)
        if refund is None:
            return dict(SUCCESS)
        return {
            **SUCCESS,
            "out_trade_no": trade.attempt,
            "trade_no": trade.transaction,
            "out_request_no": refund.refund,
            "refund_amount": yuan(refund.fen + question.more_fen),
            "total_amount": yuan(trade.fen),
            "refund_status": "REFUND_SUCCESS",
            "gmt_refund_pay": plain_time(refund.done_at or refund.made),
        }


def _trade_number(now: float) -> str:
    return f"{in_china(now).strftime('%Y%m%d')}22001{dealings.digits(15)}"


def _known(books: Books, attempt: str, fen: int) -> Trade | None:
    trade = books.trade(CHANNEL, attempt)
    if trade is None:
        return None
    if trade.fen != fen:
        raise Refusal("ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改")
    if trade.state is TradeState.PAID:
        raise Refusal("ACQ.TRADE_HAS_SUCCESS", "交易已被支付")
    if trade.state in (TradeState.CLOSED, TradeState.REVOKED):
        raise Refusal("ACQ.TRADE_HAS_CLOSE", "交易已经关闭")
    return trade


def _there(books: Books, question: Question) -> Trade:
    """The trade, once somebody has scanned it. Raises Refusal."""
    number = question.content.get("trade_no", "")
    trade = books.trade_of_transaction(number) if number else books.trade(CHANNEL, question.attempt)
    if trade is None or not trade.seen or trade.channel != CHANNEL:
        raise no_trade()
    return trade


def _fresh_code(books: Books, word: str, now: float) -> PaymentCode:
    code = books.payment_code(word)
    used_up = code is None or bool(code.attempt) or now > code.made + dealings.CODE_SECONDS
    if code is None or used_up or code.channel != CHANNEL:
        raise Refusal("ACQ.PAYMENT_AUTH_CODE_INVALID", "支付失败，获取顾客账户信息失败")
    return code


def _by_her_code(books: Books, attempt: str, fen: int, subject: str, code: PaymentCode, question: Question) -> Trade:
    books.use_payment_code(code.code, attempt)
    trade = Trade(
        channel=CHANNEL,
        attempt=attempt,
        by_her_code=True,
        fen=fen,
        subject=subject,
        asked="",
        code=code.code,
        notify_url=question.notify_url,
        state=TradeState.FAILED if code.manner is Manner.POOR else TradeState.PAYING,
        seen=True,
        created=question.now,
        transaction=_trade_number(question.now),
    )
    books.add_trade(trade)
    return dealings.pay(books, trade, question.now) if code.manner is Manner.PAYS else trade


def _give_back(books: Books, trade: Trade, number: str, fen: int, now: float) -> None:
    if dealings.given_back(books, trade) + fen > trade.fen:
        raise Refusal("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限")
    refund = Refund(CHANNEL, number, trade.attempt, fen, "", trade.notify_url, undoing=False, made=now)
    books.add_refund(refund)
    books.finish_refund(replace(refund), now)
    dealings.tell(books, DeedKind.TELL_REFUND, CHANNEL, f"{trade.attempt}/{number}", trade.notify_url, now)
