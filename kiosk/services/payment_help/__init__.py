"""付款帮助: what became of a payment, by the code of its slip or by logging in; refunds, and the receipt once more."""

from kiosk.services.payment_help.conversation import ENTRY, serve
from kiosk.services.payment_help.ledger import BackendLedger
from kiosk.services.payment_help.rooms import Rooms

__all__ = ["ENTRY", "BackendLedger", "Rooms", "serve"]
