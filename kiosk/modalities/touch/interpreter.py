"""The words of the pages in the tongue of the visit: Qt asks for each qsTr, and the one table answers. GUI thread."""

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtQml import QQmlEngine

from kiosk.modalities.touch.compiled import compiled
from kiosk.modalities.touch.look import Look
from kiosk.visit.modes import Tongue
from kiosk.visit.translation import english_words


class Interpreter:
    """Turns the words of all pages at once when the visit turns its tongue."""

    def __init__(self, look: Look, engine: QQmlEngine) -> None:
        self._look = look
        self._engine = engine
        self._english: QTranslator | None = None
        self._table = b""  # Qt reads it where it lies
        self._tongue = Tongue.CHINESE
        look.changed.connect(self._turn)

    def leave(self) -> None:
        """The window closes: nothing is translated any more."""
        self._look.changed.disconnect(self._turn)
        if self._english is not None:
            QCoreApplication.removeTranslator(self._english)

    def _turn(self) -> None:
        tongue = self._look.tongue
        if tongue is self._tongue:
            return
        self._tongue = tongue
        if tongue is Tongue.ENGLISH:
            QCoreApplication.installTranslator(self._speaker_of_english())
        elif self._english is not None:
            QCoreApplication.removeTranslator(self._english)
        self._engine.retranslate()

    def _speaker_of_english(self) -> QTranslator:
        if self._english is None:
            self._table = compiled(english_words())
            self._english = QTranslator(self._engine)
            if not self._english.load(self._table):
                raise RuntimeError("Qt cannot read the table of translations")
        return self._english
