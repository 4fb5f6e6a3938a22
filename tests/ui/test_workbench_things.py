"""Every device of the shelf on the workbench: its handles, its faults, its plug; and the reasons of those missing."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from hardware.configuration import DeviceConfig
from hardware.emulators.cupsd import Cupsd
from hardware.events import Event
from hardware.registry import DRIVERS, build
from hardware.status import DeviceState, DeviceStatus, StatusChanged
from kiosk.app.demo.shelf import Board, Missing, Shelved, shelve
from kiosk.app.demo.workbench.choices import ChoiceList, ChoiceRole
from kiosk.app.demo.workbench.things import WELL, Thing
from kiosk.app.demo.world import Desk
from tests.ui.terminal import until
from tests.ui.test_workbench import Hand, hand, world

__all__ = ["hand", "world"]  # fixtures

NAMES = (
    "cards", "pages", "scanner", "locker", "pay", "camera", "ear", "jack", "radar", "ups", "door", "lights", "watchdog",
)  # fmt: skip
BEHIND_DAEMONS = {"cards", "pages", "watchdog"}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Shelved]]:
    with ExitStack() as stack:
        board = Board(tmp_path_factory.mktemp("shelf"), stack, daemons=False, page_s=0.0)
        yield {shelved.name: shelved for shelved in shelve(board)}


def read(thing: Thing, name: str) -> Any:
    """A property; mypy takes those of Qt for what they are in the class."""
    return getattr(thing, name)


def things(choices: ChoiceList) -> list[tuple[str, str, bool]]:
    roles = (ChoiceRole.ITEM, ChoiceRole.LABEL, ChoiceRole.ON)
    return [tuple(choices.data(choices.index(row), role) for role in roles) for row in range(choices.rowCount())]  # type: ignore[misc]


def test_every_kind_of_device_is_on_the_desk(tmp_path: Path) -> None:
    with Desk(tmp_path) as desk:
        kinds = {device.kind for device in desk.devices()}
        names = {shelved.name for shelved in desk.shelf}
        build([DeviceConfig(**device.model_dump()) for device in desk.devices()]).close()
    assert names == set(NAMES)
    behind_daemons = {"card_reader", "document_printer", "watchdog"}
    assert kinds | behind_daemons == {row.kind for row in DRIVERS.values()}


@pytest.mark.parametrize("name", NAMES)
def test_a_device_has_a_name_looks_and_faults_or_a_reason(name: str, shelf: dict[str, Shelved], qapp: QObject) -> None:
    thing = Thing(name, shelf[name].emulator, qapp)
    assert read(thing, "title")
    assert bool(read(thing, "missing")) == (name in BEHIND_DAEMONS)
    if read(thing, "missing"):
        assert shelf[name].device is None
        return
    assert read(thing, "looks")
    assert len(read(thing, "looks")) < 120
    labels = [label for _, label, _ in things(read(thing, "faults"))]
    assert len(labels) > 1
    assert len(set(labels)) == len(labels)
    assert all(label and len(label) <= 60 for label in labels)
    assert [label for label in labels if label[0].isupper()] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name not in BEHIND_DAEMONS])
def test_every_handle_can_be_pressed_plugged_and_unplugged(name: str, shelf: dict[str, Shelved], qapp: QObject) -> None:
    thing = Thing(name, shelf[name].emulator, qapp)
    seen = set()
    for _ in range(2):
        for item, label, _ in things(read(thing, "handles")):
            thing.act(item, label)
            seen.add(label)
    assert seen
    thing.movePlug(False)
    assert not read(thing, "plugged")
    for item, label, _ in things(read(thing, "handles")):
        thing.act(item, label)
    thing.movePlug(True)
    assert read(thing, "plugged")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in BEHIND_DAEMONS])
def test_every_fault_can_be_had_and_mended(name: str, shelf: dict[str, Shelved], qapp: QObject) -> None:
    thing = Thing(name, shelf[name].emulator, qapp)
    for item, label, _ in things(read(thing, "faults")):
        thing.breakWith(item)
        assert [on for on, _, held in things(read(thing, "faults")) if held] == [item]
        assert read(thing, "fault") == ("" if item == WELL else label)
    thing.breakWith(WELL)
    assert read(thing, "fault") == ""


def test_a_handle_that_has_gone_does_nothing(shelf: dict[str, Shelved], qapp: QObject) -> None:
    thing = Thing("jack", shelf["jack"].emulator, qapp)
    before = read(thing, "looks")
    thing.act("0", "a label of a moment ago")
    thing.act("99", "nothing")
    assert read(thing, "looks") == before


def scroll_to(hand: Hand, name: str) -> None:
    bench, item = hand.must("bench"), hand.must(name)
    y = item.mapToItem(bench, 0, 0).y() + bench.property("contentY")
    most = bench.property("contentHeight") - bench.height()
    bench.setProperty("contentY", max(0.0, min(y - 100, most)))
    QTest.qWait(50)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in BEHIND_DAEMONS])
def test_each_can_be_scrolled_to_and_its_plug_pulled(hand: Hand, name: str) -> None:
    scroll_to(hand, f"plug-{name}")
    assert hand.is_held(f"plug-{name}")
    hand.click(f"plug-{name}")
    assert not hand.is_held(f"plug-{name}")
    hand.click(f"plug-{name}")
    assert hand.is_held(f"plug-{name}")


def test_the_scroll_handle_is_gripped_and_the_bench_goes_with_it(hand: Hand) -> None:
    handle, bench = hand.must("scroll-handle"), hand.must("bench")
    start = handle.mapToScene(QPointF(handle.width() / 2, 5)).toPoint()
    QTest.mousePress(hand.bench.window, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(hand.bench.window, start + QPoint(0, 40))
    QTest.mouseMove(hand.bench.window, start + QPoint(0, 80))
    QTest.mouseRelease(hand.bench.window, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 80))
    until(lambda: abs(handle.mapToScene(QPointF(0, 0)).y() - start.y() - 75) < 8)
    assert bench.property("contentY") > 80
    below = handle.mapToScene(QPointF(handle.width() / 2, handle.height() + 20)).toPoint()
    before = bench.property("contentY")
    QTest.mouseClick(hand.bench.window, Qt.MouseButton.LeftButton, pos=below)
    assert bench.property("contentY") > before


def test_words_for_well_are_the_same_opened_and_shut(hand: Hand) -> None:
    scroll_to(hand, "plug-ups")
    assert str(hand.must("faults-ups").property("label")).endswith("  works")


def test_cards_are_called_by_words(hand: Hand) -> None:
    assert "hmt_permit" not in " ".join(hand.words())
    assert "陈嘉敏 · Hong Kong, Macao, Taiwan permit" in hand.words()


def test_faults_are_opened_and_chosen(hand: Hand) -> None:
    scroll_to(hand, "plug-ups")
    assert hand.find("fault-ups-mute") is None
    hand.click("faults-ups")
    until(lambda: hand.find("fault-ups-mute") is not None)
    scroll_to(hand, "fault-ups-mute")
    hand.click("fault-ups-mute")
    assert hand.is_held("fault-ups-mute")
    assert hand.is_held("faults-ups")
    hand.click(f"fault-ups-{WELL}")
    assert not hand.is_held("faults-ups")


def test_a_handle_moves_what_is_seen(hand: Hand) -> None:
    scroll_to(hand, "handle-radar-0")
    assert hand.must("looks-radar").property("text") == "nobody there"
    hand.click("handle-radar-0")
    assert hand.must("looks-radar").property("text") == "somebody at 80 cm"
    hand.click("handle-radar-2")


def test_what_is_missing_says_why(hand: Hand) -> None:
    assert any("pcscd" in words for words in hand.words())
    assert hand.find("plug-cards") is None


def test_the_last_events_of_the_terminal_stand_below(hand: Hand) -> None:
    told = [changed(seq, state) for seq, state in enumerate((DeviceState.ONLINE, DeviceState.POWER_OFF) * 2, start=1)]
    hand.bench.tabletop._told = lambda since: [event for event in told if event.seq > since]
    until(lambda: "powerOff" in str(hand.must("events").property("text")))
    lines = str(hand.must("events").property("text")).splitlines()
    assert len(lines) == 3
    assert lines[-1].startswith("08:00:00  ")  # in the hall, at midnight UTC
    assert lines[-1].endswith("  Power supply (ups): online → powerOff  no_port")
    assert hand.must("told-ups").property("text") == "the terminal: powerOff  no_port"


def test_devices_drawn_by_themselves_are_told_of_too(hand: Hand) -> None:
    hand.bench.tabletop._told = lambda since: [] if since else [changed(1, DeviceState.POWER_OFF, "slip")]
    until(lambda: hand.find("told-slip") is not None)
    assert hand.must("told-slip").property("text") == "the terminal: powerOff  no_port"
    assert "Receipt printer (slip): " in str(hand.must("events").property("text"))


def test_hands_on_a_device_without_a_plug_do_nothing(hand: Hand) -> None:
    scroll_to(hand, "plug-radar")
    hand.click("plug-radar")
    assert not hand.must("handle-radar-0").isEnabled()
    hand.click("plug-radar")
    assert hand.must("handle-radar-0").isEnabled()


def test_who_pays_is_seen(shelf: dict[str, Shelved], qapp: QObject) -> None:
    thing = Thing("pay", shelf["pay"].emulator, qapp)
    acts = {label: item for item, label, _ in things(read(thing, "handles"))}
    thing.act(acts["Pay by hand"], "Pay by hand")
    assert "waits for your hand" in read(thing, "looks")
    thing.act(acts["Pay by herself"], "Pay by herself")
    assert "pays by herself" in read(thing, "looks")


def changed(seq: int, state: DeviceState, name: str = "ups") -> Event[StatusChanged]:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    away = DeviceStatus(name, "ups", "ups_nut", DeviceState.POWER_OFF, (), "no_port", seq, moment)
    here = DeviceStatus(name, "ups", "ups_nut", DeviceState.ONLINE, (), "", seq, moment)
    both = (away, here) if state is DeviceState.ONLINE else (here, away)
    return Event(seq, moment, StatusChanged(*both))


def test_daemons_that_cannot_run_are_a_reason_and_not_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cupsd, "missing", staticmethod(lambda: "cupsd is not installed"))
    monkeypatch.setattr("shutil.which", lambda *_args, **_words: None)
    with ExitStack() as stack:
        found = {s.name: s for s in shelve(Board(tmp_path, stack, daemons=True, page_s=0.0))}
        for name, why in (("pages", "cupsd is not installed"), ("cards", "pcscd and libccid are not installed")):
            emulator = found[name].emulator
            assert isinstance(emulator, Missing)
            assert emulator.why.startswith(why)
            assert found[name].device is None
        assert not isinstance(found["watchdog"].emulator, Missing)
        assert "WATCHDOG_USEC" in os.environ
    assert "WATCHDOG_USEC" not in os.environ


def test_missing_devices_do_nothing(qapp: QObject) -> None:
    thing = Thing("cards", Missing("Chip card reader", "no pcscd"), qapp)
    thing.act("0", "x")
    thing.breakWith("mute")
    thing.movePlug(False)
    assert (read(thing, "missing"), read(thing, "plugged"), read(thing, "fault")) == ("no pcscd", True, "")
