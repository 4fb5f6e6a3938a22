"""The gallery in a window: one leafs through it with keys or a finger. GUI thread."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent

from kiosk.app.gallery.plates import PAGES, Light, Plate, State
from kiosk.app.gallery.still_life import StillLife
from kiosk.app.window import Shape
from kiosk.visit.modes import Mode

Step = TypeVar("Step", bound=Enum)
HOW = "left and right: page · P colours · S size · O shape · R reach · H hand · T what lies over it · Esc ends"


class Leafing(QObject):
    """A window with one plate at a time. The mode keys on the page work too, and any choice leads to the next page."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say
        self._plate = Plate(next(iter(PAGES)))
        self._life: StillLife | None = None
        self._keys: dict[Qt.Key, Callable[[Plate], Plate]] = {
            Qt.Key.Key_Right: lambda plate: _page(plate, 1),
            Qt.Key.Key_Left: lambda plate: _page(plate, -1),
            Qt.Key.Key_P: lambda plate: replace(plate, light=_next(plate.light)),
            Qt.Key.Key_S: lambda plate: replace(plate, size=_next(plate.size)),
            Qt.Key.Key_O: lambda plate: replace(plate, shape=_next(plate.shape)),
            Qt.Key.Key_T: lambda plate: replace(plate, state=_next(plate.state)),
            Qt.Key.Key_R: lambda plate: replace(plate, reach=not plate.reach),
            Qt.Key.Key_H: lambda plate: replace(plate, left_handed=not plate.left_handed),
        }
        self._turn(self._plate)

    def close(self) -> None:
        """Take the window down."""
        if self._life is not None:
            self._life.window.quick.removeEventFilter(self)
            self._life.close()
            self._life = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Keys leaf."""
        if event.type() == QEvent.Type.Close:
            QGuiApplication.quit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                QGuiApplication.quit()
            elif event.key() in self._keys:
                self.turn(self._keys[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def turn(self, change: Callable[[Plate], Plate]) -> None:
        """Show another plate, when whatever is going on in the window has ended."""
        QTimer.singleShot(0, self, lambda: self._turn(change(self._plate)))

    def _turn(self, plate: Plate) -> None:
        if self._life is None or (plate.shape, plate.light is Light.DIM) != _window_of(self._plate):
            self.close()
            self._life = StillLife(plate.shape, night=plate.light is Light.DIM, fitting=True)
            self._life.stage.wire(LeafingHand(self.turn))
            self._life.window.quick.installEventFilter(self)
        self._plate = plate
        self._life.show(plate)
        self._life.window.quick.setTitle(plate.name)
        self._say(plate.name)


def _window_of(plate: Plate) -> tuple[Shape, bool]:
    return plate.shape, plate.light is Light.DIM


def _page(plate: Plate, step: int) -> Plate:
    pages = list(PAGES)
    return replace(plate, page=pages[(pages.index(plate.page) + step) % len(pages)])


def _next(step: Step) -> Step:
    steps = list(type(step))
    return steps[(steps.index(step) + 1) % len(steps)]


class LeafingHand:
    """A finger that leafs: what it chooses leads on, and a mode key changes the look."""

    def __init__(self, turn: Callable[[Callable[[Plate], Plate]], None]) -> None:
        self._change = turn

    def begin(self) -> None:
        """From the attract page to a page."""
        self._change(lambda plate: replace(plate, state=State.PLAIN))

    def answer(self, scene_id: int, value: object) -> None:
        """On."""
        del scene_id, value  # whatever is chosen leads to the next page
        self._change(lambda plate: _page(plate, 1))

    def type_character(self, scene_id: int, character: str) -> None:
        """Nothing is typed into a picture."""

    def erase(self, scene_id: int) -> None:
        """Nor erased."""

    def replace_draft(self, scene_id: int, draft: str) -> None:
        """Nor changed."""

    def submit(self, scene_id: int) -> None:
        """On."""
        del scene_id
        self._change(lambda plate: _page(plate, 1))

    def back(self, scene_id: int) -> None:
        """Back."""
        del scene_id
        self._change(lambda plate: _page(plate, -1))

    def home(self, scene_id: int) -> None:
        """To the first page."""
        del scene_id
        self._change(lambda plate: replace(plate, page=next(iter(PAGES))))

    def pause(self) -> None:
        """Nothing is kept."""

    def repeat(self) -> None:
        """Nothing speaks."""

    def turn(self, mode: Mode) -> None:
        """Another look."""
        match mode:
            case Mode.SIZE:
                self._change(lambda plate: replace(plate, size=_next(plate.size)))
            case Mode.PALETTE:
                self._change(lambda plate: replace(plate, light=_next(plate.light)))
            case Mode.REACH:
                self._change(lambda plate: replace(plate, reach=not plate.reach))
            case Mode.HAND:
                self._change(lambda plate: replace(plate, left_handed=not plate.left_handed))
            case _:
                pass

    def lift_curtain(self) -> None:
        """From the dark screen to the page."""
        self._change(lambda plate: replace(plate, state=State.PLAIN))

    def talk(self, *, down: bool) -> None:
        """Nobody listens."""

    def choose_dialect(self) -> None:
        """Nor asks what she speaks."""

    def call_staff(self) -> None:
        """Nobody comes."""

    def active(self) -> None:
        """Nobody waits."""
