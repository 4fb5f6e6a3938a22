"""A list of things to press, as QML sees it. GUI thread."""

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Linli.Workbench"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ChoiceRole(IntEnum):
    """What a delegate may ask of a choice."""

    ITEM = Qt.ItemDataRole.UserRole + 1
    LABEL = Qt.ItemDataRole.UserRole + 2
    ON = Qt.ItemDataRole.UserRole + 3


ROLE_NAMES = {ChoiceRole.ITEM: "itemId", ChoiceRole.LABEL: "label", ChoiceRole.ON: "held"}


@QmlElement
@QmlUncreatable("made by the tabletop")
class ChoiceList(QAbstractListModel):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """Things with a label, some of them on. Their order is the order of the mapping."""

    def __init__(self, labels: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._items = list(labels.items())
        self._on: frozenset[str] = frozenset()

    def mark(self, on: frozenset[str]) -> None:
        """Have these on, and no others."""
        if on != self._on:
            self._on = on
            self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1), [int(ChoiceRole.ON)])

    def replace(self, labels: Mapping[str, str]) -> None:
        """Have other things."""
        if (items := list(labels.items())) != self._items:
            self.beginResetModel()
            self._items = items
            self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 (Qt's name)
        """How many there are."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One role of one choice."""
        if not index.isValid():
            return None
        item, label = self._items[index.row()]
        return {ChoiceRole.ITEM: item, ChoiceRole.LABEL: label, ChoiceRole.ON: item in self._on}.get(ChoiceRole(role))

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 (Qt's name)
        """The names by which delegates ask."""
        return {role: QByteArray(name.encode()) for role, name in ROLE_NAMES.items()}
