"""What a service needs of money: to have bills paid, and to know what became of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from kiosk.backend_client.identity import Session
from kiosk.backend_client.orders import Order
from kiosk.foundation.money import Money
from kiosk.visit.text import Text
from kiosk.visit.visit import Visit


@dataclass(frozen=True, slots=True, repr=False)
class Basket:
    """Bills to be paid together: their ids, what they were said to cost, and who gets it.

    With a `session` the order belongs to her, and she finds it again by logging in.
    """

    bills: tuple[str, ...]
    amount: Money
    payee: Text
    session: Session | None = None


class Outcome(StrEnum):
    """What is known about an order when she turns away from the paying."""

    PAID = "paid"  # and posted, with a receipt
    NOT_PAID = "not_paid"  # proved: nothing was taken, and nothing of this order can be taken any more
    UNSURE = "unsure"  # it may have been paid; the terminal and the office go on asking


@dataclass(frozen=True, slots=True, repr=False)
class Settlement:
    """How the paying ended. `order` as it was heard of last; `claim_code` finds it again and is told nobody else.

    An order that was paid may have refunds on their way back (`order.refunds`): she must be told of each.
    """

    outcome: Outcome
    order: Order
    claim_code: str = field(repr=False)


class Cashier(Protocol):
    """Takes money for orders. Loop thread."""

    def resting(self) -> Text:
        """Why nothing can be paid here now; NOTHING if it can. From the loop thread, at once."""
        ...

    async def take(self, visit: Visit, basket: Basket) -> Settlement:
        """Open an order, say what it costs and ask for a yes, let her choose how to pay, and see it to an end.

        It is a conversation aside: one step of the service, into which no Back leads once money may have moved. A Back
        from its first question leads to the service's last one; what was begun is then ended behind her back. Whatever
        ends the visit in the middle (Home, idleness, a crash), the order is followed until its end is known.
        Nothing here says that a payment failed as long as that is not proved.

        Raises: Back, Pause (let them pass), Fault (before anything could be paid: `backend.*`, `disk.full`)
        """
        ...
