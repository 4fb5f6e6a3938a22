"""The words of the pages in the tongue of the visit: Qt asks for each qsTr, and the one table answers. GUI thread."""

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtQml import QQmlEngine

from kiosk.modalities.touch.look import Look
from kiosk.visit.modes import Tongue
from kiosk.visit.translation import in_english


class English(QTranslator):
    """Answers from assets/translations; what is not there stays as it is, and so do Qt's own words."""

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        """The English of a source."""
        return in_english(source)

    def isEmpty(self) -> bool:  # noqa: N802 (Qt's name)
        """False: an empty translator would not be installed."""
        return False


class Interpreter:
    """Turns the words of all pages at once when the visit turns its tongue."""

    def __init__(self, look: Look, engine: QQmlEngine) -> None:
        self._look = look
        self._engine = engine
        self._english = English(engine)
        self._tongue = Tongue.CHINESE
        look.changed.connect(self._turn)

    def leave(self) -> None:
        """The window closes: nothing is translated any more."""
        self._look.changed.disconnect(self._turn)
        QCoreApplication.removeTranslator(self._english)

    def _turn(self) -> None:
        tongue = self._look.tongue
        if tongue is self._tongue:
            return
        self._tongue = tongue
        if tongue is Tongue.ENGLISH:
            QCoreApplication.installTranslator(self._english)
        else:
            QCoreApplication.removeTranslator(self._english)
        self._engine.retranslate()
