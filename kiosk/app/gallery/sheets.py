"""Sheets of the design system: type in millimetres, colours with contrasts, icons by name, controls in each state."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.app.gallery.plates import Light
from kiosk.app.inspection.picture import Colour, contrast, named
from kiosk.app.inspection.sight import CAPITAL_BOX, HANZI_BOX
from kiosk.app.window import UI
from kiosk.modalities.touch import GLYPHS
from kiosk.visit.modes import Size

TYPES = (
    "attract",
    "headline",
    "figure",
    "keyLabel",
    "tile",
    "letterLabel",
    "action",
    "body",
    "small",
    "shell",
    "least",
)
COLOURS = (
    *("ink", "secondInk", "edge", "hairline", "paper", "card", "band", "onTint", "restingFill", "restingInk"),
    *("primary", "attention", "jade", "persimmon", "cyan", "indigo", "plum", "moss", "ochre", "rose"),
)
_SINGLETONS = """import QtQml
import 'theme'
QtObject { property QtObject paint: Paint; property QtObject theme: Theme }"""
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: what it lists, in which colours, in which size."""

    kind: str
    light: Light = Light.LIGHT
    size: Size = Size.STANDARD

    @property
    def name(self) -> str:
        """Its file's name, without the ending."""
        return f"sheet-{self.kind}_{self.light}_{self.size}"


def every_sheet() -> Iterator[Sheet]:
    """All sheets."""
    yield from (Sheet("type", size=size) for size in Size)
    yield from (Sheet("colours", light) for light in Light)
    yield Sheet("colours", size=Size.ELDER)
    yield Sheet("icons")
    yield from (Sheet("controls", light, size) for light in Light for size in Size)


class SheetPrinter:
    """Draws sheets, one after the other. GUI thread; there is an application object."""

    def __init__(self) -> None:
        self._engine = QQmlApplicationEngine()
        self._engine.loadData(_SINGLETONS.encode(), QUrl.fromLocalFile(str(UI / "singletons.qml")))
        holder = self._engine.rootObjects()[0]
        self._paint: QObject = holder.property("paint")
        self._theme: QObject = holder.property("theme")

    def draw(self, sheet: Sheet) -> QImage:
        """A picture of a sheet."""
        self._paint.setProperty("palette", sheet.light.value)
        self._paint.setProperty("elder", sheet.size is not Size.STANDARD)
        self._theme.setProperty("size", sheet.size.value)
        heading = f"{sheet.kind} · {sheet.light} · {sheet.size}"
        self._engine.setInitialProperties({"heading": heading, "sheet": sheet.kind, "rows": self._rows(sheet)})
        self._engine.load(QUrl.fromLocalFile(str(UI / "gallery" / "DesignSheet.qml")))
        window = self._engine.rootObjects()[-1]
        if not isinstance(window, QQuickWindow):
            raise RuntimeError("ui/gallery/DesignSheet.qml cannot be loaded")
        window.show()
        for _ in range(_ROUNDS):  # columns are laid out when a frame is drawn, and the window grows with them
            QCoreApplication.processEvents()
            picture = window.grabWindow()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
        return picture

    def close(self) -> None:
        """Let go of the engine."""
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)

    def _rows(self, sheet: Sheet) -> list[object]:
        if sheet.kind == "type":
            return [self._type(name) for name in TYPES]
        if sheet.kind == "colours":
            return [self._colour(name) for name in COLOURS]
        return list(GLYPHS) if sheet.kind == "icons" else []

    def _type(self, name: str) -> dict[str, object]:
        pixels, fineness = int(self._theme.property(name)), float(self._theme.property("pixelsPerMm"))
        hanzi, capital = (pixels / fineness * box for box in (HANZI_BOX, CAPITAL_BOX))
        return {"pixels": pixels, "words": f"{name}: {hanzi:.1f} mm, capitals {capital:.1f} mm ({pixels} px)"}

    def _colour(self, name: str) -> dict[str, object]:
        colour, *grounds = (_rgb(self._paint.property(one)) for one in (name, "paper", "card", "onTint"))
        paper, card, on_tint = (f"{contrast(colour, ground):.1f}" for ground in grounds)
        words = f"{name} {named(colour)}  paper {paper}  card {card}  onTint {on_tint}"
        return {"colour": named(colour), "words": words}


def _rgb(colour: QColor) -> Colour:
    return colour.red(), colour.green(), colour.blue()
