"""How the screen looks to this resident: the modes of her visit as QML binds to them. Lives on the GUI thread."""

from dataclasses import replace
from datetime import datetime, time

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.visit.modes import Modes, Palette, Tongue

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

_HEARD = ("spoken_rate", "volume", "headphones", "keypad", "curtain")


@QmlElement
@QmlUncreatable("made by the stage")
class Look(QObject):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """Size, colours, language and place of everything on the screen."""

    changed = Signal()

    def __init__(self, dim_from: time, dim_until: time, parent: QObject) -> None:
        super().__init__(parent)
        self._dim_hours = (dim_from, dim_until)
        self._modes = Modes()
        self._night = False

    @property
    def tongue(self) -> Tongue:
        """The language of the words, for our own Python."""
        return self._modes.tongue

    def is_heard_only(self, modes: Modes) -> bool:
        """Whether these modes change nothing that a page is made of, but pace, volume, and who hears and sees."""
        now = self._modes
        heard = {name: getattr(now, name) for name in _HEARD}
        return replace(modes, **heard) == now

    def take(self, modes: Modes) -> None:
        """Look as this resident wants it."""
        if modes != self._modes:
            self._modes = modes
            self.changed.emit()

    def tell_time(self, local: datetime) -> None:
        """Day or night at the hall: by night the usual colours are those for low light."""
        start, end = self._dim_hours
        now = local.time()
        night = start <= now < end if start <= end else now >= start or now < end
        if night != self._night:
            self._night = night
            self.changed.emit()

    @Property(str, notify=changed)
    def size(self) -> str:
        """`standard`, `elder` or `double`."""
        return self._modes.size

    @Property(bool, notify=changed)
    def elder(self) -> bool:
        """True in any large type."""
        return self._modes.elder

    @Property(str, notify=changed)
    def palette(self) -> str:
        """`light`, `dim`, `dark` or `contrast`."""
        if self._modes.palette is Palette.USUAL:
            return "dim" if self._night else "light"
        return self._modes.palette

    @Property(str, notify=changed)
    def chosenPalette(self) -> str:  # noqa: N802 (QML spells properties so)
        """`usual`, `dark` or `contrast`: what the resident chose."""
        return self._modes.palette

    @Property(bool, notify=changed)
    def english(self) -> bool:
        """True in English."""
        return self._modes.tongue is Tongue.ENGLISH

    @Property(bool, notify=changed)
    def reach(self) -> bool:
        """True if every control stands low."""
        return self._modes.reach

    @Property(bool, notify=changed)
    def leftHanded(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if controls stand on the left of a broad screen."""
        return self._modes.left_handed

    @Property(bool, notify=changed)
    def speech(self) -> bool:
        """True while pages are spoken and the keypad leads."""
        return self._modes.keypad

    @Property(bool, notify=changed)
    def headphones(self) -> bool:
        """True while headphones are in the jack."""
        return self._modes.headphones

    @Property(bool, notify=changed)
    def curtain(self) -> bool:
        """True while the screen is dark."""
        return self._modes.curtain
