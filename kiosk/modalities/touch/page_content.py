"""What every page shows, and the page that nobody's visit begins with. GUI thread.

Texts come ready; a page has nothing to work out.
"""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.modalities.touch.joined import joined, seen
from kiosk.modalities.touch.strip_list import StripList
from kiosk.visit.blocks import Block
from kiosk.visit.modes import Size
from kiosk.visit.prompts import Option
from kiosk.visit.text import Text

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1


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
        self._reading = StripList((), Size.STANDARD, self)
        self._crowded = False

    def read_at_length(self, blocks: tuple[Block, ...], size: Size, *, crowded: bool) -> None:
        """These are all words of the page; `crowded`: one is too long for its place. Before QML sees the page."""
        self._reading = StripList(blocks, size, self)
        self._crowded = crowded

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

    @Property(StripList, constant=True)
    def reading(self) -> StripList:
        """The words of the page at length."""
        return self._reading

    @Property(bool, constant=True)
    def crowded(self) -> bool:
        """True if a word is too long for its place, so that it may be cut there."""
        return self._crowded


@QmlElement
@QmlUncreatable("made by the stage")
class AttractContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """Nobody is here. `resting`: the terminal is starting or out of service, and a touch does nothing."""

    page_file = "AttractPage.qml"
    announcementsChanged = Signal()  # noqa: N815 (QML spells signals so)
    servicesChanged = Signal()  # noqa: N815 (QML spells signals so)

    def __init__(
        self,
        headline: Text,
        hint: Text,
        announcements: tuple[str, ...],
        parent: QObject,
        *,
        resting: bool,
        services: tuple[Option, ...] = (),
    ) -> None:
        super().__init__(0, headline, hint, parent)
        self._announcements = announcements
        self._services = services
        self._resting = resting

    def announce(self, announcements: tuple[str, ...]) -> None:
        """Show other notices from now on; a terminal that rests shows none."""
        if not self._resting and announcements != self._announcements:
            self._announcements = announcements
            self.announcementsChanged.emit()

    def offer(self, services: tuple[Option, ...]) -> None:
        """Show what can be done here; a terminal that rests shows nothing."""
        if not self._resting and services != self._services:
            self._services = services
            self.servicesChanged.emit()

    @Property("QStringList", notify=servicesChanged)  # type: ignore[arg-type]  # PySide takes a C++ type by its name
    def services(self) -> list[str]:
        """What can be done here: the ids, which name the pictures."""
        return [service.id for service in self._services]

    @Property("QStringList", notify=servicesChanged)  # type: ignore[arg-type]  # PySide takes a C++ type by its name
    def serviceNames(self) -> list[str]:  # noqa: N802 (QML spells properties so)
        """Their names, in the same order."""
        return [seen(service.label) for service in self._services]

    @Property("QStringList", notify=servicesChanged)  # type: ignore[arg-type]  # PySide takes a C++ type by its name
    def serviceTints(self) -> list[str]:  # noqa: N802 (QML spells properties so)
        """Their colours by name, in the same order."""
        return [service.tint for service in self._services]

    @Property("QStringList", notify=announcementsChanged)  # type: ignore[arg-type]  # PySide takes a C++ type by its name
    def announcements(self) -> list[str]:
        """Public notices of the hall."""
        return [joined(words) for words in self._announcements]

    @Property(bool, constant=True)
    def resting(self) -> bool:
        """True if a visit cannot begin."""
        return self._resting
