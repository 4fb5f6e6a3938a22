"""不着急: stop at any question of a service, and go on later (接着办) with the code on the slip."""

from kiosk.services.pause.conversation import ENTRY, serve
from kiosk.services.pause.keeping import BackendPauses
from kiosk.services.pause.rooms import Rooms
from kiosk.services.pause.stopping import Stopping

__all__ = ["ENTRY", "BackendPauses", "Rooms", "Stopping", "serve"]
