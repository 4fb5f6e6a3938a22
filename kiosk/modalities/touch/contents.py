"""What each page shows: one object a kind of prompt, made for one scene and dropped with it. GUI thread.

Texts come ready; a page has nothing to work out. Only what is typed changes while a page stands.
"""

from collections import deque

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.modalities.touch.joined import joined, seen
from kiosk.modalities.touch.options import OptionList
from kiosk.modalities.touch.strip_list import StripList
from kiosk.visit.prompts import (
    Act,
    AnyPrompt,
    Choose,
    Confirm,
    EnterDigits,
    EnterText,
    Farewell,
    Option,
    Present,
    Script,
    Tell,
    Way,
    Work,
)
from kiosk.visit.text import Text

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

_DOT = "●"
_MOST_CELLS = 8
_GROUP = 4


@QmlElement
@QmlUncreatable("made by the stage")
class PageContent(QObject):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """What every page shows. `scene_id` 0 is nobody's scene: the attract page."""

    page_file = ""

    def __init__(self, scene_id: int, headline: Text, hint: Text, parent: QObject) -> None:
        super().__init__(parent)
        self.scene_id = scene_id
        self._headline = seen(headline)
        self._hint = seen(hint)

    def reveal(self, item_id: str) -> None:
        """Bring an item into sight; most pages show all of theirs."""

    def edit(self, draft: str) -> None:
        """Show what has been typed; most pages take no typing."""

    @Property(str, constant=True)
    def page(self) -> str:
        """The QML file of the page."""
        return self.page_file

    @Property(int, constant=True)
    def sceneId(self) -> int:  # noqa: N802 (QML spells properties so)
        """The scene that answers must name."""
        return self.scene_id

    @Property(str, constant=True)
    def headline(self) -> str:
        """The question or the answer."""
        return self._headline

    @Property(str, constant=True)
    def hint(self) -> str:
        """One warm line."""
        return self._hint


@QmlElement
@QmlUncreatable("made by the stage")
class AttractContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """Nobody is here. `resting`: the terminal is starting or out of service, and a touch does nothing."""

    page_file = "AttractPage.qml"
    announcementsChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(
        self, headline: Text, hint: Text, announcements: tuple[str, ...], parent: QObject, *, resting: bool
    ) -> None:
        super().__init__(0, headline, hint, parent)
        self._announcements = announcements
        self._resting = resting

    def announce(self, announcements: tuple[str, ...]) -> None:
        """Show other notices from now on; a terminal that rests shows none."""
        if not self._resting and announcements != self._announcements:
            self._announcements = announcements
            self.announcementsChanged.emit()

    @Property("QStringList", notify=announcementsChanged)  # type: ignore[arg-type]  # PySide takes a C++ type by its name
    def announcements(self) -> list[str]:
        """Public notices of the hall."""
        return [joined(words) for words in self._announcements]

    @Property(bool, constant=True)
    def resting(self) -> bool:
        """True if a visit cannot begin."""
        return self._resting


