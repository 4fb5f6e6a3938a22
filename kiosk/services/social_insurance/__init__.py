"""查社保: the five insurances of a resident, month by month, and a slip of them."""

from kiosk.services.social_insurance.conversation import ENTRY, serve

__all__ = ["ENTRY", "serve"]
