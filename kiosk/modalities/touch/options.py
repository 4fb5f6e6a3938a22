"""The options of a prompt as a list for QML."""

from enum import IntEnum

from PySide6.QtCore import Property, QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.modalities.touch.joined import seen
from kiosk.visit.prompts import Option

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_SHORT = 6  # characters, such as 打印机没纸了


class OptionRole(IntEnum):
    """What a delegate may ask of an option."""

    ITEM = Qt.ItemDataRole.UserRole + 1
    LABEL = Qt.ItemDataRole.UserRole + 2
    DETAIL = Qt.ItemDataRole.UserRole + 3
    ICON = Qt.ItemDataRole.UserRole + 4
    TINT = Qt.ItemDataRole.UserRole + 5
    RESTING = Qt.ItemDataRole.UserRole + 6
    PRIMARY = Qt.ItemDataRole.UserRole + 7


ROLE_NAMES = {
    OptionRole.ITEM: "itemId",
    OptionRole.LABEL: "label",
    OptionRole.DETAIL: "detail",
    OptionRole.ICON: "icon",
    OptionRole.TINT: "tint",
    OptionRole.RESTING: "resting",
    OptionRole.PRIMARY: "primary",
}


@QmlElement
@QmlUncreatable("made by a page's content")
class OptionList(QAbstractListModel):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """The options of one prompt; they never change. GUI thread."""

    def __init__(self, options: tuple[Option, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._rows = tuple(_row(option) for option in options)
        self._detailed = any(option.detail or len(option.resting.shown()) > _SHORT for option in options)
        self._longest = max((len(option.label.shown()) for option in options), default=0)

    @Property(int, constant=True)
    def count(self) -> int:
        """How many there are."""
        return len(self._rows)

    @Property(int, constant=True)
    def longestLabel(self) -> int:  # noqa: N802 (QML spells properties so)
        """The characters of the longest label: whether two fit side by side."""
        return self._longest

    @Property(bool, constant=True)
    def detailed(self) -> bool:
        """True if one of them has a second line. A short reason to rest needs no more room: the page stays."""
        return self._detailed

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 (Qt's name)
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One role of one option."""
        return self._rows[index.row()].get(role) if index.isValid() else None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 (Qt's name)
        """The names by which delegates ask."""
        return {role: QByteArray(name.encode()) for role, name in ROLE_NAMES.items()}


def _row(option: Option) -> dict[int, object]:
    return {
        OptionRole.ITEM: option.id,
        OptionRole.LABEL: seen(option.label),
        OptionRole.DETAIL: seen(option.detail),
        OptionRole.ICON: option.icon,
        OptionRole.TINT: option.tint,
        OptionRole.RESTING: seen(option.resting),
        OptionRole.PRIMARY: option.primary,
    }
