"""By finger: faults that are planted on the real screen of a service are found out, offscreen."""

import threading
import time
from collections.abc import Callable
from datetime import time as Hour  # noqa: N812 - the stopwatch has the name

import pytest
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.app.crawl.clock import LeapingClock
from kiosk.app.crawl.findings import Report
from kiosk.app.crawl.touch_body import TouchBody
from kiosk.app.crawl.trials import Limits
from kiosk.app.crawl.walker import Walker
from kiosk.app.crawl.witness import Witness
from kiosk.app.loop import LoopThread
from kiosk.app.senses import EyesAndFinger, GuiDoor
from kiosk.app.window import Window
from kiosk.modalities.keypad import KeypadModality
from kiosk.modalities.touch import Site, Stage, TouchModality
from kiosk.visit.catalogue import Catalogue, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.prompts import Option, Tell
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit
from kiosk.voice.talker import Talker
from tests.crawler.hall import CALL, ENTRY, SILENCE_S, AllWell, NoHands
from tests.helpers.mouth import ListeningSpeaker, QuickVoice
from tests.helpers.spoken import SpokenSpy

pytestmark = pytest.mark.usefixtures("fonts")
# The colours of day at any hour: by night a pale label stands out better.
SITE = Site("杏花社区便民服务馆", dim_from=Hour(0), dim_until=Hour(0))
PAGE = Tell(
    headline=text("喝好了吗？"),
    actions=(Option("done", text("喝好了"), primary=True), Option("more", text("再来一杯"))),
)
Plant = Callable[[QQuickItem], object]


async def one_page(visit: Visit) -> None:
    while await visit.tell(PAGE) == "more":
        await visit.tell(Tell(headline=text("请慢用"), actions=(Option("good", text("好的")),)))


class PlantingEyes(EyesAndFinger):
    """Spoils one thing whenever a page has come to rest."""

    plant: Plant | None = None

    def settles(self) -> None:
        super().settles()
        self._door.run(self._spoil)

    def _spoil(self) -> None:
        found = self._find("more")
        if found is not None and self.plant is not None:
            self.plant(found)
            self._is_drawn()

    def _is_drawn(self) -> None:
        """Wait until the screen shows it as it is now, however long a busy machine takes."""
        frames: list[None] = []
        counted = self._window.quick.frameSwapped.connect(lambda: frames.append(None))
        self._window.quick.update()
        until = time.monotonic() + 5
        while not frames and time.monotonic() < until:
            QTest.qWait(5)
        self._window.quick.frameSwapped.disconnect(counted)
        assert frames
        QTest.qWait(30)  # the colour of a key may glide


def crawl(plant: Plant | None) -> Report:
    """Let a crawler in that goes by finger; what it found."""
    thread, clock = LoopThread(), LeapingClock()
    thread.start()
    stage = Stage(SITE, clock)
    touch, window, door = TouchModality(stage), Window(stage), GuiDoor()
    assert QTest.qWaitForWindowExposed(window.quick)
    witness = Witness()
    conversation = Conversation(Catalogue((Service(ENTRY, one_page),), AllWell()), clock, _idle(), _staff)
    reports: list[Report] = []

    def join() -> None:
        talker = Talker(QuickVoice(), ListeningSpeaker(), conversation.say)
        keypad = KeypadModality(thread.loop, conversation, talker)
        for modality in (touch, keypad, witness):
            conversation.presenter.join(modality)
        touch.wire(thread.loop, conversation, SpokenSpy(keypad.repeat))

    def walk() -> None:
        eyes = PlantingEyes(window, door, clock.leap)
        eyes.plant = plant
        hands = NoHands(lambda: thread.call(conversation.end))
        body = TouchBody(eyes, witness, SITE)
        walker = Walker(body, witness, hands, clock, Limits(SILENCE_S, SILENCE_S), lambda _line: None)
        reports.append(walker.crawl())

    thread.call(join)
    running = thread.spawn(conversation.run())
    crawler = threading.Thread(target=walk, daemon=True)
    crawler.start()
    while crawler.is_alive():
        QTest.qWait(10)
    running.cancel()
    thread.close()
    window.close()
    stage.deleteLater()
    return reports[0]


def _idle() -> Idle:
    return Idle(SILENCE_S, SILENCE_S)


async def _staff(_service: str) -> Text:
    return CALL


def rules(report: Report) -> set[str]:
    """The rules that were broken by the thing that was spoilt."""
    told = [finding for finding in report.findings if "more" in finding.detail or "再来一杯" in finding.detail]
    return {finding.rule for finding in told}


def test_a_service_with_nothing_wrong_is_completed_by_finger() -> None:
    report = crawl(None)
    assert report.services == {"tea": True}
    assert rules(report) == set()
    assert len(report.prompts) == 4


def _unname(item: QQuickItem) -> None:
    item.setProperty("name", "")


def _shrink(item: QQuickItem) -> None:
    item.setHeight(10 * SITE.pixels_per_mm)


def _pale(item: QQuickItem) -> None:
    for child in item.childItems():
        _pale(child)
        if child.property("text"):
            child.setProperty("color", QColor("#8F8F8F"))


def _switch_off(item: QQuickItem) -> None:
    item.setEnabled(False)


@pytest.mark.parametrize(
    ("plant", "rule"),
    [(_unname, "unnamed"), (_shrink, "target"), (_pale, "contrast"), (_switch_off, "every choice is offered")],
    ids=["an unnamed button", "a 10 mm target", "3:1 text", "a button that is dead"],
)
def test_a_fault_on_the_screen_is_found_out(plant: Plant, rule: str) -> None:
    assert rule in rules(crawl(plant))
