"""The stage: which page stands, and how the next one comes on. Lives on the GUI thread."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.foundation.clock import Clock
from kiosk.modalities.touch.contents import content_of
from kiosk.modalities.touch.page_content import AttractContent, PageContent
from kiosk.modalities.touch.pay_content import PayContent
from kiosk.modalities.touch.site import Site
from kiosk.modalities.touch.touches import Touches
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import AnyPrompt, Option, Pay
from kiosk.visit.stage import Gone, Notice, Scene
from kiosk.visit.text import NOTHING, text

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

_MOST_ANNOUNCED = 5  # each stands for twelve seconds; a sixth would hardly be waited for


@QmlElement
@QmlUncreatable("made before the window")
class Stage(Touches):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """What QML binds to: the frame (`StageFrame`), what fingers do (`Touches`), and the page as the modality tells."""

    def __init__(self, site: Site, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(site, clock, parent)
        self._announcements: tuple[str, ...] = ()
        self._offered: tuple[Option, ...] = ()
        self._content: PageContent = self._attract(Gone.RESTING)
        self._left: list[PageContent] = []
        self._pay_until = 0.0

    def show_scene(self, scene: Scene, modes: Modes) -> None:
        """Bring on a scene, or the same one in other modes; the page stays where only what is heard has changed."""
        if self._scene == scene and self._look.is_heard_only(modes):
            self._look.take(modes)
            self.pageChanged.emit("stay")
            return
        same = self._scene is not None and self._scene.id == scene.id
        if not same:
            self._draft = ""
            self._focus = ""
            self._seconds_left = -1
            self.set_notice(Notice(NOTHING))
        if not same or _time_of(scene.prompt) != _time_of(self._scene.prompt if self._scene else None):
            self._pay_until = self._clock.monotonic() + _time_of(scene.prompt)
        self._scene = scene
        self._look.take(modes)
        content = content_of(scene.id, scene.prompt, self._draft, self, size=modes.size)
        if isinstance(content, PayContent):
            content.count_down(self._clock, self._pay_until)
        # Nothing slides behind a curtain: a page that it lifts itself for does not show the one before.
        self._turn(content, "none" if same or modes.curtain else "back" if self._going_back else "on")
        content.reveal(self._focus)
        self._going_back = False

    def edit(self, scene_id: int, draft: str) -> None:
        """Show what has been typed."""
        if scene_id == self._content.scene_id:
            self._draft = draft
            self._content.edit(draft)

    def set_focus(self, scene_id: int, item_id: str) -> None:
        """Show where the keypad stands."""
        if scene_id == self._content.scene_id:
            self._focus = item_id
            self._content.reveal(item_id)
            self.focusChanged.emit()

    def announce(self, announcements: tuple[str, ...]) -> None:
        """Set the public notices of the attract page, also while it is shown; they take turns."""
        self._announcements = announcements[:_MOST_ANNOUNCED]
        if isinstance(self._content, AttractContent):
            self._content.announce(self._announcements)

    def offer(self, services: tuple[Option, ...]) -> None:
        """Set what the attract page says can be done here, as the home page names it."""
        self._offered = services
        if isinstance(self._content, AttractContent):
            self._content.offer(services)

    def clear(self, gone: Gone) -> None:
        """Forget the visit: contents, drafts, captions, the clipboard and what the keyboard holds."""
        self._scene = None
        self._draft = ""
        self._focus = ""
        self._seconds_left = -1
        self._help = False
        self.set_caption("")
        self.set_notice(Notice(NOTHING))
        self._look.take(Modes())
        self._turn(self._attract(gone), "none")
        QGuiApplication.inputMethod().reset()
        QGuiApplication.clipboard().clear()

    @Slot()
    def pageLeft(self) -> None:  # noqa: N802 (QML spells methods so)
        """The page before has left the screen: what it showed is forgotten."""
        for content in self._left:
            content.deleteLater()
        self._left.clear()

    def _turn(self, content: PageContent, way: str) -> None:
        leaving, self._content = self._content, content
        self.sceneChanged.emit()
        self.focusChanged.emit()
        self.idleChanged.emit()
        self.helpChanged.emit()
        # A slide that is still under way ends in here, and calls pageLeft for the page that it pushed out.
        self.pageChanged.emit(way)
        self._left.append(leaving)
        if way == "none":
            self.pageLeft()

    def _attract(self, gone: Gone) -> AttractContent:
        if gone is Gone.WAITING:
            site = self._site
            told, offered = self._announcements, self._offered
            return AttractContent(site.greeting, site.invitation, told, self, resting=False, services=offered)
        headline, hint = text("正在准备，请稍等"), text("马上就好。急事请找工作人员。")
        return AttractContent(headline, hint, (), self, resting=True)


def _time_of(prompt: AnyPrompt | None) -> int:
    """How long a payment can be made; 0 of everything else."""
    return prompt.seconds if isinstance(prompt, Pay) and not prompt.unsure else 0
