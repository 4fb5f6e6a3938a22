"""What the page shows on which money is presented; only the time that is left changes while it stands. GUI thread."""

import math

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.foundation.clock import Clock
from kiosk.modalities.touch.joined import breadth, seen
from kiosk.modalities.touch.options import OptionList
from kiosk.modalities.touch.page_content import PageContent
from kiosk.modalities.touch.qr import QrImage, qr_image
from kiosk.visit.prompts import Pay, time_left
from kiosk.visit.text import text
from kiosk.visit.translation import translated
from kiosk.visit.values import Yuan

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

STEP_MS = 1000
WAITING = "hourglass"


@QmlElement
@QmlUncreatable("made by the stage")
class PayContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """A `Pay`. When its time is over the code goes by itself: whoever is late pays nothing."""

    page_file = "PayPage.qml"
    stepped = Signal()

    def __init__(self, scene_id: int, prompt: Pay, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._prompt = prompt
        self._tongue = prompt.headline.tongue
        self._ways = OptionList.of_ways(prompt.ways, self)
        self._options = OptionList(prompt.others, self)
        self._name = seen(prompt.payee)
        self._payee = seen(translated(text("收款方：{payee}", payee=prompt.payee), self._tongue))
        self._code = qr_image(prompt.code) if prompt.code else QrImage("", 0)
        self._left = prompt.seconds
        self._clock: Clock | None = None
        self._until = 0.0
        self._steps = QTimer(self, interval=STEP_MS)
        self._steps.timeout.connect(self._step)

    def reveal(self, item_id: str) -> None:
        """Turn to the page of an item."""
        self._options.reveal(item_id)

    def count_down(self, clock: Clock, until: float) -> None:
        """Its time is over at that second of the clock; looked at once a second."""
        if not self._prompt.unsure:
            self._clock, self._until = clock, until
            self._step()
            self._steps.start()

    def _step(self) -> None:
        if self._clock is None:
            return
        left = min(self._prompt.seconds, max(0, math.ceil(self._until - self._clock.monotonic())))
        if left == 0:
            self._steps.stop()
        if left != self._left:
            self._left = left
            self.stepped.emit()

    @Property(OptionList, constant=True)
    def ways(self) -> OptionList:
        """The parts of the terminal that are waiting."""
        return self._ways

    @Property(OptionList, constant=True)
    def options(self) -> OptionList:
        """What can be chosen instead."""
        return self._options

    @Property(str, constant=True)
    def amount(self) -> str:
        """How much."""
        return seen(translated(text("{amount}", amount=Yuan(self._prompt.amount)), self._tongue))

    @Property(str, constant=True)
    def payee(self) -> str:
        """Who gets it."""
        return self._payee

    @Property(str, constant=True)
    def payeeName(self) -> str:  # noqa: N802 (QML spells properties so)
        """The name alone, where there is no room for more."""
        return self._name

    @Property(int, constant=True)
    def payeeBreadth(self) -> int:  # noqa: N802 (QML spells properties so)
        """How broad who gets it is, in half Hanzi."""
        return breadth(self._payee)

    @Property(int, constant=True)
    def nameBreadth(self) -> int:  # noqa: N802 (QML spells properties so)
        """The same of the name alone."""
        return breadth(self._name)

    @Property(bool, constant=True)
    def unsure(self) -> bool:
        """True if nobody knows whether it was paid."""
        return self._prompt.unsure

    @Property(bool, notify=stepped)
    def coded(self) -> bool:
        """True while there is a code to scan."""
        return bool(self._prompt.code) and self._left > 0

    @Property(str, constant=True)
    def code(self) -> str:
        """The picture of the code, one pixel a module."""
        return self._code.address

    @Property(int, constant=True)
    def side(self) -> int:
        """How many modules it is broad, the quiet zone included."""
        return self._code.side

    @Property(str, notify=stepped)
    def picture(self) -> str:
        """What is shown where no code is: the way that is ready, or a calm waiting."""
        ready = next((way for way in self._prompt.ways if not way.resting), None)
        return ready.icon if ready is not None and self._left > 0 else WAITING

    @Property(bool, notify=stepped)
    def payable(self) -> bool:
        """True while it can be paid."""
        return not self._prompt.unsure and self._left > 0

    @Property(float, notify=stepped)
    def share(self) -> float:
        """How much of the time is left, 0 to 1."""
        return 0.0 if self._prompt.unsure else self._left / self._prompt.seconds

    @Property(str, notify=stepped)
    def left(self) -> str:
        """The same in words."""
        if self._prompt.unsure:
            return ""
        return seen(translated(time_left(self._left), self._tongue))
