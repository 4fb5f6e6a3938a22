"""A window with a stage and no conversation behind it: what a test shows, touches and looks at."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.app.window import Shape, Window
from kiosk.modalities.touch import Site, Stage
from kiosk.modalities.touch.page_content import PageContent
from kiosk.visit.modes import Mode, Modes
from kiosk.visit.prompts import AnyPrompt
from kiosk.visit.stage import Gone
from tests.ui import scenes

DEADLINE_SECONDS = 5.0


class HandSpy:
    """Writes down what the finger did."""

    def __init__(self) -> None:
        self.acts: list[tuple[object, ...]] = []

    def begin(self) -> None:
        self.acts.append(("begin",))

    def answer(self, scene_id: int, value: object) -> None:
        self.acts.append(("answer", scene_id, value))

    def type_character(self, scene_id: int, character: str) -> None:
        self.acts.append(("type", scene_id, character))

    def erase(self, scene_id: int) -> None:
        self.acts.append(("erase", scene_id))

    def replace_draft(self, scene_id: int, draft: str) -> None:
        self.acts.append(("draft", scene_id, draft))

    def submit(self, scene_id: int) -> None:
        self.acts.append(("submit", scene_id))

    def back(self, scene_id: int) -> None:
        self.acts.append(("back",))

    def home(self, scene_id: int) -> None:
        self.acts.append(("home",))

    def pause(self) -> None:
        self.acts.append(("pause",))

    def repeat(self) -> None:
        self.acts.append(("repeat",))

    def turn(self, mode: Mode) -> None:
        self.acts.append(("turn", mode.value))

    def lift_curtain(self) -> None:
        self.acts.append(("lift",))

    def talk(self, *, down: bool) -> None:
        self.acts.append(("talk", down))

    def choose_dialect(self) -> None:
        self.acts.append(("dialect",))

    def call_staff(self) -> None:
        self.acts.append(("staff",))

    def active(self) -> None:
        self.acts.append(("active",))

    def done(self) -> list[tuple[object, ...]]:
        """What was done, without the mere presence of a finger."""
        return [act for act in self.acts if act != ("active",)]


class HandClock:
    """A clock whose hands a test turns."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 1, 42, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError


class Terminal:
    """The screen, a recorded finger, and eyes."""

    def __init__(self, shape: Shape, site: Site | None = None) -> None:
        self.shape = shape
        self.clock = HandClock()
        self.hand = HandSpy()
        self.stage = Stage(site or Site("杏花社区便民服务馆"), self.clock)
        self.window = Window(self.stage, shape)
        self.window.quick.resize(*shape.value)
        self.stage.wire(self.hand)
        self.stage.clear(Gone.WAITING)
        self._number = 0
        self._frames = 0
        self.window.quick.frameSwapped.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)
        self._finger = QTest.createTouchDevice()

    def __enter__(self) -> "Terminal":
        assert QTest.qWaitForWindowExposed(self.window.quick)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.window.close()
        self.stage.deleteLater()

    def _on_frame(self) -> None:
        self._frames += 1

    @property
    def finger(self) -> QPointingDevice:
        """The touch screen."""
        return self._finger

    def show(self, prompt: AnyPrompt, *, modes: Modes | None = None, draft: str = "", slide: bool = True) -> int:
        """Bring on a new scene and wait until it stands; answers its id."""
        self._number += 1
        scene = scenes.scene(self._number, prompt)
        self.stage.show_scene(scene, modes or Modes())
        if not slide:
            self.stage.show_scene(scene, modes or Modes())  # the same one again comes at once
        if draft:
            self.stage.edit(self._number, draft)
        self.settle()
        return self._number

    def settle(self) -> None:
        """Wait until the slide has ended and the page before has gone."""
        slider = self.slider()
        until(lambda: not self.sliding(slider))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        drawn = self._frames  # rows and columns are laid out when a frame is drawn
        self.window.quick.update()
        until(lambda: self._frames > drawn)

    def slider(self) -> QQuickItem:
        return next(i for i in self.items() if i.metaObject().className().startswith("PageSlider"))

    def sliding(self, slider: QQuickItem) -> bool:
        loaded = [child for child in slider.childItems() if child.childItems()]
        return len(loaded) != 1 or loaded[0].x() != 0 or loaded[0].childItems()[0].height() <= 0

    def items(self) -> Iterator[QQuickItem]:
        """Every visible item, parents first."""
        yield from _below(self.window.quick.contentItem())

    def named(self, name: str) -> QQuickItem | None:
        """The visible item of an object name."""
        return next((item for item in self.items() if item.objectName() == name), None)

    def must(self, name: str) -> QQuickItem:
        """The same; it is there."""
        item = self.named(name)
        assert item is not None, f"{name} is not on the screen"
        return item

    def place(self, item: QQuickItem) -> QRectF:
        """Where an item is, in the window."""
        return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))

    def press(self, name: str) -> None:
        """Put a finger down on an item."""
        QTest.touchEvent(self.window.quick, self._finger).press(0, self.centre(name)).commit()

    def move(self, point: QPoint) -> None:
        """Move the finger."""
        QTest.touchEvent(self.window.quick, self._finger).move(0, point).commit()

    def release(self, point: QPoint) -> None:
        """Lift it."""
        QTest.touchEvent(self.window.quick, self._finger).release(0, point).commit()

    def touch(self, point: QPoint) -> None:
        """Touch a place and let go."""
        QTest.touchEvent(self.window.quick, self._finger).press(0, point).commit()
        self.release(point)

    def scene_id(self) -> int:
        """The scene on the screen; 0 is the attract page."""
        return self.stage._content.scene_id

    def kept(self) -> int:
        """How many pages' contents are still in memory."""
        return len(self.stage.findChildren(PageContent, options=Qt.FindChildOption.FindDirectChildrenOnly))

    def tap(self, name: str) -> None:
        """Touch an item and let go."""
        point = self.centre(name)
        self.press(name)
        self.release(point)

    def centre(self, name: str) -> QPoint:
        """The middle of an item, in the window."""
        return self.place(self.must(name)).center().toPoint()

    def pixel(self, name: str) -> str:
        """The colour of the window near the left edge of an item, away from its words."""
        place = self.place(self.must(name))
        point = QPointF(place.left() + 20, place.center().y()).toPoint()
        return self.window.grab().pixelColor(point).name()


def until(met: Callable[[], bool], *, seconds: float = DEADLINE_SECONDS) -> None:
    """Let Qt run until something is so; fail after the deadline."""
    limit = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < limit, "it did not come about"
        QTest.qWait(5)


def _below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from _below(child)
