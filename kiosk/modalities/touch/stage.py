"""The stage as QML sees it: the page, and the frame of words and keys around it. Lives on the GUI thread."""

from dataclasses import dataclass
from datetime import time, tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.foundation.clock import Clock
from kiosk.modalities.touch.contents import content_of
from kiosk.modalities.touch.entries import TextContent
from kiosk.modalities.touch.hand import Hand
from kiosk.modalities.touch.joined import joined, seen
from kiosk.modalities.touch.look import Look
from kiosk.modalities.touch.page_content import AttractContent, PageContent
from kiosk.modalities.touch.strikes import DOUBLE_STRIKE_SECONDS, Strikes
from kiosk.modalities.touch.talking import Talking
from kiosk.visit.modes import Mode, Modes
from kiosk.visit.prompts import Option
from kiosk.visit.stage import Gone, IdleWarning, Notice, Scene
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.translation import shown
from kiosk.visit.values import Count, Today

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

_ACTIVE_EVERY_SECONDS = 1.0
_CLOCK_EVERY_MS = 1000
_ZONE = ZoneInfo("Asia/Shanghai")
_MOST_ANNOUNCED = 5  # each stands for twelve seconds; a sixth would hardly be waited for
_GREETING = text("您好，需要办什么事？")
_INVITATION = text("轻触屏幕开始。不着急，慢慢来。")


@dataclass(frozen=True, slots=True)
class Site:
    """What the hall decides: its name, its screen and its hours. 4.032 px/mm is a 21.5-inch panel of 1080x1920.

    `lowest_edge_mm` is the height of the screen's lower edge above the floor; between `dim_from` and `dim_until` the
    usual colours are those for low light.
    """

    name: str
    pixels_per_mm: float = 4.032
    zone: tzinfo = _ZONE
    greeting: Text = _GREETING
    invitation: Text = _INVITATION
    double_strike_seconds: float = DOUBLE_STRIKE_SECONDS
    lowest_edge_mm: float = 850.0
    dim_from: time = time(21)
    dim_until: time = time(6)


