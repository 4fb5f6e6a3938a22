"""What goes wrong, on demand: once, a few times or always, operation by operation."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from enum import StrEnum

CHANNELS = ("wechat", "alipay")
_SAME = ("query", "close", "refund", "query_refund", "bill", "download", "notify")
OPERATIONS = frozenset(
    [f"{channel}.{name}" for channel in CHANNELS for name in _SAME]
    + ["wechat.native", "wechat.codepay", "wechat.reverse", "wechat.certificates"]
    + ["alipay.precreate", "alipay.pay", "alipay.cancel"]
)
"""`notify` is what we send; all others are what a merchant asks."""


class FaultKind(StrEnum):
    """How it goes wrong."""

    SLOW = "slow"  # `seconds` before anything is done; done even when the merchant has hung up by then
    SLOW_REPLY = "slow_reply"  # done at once, told after `seconds`
    LOST_REQUEST = "lost_request"  # never handled, the connection is dropped; of a callback: never sent
    LOST_REPLY = "lost_reply"  # handled, the connection is dropped; of a callback: sent again, as if not heard
    BAD_GATEWAY = "bad_gateway"  # 502 and a page of HTML; not handled
    SYSTEM_ERROR = "system_error"  # handled all the same: 500 SYSTEM_ERROR, or 20000
    BUSINESS_UNKNOWN = "business_unknown"  # handled all the same: 500 BANKERROR, or 40004 with ACQ.SYSTEM_ERROR
    RUBBISH = "rubbish"  # handled; a well signed body that is no JSON (Alipay: no signature either)
    TAMPERED = "tampered"  # handled; somebody changed the body on its way
    CLOCK_SKEW = "clock_skew"  # the clock of the provider is `seconds` slow (negative: fast); well signed
    WRONG_AMOUNT = "wrong_amount"  # one fen more than was asked for; well signed
    LATE_SUCCESS = "late_success"  # of close, reverse, cancel: `seconds` after it was closed it is paid all the same
    ASK_AGAIN = "ask_again"  # of cancel: not handled, retry_flag is Y
    DUPLICATE = "duplicate"  # of a callback: twice
    OUT_OF_ORDER = "out_of_order"  # of a callback: after the next one, or `seconds` later


SECONDS = {
    FaultKind.SLOW: 5.0,
    FaultKind.SLOW_REPLY: 5.0,
    FaultKind.CLOCK_SKEW: 600.0,
    FaultKind.LATE_SUCCESS: 1.0,
    FaultKind.OUT_OF_ORDER: 3.0,
}


_OF_CLOSING = {
    FaultKind.LATE_SUCCESS: ("close", "reverse", "cancel"),
    FaultKind.ASK_AGAIN: ("cancel",),
}
_OF_NOTICES_ALONE = {FaultKind.DUPLICATE, FaultKind.OUT_OF_ORDER}
_NOT_OF_NOTICES = {
    FaultKind.SLOW_REPLY,
    FaultKind.BAD_GATEWAY,
    FaultKind.SYSTEM_ERROR,
    FaultKind.BUSINESS_UNKNOWN,
    *_OF_CLOSING,
}


def kinds_of(operation: str) -> frozenset[FaultKind]:
    """How this operation can go wrong."""
    name = operation.partition(".")[2]
    if name == "notify":
        return frozenset(FaultKind) - _NOT_OF_NOTICES
    never = _OF_NOTICES_ALONE | {kind for kind, of in _OF_CLOSING.items() if name not in of}
    if operation.startswith("alipay."):
        never |= {FaultKind.CLOCK_SKEW}  # its answers tell no time
    return frozenset(FaultKind) - never


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `times` None is always."""

    kind: FaultKind
    times: int | None = 1
    seconds: float = 0.0


class FaultBook:
    """The faults that are to come, oldest first. Thread-safe; gone when the process is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, operation: str, fault: Fault) -> None:
        """Let it happen to the next calls of this operation. Raises ValueError where that cannot be."""
        if operation not in OPERATIONS or fault.kind not in kinds_of(operation):
            raise ValueError(operation)
        with self._lock:
            self._waiting[operation].append(fault)

    def take(self, operation: str) -> Fault | None:
        """What happens to this call."""
        with self._lock:
            waiting = self._waiting.get(operation)
            if not waiting:
                return None
            fault = waiting[0]
            if fault.times is not None and fault.times <= 1:
                waiting.popleft()
            elif fault.times is not None:
                waiting[0] = replace(fault, times=fault.times - 1)
            return fault

    def listed(self) -> dict[str, list[Fault]]:
        """What is still to come."""
        with self._lock:
            return {operation: list(waiting) for operation, waiting in self._waiting.items() if waiting}

    def clear(self) -> None:
        """Be well again."""
        with self._lock:
            self._waiting.clear()


def is_kind(fault: Fault | None, *kinds: FaultKind) -> bool:
    """Whether it is one of these."""
    return fault is not None and fault.kind in kinds
