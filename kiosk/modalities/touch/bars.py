"""The bars of a chart as a list for QML."""

from enum import IntEnum

from PySide6.QtCore import Property, QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.modalities.touch.joined import seen
from kiosk.visit.blocks import Bars

QML_IMPORT_NAME = "Linli.Touch"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class BarRole(IntEnum):
    """What a delegate may ask of a bar."""

    RATIO = Qt.ItemDataRole.UserRole + 1
    LABEL = Qt.ItemDataRole.UserRole + 2
    MARK = Qt.ItemDataRole.UserRole + 3


ROLE_NAMES = {BarRole.RATIO: "ratio", BarRole.LABEL: "label", BarRole.MARK: "mark"}


@QmlElement
@QmlUncreatable("made by a strip")
class BarList(QAbstractListModel):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """The bars of one chart; they never change. `ratio` is the part of the tallest, 0 to 1. GUI thread."""

    def __init__(self, bars: Bars, parent: QObject) -> None:
        super().__init__(parent)
        tallest = max((bar.amount for bar in bars.bars), default=0) or 1
        self._rows = tuple(
            {
                BarRole.RATIO: max(0.0, bar.amount / tallest),
                BarRole.LABEL: seen(bar.label),
                BarRole.MARK: bar.mark.value,
            }
            for bar in bars.bars
        )

    @Property(int, constant=True)
    def count(self) -> int:
        """How many bars there are."""
        return len(self._rows)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 (Qt's name)
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One role of one bar."""
        return self._rows[index.row()].get(BarRole(role)) if index.isValid() and role in ROLE_NAMES else None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 (Qt's name)
        """The names by which delegates ask."""
        return {role: QByteArray(name.encode()) for role, name in ROLE_NAMES.items()}
