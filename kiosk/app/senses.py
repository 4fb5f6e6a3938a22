"""How a journey or the crawler touches, sees, presses and hears the terminal: as a person does, from outside.

It runs on a thread of its own. Looking and touching happen on the GUI thread, by real touch events.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from hardware.emulators.keypad import KeypadEmulator
from kiosk.app.window import Window
from kiosk.modalities.touch.joined import plain
from kiosk.visit.modes import Modes
from kiosk.visit.stage import Gone, IdleWarning, Notice, Scene

T = TypeVar("T")

PATIENCE_S = 15.0
GLANCE_S = 0.05
STEADY_S = 3.0
KEY_GAP_S = 0.06
# A finger is no woodpecker: the terminal takes a second strike within 0.5 s for a tremor (A11Y-05).
STRIKE_GAP_S = 0.6
_STRUCK_ONCE = frozenset({"ok", "back", "home"})


class JourneyError(AssertionError):
    """What should have been seen or heard was not."""


class GuiDoor(QObject):
    """Runs a function on the GUI thread and waits for what it returns. Make it on the GUI thread."""

    _asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._asked.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def run(self, look: Callable[[], T]) -> T:
        """From the journey's thread."""
        answer: list[T] = []
        failed: list[BaseException] = []
        done = threading.Event()

        def act() -> None:
            try:
                answer.append(look())
            except BaseException as error:  # noqa: BLE001  it is raised again on the journey's thread
                failed.append(error)
            done.set()

        self._asked.emit(act)
        if not done.wait(30):
            raise JourneyError("the GUI thread does not answer")
        if failed:
            raise failed[0]
        return answer[0]

    def leave(self, act: Callable[[], None]) -> None:
        """Have something done on the GUI thread, without waiting for it.

        Quitting from another thread deadlocks: PySide's quit() waits for the GUI thread and keeps the interpreter.
        """
        self._asked.emit(act)

    def _do(self, act: Callable[[], None]) -> None:
        act()


