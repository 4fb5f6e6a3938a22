"""A device on the workbench as QML sees it, of whatever kind: what is seen of it, handles, faults. GUI thread."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import Property, QAbstractListModel, QByteArray, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from hardware.emulators.handles import Handle, Handled
from kiosk.app.demo.shelf import Missing
from kiosk.app.demo.workbench.choices import ROOT, ChoiceList, Index

QML_IMPORT_NAME = "Linli.Workbench"
QML_IMPORT_MAJOR_VERSION = 1

WELL = "well"


@QmlElement
@QmlUncreatable("made by the tabletop")
class Thing(QObject):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """One device, or the reason why it is not there."""

    changed = Signal()

    def __init__(self, name: str, device: Handled | Missing, parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self._device = device
        self._plugged = True
        self._fault = ""
        self._looks = ""
        self._told = ""
        self._acts: tuple[Handle, ...] = ()
        faults = {} if isinstance(device, Missing) else {WELL: "works", **device.faults()}
        self._handles = ChoiceList({}, self)
        self._faults = ChoiceList(faults, self)
        self.look()

    def look(self) -> None:
        """Take in what it did by itself."""
        if isinstance(self._device, Missing):
            return
        self._acts = tuple(self._device.handles())
        self._handles.replace({str(number): handle.label for number, handle in enumerate(self._acts)})
        self._faults.mark(frozenset({self._fault or WELL}))
        self._looks = self._device.looks()
        self.changed.emit()

    def tell(self, words: str) -> None:
        """What the terminal makes of it."""
        self._told = words

    @property
    def height(self) -> int:
        """About how many rows of keys it takes, to share the columns out."""
        return 3 + (self._handles.rowCount() + 1) // 2

    # --- what QML reads ---

    @Property(str, constant=True)
    def name(self) -> str:
        """Its id, unique on the table."""
        return self._name

    @Property(str, constant=True)
    def title(self) -> str:
        """What it is."""
        return self._device.title[:1].upper() + self._device.title[1:]

    @Property(str, constant=True)
    def missing(self) -> str:
        """Why it is not there; empty if it is."""
        return self._device.why if isinstance(self._device, Missing) else ""

    @Property(str, notify=changed)
    def looks(self) -> str:
        """What a person sees of it now."""
        return self._looks

    @Property(str, notify=changed)
    def told(self) -> str:
        """What the terminal makes of it; empty before it has looked."""
        return self._told

    @Property(str, notify=changed)
    def fault(self) -> str:
        """How it fails now, in a few words; empty when it is well."""
        return "" if isinstance(self._device, Missing) else self._device.faults().get(self._fault, "")

    @Property(bool, notify=changed)
    def plugged(self) -> bool:
        """True if it is plugged in."""
        return self._plugged

    @Property(ChoiceList, constant=True)
    def handles(self) -> ChoiceList:
        """What can be done to it."""
        return self._handles

    @Property(ChoiceList, constant=True)
    def faults(self) -> ChoiceList:
        """How it can fail; one of them is on."""
        return self._faults

    # --- what QML does ---

    @Slot(str, str)
    def act(self, number: str, label: str) -> None:
        """Do what a handle says; one that has gone meanwhile does nothing."""
        at = int(number)
        if at < len(self._acts) and self._acts[at].label == label:
            self._acts[at].act()
        self.look()

    @Slot(str)
    def breakWith(self, fault: str) -> None:  # noqa: N802 (QML spells methods so)
        """Have this fault instead of the one before."""
        if isinstance(self._device, Missing):
            return
        self._fault = "" if fault == WELL else fault
        self._device.break_with_fault(self._fault)
        self.look()

    @Slot(bool)
    def movePlug(self, into: bool) -> None:  # noqa: N802 (QML spells methods so)
        """Put its plug in, or pull it."""
        if isinstance(self._device, Missing):
            return
        if into:
            self._device.plug()
        else:
            self._device.unplug()
        self._plugged = into
        self.look()


class ThingRole(IntEnum):
    """What a delegate may ask."""

    THING = Qt.ItemDataRole.UserRole + 1


@QmlElement
@QmlUncreatable("made by the tabletop")
class ThingList(QAbstractListModel):  # type: ignore[operator]  # QmlUncreatable has no __call__ in its stub
    """The things of one column; which they are does not change."""

    def __init__(self, things: Sequence[Thing], parent: QObject) -> None:
        super().__init__(parent)
        self._things = tuple(things)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 (Qt's name)
        """How many there are."""
        return 0 if parent.isValid() else len(self._things)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The thing of a row."""
        return self._things[index.row()] if index.isValid() and role == ThingRole.THING else None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 (Qt's name)
        """The name by which delegates ask."""
        return {int(ThingRole.THING): QByteArray(b"thing")}
