"""Social insurance: 查社保, month by month with a slip; and 参保证明, its certificate. Two services, the same books."""

from kiosk.services.social_insurance import certificate
from kiosk.services.social_insurance.conversation import ENTRY, serve
from kiosk.services.social_insurance.records import BackendRecords
from kiosk.services.social_insurance.rooms import Rooms

__all__ = ["ENTRY", "BackendRecords", "Rooms", "certificate", "serve"]
