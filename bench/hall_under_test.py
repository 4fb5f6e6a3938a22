"""The real window and the real conversation, with scripted services and a hand that is in a hurry. GUI thread."""

import gc
import random
import time
from collections.abc import Callable, Iterator
from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, QObject, QPoint, QRectF
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from bench import visited_hall
from bench.contestant import BenchError
from kiosk.app.loop import LoopThread
from kiosk.app.window import Shape, Window
from kiosk.foundation.clock import SystemClock
from kiosk.modalities.touch import Site, Stage, TouchModality
from kiosk.modalities.touch.hand import Mute
from kiosk.visit.conversation import Conversation
from kiosk.visit.modes import Mode

PATIENCE_S = 30.0
REST_S = 0.5
AGAIN_S = 3.0  # who sees nothing happen touches again
# What is touched on each page, in this order; pages are known by their files.
TOUCHED = {
    "EnterDigitsPage.qml": ("key-3", "key-0", "key-7", "key-1", "submit"),
    "PresentPage.qml": ("phone",),
    "ConfirmPage.qml": ("yes",),
    "ActPage.qml": ("taken",),
    "FarewellPage.qml": ("end",),
    "WorkPage.qml": (),
}
MODES = (Mode.SIZE, Mode.PALETTE, Mode.TONGUE, Mode.REACH, Mode.HAND)


class Page(Protocol):
    """What the hand knows of the page on the screen."""

    scene_id: int
    page_file: str
    resting: bool


class HallUnderTest:
    """Serves one scripted resident after the other."""

    def __init__(self) -> None:
        self._loop = LoopThread()
        self._loop.start()
        # The hand is quicker than any hand: no strike of it is a tremble.
        self._stage = Stage(Site("杏花社区便民服务馆", double_strike_seconds=0.0), SystemClock())
        self._touch = TouchModality(self._stage)
        self._window = Window(self._stage, Shape.PORTRAIT)
        self._finger = QTest.createTouchDevice()
        self._conversation: Conversation | None = None
        self.pages = 0
        self.again = 0
        self._loop.spawn(self._open())
        if not QTest.qWaitForWindowExposed(self._window.quick):
            raise BenchError("the window does not appear")

    async def _open(self) -> None:
        conversation = self._conversation = visited_hall.conversation()
        conversation.presenter.join(self._touch)
        self._touch.wire(self._loop.loop, conversation, Mute())
        await conversation.run()

    def close(self) -> None:
        """Take everything down."""
        self._loop.close()
        self._window.close()

    def visit(self, dice: random.Random, *, calm: bool) -> None:
        """One resident from the attract page until it stands there again. `calm`: she lets every slide end."""
        self._await(self._waits_for_somebody)
        service = dice.choice(visited_hall.NAMES)
        wanted = dice.sample(MODES, dice.randrange(3))
        self._tap("attract")
        self._await(lambda: not self._waits_for_somebody())
        seen, acted = 0, time.monotonic()
        while not self._waits_for_somebody():
            content = self._content()
            if content.scene_id in (0, seen):
                self._breathe()
                if time.monotonic() - acted > AGAIN_S:
                    seen, self.again = 0, self.again + 1
                continue
            acted = time.monotonic()
            seen = content.scene_id
            self.pages += 1
            if not calm:
                self._hurry()
            for mode in wanted if self.pages % 3 == 0 else ():
                self._turn(mode)
            self._act(service, seen, dice)

    def rest(self, seconds: float = REST_S) -> None:
        """Let Qt do what it has put off."""
        QTest.qWait(round(seconds * 1000))

    def told(self) -> str:
        """What lives at this moment."""
        gc.collect()
        contents = len(self._stage.findChildren(QObject))
        parts = len(self._window.quick.findChildren(QObject))
        return f"{len(gc.get_objects())} Python objects, {parts} in the window, {contents} about the stage"

    def _act(self, service: str, scene: int, dice: random.Random) -> None:
        content = self._content()
        if content.page_file == "TellPage.qml":
            for name in self._things("page-on"):
                self._tap(name, scene)
            self._tap(dice.choice(self._things("months", "print")) if self._things("print") else "done", scene)
        elif content.page_file == "EnterTextPage.qml" and self._things("key-W") == []:
            self._stage.typeText(scene, "王小芳")
            self._breathe()
            self._stage.submit(scene)
        elif content.page_file == "EnterTextPage.qml":
            for name in ("key-W", "key-X", "key-F", "submit"):
                self._tap(name, scene)
        elif content.page_file == "ChoosePage.qml":
            self._tap(service if self._things(service) else "person-2", scene)
        else:
            for name in TOUCHED[content.page_file]:
                self._tap(name, scene)

    def _tap(self, name: str, scene: int = 0) -> None:
        """Touch a thing as soon as it is there and can be touched."""
        until = time.monotonic() + AGAIN_S
        while self._content().scene_id == scene and (self._reachable(name) is None or self._slides()):
            self._breathe()
            if time.monotonic() > until:
                return  # it has gone, as page keys do when all has room
        point = self._reachable(name)
        if point is None or self._content().scene_id != scene:
            return  # the page went away by itself
        QTest.touchEvent(self._window.quick, self._finger).press(0, point).commit()
        QTest.touchEvent(self._window.quick, self._finger).release(0, point).commit()

    def _reachable(self, name: str) -> QPoint | None:
        """The middle of what can be seen of a thing."""
        for item in _below(self._window.quick.contentItem()):
            if item.objectName() == name and item.isEnabled():
                seen = _seen(item)
                if not seen.isEmpty():
                    return seen.center().toPoint()
        return None

    def _things(self, *names: str) -> list[str]:
        there = {item.objectName() for item in _below(self._window.quick.contentItem()) if item.isEnabled()}
        return [name for name in names if name in there]

    def _content(self) -> Page:
        return cast(Page, self._stage.content)

    def _waits_for_somebody(self) -> bool:
        content = self._content()
        return content.page_file == "AttractPage.qml" and not content.resting

    def _await(self, met: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_S
        while not met():
            self._breathe()
            if time.monotonic() > until:
                raise BenchError(f"nothing goes on at {type(self._content()).__name__}")

    def _turn(self, mode: Mode) -> None:
        """Press a mode key and wait until the page stands there in it: a touch before that would be of the old one."""
        before = self._content()
        self._stage.turn(mode.value)
        self._await(lambda: self._content() is not before)

    def _hurry(self) -> None:
        """End the slide that is under way: what moves cannot be touched."""
        for item in _below(self._window.quick.contentItem()):
            if item.metaObject().className().startswith("PageSlider"):
                QMetaObject.invokeMethod(item, "hurry")

    def _slides(self) -> bool:
        sliders = [
            i for i in _below(self._window.quick.contentItem()) if i.metaObject().className().startswith("PageSlider")
        ]
        return any(page.x() != 0 for slider in sliders for page in slider.childItems() if page.childItems())

    def _breathe(self) -> None:
        QTest.qWait(1)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from _below(child)


def _seen(item: QQuickItem) -> QRectF:
    """Where a thing is in the window, without what is cut off."""
    place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    for above in _above(item):
        if above.clip() or above.parentItem() is None:
            place &= above.mapRectToScene(QRectF(0, 0, above.width(), above.height()))
    return place


def _above(item: QQuickItem) -> Iterator[QQuickItem]:
    walker: QQuickItem | None = item.parentItem()
    while walker is not None:
        yield walker
        walker = walker.parentItem()
