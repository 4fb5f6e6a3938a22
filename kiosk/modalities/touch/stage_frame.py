"""The frame of words around the page, as QML reads it. Lives on the GUI thread."""

from datetime import tzinfo

from PySide6.QtCore import Property, QObject, QTimer, Signal

from kiosk.foundation.clock import Clock
from kiosk.modalities.touch.joined import joined, seen
from kiosk.modalities.touch.look import Look
from kiosk.modalities.touch.looking_glass import LookingGlass
from kiosk.modalities.touch.page_content import PageContent
from kiosk.modalities.touch.site import Site
from kiosk.modalities.touch.talking import Talking
from kiosk.visit.prompts import Pay
from kiosk.visit.stage import IdleWarning, Notice, Scene
from kiosk.visit.text import NOTHING, text
from kiosk.visit.translation import shown
from kiosk.visit.values import Count, Today

_CLOCK_EVERY_MS = 1000


class StageFrame(QObject):
    """What QML reads; the stage says when it changes. Methods in snake_case are the modality's."""

    sceneChanged = Signal()  # noqa: N815 (QML spells signals so)
    pageChanged = Signal(str)  # noqa: N815 (QML spells signals so)
    microphoneChanged = Signal()  # noqa: N815 (QML spells signals so)
    cameraChanged = Signal()  # noqa: N815 (QML spells signals so)
    captionChanged = Signal()  # noqa: N815 (QML spells signals so)
    noticeChanged = Signal()  # noqa: N815 (QML spells signals so)
    idleChanged = Signal()  # noqa: N815 (QML spells signals so)
    focusChanged = Signal()  # noqa: N815 (QML spells signals so)
    clockChanged = Signal()  # noqa: N815 (QML spells signals so)
    networkChanged = Signal()  # noqa: N815 (QML spells signals so)
    helpChanged = Signal()  # noqa: N815 (QML spells signals so)

    _content: PageContent

    def __init__(self, site: Site, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._clock = clock
        self._look = Look(site.dim_from, site.dim_until, self)
        self.talking = Talking(self._look, self)
        self._glass = LookingGlass(self)
        self._listening = False
        self._watching = False
        self._scene: Scene | None = None
        self._caption = ""
        self._notice = Notice(NOTHING)
        self._seconds_left = -1
        self._focus = ""
        self._network = True
        self._help = False
        self._now = ("", "")
        self._tick()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._look.changed.connect(self._tick)
        self._timer.start(_CLOCK_EVERY_MS)

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

    def set_watching(self, watching: bool) -> None:
        """Show whether the camera is looking."""
        self._watching = watching
        self.cameraChanged.emit()

    @property
    def glass(self) -> LookingGlass:
        """The mirror, for our own Python."""
        return self._glass

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
    def photographed(self) -> bool:
        """True while the page has a code for her telephone: the curtain is lifted for it."""
        prompt = self._scene.prompt if self._scene else None
        return isinstance(prompt, Pay) and bool(prompt.code)

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

    @Property(LookingGlass, constant=True)
    def mirror(self) -> LookingGlass:
        """Where she sees herself."""
        return self._glass

    @Property(bool, notify=cameraChanged)
    def watching(self) -> bool:
        """True while the camera is looking."""
        return self._watching

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

    def _tick(self) -> None:
        local = self._clock.now().astimezone(self._site.zone)
        self._look.tell_time(local)
        day = text("{today}", today=Today(local.date()))
        now = (shown(day, self._look.tongue), f"{local:%H:%M}")
        if now != self._now:
            self._now = now
            self.clockChanged.emit()