@QmlElement
@QmlUncreatable("made before the window")
class Stage(QObject):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """What QML binds to. Methods in snake_case are the modality's, slots in camelCase are QML's."""

    sceneChanged = Signal()  # noqa: N815 (QML spells signals so)
    pageChanged = Signal(str)  # noqa: N815 (QML spells signals so)
    microphoneChanged = Signal()  # noqa: N815 (QML spells signals so)
    captionChanged = Signal()  # noqa: N815 (QML spells signals so)
    noticeChanged = Signal()  # noqa: N815 (QML spells signals so)
    idleChanged = Signal()  # noqa: N815 (QML spells signals so)
    focusChanged = Signal()  # noqa: N815 (QML spells signals so)
    clockChanged = Signal()  # noqa: N815 (QML spells signals so)
    networkChanged = Signal()  # noqa: N815 (QML spells signals so)
    helpChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(self, site: Site, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._clock = clock
        self._hand: Hand | None = None
        self._strikes = Strikes(clock.monotonic, site.double_strike_seconds)
        self._active_at = float("-inf")
        self._announcements: tuple[str, ...] = ()
        self._offered: tuple[Option, ...] = ()
        self._look = Look(site.dim_from, site.dim_until, self)
        self.talking = Talking(self._look, self)
        self._talk_is_held = False
        self._listening = False
        self._scene: Scene | None = None
        self._draft = ""
        self._caption = ""
        self._notice = Notice(NOTHING)
        self._seconds_left = -1
        self._focus = ""
        self._network = True
        self._help = False
        self._going_back = False
        self._content: PageContent = self._attract(Gone.RESTING)
        self._left: list[PageContent] = []
        self._now = ("", "")
        self._tick()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._look.changed.connect(self._tick)
        self._timer.start(_CLOCK_EVERY_MS)

    def wire(self, hand: Hand) -> None:
        """From now on touches reach the conversation."""
        self._hand = hand

    @property
    def zone(self) -> tzinfo:
        """Where the hall's clock is right."""
        return self._site.zone

    @property
    def pixels_per_mm(self) -> float:
        """The fineness of the site's screen."""
        return self._site.pixels_per_mm

    @property
    def double_strike_seconds(self) -> float:
        """How soon a strike in the same place is a tremble."""
        return self._site.double_strike_seconds

    def monotonic(self) -> float:
        """Seconds of the stage's stopwatch."""
        return self._clock.monotonic()

    # --- what the modality tells: queued over from the loop thread ---

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
        self._scene = scene
        self._look.take(modes)
        content = content_of(scene.id, scene.prompt, self._draft, self, size=modes.size)
        self._turn(content, "none" if same else "back" if self._going_back else "on")
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

    def set_notice(self, notice: Notice) -> None:
        """Show a sentence about the scene."""
        self._notice = notice
        self.noticeChanged.emit()

    def set_caption(self, words: str) -> None:
        """Show what is being said."""
        self._caption = words
        self.captionChanged.emit()

    def set_idle(self, warning: IdleWarning) -> None:
        """Ask whether somebody is here."""
        self._seconds_left = -1 if warning.seconds_left is None else warning.seconds_left
        self.idleChanged.emit()

    def set_network(self, reachable: bool) -> None:
        """Show whether the office can be reached."""
        self._network = reachable
        self.networkChanged.emit()

    def set_listening(self, listening: bool) -> None:
        """Show whether the microphone is open."""
        self._listening = listening
        self.microphoneChanged.emit()

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

    def touched(self) -> None:
        """Some finger is on the glass, wherever: the visit is not idle. Told on at most once a second."""
        now = self._clock.monotonic()
        if self._hand and self._scene and now - self._active_at >= _ACTIVE_EVERY_SECONDS:
            self._active_at = now
            self._hand.active()

    # --- what QML reads ---

    @Property(str, constant=True)
    def siteName(self) -> str:  # noqa: N802 (QML spells properties so)
        """The name of the hall."""
        return self._site.name

    @Property(float, constant=True)
    def pixelsPerMm(self) -> float:  # noqa: N802 (QML spells properties so)
        """The fineness of the site's screen."""
        return self._site.pixels_per_mm

    @Property(str, notify=clockChanged)
    def clockText(self) -> str:  # noqa: N802 (QML spells properties so)
        """The time of day."""
        return self._now[1]

    @Property(str, notify=clockChanged)
    def dateText(self) -> str:  # noqa: N802 (QML spells properties so)
        """The day and weekday."""
        return self._now[0]

    @Property(bool, notify=networkChanged)
    def networkOk(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if the office can be reached."""
        return self._network

    @Property(PageContent, notify=sceneChanged)
    def content(self) -> PageContent:
        """What the present page shows."""
        return self._content

    @Property(bool, notify=sceneChanged)
    def visited(self) -> bool:
        """True while somebody is here."""
        return self._scene is not None

    @Property(str, notify=sceneChanged)
    def title(self) -> str:
        """The service's name."""
        return seen(self._scene.title) if self._scene else ""

    @Property(str, notify=sceneChanged)
    def icon(self) -> str:
        """The service's icon."""
        return self._scene.icon if self._scene else ""

    @Property(str, notify=sceneChanged)
    def tint(self) -> str:
        """The service's colour, by its name in the theme."""
        return self._scene.tint if self._scene else ""

    @Property(str, notify=sceneChanged)
    def who(self) -> str:
        """Who is logged in, masked."""
        return self._scene.who if self._scene else ""

    @Property(bool, notify=sceneChanged)
    def canGoBack(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if there is a question before this one."""
        return self._scene is not None and self._scene.can_go_back

    @Property(bool, notify=sceneChanged)
    def canGoHome(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if the service can be left."""
        return self._scene is not None and self._scene.can_go_home

    @Property(bool, notify=sceneChanged)
    def canPause(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if she may stop at this question; where she may not, `pause` says why."""
        return self._scene is not None and self._scene.can_pause

    @Property(Look, constant=True)
    def look(self) -> Look:
        """Size, colours, language and place of everything."""
        return self._look

    @Property(Talking, constant=True)
    def talk(self) -> Talking:
        """Whether she can speak, and how she is heard."""
        return self.talking

    @Property(float, constant=True)
    def lowestEdge(self) -> float:  # noqa: N802 (QML spells properties so)
        """How high the lower edge of the screen hangs above the floor, in millimetres."""
        return self._site.lowest_edge_mm

    @Property(bool, notify=microphoneChanged)
    def listening(self) -> bool:
        """True while the microphone is open."""
        return self._listening

    @Property(str, notify=captionChanged)
    def caption(self) -> str:
        """What is being said."""
        return self._caption

    @Property(str, notify=noticeChanged)
    def notice(self) -> str:
        """A sentence about the scene."""
        return seen(self._notice.text)

    @Property(bool, notify=noticeChanged)
    def noticeAttention(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if the notice must not be missed."""
        return self._notice.attention

    @Property(bool, notify=idleChanged)
    def idleAsked(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True while the question stands whether somebody is here."""
        return self._seconds_left >= 0

    @Property(str, notify=idleChanged)
    def idleText(self) -> str:  # noqa: N802 (QML spells properties so)
        """How long is left."""
        words = text("没有人的话，{left}后结束。您的信息会清除。", left=Count(self._seconds_left, "秒"))
        return joined(shown(words, self._look.tongue))

    @Property(str, notify=focusChanged)
    def focusedItem(self) -> str:  # noqa: N802 (QML spells properties so)
        """Where the keypad stands."""
        return self._focus

    @Property(bool, notify=helpChanged)
    def helpOpen(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True while the help sheet is up."""
        return self._help

    # --- what QML does ---

    @Slot()
    def begin(self) -> None:
        """The attract page was touched."""
        if hand := self._struck("attract", concludes=True):
            hand.begin()

    @Slot(int, str)
    def choose(self, scene_id: int, option_id: str) -> None:
        """An option was touched."""
        if hand := self._struck_in(scene_id, option_id, concludes=True):
            hand.answer(scene_id, option_id)

    @Slot(int, bool)
    def confirm(self, scene_id: int, yes: bool) -> None:
        """Yes or no was touched."""
        if hand := self._struck_in(scene_id, "yes" if yes else "no", concludes=True):
            hand.answer(scene_id, yes)

    @Slot(int, str)
    def typeKey(self, scene_id: int, character: str) -> None:  # noqa: N802 (QML spells methods so)
        """A key was touched."""
        if hand := self._struck_in(scene_id, f"key-{character}"):
            hand.type_character(scene_id, character)

    @Slot(int)
    def erase(self, scene_id: int) -> None:
        """The erase key was touched. Erasing twice in a row is meant more often than not, but so say the rules."""
        if hand := self._struck_in(scene_id, "erase"):
            hand.erase(scene_id)

    @Slot(int)
    def eraseAll(self, scene_id: int) -> None:  # noqa: N802 (QML spells methods so)
        """The clear key was touched."""
        if hand := self._struck_in(scene_id, "erase-all"):
            hand.replace_draft(scene_id, "")

    @Slot(int, str)
    def typeText(self, scene_id: int, draft: str) -> None:  # noqa: N802 (QML spells methods so)
        """The text field was edited by the keyboard on the screen."""
        if self._hand and scene_id == self._content.scene_id and isinstance(self._content, TextContent):
            self._draft = draft
            self._content.typed_here(draft)
            self._hand.replace_draft(scene_id, draft)

    @Slot(int)
    def submit(self, scene_id: int) -> None:
        """The entry was finished. Pinyin that is still open goes into the field first, by way of `typeText`."""
        if scene_id == self._content.scene_id and isinstance(self._content, TextContent):
            QGuiApplication.inputMethod().commit()
        if hand := self._struck_in(scene_id, "submit", concludes=True):
            hand.submit(scene_id)

    @Slot()
    def goBack(self) -> None:  # noqa: N802 (QML spells methods so)
        """Back was touched."""
        if hand := self._struck("bar-back", concludes=True):
            self._going_back = True
            hand.back(self._content.scene_id)

    @Slot()
    def goHome(self) -> None:  # noqa: N802 (QML spells methods so)
        """Home was touched."""
        if hand := self._struck("bar-home", concludes=True):
            self._going_back = True
            hand.home(self._content.scene_id)

    @Slot()
    def pause(self) -> None:
        """先停一停 was touched."""
        if hand := self._struck("mode-pause", concludes=True):
            hand.pause()

    @Slot()
    def repeat(self) -> None:
        """Say it again."""
        if hand := self._struck("bar-repeat"):
            hand.repeat()

    @Slot(str)
    def turn(self, mode: str) -> None:
        """A mode key was touched (`kiosk.visit.modes.Mode`); from the attract page it begins a visit in that mode."""
        if hand := self._struck(f"mode-{mode}"):
            if self._scene is None:
                hand.begin()
            hand.turn(Mode(mode))

    @Slot()
    def callStaff(self) -> None:  # noqa: N802 (QML spells methods so)
        """Ask for a person."""
        if hand := self._struck("bar-staff"):
            hand.call_staff()

    @Slot()
    def stay(self) -> None:
        """I am still here."""
        if hand := self._struck("idle-stay"):
            hand.active()

    @Slot()
    def liftCurtain(self) -> None:  # noqa: N802 (QML spells methods so)
        """The dark screen was touched."""
        if hand := self._struck("curtain"):
            hand.lift_curtain()

    @Slot()
    def talkDown(self) -> None:  # noqa: N802 (QML spells methods so)
        """A finger is on the key to speak: it listens at once, held or not."""
        self._talk_is_held = True
        if hand := self._struck("bar-talk"):
            hand.talk(down=True)

    @Slot()
    def talkUp(self) -> None:  # noqa: N802 (QML spells methods so)
        """The finger has gone, also by sliding off."""
        if self._hand and self._talk_is_held:
            self._hand.talk(down=False)
        QTimer.singleShot(0, self, self._let_talk_go)  # the tap of this very finger comes first

    @Slot()
    def talkTapped(self) -> None:  # noqa: N802 (QML spells methods so)
        """It was pressed: by a finger, which was told already, or by a program that reads the screen."""
        if not self._talk_is_held and (hand := self._struck("bar-talk")):
            hand.talk(down=True)

    @Slot()
    def chooseDialect(self) -> None:  # noqa: N802 (QML spells methods so)
        """The key of dialects was touched; from the attract page it begins a visit."""
        if hand := self._struck("mode-dialect"):
            hand.choose_dialect()

    @Slot(bool)
    def setHelp(self, open_: bool) -> None:  # noqa: N802 (QML spells methods so)
        """Open or close the help sheet."""
        self._help = open_
        self.helpChanged.emit()

    @Slot()
    def pageLeft(self) -> None:  # noqa: N802 (QML spells methods so)
        """The page before has left the screen: what it showed is forgotten."""
        for content in self._left:
            content.deleteLater()
        self._left.clear()

    # --- inside ---

    def _let_talk_go(self) -> None:
        self._talk_is_held = False

    def _struck(self, item: str, *, concludes: bool = False) -> Hand | None:
        """The hand, if there is one and the touch counts."""
        return self._hand if self._strikes.accept(item, concludes=concludes) else None

    def _struck_in(self, scene_id: int, item: str, *, concludes: bool = False) -> Hand | None:
        """The same, unless the scene has gone."""
        if self._scene is None or scene_id != self._scene.id:
            return None
        return self._struck(item, concludes=concludes)

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

    def _tick(self) -> None:
        local = self._clock.now().astimezone(self._site.zone)
        self._look.tell_time(local)
        day = text("{today}", today=Today(local.date()))
        now = (shown(day, self._look.tongue), f"{local:%H:%M}")
        if now != self._now:
            self._now = now
            self.clockChanged.emit()
