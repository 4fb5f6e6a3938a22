"""查社保: the five insurances of a resident, month by month, and a slip of them."""

from kiosk.services.social_insurance.conversation import ENTRY, Rooms, serve
from kiosk.services.social_insurance.records import BackendRecords

__all__ = ["ENTRY", "BackendRecords", "Rooms", "serve"]
