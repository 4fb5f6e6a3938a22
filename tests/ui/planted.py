"""A small page of our own controls, with nothing wrong on it, in which a test plants one fault."""

from dataclasses import dataclass, field
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from kiosk.app.inspection import Rule, Violation, inspect
from kiosk.app.window import UI
from kiosk.modalities.touch import Site
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import AnyPrompt, Choose, Option
from kiosk.visit.stage import Scene
from kiosk.visit.text import text

PAGE = """
import QtQuick
import QtQuick.Window
import "controls"
import "theme"

Window {
    property int designWidth: 1080
    property int designHeight: 1920
    width: designWidth
    height: designHeight
    visible: true
    color: Paint.paper

    // Not "Key": PySide takes an item for the type of its own that is called like its component.
    component Touched: Pressable {
        width: 400
        height: 150
        color: Paint.card
        border.width: Theme.line
        border.color: Paint.edge
    }

    Headline { x: 50; y: 50; width: 980; text: "您好，今天办什么事？" }
    Touched { itemId: "a"; name: "第一件"; x: 50; y: 300 }
    Touched { itemId: "b"; name: "第二件"; x: 50; y: 500 }

    %s
}
"""
ASKED = Choose(
    headline=text("您好，今天办什么事？"), options=(Option("a", text("第一件")), Option("b", text("第二件")))
)
SITE = Site("杏花社区便民服务馆")


@dataclass(frozen=True)
class Asked:
    """What the page is taken for."""

    prompt: AnyPrompt = ASKED
    modes: Modes = field(default_factory=Modes)


class Planted:
    """The page with a fault, in a window."""

    def __init__(self, fault: str = "") -> None:
        self._engine = QQmlApplicationEngine()
        self._engine.loadData((PAGE % fault).encode(), QUrl.fromLocalFile(f"{UI}/planted.qml"))
        window = next(iter(self._engine.rootObjects()), None)
        assert isinstance(window, QQuickWindow)
        self.window = window

    def __enter__(self) -> "Planted":
        assert QTest.qWaitForWindowExposed(self.window)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for doomed in (self.window, self._engine):
            doomed.deleteLater()
            QCoreApplication.sendPostedEvents(doomed, QEvent.Type.DeferredDelete.value)

    def found(self, asked: Asked | None = None) -> tuple[Violation, ...]:
        """What the inspection finds."""
        asked = asked or Asked()
        return inspect(self.window, Scene(1, asked.prompt), asked.modes, SITE)

    def rules(self, asked: Asked | None = None) -> set[Rule]:
        """The rules that are broken."""
        return {violation.rule for violation in self.found(asked)}
