"""我的人脸: see what face of hers is kept here, leave one, keep it for longer, delete it."""

from kiosk.services.my_face.conversation import ENTRY, serve
from kiosk.services.my_face.rooms import Rooms

__all__ = ["ENTRY", "Rooms", "serve"]
