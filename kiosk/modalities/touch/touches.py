"""What fingers do to the page and to the keys around it. Lives on the GUI thread."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from kiosk.foundation.clock import Clock
from kiosk.modalities.touch.entries import TextContent
from kiosk.modalities.touch.hand import Hand
from kiosk.modalities.touch.site import Site
from kiosk.modalities.touch.stage_frame import StageFrame
from kiosk.modalities.touch.strikes import Strikes
from kiosk.visit.modes import Mode

_ACTIVE_EVERY_SECONDS = 1.0


class Touches(StageFrame):
    """What QML calls, in camelCase. A touch that counts goes to the hand; one of a scene that is gone does not."""

    def __init__(self, site: Site, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(site, clock, parent)
        self._hand: Hand | None = None
        self._strikes = Strikes(clock.monotonic, site.double_strike_seconds)
        self._active_at = float("-inf")
        self._talk_is_held = False
        self._draft = ""
        self._going_back = False

    def wire(self, hand: Hand) -> None:
        """From now on touches reach the conversation."""
        self._hand = hand

    def touched(self) -> None:
        """Some finger is on the glass, wherever: the visit is not idle. Told on at most once a second."""
        now = self._clock.monotonic()
        if self._hand and self._scene and now - self._active_at >= _ACTIVE_EVERY_SECONDS:
            self._active_at = now
            self._hand.active()

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
