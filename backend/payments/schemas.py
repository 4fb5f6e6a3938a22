"""Bodies of the room. Money in fen. A payer's code shows nothing of itself."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from backend.bills.tariffs import BillKind
from backend.fields import HexId, Moment, Month, Wire
from backend.payments.channel import ChannelName
from backend.payments.truths import AttemptState, OrderState, RefundReason

MOST_BILLS = 10


def _different(ids: list[str]) -> list[str]:
    if len(set(ids)) != len(ids):
        raise ValueError("a bill twice")
    return ids


PayerCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{16,24}$")]
ClaimCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,32}$")]


class RefundState(StrEnum):
    """How far a refund is."""

    OWED = "owed"
    GOING_ON = "going_on"
    DONE = "done"
    STUCK = "stuck"  # staff must look


class OrderWanted(Wire):
    """Bills that somebody wants to pay together."""

    bills: Annotated[list[HexId], Field(min_length=1, max_length=MOST_BILLS), AfterValidator(_different)]


class ShowCode(Wire):
    """Paid by a code on the terminal's screen."""

    way: Literal["show_code"]
    channel: Literal[ChannelName.WECHAT, ChannelName.ALIPAY]


class TakeCode(Wire):
    """Paid by the code of her phone, which was scanned; whose it is, its form tells."""

    way: Literal["take_code"]
    code: PayerCode = Field(repr=False)


class Tap(Wire):
    """Paid at the payment terminal of the hall, which knows the attempt by its number."""

    way: Literal["tap"]


AttemptWanted = Annotated[ShowCode | TakeCode | Tap, Field(discriminator="way")]
TapNumber = Annotated[int, Field(ge=0, le=999_999_999)]


class OutcomeTold(Wire):
    """How a payment at the payment terminal of the hall ended. `receipt`, `trace`, `terminal`: its own numbers."""

    result: Literal["approved", "not_taken"]
    fen: TapNumber
    receipt: TapNumber
    trace: TapNumber
    terminal: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z._-]{0,32}$")]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.result == "approved") is not (self.fen > 0):
            raise ValueError("approved is an amount, and not taken is none")
        return self


class TakenBack(Wire):
    """The payment terminal has taken a payment back."""


class ClaimWanted(Wire):
    """The code of a slip."""

    code: ClaimCode = Field(repr=False)


class OrderLineOut(Wire):
    """A bill of an order."""

    bill: HexId
    account: HexId
    kind: BillKind
    period: Month
    fen: int


class AttemptOut(Wire):
    """One try. `code` is what to show; `refusal` the provider's own word, for the log."""

    number: Number
    channel: ChannelName
    way: Literal["show_code", "take_code", "tap"]
    state: AttemptState
    closing: bool
    code: str | None
    until: Moment
    refusal: str | None


class RefundOut(Wire):
    """Money that goes back."""

    number: Number
    attempt: Number
    fen: int
    reason: RefundReason
    state: RefundState


class ReceiptOut(Wire):
    """The hall's receipt."""

    number: int
    issued_at: Moment


class OrderOut(Wire):
    """How an order stands."""

    id: HexId
    state: OrderState
    fen: int
    subject: str
    until: Moment
    cancelled: bool
    lines: list[OrderLineOut]
    attempts: list[AttemptOut]
    refunds: list[RefundOut]
    receipt: ReceiptOut | None


class OrderMade(OrderOut):
    """A new order, and the code for a slip: it is told only here."""

    claim_code: ClaimCode = Field(repr=False)


class OrdersOut(Wire):
    """Orders of who is logged in, newest first."""

    orders: list[OrderOut]
