"""交水电费: what a household owes, found in four ways, paid together, with a receipt or a claim slip."""

from kiosk.services.pay_bills.books import BackendBooks
from kiosk.services.pay_bills.conversation import ENTRY, serve
from kiosk.services.pay_bills.rooms import Rooms

__all__ = ["ENTRY", "BackendBooks", "Rooms", "serve"]
