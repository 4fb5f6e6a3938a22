"""The workbench of the demo: every key does to the emulators, the line and the jack what it says."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWindow
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from hardware.emulators.id_card_reader import ReaderFaults
from hardware.emulators.receipt_printer import PrinterFaults
from kiosk.app.demo.line import LineState
from kiosk.app.demo.screen import virtual_screen
from kiosk.app.demo.tray import load_tray
from kiosk.app.demo.workbench import Workbench
from kiosk.app.demo.workbench.faults import KEYS, LINES_LEFT, PRINTER_FAULTS, READER_FAULTS
from kiosk.app.demo.world import World
from kiosk.app.enrolment import credentials, kept_enrolment
from kiosk.backend_client.staff_calls import call_staff
from kiosk.backend_client.transport import Transport
from tests.ui.terminal import until

CODES = {
    "back": 1, "up": 103, "home": 102, "left": 105, "ok": 28, "right": 106, "help": 138, "down": 108, "repeat": 60,
    "volume_down": 114, "volume_up": 115,
}  # fmt: skip
JACK_IN, JACK_OUT = 185, 186
EVENT_BYTES = 24
CARDS = {card.id: card.chip for card in load_tray()}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A desk, an office and the line between them."""
    with World(lambda _line: None, residents=10) as world:
        yield world


class Hand:
    """A mouse over an open workbench."""

    def __init__(self, bench: Workbench, leaving: list[str]) -> None:
        self.bench = bench
        self.leaving = leaving

    def find(self, name: str) -> QQuickItem | None:
        ahead = [self.bench.window.contentItem()]
        while ahead:
            item = ahead.pop()
            if item.isVisible():
                if item.objectName() == name:
                    return item
                ahead += item.childItems()
        return None

    def must(self, name: str) -> QQuickItem:
        item = self.find(name)
        assert item is not None, name
        return item

    def click(self, name: str) -> None:
        item = self.must(name)
        point = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(self.bench.window, Qt.MouseButton.LeftButton, pos=QPoint(point.x(), point.y()))

    def is_held(self, name: str) -> bool:
        return bool(self.must(name).property("held"))

    def words(self) -> list[str]:
        found, ahead = [], [self.bench.window.contentItem()]
        while ahead:
            item = ahead.pop()
            if item.isVisible():
                found.append(str(item.property("text") or ""))
                ahead += item.childItems()
        return found


@pytest.fixture
def hand(fonts: None, world: World) -> Iterator[Hand]:
    leaving: list[str] = []
    bench = Workbench(world, lambda: leaving.append("left"))
    assert QTest.qWaitForWindowExposed(bench.window)
    yield Hand(bench, leaving)
    bench.close()
    world.desk.reader.lift_card()
    world.desk.reader.break_with(ReaderFaults())
    world.desk.printer.break_with(PrinterFaults())
    world.line.become(LineState.WHOLE)
    world.desk.keypad.plug()


@pytest.fixture
def wire(world: World) -> Iterator[int]:
    """The reading end of the keypad's wire."""
    fd = os.open(world.desk.keypad.path, os.O_RDONLY | os.O_NONBLOCK)
    yield fd
    os.close(fd)


def pressed(wire: int) -> list[int]:
    """The codes that went down, as they stand on the wire."""
    data = os.read(wire, 65536)
    events = [data[start : start + EVENT_BYTES] for start in range(0, len(data), EVENT_BYTES)]
    return [int.from_bytes(e[18:20], "little") for e in events if e[16:18] == b"\x01\x00" and e[20:24] == b"\x01\0\0\0"]


def lying(world: World) -> bytes | None:
    """The chip of the card on the reader."""
    return world.desk.reader._card


@pytest.mark.parametrize("card", list(CARDS))
def test_a_card_is_put_and_lifted(hand: Hand, world: World, card: str) -> None:
    hand.click(f"card-{card}")
    assert lying(world) == CARDS[card]
    assert hand.is_held(f"card-{card}")
    hand.click("lift-card")
    assert lying(world) is None
    assert not hand.is_held(f"card-{card}")


def test_another_card_takes_the_place_of_the_first_and_a_second_click_lifts_it(hand: Hand, world: World) -> None:
    hand.click("card-wang-guifang")
    hand.click("card-li-ji")
    assert lying(world) == CARDS["li-ji"]
    assert not hand.is_held("card-wang-guifang")
    hand.click("card-li-ji")
    assert lying(world) is None


def test_a_card_that_is_pulled_by_itself_goes_back_into_the_tray(hand: Hand, world: World) -> None:
    hand.click("card-li-ji")
    world.desk.reader.lift_card()
    until(lambda: not hand.is_held("card-li-ji"))
    assert not hand.must("lift-card").isEnabled()


@pytest.mark.parametrize("fault", list(READER_FAULTS))
def test_the_reader_fails_as_told(hand: Hand, world: World, fault: str) -> None:
    hand.click(f"reader-{fault}")
    assert world.desk.reader._faults == READER_FAULTS[fault][1]
    assert [name for name in READER_FAULTS if hand.is_held(f"reader-{name}")] == [fault]


def test_the_readers_plug_is_pulled_and_put_in_again(hand: Hand, world: World) -> None:
    assert world.desk.reader.path.exists()
    hand.click("plug-reader")
    assert not world.desk.reader.path.is_symlink()
    assert not hand.is_held("plug-reader")
    hand.click("plug-reader")
    assert world.desk.reader.path.exists()