class EyesAndFinger:
    """Sees what is written on the screen and touches it."""

    def __init__(self, window: Window, door: GuiDoor, pause: Callable[[float], None] = time.sleep) -> None:
        """`pause` lets the time between two touches pass, on the clock that the terminal goes by."""
        self._window = window
        self._pause = pause
        self._door = door
        self._device = door.run(QTest.createTouchDevice)
        self._struck = 0.0

    def sees(self, words: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until the words are on the screen."""
        self._until(lambda: any(words in text for text in self.reads()), f"“{words}” is not to be seen", patience_s)

    def misses(self, words: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until the words are gone from the screen."""
        self._until(lambda: not any(words in text for text in self.reads()), f"“{words}” does not go", patience_s)

    def sees_item(self, item_id: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until a thing is on the screen that can be touched."""
        self._until(lambda: self._door.run(lambda: self._find(item_id)) is not None, f"no “{item_id}”", patience_s)

    def is_there(self, item_id: str, patience_s: float) -> bool:
        """Does a thing that can be touched come in time?"""
        try:
            self.sees_item(item_id, patience_s)
        except JourneyError:
            return False
        return True

    def reads(self) -> list[str]:
        """Everything that is written on the screen."""
        return self._door.run(lambda: [plain(str(i.property("text"))) for i in self._visible() if i.property("text")])

    def taps(self, item_id: str) -> None:
        """Touch the middle of a thing, briefly, once it lies still."""
        self.sees_item(item_id)
        self._until(lambda: self._lies_still(item_id), f"“{item_id}” does not come to rest", STEADY_S)
        self._pause(max(0.0, self._struck + STRIKE_GAP_S - time.monotonic()))
        self._door.run(lambda: self._touch(item_id))
        self._struck = time.monotonic()

    def item_with(self, words: str, patience_s: float = PATIENCE_S) -> str:
        """The item id of the first thing to touch that says the words; empty when there is none in time."""
        until = time.monotonic() + patience_s
        while not (found := self._door.run(lambda: self._named_with(words))) and time.monotonic() < until:
            time.sleep(GLANCE_S)
        return found

    def controls(self) -> dict[str, str]:
        """Everything that can be touched now, by item id, and its name."""
        return self._door.run(lambda: {i.objectName(): str(i.property("name")) for i in self._visible() if _taps(i)})

    def letters(self) -> dict[str, QPoint]:
        """The keys of the keyboard on the screen by what stands on them, and their middles."""
        return self._door.run(
            lambda: {
                str(item.property("words") or item.property("symbol")): _centre(item)
                for item in self._visible()
                if item.metaObject().className().startswith("KeyFace")
            }
        )

    def proposed(self, words: str) -> QPoint:
        """Where the keyboard proposes the words, once its list has come to rest."""
        self._until(lambda: self._proposal(words) is not None, f"“{words}” is not proposed", PATIENCE_S)
        before, until = self._proposal(words), time.monotonic() + STEADY_S
        time.sleep(GLANCE_S * 6)
        while (now := self._proposal(words)) != before and time.monotonic() < until:
            before = now
            time.sleep(GLANCE_S * 6)
        if before is None:
            raise JourneyError(f"“{words}” is not proposed any more")
        return before

    def headline(self) -> QPoint:
        """The middle of the words that ask, which are nothing to touch."""
        found = self._door.run(lambda: next((_centre(i) for i in self._visible() if _is_headline(i)), None))
        if found is None:
            raise JourneyError("there is no headline")
        return found

    def touches(self, point: QPoint) -> None:
        """Touch a place."""
        self._door.run(lambda: self._touch_at(point))

    def settles(self) -> None:
        """Wait until the page before has slid away."""
        self._until(lambda: self._door.run(self._stands), "the page does not come to rest", PATIENCE_S)

    def look(self, through: Callable[[QQuickWindow], T]) -> T:
        """Look at the window on the GUI thread."""
        return self._door.run(lambda: through(self._window.quick))

    def picture(self, path: Path) -> None:
        """Save what the screen shows once it has come to rest."""
        before, until = self._grab(), time.monotonic() + STEADY_S
        time.sleep(GLANCE_S * 3)
        while (now := self._grab()) != before and time.monotonic() < until:
            before = now
            time.sleep(GLANCE_S * 3)
        if not now.save(str(path)):
            raise JourneyError(f"the picture {path.name} could not be saved")

    def is_dark(self) -> bool:
        """Is the screen black but for a hint?"""
        small = self._grab().scaled(54, 96)
        dark = sum(small.pixelColor(x, y).lightness() < 40 for x in range(54) for y in range(96))
        return dark > 54 * 96 * 0.9

    def _grab(self) -> QImage:
        return self._door.run(self._window.grab)

    def _until(self, true: Callable[[], bool], complaint: str, patience_s: float) -> None:
        until = time.monotonic() + patience_s
        while not true():
            if time.monotonic() > until:
                raise JourneyError(f"{complaint}; the screen says: {' / '.join(self.reads())}")
            time.sleep(GLANCE_S)

    def _touch(self, item_id: str) -> bool:
        middle = self._middle(item_id)
        if middle is None:
            raise JourneyError(f"“{item_id}” is gone")
        self._touch_at(middle)
        return True

    def _touch_at(self, point: QPoint) -> None:
        touch = QTest.touchEvent(self._window.quick, self._device)
        touch.press(0, point, self._window.quick).commit()
        touch.release(0, point, self._window.quick).commit()

    def _proposal(self, words: str) -> QPoint | None:
        def look() -> QPoint | None:
            named = (i for i in self._visible() if str(i.property("text")) == words and _is_proposal(i))
            return next((_centre(item) for item in named), None)

        return self._door.run(look)

    def _stands(self) -> bool:
        """One page is loaded, at its place, and the stage has let go of the one before."""
        sliders = [item for item in self._visible() if item.metaObject().className().startswith("PageSlider")]
        pages = [page for slider in sliders for page in slider.childItems() if page.childItems()]
        return len(pages) == 1 and pages[0].x() == 0

    def _find(self, item_id: str) -> QQuickItem | None:
        """GUI thread: the topmost visible, enabled thing with that name, in full on the screen."""
        named = [item for item in self._visible() if item.objectName() == item_id and item.isEnabled()]
        return next((item for item in reversed(named) if self._on_screen(item)), None)

    def _lies_still(self, item_id: str) -> bool:
        before = self._door.run(lambda: self._middle(item_id))
        time.sleep(GLANCE_S)
        return before is not None and before == self._door.run(lambda: self._middle(item_id))

    def _middle(self, item_id: str) -> QPoint | None:
        item = self._find(item_id)
        return _centre(item) if item else None

    def _named_with(self, words: str) -> str:
        for item in self._visible():
            above: QQuickItem | None = item
            if words not in plain(str(item.property("text") or "")):
                continue
            while above is not None and not above.objectName():
                above = above.parentItem()
            if above is not None and self._find(above.objectName()) is not None:
                return above.objectName()
        return ""

    def _on_screen(self, item: QQuickItem) -> bool:
        middle = _centre(item)
        return bool(self._window.quick.geometry().translated(-self._window.quick.position()).contains(middle))

    def _visible(self) -> list[QQuickItem]:
        found: list[QQuickItem] = []
        ahead = [self._window.quick.contentItem()]
        while ahead:
            item = ahead.pop()
            if item.isVisible():
                found.append(item)
                ahead += reversed(item.childItems())
        return found


def _is_headline(item: QQuickItem) -> bool:
    return item.metaObject().className().startswith("Headline")


def _is_proposal(item: QQuickItem) -> bool:
    above = item.parentItem()
    return above is not None and "SelectionListItem" in above.metaObject().className()


def _taps(item: QQuickItem) -> bool:
    return item.isEnabled() and item.metaObject().indexOfSignal("tapped()") >= 0


def _centre(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


class Ears:
    """Hears what is said, as its captions tell: a modality that only listens. Its methods run on the loop thread."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._changed = threading.Condition()

    def caption(self, words: str) -> None:
        """Something is being said."""
        if words:
            with self._changed:
                self._heard.append(words)
                self._changed.notify_all()

    def show(self, scene: Scene, modes: Modes) -> None:
        """Nothing to hear."""

    def edit(self, scene_id: int, draft: str) -> None:
        """Nothing to hear."""

    def focus(self, scene_id: int, item_id: str) -> None:
        """Nothing to hear."""

    def notice(self, notice: Notice) -> None:
        """Nothing to hear."""

    def warn_idle(self, warning: IdleWarning) -> None:
        """Nothing to hear."""

    def clear(self, gone: Gone) -> None:
        """Nothing to hear."""

    @property
    def count(self) -> int:
        """How many sentences were heard so far."""
        with self._changed:
            return len(self._heard)

    @property
    def sentences(self) -> list[str]:
        """Every sentence that was heard so far."""
        with self._changed:
            return list(self._heard)

    def hears(self, words: str, since: int = 0, patience_s: float = PATIENCE_S) -> str:
        """Wait until words are said, in what is heard after the first `since` sentences."""
        with self._changed:
            found = self._changed.wait_for(lambda: self._among(words, since), patience_s)
            if not found:
                raise JourneyError(f"“{words}” is not to be heard; heard: {' / '.join(self._heard[since:][-8:])}")
            return found

    def hears_anything(self, since: int, patience_s: float = PATIENCE_S) -> str:
        """Wait for the next sentence."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._heard) > since, patience_s):
                raise JourneyError("silence")
            return self._heard[-1]

    def _among(self, words: str, since: int) -> str:
        return next((sentence for sentence in self._heard[since:] if words in sentence), "")


class KeysAndEars:
    """A blind resident: keys and speech, and nothing else."""

    def __init__(self, keypad: KeypadEmulator, ears: Ears) -> None:
        self._keypad = keypad
        self._ears = ears
        self._since = 0
        self._struck: dict[str, float] = {}

    @property
    def heard(self) -> list[str]:
        """Every sentence so far."""
        return self._ears.sentences

    def presses(self, *keys: str) -> None:
        """Press keys one after the other, as fingers do."""
        for key in keys:
            if key in _STRUCK_ONCE:
                time.sleep(max(0.0, self._struck.get(key, 0.0) + STRIKE_GAP_S - time.monotonic()))
            self._since = self._ears.count
            self._keypad.press(key)
            self._struck[key] = time.monotonic()
            time.sleep(KEY_GAP_S)

    def hears(self, words: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until words are said after the last key."""
        self._ears.hears(words, self._since, patience_s)

    def finds(self, words: str, *, inside: bool = False, most: int = 60) -> None:
        """Go down, item by item, until one is heard that begins with the words (or has them `inside`)."""
        for _ in range(most):
            self.presses("down")
            heard = self._ears.hears_anything(self._since)
            if heard.startswith(words) or (inside and words in heard):
                return
        raise JourneyError(f"“{words}” is nowhere on this page")

    def chooses(self, words: str, *, inside: bool = False) -> None:
        """Find an item by ear and press OK."""
        self.finds(words, inside=inside)
        self.presses("ok")
