"""What a scanned code is: its kind, and its content, which tells nothing of itself.

Personal data: no value here shows its content in a repr, and a payment code can be taken once only.
"""

import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn


class CodeKind(StrEnum):
    """What a code is by its form alone; UNKNOWN where no form fits, and where more than one does."""

    WECHAT_PAY = "wechat_pay"
    ALIPAY = "alipay"
    UNIONPAY = "unionpay"
    ECNY = "ecny"
    SLIP_CHECK = "slip_check"
    PICKUP_CODE = "pickup_code"
    PICKUP_TOKEN = "pickup_token"  # noqa: S105 - a kind, no secret
    CLAIM = "claim"
    RESUME = "resume"
    COURIER = "courier"
    LOGIN = "login"
    POSTAL_ITEM = "postal_item"
    PRODUCT = "product"
    ID_NUMBER = "id_number"
    UNKNOWN = "unknown"


PAYMENT_KINDS = frozenset({CodeKind.WECHAT_PAY, CodeKind.ALIPAY, CodeKind.UNIONPAY, CodeKind.ECNY})


class CodeTaken(RuntimeError):
    """A payment code was asked for a second time, or after it was forgotten."""


class PaymentCode:
    """A one-time payment code: `take` gives it out once, and then it is gone from here. Thread-safe.

    It is not written down, copied, compared or sent to another process, for a code that was used is never used again.
    Python cannot wipe memory: the characters live until they are collected.
    """

    __slots__ = ("_digits", "_lock")

    def __init__(self, digits: str) -> None:
        self._digits: str | None = digits
        self._lock = threading.Lock()

    def take(self) -> str:
        """The digits, the first time; CodeTaken ever after."""
        with self._lock:
            digits, self._digits = self._digits, None
        if digits is None:
            raise CodeTaken
        return digits

    def forget(self) -> None:
        """Give it up unread: the payment was called off."""
        with self._lock:
            self._digits = None

    def __repr__(self) -> str:
        return "<PaymentCode, content withheld>"

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise TypeError("a payment code is not copied")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ScannedCode:
    """One code as it was scanned; `fits` holds every kind whose form it has, `kind` the only one or UNKNOWN.

    A service that waits for one kind asks whether it is in `fits`: it knows what it asked for, and need not guess.
    `content` is a PaymentCode as soon as any kind that fits is one of payment.
    """

    kind: CodeKind
    fits: frozenset[CodeKind]
    length: int
    content: str | PaymentCode

    def __repr__(self) -> str:
        return f"<ScannedCode {self.kind.value}, {self.length} characters withheld>"
