"""Touch as a modality: the loop on one side, the GUI on the other, one queued signal between them."""

import asyncio
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from kiosk.modalities.talk import Talk
from kiosk.modalities.touch.hand import LoopHand, Present, Spoken
from kiosk.modalities.touch.stage import Stage
from kiosk.visit import prompts
from kiosk.visit.mirror import Mirror
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import Option
from kiosk.visit.stage import Desk, Gone, IdleWarning, Notice, Scene


class Crossing(QObject):
    """The one way from the loop to the GUI thread. Make it on the GUI thread; `over` may be emitted on any."""

    over = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.over.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def _land(self, call: Callable[[], None]) -> None:
        call()


class TouchModality:
    """Shows the conversation on the screen (`kiosk.visit.stage.Modality`) and hands touches to the desk.

    Make it on the GUI thread. `wire` and the methods of `Modality` are called on the loop thread and return at once.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._present = Present()
        self._crossing = Crossing()
        self._newest: dict[str, int] = {}
        self._shown = 0

    def wire(self, loop: asyncio.AbstractEventLoop, desk: Desk, spoken: Spoken) -> None:
        """Let touches through to the desk, and to who speaks and listens; that is called on the loop thread."""
        self._cross(partial(self._stage.wire, LoopHand(loop, desk, self._present, spoken)))

    def show(self, scene: Scene, modes: Modes) -> None:
        """Slide the page of a scene in."""
        self._present.take(scene, modes)
        asks = scene.prompt
        self._stage.glass.open(isinstance(asks, prompts.Present) and asks.mirror and not modes.curtain)
        again = scene.id == self._shown
        self._shown = scene.id
        call = partial(self._stage.show_scene, scene, modes)
        if again:
            self._cross_newest("modes", call)
        else:
            self._cross(call)

    def edit(self, scene_id: int, draft: str) -> None:
        """Show what has been typed."""
        if scene_id == self._present.scene_id:
            self._present.draft = draft
        self._cross_newest("draft", partial(self._stage.edit, scene_id, draft))

    def focus(self, scene_id: int, item_id: str) -> None:
        """Show where the keypad stands."""
        self._cross_newest("focus", partial(self._stage.set_focus, scene_id, item_id))

    def notice(self, notice: Notice) -> None:
        """Show a sentence about the scene."""
        self._cross(partial(self._stage.set_notice, notice))

    def caption(self, words: str) -> None:
        """Show what is being said."""
        self._cross_newest("caption", partial(self._stage.set_caption, words))

    def warn_idle(self, warning: IdleWarning) -> None:
        """Ask whether somebody is still here, with one large key."""
        self._cross(partial(self._stage.set_idle, warning))

    def clear(self, gone: Gone) -> None:
        """Forget the visit and show the attract page."""
        self._present.forget()
        self._stage.glass.open(False)
        self._cross(partial(self._stage.clear, gone))

    def network(self, reachable: bool) -> None:
        """Show whether the office can be reached. Loop thread."""
        self._cross(partial(self._stage.set_network, reachable))

    def listening(self, open_: bool) -> None:
        """Show whether the microphone is open. Loop thread."""
        self._cross(partial(self._stage.set_listening, open_))

    def watching(self, looks: bool) -> None:
        """Show whether the camera is looking. From any thread."""
        self._cross(partial(self._stage.set_watching, looks))

    def hang(self, mirror: Mirror) -> None:
        """Show what is held up to this mirror, on the pages that have one, to who can see the screen."""
        mirror.hang(self._stage.glass.behold)

    def talk(self, talk: Talk) -> None:
        """Show whether she can speak, and how she is heard. Loop thread."""
        self._cross_newest("talk", partial(self._stage.talking.take, talk))

    def announce(self, announcements: tuple[str, ...]) -> None:
        """Set the public notices of the attract page. Loop thread."""
        self._cross(partial(self._stage.announce, announcements))

    def offer(self, services: tuple[Option, ...]) -> None:
        """Set what the attract page says can be done here. Loop thread."""
        self._cross(partial(self._stage.offer, services))

    def _cross_newest(self, subject: str, call: Callable[[], None]) -> None:
        """Of several words about one subject that wait, only the newest is acted on: keys may outrun frames."""
        number = self._newest[subject] = self._newest.get(subject, 0) + 1

        def act() -> None:
            if self._newest[subject] == number:
                call()

        self._cross(act)

    def _cross(self, call: Callable[[], None]) -> None:
        self._crossing.over.emit(call)