@QmlElement
@QmlUncreatable("made by the stage")
class ChooseContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """A `Choose`."""

    page_file = "ChoosePage.qml"

    def __init__(self, scene_id: int, prompt: Choose, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._layout = prompt.layout
        self._options = OptionList(prompt.options, self)

    @Property(str, constant=True)
    def layout(self) -> str:
        """`list`, `tiles` or `grid`."""
        return self._layout.value

    @Property(OptionList, constant=True)
    def options(self) -> OptionList:
        """What can be chosen."""
        return self._options


@QmlElement
@QmlUncreatable("made by the stage")
class DigitsContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """An `EnterDigits` and what has been typed into it."""

    page_file = "EnterDigitsPage.qml"
    draftChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(self, scene_id: int, prompt: EnterDigits, draft: str, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._prompt = prompt
        self._draft = draft

    def edit(self, draft: str) -> None:
        """Show what has been typed."""
        if draft != self._draft:
            self._draft = draft
            self.draftChanged.emit()

    @Property(bool, constant=True)
    def inCells(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if each digit has a cell of its own: an empty one would ask for a digit that need not be there."""
        return self._prompt.shortest == self._prompt.longest <= _MOST_CELLS

    @Property("QStringList", notify=draftChanged)  # type: ignore[arg-type]  # PySide takes a C++ type by its name
    def cells(self) -> list[str]:
        """What stands in each cell."""
        seen = self._seen()
        return [*seen, *[""] * (self._prompt.longest - len(seen))]

    @Property(int, notify=draftChanged)
    def cursor(self) -> int:
        """The cell that is filled next."""
        return len(self._draft)

    @Property(str, notify=draftChanged)
    def field(self) -> str:
        """What stands in the one field, in groups of four."""
        seen = self._seen()
        return " ".join(seen[at : at + _GROUP] for at in range(0, len(seen), _GROUP))

    @Property(bool, notify=draftChanged)
    def canType(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False when it is full."""
        return len(self._draft) < self._prompt.longest

    @Property(bool, notify=draftChanged)
    def canErase(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False when it is empty."""
        return bool(self._draft)

    @Property(bool, notify=draftChanged)
    def canSubmit(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True when it is long enough."""
        return self._prompt.shortest <= len(self._draft) <= self._prompt.longest

    def _seen(self) -> str:
        return _DOT * len(self._draft) if self._prompt.hidden else self._draft


@QmlElement
@QmlUncreatable("made by the stage")
class TextContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """An `EnterText` and what has been typed into it."""

    page_file = "EnterTextPage.qml"
    draftChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(self, scene_id: int, prompt: EnterText, draft: str, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._prompt = prompt
        self._draft = draft
        self._on_their_way: deque[str] = deque()

    def typed_here(self, draft: str) -> None:
        """The field was edited on this page: its echo from the loop must not undo what has been typed since."""
        self._on_their_way.append(draft)
        self._set(draft)

    def edit(self, draft: str) -> None:
        """Show what has been typed elsewhere."""
        if draft in self._on_their_way:
            while self._on_their_way.popleft() != draft:
                pass
        else:
            self._set(draft)

    @Property(bool, constant=True)
    def inLetters(self) -> bool:  # noqa: N802 (QML spells properties so)
        """True if it is typed with keys A to Z, as initials."""
        return self._prompt.script is Script.INITIALS

    @Property(int, constant=True)
    def longest(self) -> int:
        """How many characters are taken."""
        return self._prompt.longest

    @Property(str, notify=draftChanged)
    def draft(self) -> str:
        """What has been typed."""
        return self._draft

    @Property(bool, notify=draftChanged)
    def canType(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False when it is full."""
        return len(self._draft) < self._prompt.longest

    @Property(bool, notify=draftChanged)
    def canSubmit(self) -> bool:  # noqa: N802 (QML spells properties so)
        """False when it is empty."""
        return bool(self._draft.strip())

    def _set(self, draft: str) -> None:
        if draft != self._draft:
            self._draft = draft
            self.draftChanged.emit()


@QmlElement
@QmlUncreatable("made by the stage")
class PresentContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """A `Present`."""

    page_file = "PresentPage.qml"

    def __init__(self, scene_id: int, prompt: Present, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._ways = OptionList(tuple(_as_option(way) for way in prompt.ways), self)
        self._options = OptionList(prompt.others, self)
        ready = [way for way in prompt.ways if not way.resting]
        self._picture, self._icon = (ready[0].id, ready[0].icon) if ready else ("", "warning-circle")

    @Property(OptionList, constant=True)
    def ways(self) -> OptionList:
        """The parts of the terminal that are waiting."""
        return self._ways

    @Property(OptionList, constant=True)
    def options(self) -> OptionList:
        """What can be chosen instead."""
        return self._options

    @Property(str, constant=True)
    def picture(self) -> str:
        """The way that the picture shows; empty if all rest."""
        return self._picture

    @Property(str, constant=True)
    def icon(self) -> str:
        """What stands in for the picture of a way that has none."""
        return self._icon


@QmlElement
@QmlUncreatable("made by the stage")
class ConfirmContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """A `Confirm`."""

    page_file = "ConfirmPage.qml"

    def __init__(self, scene_id: int, prompt: Confirm, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._yes = seen(prompt.yes)
        self._no = seen(prompt.no)
        self._strips = StripList(prompt.blocks, self)

    def reveal(self, item_id: str) -> None:
        """Turn to the page of an item."""
        self._strips.reveal(item_id)

    @Property(str, constant=True)
    def yes(self) -> str:
        """The words of the yes key."""
        return self._yes

    @Property(str, constant=True)
    def no(self) -> str:
        """The words of the no key."""
        return self._no

    @Property(StripList, constant=True)
    def strips(self) -> StripList:
        """What is to be confirmed."""
        return self._strips


@QmlElement
@QmlUncreatable("made by the stage")
class TellContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """A `Tell`, in elder mode with its essentials."""

    page_file = "TellPage.qml"

    def __init__(self, scene_id: int, prompt: Tell, parent: QObject, *, elder: bool) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._strips = StripList(prompt.blocks_for(elder=elder), self)
        self._options = OptionList(prompt.actions, self)

    def reveal(self, item_id: str) -> None:
        """Turn to the page of an item."""
        self._strips.reveal(item_id)

    @Property(StripList, constant=True)
    def strips(self) -> StripList:
        """The facts."""
        return self._strips

    @Property(OptionList, constant=True)
    def options(self) -> OptionList:
        """The actions that fit."""
        return self._options


@QmlElement
@QmlUncreatable("made by the stage")
class ActContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """An `Act`."""

    page_file = "ActPage.qml"

    def __init__(self, scene_id: int, prompt: Act, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._icon = prompt.icon
        self._options = OptionList(prompt.options, self)

    @Property(str, constant=True)
    def icon(self) -> str:
        """The icon of what is to be done."""
        return self._icon

    @Property(OptionList, constant=True)
    def options(self) -> OptionList:
        """What can be chosen."""
        return self._options


@QmlElement
@QmlUncreatable("made by the stage")
class WorkContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """A `Work`."""

    page_file = "WorkPage.qml"

    def __init__(self, scene_id: int, prompt: Work, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._held = prompt.held

    @Property(bool, constant=True)
    def held(self) -> bool:
        """True if it cannot be left."""
        return self._held


@QmlElement
@QmlUncreatable("made by the stage")
class FarewellContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """A `Farewell`."""

    page_file = "FarewellPage.qml"

    def __init__(self, scene_id: int, prompt: Farewell, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._options = OptionList(prompt.options, self)

    @Property(OptionList, constant=True)
    def options(self) -> OptionList:
        """What can be chosen."""
        return self._options


def content_of(scene_id: int, prompt: AnyPrompt, draft: str, parent: QObject, *, elder: bool) -> PageContent:
    """Make the content of a prompt's page."""
    match prompt:
        case Choose():
            return ChooseContent(scene_id, prompt, parent)
        case EnterDigits():
            return DigitsContent(scene_id, prompt, draft, parent)
        case EnterText():
            return TextContent(scene_id, prompt, draft, parent)
        case Present():
            return PresentContent(scene_id, prompt, parent)
        case Confirm():
            return ConfirmContent(scene_id, prompt, parent)
        case Tell():
            return TellContent(scene_id, prompt, parent, elder=elder)
        case Act():
            return ActContent(scene_id, prompt, parent)
        case Work():
            return WorkContent(scene_id, prompt, parent)
        case Farewell():
            return FarewellContent(scene_id, prompt, parent)


def _as_option(way: Way) -> Option:
    return Option(way.id, way.label, icon=way.icon, resting=way.resting)
