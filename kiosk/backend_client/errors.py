"""What can go wrong on the telephone, as keys. The sentences are made elsewhere."""

from enum import StrEnum

from kiosk.foundation.errors import Fault


class BackendKey(StrEnum):
    """Every way in which a call to the backend can end without an answer."""

    UNREACHABLE = "backend.unreachable"  # no connection, or it broke before the answer
    SLOW = "backend.slow"  # connected, but no whole answer in time
    NONSENSE = "backend.nonsense"  # an answer that is not in our language, too big, or not signed as it must be
    BROKEN = "backend.broken"  # 5xx
    REFUSED_NOT_FOUND = "backend.refused_not_found"  # nothing there, or not for us: the same answer on purpose
    TOO_MANY = "backend.too_many"  # params: retry_after_s (int)
    NOT_ENROLLED = "backend.not_enrolled"  # this terminal is not known there (or no longer)
    CLOCK_WRONG = "backend.clock_wrong"  # params: server_time (unix seconds, int)
    SESSION_OVER = "backend.session_over"  # log in again
    LEVEL_TOO_LOW = "backend.level_too_low"  # log in first, or more surely
    ANOTHER_RESIDENT = "backend.another_resident"  # the proof is good, but of somebody else than who is logged in
    NO_SMS = "backend.no_sms"  # this office sends no text messages
    UNDER_14 = "backend.under_14"  # a child's face is kept only where her guardian agrees, with staff
    UNDER_18 = "backend.under_18"  # no face decides for her yet
    BILL_BUSY = "backend.bill_busy"  # it was paid meanwhile, or somebody is paying it
    AMOUNT_REFUSED = "backend.amount_refused"  # nothing to pay, or more than is taken at once
    ORDER_OVER = "backend.order_over"  # paid, ended, cancelled, or its time is up: look which
    ATTEMPT_LIVE = "backend.attempt_live"  # the attempt before has no end yet: close it, and wait
    CODE_USED = "backend.code_used"  # a payer's code is good for one attempt
    KEY_REUSED = "backend.key_reused"  # what was asked with this key was something else, or somebody else's
    NO_CHANNEL = "backend.no_channel"  # this office is not paid in this way
    OUTCOME_DISPUTED = "backend.outcome_disputed"  # something else was told before of a card payment: staff look at it
    CODE_NOT_TAKEN = "backend.code_not_taken"  # params: purse (a `ForeignPurse`): whose code it looks like


class ForeignPurse(StrEnum):
    """Whose payer's code was scanned that is not taken here, by its form alone."""

    UNIONPAY = "unionpay"
    ECNY = "ecny"
    UNKNOWN = "unknown"  # no payer's code, or one of a purse that we do not know


class BackendError(Fault):
    """A call that brought no answer; `kind` is for code, `key` for the sentence. Never holds personal data."""

    def __init__(self, kind: BackendKey, **params: object) -> None:
        super().__init__(kind.value, **params)
        self.kind = kind
