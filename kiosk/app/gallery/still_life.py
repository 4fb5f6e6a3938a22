"""One terminal whose screen shows what it is told, with a clock that stands still. GUI thread."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, Qt
from PySide6.QtQuick import QQuickItem

from kiosk.app.gallery.drawn_face import reflection
from kiosk.app.gallery.plates import NOBODY, Plate, State
from kiosk.app.gallery.scenes import HOME, scene
from kiosk.app.inspection import Violation, inspect
from kiosk.app.inspection.order import TURNS_ON
from kiosk.app.window import Shape, Window
from kiosk.modalities.talk import Talk, TalkStage
from kiosk.modalities.touch import Site, Stage
from kiosk.visit.items import items_of
from kiosk.visit.prompts import AnyPrompt, Present
from kiosk.visit.stage import Gone, IdleWarning, Notice, Scene
from kiosk.visit.text import NOTHING, text

_DAY = datetime(2026, 11, 21, 1, 42, tzinfo=UTC)
_NIGHT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
_HALL = "杏花社区便民服务馆"
_NO_PAPER = Notice(text("打印机没有纸了，工作人员马上来加。"), attention=True)
_GUIDANCE = text("好，请向左慢慢转一点")
_ANNOUNCEMENTS = ("周六上午九点到十一点半，一楼大厅有义诊。", "物业费可以在这里缴了。")
_TALKS = {
    State.LISTENING: Talk(TalkStage.LISTENING, 3, "我想查一下我的社保", dialects=True),
    State.THINKING: Talk(TalkStage.THINKING, dialects=True),
    State.TALKABLE: Talk(TalkStage.READY, dialects=True),
    State.ATTRACT_TALKABLE: Talk(TalkStage.READY, dialects=True),
    State.DEAF: Talk(TalkStage.RESTING, why=text("话筒现在不能用。请用按键，或者点屏幕。"), dialects=True),
}
_SETTLED_S = 15.0
_PATIENCE_S = 0.001


class NeverSettledError(RuntimeError):
    """A page was still sliding when its time was over."""


class StillClock:
    """A clock that stands still, by day or by night."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """Always the same moment."""
        return self._moment

    def monotonic(self) -> float:
        """Always the same second."""
        return 1000.0

    async def sleep(self, seconds: float) -> None:
        """Nobody waits here."""
        raise NotImplementedError


class StillLife:
    """A window of one shape, by day or by night, as large as the design or `fitting` the screen."""

    def __init__(self, shape: Shape, *, night: bool = False, fitting: bool = False) -> None:
        self.site = Site(_HALL)
        self.stage = Stage(self.site, StillClock(_NIGHT if night else _DAY))
        self.window = Window(self.stage, shape)
        if not fitting:
            self.window.quick.resize(*shape.value)
        self._plate: Plate | None = None
        self._scene: Scene | None = None
        self._number = 0
        self._frames = 0
        self.window.quick.frameSwapped.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)

    def __enter__(self) -> "StillLife":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Take the window down."""
        self.window.close()
        self.stage.deleteLater()

    def show(self, plate: Plate) -> None:
        """Bring a plate on, and wait until it stands.

        Raises: NeverSettledError
        """
        self._plate = plate
        self._number += 1
        if plate.state in NOBODY:
            self._show_nobody(plate.state)
        else:
            self._show_page(plate)
        self.settle()

    def inspect(self) -> tuple[Violation, ...]:
        """What is wrong with what is on the screen."""
        assert self._plate is not None
        return inspect(self.window.quick, self._scene, self._plate.modes, self.site)

    def turn_over(self) -> bool:
        """Press a key that turns on to what had no room; False if there is none.

        Raises: NeverSettledError
        """
        keys = (item for item in _below(self.window.quick.contentItem()) if item.objectName().endswith(TURNS_ON))
        key = next((key for key in keys if key.isVisible() and key.isEnabled()), None)
        if key is None:
            return False
        QMetaObject.invokeMethod(key, "tapped")
        self.settle()
        return True

    def settle(self) -> None:
        """Wait until nothing slides and what was changed is drawn.

        Raises: NeverSettledError
        """
        slider = next(item for item in _below(self.window.quick.contentItem()) if _class(item).startswith("PageSlider"))
        self._until(lambda: _stands(slider))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._draw()  # rows and columns are laid out when a frame is drawn,
        self._draw()  # and what depends on them in the next

    def _draw(self) -> None:
        drawn = self._frames
        self.window.quick.update()
        self._until(lambda: self._frames > drawn)

    def _show_nobody(self, state: State) -> None:
        self._scene = None
        self.stage.set_network(True)
        self.stage.announce(_ANNOUNCEMENTS)
        self.stage.offer(HOME.options[:5])
        self.stage.talking.take(_TALKS.get(state, Talk()))
        self.stage.clear(Gone.RESTING if state is State.RESTING else Gone.WAITING)

    def _show_page(self, plate: Plate) -> None:
        stage, state = self.stage, plate.state
        shown = self._scene = scene(self._number, plate.prompt)
        stage.setHelp(False)
        stage.show_scene(shown, plate.modes)
        stage.show_scene(shown, plate.modes)  # the same one again comes at once, without a slide
        if plate.draft:
            stage.edit(shown.id, plate.draft)
        items = items_of(plate.prompt, elder=plate.modes.elder)
        stage.set_focus(shown.id, items[0].id if state is State.HEADPHONES and items else "")
        stage.set_caption(plate.prompt.headline.shown())
        stage.set_notice(_NO_PAPER if state is State.NOTICE else Notice(NOTHING))
        stage.set_idle(IdleWarning(18 if state is State.IDLE else None))
        self._look_at_her(plate.prompt)
        stage.set_network(state is not State.LISTENING)
        stage.set_listening(state is State.LISTENING)
        stage.talking.take(_TALKS.get(state, Talk()))
        stage.setHelp(state is State.HELP)

    def _look_at_her(self, prompt: AnyPrompt) -> None:
        """A mirror shows somebody, and says what she is to do."""
        mirrored = isinstance(prompt, Present) and prompt.mirror
        self.stage.glass.open(mirrored)
        self.stage.set_watching(mirrored)
        if mirrored:
            self.stage.glass.behold(reflection())
            self.stage.set_notice(Notice(_GUIDANCE))
            self.stage.set_caption(_GUIDANCE.shown())

    def _until(self, met: Callable[[], bool]) -> None:
        limit = time.monotonic() + _SETTLED_S
        while not met():
            if time.monotonic() > limit:
                raise NeverSettledError(self._plate.name if self._plate else "")
            QCoreApplication.processEvents()
            time.sleep(_PATIENCE_S)

    def _on_frame(self) -> None:
        self._frames += 1


def _stands(slider: QQuickItem) -> bool:
    """True if one page is loaded, in its place, and laid out."""
    loaded = [child for child in slider.childItems() if child.childItems()]
    return len(loaded) == 1 and loaded[0].x() == 0 and loaded[0].childItems()[0].height() > 0


def _below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from _below(child)


def _class(item: QQuickItem) -> str:
    return str(item.metaObject().className())
