"""Icons by name: the characters of the Phosphor font (MIT) that the QtAwesome wheel ships.

Only the names that we use; `Option.icon`, `Way.icon`, `Act.icon` and `Scene.icon` may hold any of them.
"""

import importlib.util
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from kiosk.modalities.touch.pictures import drawing

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

GLYPHS = {
    "arrow-clockwise": "\uf020",
    "arrow-counter-clockwise": "\uf021",
    "arrow-down": "\uf022",
    "arrow-left": "\uf03b",
    "arrow-line-down": "\uf03c",
    "arrow-right": "\uf044",
    "arrow-up": "\uf061",
    "baby": "\uf06e",
    "backspace": "\uf06f",
    "bank": "\uf073",
    "bell": "\uf082",
    "briefcase": "\uf0a0",
    "buildings": "\uf0a8",
    "calendar-blank": "\uf0ad",
    "calendar-check": "\uf0ae",
    "camera": "\uf0b1",
    "caret-down": "\uf0c2",
    "caret-left": "\uf0c3",
    "caret-right": "\uf0c4",
    "caret-up": "\uf0c5",
    "chart-bar": "\uf0d2",
    "chat-circle-text": "\uf0de",
    "check": "\uf0e7",
    "check-circle": "\uf0e8",
    "circle-half": "\uf0ee",
    "clock": "\uf0f9",
    "credit-card": "\uf11a",
    "device-mobile": "\uf130",
    "dots-three": "\uf145",
    "dots-three-circle": "\uf146",
    "drop": "\uf14e",
    "ear": "\uf150",
    "ear-slash": "\uf151",
    "envelope-simple": "\uf156",
    "eye": "\uf15b",
    "file-text": "\uf170",
    "fire": "\uf176",
    "first-aid": "\uf178",
    "hand": "\uf1b8",
    "hand-pointing": "\uf1be",
    "hand-waving": "\uf1c2",
    "hash": "\uf1c5",
    "headphones": "\uf1c8",
    "headset": "\uf1c9",
    "heart": "\uf1ca",
    "heartbeat": "\uf1cb",
    "hourglass": "\uf1d0",
    "house": "\uf1d8",
    "identification-card": "\uf1dc",
    "info": "\uf1e0",
    "key": "\uf1e4",
    "keyboard": "\uf1e5",
    "lifebuoy": "\uf1ec",
    "lightning": "\uf1ef",
    "list-bullets": "\uf1fb",
    "magnifying-glass": "\uf20a",
    "map-pin": "\uf20d",
    "megaphone": "\uf215",
    "microphone": "\uf218",
    "microphone-slash": "\uf219",
    "moon": "\uf21f",
    "newspaper": "\uf228",
    "package": "\uf251",
    "pause": "\uf25e",
    "phone": "\uf26e",
    "plus-circle": "\uf280",
    "police-car": "\uf2b9",
    "printer": "\uf288",
    "qr-code": "\uf292",
    "question": "\uf293",
    "receipt": "\uf29a",
    "shield-check": "\uf2b8",
    "sign-out": "\uf2c7",
    "speaker-high": "\uf2e0",
    "speaker-slash": "\uf2e8",
    "star": "\uf2f3",
    "storefront": "\uf2f9",
    "table": "\uf304",
    "text-aa": "\uf310",
    "translate": "\uf333",
    "tree": "\uf337",
    "user": "\uf346",
    "users-three": "\uf354",
    "wallet": "\uf35b",
    "warning": "\uf35c",
    "warning-circle": "\uf35d",
    "wheelchair": "\uf362",
    "wifi-slash": "\uf367",
    "wrench": "\uf36c",
    "x": "\uf36d",
}


def phosphor_font() -> Path:
    """Where the font file lies. QtAwesome itself is not imported: it would load Qt bindings of its own choice."""
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the QtAwesome wheel is not installed")
    return next((Path(spec.submodule_search_locations[0]) / "fonts").glob("phosphor-*.ttf"))


@QmlElement
@QmlSingleton
class Icons(QObject):
    """The table for QML. GUI thread."""

    @Slot(str, result=str)
    def glyph(self, name: str) -> str:
        """The character of an icon; empty if there is none of that name."""
        return GLYPHS.get(name, "")

    @Slot(str, result=bool)
    def pictured(self, name: str) -> bool:
        """Whether a service has a picture of its own."""
        return drawing(name) != ""
