"""What each page shows: one object a kind of prompt, made for one scene and dropped with it. GUI thread."""

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.modalities.touch.entries import DigitsContent, TextContent
from kiosk.modalities.touch.joined import seen
from kiosk.modalities.touch.options import OptionList
from kiosk.modalities.touch.page_content import PageContent
from kiosk.modalities.touch.pay_content import PayContent
from kiosk.modalities.touch.reading import at_length, too_long
from kiosk.modalities.touch.strip_list import StripList
from kiosk.visit.modes import Size
from kiosk.visit.prompts import (
    Act,
    AnyPrompt,
    Choose,
    Confirm,
    EnterDigits,
    EnterText,
    Farewell,
    Pay,
    Present,
    Tell,
    Work,
)

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the stage")
class ChooseContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """A `Choose`."""

    page_file = "ChoosePage.qml"

    def __init__(self, scene_id: int, prompt: Choose, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._layout = prompt.layout
        self._options = OptionList(prompt.options, self)

    def reveal(self, item_id: str) -> None:
        """Turn to the page of an item."""
        self._options.reveal(item_id)

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
class PresentContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """A `Present`."""

    page_file = "PresentPage.qml"

    def __init__(self, scene_id: int, prompt: Present, parent: QObject) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._ways = OptionList.of_ways(prompt.ways, self)
        self._options = OptionList(prompt.others, self)
        ready = [way for way in prompt.ways if not way.resting]
        self._mirror = prompt.mirror
        self._picture, self._icon = (ready[0].id, ready[0].icon) if ready else ("", "warning-circle")

    def reveal(self, item_id: str) -> None:
        """Turn to the page of an item."""
        self._options.reveal(item_id)

    @Property(OptionList, constant=True)
    def ways(self) -> OptionList:
        """The parts of the terminal that are waiting."""
        return self._ways

    @Property(OptionList, constant=True)
    def options(self) -> OptionList:
        """What can be chosen instead."""
        return self._options

    @Property(bool, constant=True)
    def mirror(self) -> bool:
        """True if she sees herself."""
        return self._mirror

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

    def __init__(self, scene_id: int, prompt: Confirm, parent: QObject, size: Size) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._yes = seen(prompt.yes)
        self._no = seen(prompt.no)
        self._even = prompt.even
        self._strips = StripList(prompt.blocks, size, self)

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

    @Property(bool, constant=True)
    def even(self) -> bool:
        """True if neither key may stand out."""
        return self._even

    @Property(StripList, constant=True)
    def strips(self) -> StripList:
        """What is to be confirmed."""
        return self._strips


@QmlElement
@QmlUncreatable("made by the stage")
class TellContent(PageContent):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """A `Tell`, in elder mode with its essentials."""

    page_file = "TellPage.qml"

    def __init__(self, scene_id: int, prompt: Tell, parent: QObject, size: Size) -> None:
        super().__init__(scene_id, prompt.headline, prompt.hint, parent)
        self._strips = StripList(prompt.blocks_for(elder=size is not Size.STANDARD), size, self)
        self._options = OptionList(prompt.actions, self)

    def reveal(self, item_id: str) -> None:
        """Turn to the page of an item."""
        self._strips.reveal(item_id)
        self._options.reveal(item_id)

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
        self._place = prompt.place
        self._options = OptionList(prompt.options, self)

    def reveal(self, item_id: str) -> None:
        """Turn to the page of an item."""
        self._options.reveal(item_id)

    @Property(str, constant=True)
    def place(self) -> str:
        """The kind of device where it is to be done; empty if it has no place."""
        return self._place

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

    def reveal(self, item_id: str) -> None:
        """Turn to the page of an item."""
        self._options.reveal(item_id)

    @Property(OptionList, constant=True)
    def options(self) -> OptionList:
        """What can be chosen."""
        return self._options


def content_of(scene_id: int, prompt: AnyPrompt, draft: str, parent: QObject, *, size: Size) -> PageContent:
    """Make the content of a prompt's page."""
    content = _content_of(scene_id, prompt, draft, parent, size)
    content.read_at_length(at_length(prompt), size, crowded=too_long(prompt, size))
    return content


def _content_of(scene_id: int, prompt: AnyPrompt, draft: str, parent: QObject, size: Size) -> PageContent:
    match prompt:
        case Choose():
            return ChooseContent(scene_id, prompt, parent)
        case EnterDigits():
            return DigitsContent(scene_id, prompt, draft, parent)
        case EnterText():
            return TextContent(scene_id, prompt, draft, parent)
        case Present():
            return _present(scene_id, prompt, parent)
        case Confirm():
            return ConfirmContent(scene_id, prompt, parent, size)
        case Tell():
            return TellContent(scene_id, prompt, parent, size)
        case Act():
            return ActContent(scene_id, prompt, parent)
        case Work():
            return WorkContent(scene_id, prompt, parent)
        case Farewell():
            return FarewellContent(scene_id, prompt, parent)


def _present(scene_id: int, prompt: Present, parent: QObject) -> PageContent:
    if isinstance(prompt, Pay):
        return PayContent(scene_id, prompt, parent)
    return PresentContent(scene_id, prompt, parent)
