"""What can be tried on a payment terminal by hand. Nothing here but `pay` and `settle` moves or sends money."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.payment_terminal.contract import PaymentMark, PaymentOutcome, PaymentResult, PaymentTerminal
from hardware.trial import NotDone, Say, Trial

_PAY_S = 120.0
_SETTLE_S = 180.0


async def _status(terminal: PaymentTerminal, words: Sequence[str], say: Say) -> None:
    del words
    status = terminal.status
    firmware = getattr(terminal, "firmware", "")
    say(f"{status.state.value} {status.detail} {' '.join(status.warnings)} {firmware}".strip())


async def _pay(terminal: PaymentTerminal, words: Sequence[str], say: Say) -> None:
    if len(words) != 2 or not words[1].isdecimal():
        raise ValueError("an order and an amount in fen, such as TEST-1 1")
    stop = terminal.listen(lambda event: say(event.value.step.value))
    try:
        outcome = await terminal.pay(words[0], int(words[1]), _PAY_S, journal=lambda mark: say(_written(mark)))
    finally:
        stop()
    _tell(outcome, say)


async def _last(terminal: PaymentTerminal, words: Sequence[str], say: Say) -> None:
    if len(words) != 4 or not all(word.isdecimal() for word in words[1:]):
        raise ValueError("the four words that `pay` told as the mark")
    fen, receipt, trace = (int(word) for word in words[1:])
    _tell(await terminal.last(PaymentMark(words[0], fen, receipt, trace), _PAY_S), say)


async def _reverse(terminal: PaymentTerminal, words: Sequence[str], say: Say) -> None:
    if len(words) != 1 or not words[0].isdecimal():
        raise ValueError("the number of the receipt")
    _tell(await terminal.reverse(int(words[0]), _PAY_S), say)


async def _settle(terminal: PaymentTerminal, words: Sequence[str], say: Say) -> None:
    del words
    outcome = await terminal.settle(_SETTLE_S)
    for line in outcome.lines:
        say(line)
    if not outcome.done:
        raise NotDone(f"not done: {outcome.reason}")
    say("done")


def _written(mark: PaymentMark) -> str:
    return f"mark: {mark.order} {mark.fen} {mark.receipt} {mark.trace}"


def _tell(outcome: PaymentOutcome, say: Say) -> None:
    for line in outcome.lines:
        say(line)
    booking = outcome.booking
    if booking is not None:
        say(f"{booking.fen} fen, receipt {booking.receipt}, trace {booking.trace}, card {'****' + booking.card_last4}")
    if outcome.result is not PaymentResult.APPROVED:
        raise NotDone(f"{outcome.result.value} {outcome.reason.value if outcome.reason else ''}".rstrip())
    say(outcome.result.value)


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {
        "status": Trial("what the terminal says of itself", _status),
        "pay": Trial("have money paid, really", _pay, ("ORDER", "FEN")),
        "last": Trial("what became of a payment", _last, ("ORDER", "FEN", "RECEIPT", "TRACE")),
        "reverse": Trial("take back a payment of today", _reverse, ("RECEIPT",)),
        "settle": Trial("the end of the day", _settle),
    }
)
