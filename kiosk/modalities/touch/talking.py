"""Listening as QML sees it. Lives on the GUI thread."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.modalities.talk import Talk, TalkStage
from kiosk.modalities.touch.joined import joined
from kiosk.modalities.touch.look import Look
from kiosk.visit.translation import shown

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

_OPEN = frozenset({TalkStage.OPENING, TalkStage.LISTENING, TalkStage.THINKING})


@QmlElement
@QmlUncreatable("made by the stage")
class Talking(QObject):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """Whether she can speak to the terminal, how loud she is, and the words as they are heard."""

    changed = Signal()

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._talk = Talk()
        look.changed.connect(self.changed)

    def take(self, talk: Talk) -> None:
        """Show listening as it is now."""
        if talk != self._talk:
            self._talk = talk
            self.changed.emit()

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """False where this terminal has no microphone: nothing of it is shown."""
        return self._talk.stage is not TalkStage.NONE

    @Property(bool, notify=changed)
    def dialects(self) -> bool:
        """True if there is a choice of dialects."""
        return self._talk.dialects

    @Property(str, notify=changed)
    def stage(self) -> str:
        """`none`, `ready`, `resting`, `opening`, `listening` or `thinking`."""
        return self._talk.stage

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """True while she is listened to, or it is thought about."""
        return self._talk.stage in _OPEN

    @Property(int, notify=changed)
    def level(self) -> int:
        """How loud she is, 0 to 5."""
        return self._talk.level

    @Property(str, notify=changed)
    def words(self) -> str:
        """The words as they are heard."""
        return joined(self._talk.words)

    @Property(str, notify=changed)
    def why(self) -> str:
        """Why nobody can be listened to now."""
        return joined(shown(self._talk.why, self._look.tongue))
