"""找网格员: grid workers, community police, property, clinic, emergency numbers; also with the network down."""

from kiosk.services.contacts.conversation import ENTRY, Rooms, serve

__all__ = ["ENTRY", "Rooms", "serve"]