@pytest.mark.parametrize("fault", list(PRINTER_FAULTS))
def test_the_printer_fails_as_told_and_is_mended(hand: Hand, world: World, fault: str) -> None:
    hand.click(f"printer-{fault}")
    assert [name for name in PRINTER_FAULTS if getattr(world.desk.printer.faults, name)] == [fault]
    assert hand.is_held(f"printer-{fault}")
    hand.click(f"printer-{fault}")
    assert world.desk.printer.faults == PrinterFaults()


def test_two_faults_of_the_printer_hold_together_until_all_is_well(hand: Hand, world: World) -> None:
    hand.click("printer-cover_open")
    hand.click("printer-paper_low")
    assert world.desk.printer.faults == PrinterFaults(cover_open=True, paper_low=True)
    hand.click("mend-printer")
    assert world.desk.printer.faults == PrinterFaults()
    assert not hand.is_held("printer-cover_open")


def test_the_paper_ends_soon_by_itself(hand: Hand, world: World) -> None:
    hand.click("paper-soon")
    assert world.desk.printer.faults.lines_left == LINES_LEFT
    send(world, b"\x1b@" + b"a row\n" * (LINES_LEFT + 2))
    until(lambda: hand.is_held("printer-paper_out"))


def test_the_printers_plug_is_pulled_and_put_in_again(hand: Hand, world: World) -> None:
    hand.click("plug-printer")
    until(lambda: not is_plugged(world))  # its own thread pulls it
    hand.click("plug-printer")
    until(lambda: is_plugged(world))
    send(world, b"\x1b@")


@pytest.mark.parametrize("state", list(LineState))
def test_the_network_does_as_told(hand: Hand, world: World, state: LineState) -> None:
    hand.click(f"line-{state.value}")
    assert world.line.state is state
    assert [name for name in LineState if hand.is_held(f"line-{name.value}")] == [state]


@pytest.mark.parametrize("key", list(KEYS))
def test_a_key_is_pressed_on_the_wire(hand: Hand, wire: int, key: str) -> None:
    hand.click(f"key-{key}")
    assert pressed(wire) == [CODES[key]]


def test_headphones_go_in_and_out(hand: Hand, wire: int) -> None:
    hand.click("headphones")
    assert hand.is_held("headphones")
    hand.click("headphones")
    assert not hand.is_held("headphones")
    assert pressed(wire) == [JACK_IN, JACK_OUT]


def test_a_keypad_without_a_plug_is_silent(hand: Hand, world: World, wire: int) -> None:
    hand.click("plug-keypad")
    assert world.desk.keypad._fd == -1
    hand.click("key-ok")
    hand.click("headphones")
    assert os.read(wire, 1) == b""
    assert not hand.is_held("headphones")
    hand.click("plug-keypad")
    hand.click("key-ok")
    assert pressed(wire) == [CODES["ok"]]


def test_the_last_slip_is_seen(hand: Hand, world: World) -> None:
    assert hand.find("slip") is None
    send(world, b"\x1b@" + "杏花社区".encode("gb18030") + b"\n\x1dV\x00")
    until(lambda: hand.find("slip") is not None)
    picture = hand.must("slip")
    until(lambda: picture.property("paintedHeight") > 0)
    number = len(world.desk.printer.slips)
    assert f"Last slip (number {number})" in hand.words()


def test_a_call_for_a_person_is_listed(hand: Hand, world: World) -> None:
    until(lambda: "nobody calls" in hand.words())
    enrolment = kept_enrolment(world.data)
    assert enrolment is not None
    transport = Transport(world.url, credentials=credentials(world.data, enrolment))
    call = call_staff(transport, reason="help", service_id="contacts")
    transport.close()
    until(lambda: hand.find(f"call-{call}") is not None)
    words = str(hand.must(f"call-{call}").property("text"))
    assert words.endswith(": help, in contacts")


def test_an_office_that_does_not_answer_is_said_so(hand: Hand) -> None:
    hand.bench.tabletop.show_calls(None)
    assert "the office does not say" in hand.words()


def test_closing_the_workbench_is_leaving(hand: Hand) -> None:
    hand.bench.window.close()
    until(lambda: hand.leaving == ["left"])


def test_closing_the_terminal_is_leaving(fonts: None, world: World) -> None:
    terminal = QWindow()
    terminal.show()
    leaving: list[str] = []
    bench = Workbench(world, lambda: leaving.append("left"))
    terminal.close()
    until(lambda: leaving == ["left"])
    bench.close()
    assert leaving == ["left"]


def test_putting_the_workbench_away_is_not_leaving(hand: Hand) -> None:
    hand.bench.close()
    QTest.qWait(0)
    assert hand.leaving == []


@pytest.mark.desktop
@pytest.mark.timeout(180)
def test_the_demo_opens_both_windows_on_a_screen(tmp_path: Path) -> None:
    with virtual_screen(1920, 1080) as display, (tmp_path / "said").open("w+") as said:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        demo = subprocess.Popen([sys.executable, "-m", "kiosk", "demo"], env=environment, stderr=said, cwd=tmp_path)
        try:
            limit = time.monotonic() + 120
            while "workbench are open" not in (tmp_path / "said").read_text():
                assert demo.poll() is None, (tmp_path / "said").read_text()
                assert time.monotonic() < limit
                time.sleep(0.2)
        finally:
            demo.terminate()
        assert demo.wait(30) == 0


def send(world: World, data: bytes) -> None:
    """Put bytes on the printer's wire, and wait until it has them."""
    before = world.desk.printer.received
    with socket.create_connection((world.desk.printer.host, int(world.desk.printer.port)), timeout=5) as wire:
        wire.sendall(data)
        until(lambda: world.desk.printer.received >= before + len(data))


def is_plugged(world: World) -> bool:
    """Does anybody answer at the printer's port?"""
    try:
        socket.create_connection((world.desk.printer.host, int(world.desk.printer.port)), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True
