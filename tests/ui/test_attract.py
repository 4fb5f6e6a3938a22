"""The page before anybody has come: what can be done here, and the hall's notices one at a time, calmly."""

from PySide6.QtCore import QMetaObject
from PySide6.QtQuick import QQuickItem

from kiosk.visit.prompts import Option
from kiosk.visit.stage import Gone
from kiosk.visit.text import text
from tests.ui.eyes import words
from tests.ui.terminal import Terminal, until

NOTICES = ("周六上午九点到十一点半，一楼大厅有义诊。", "物业费可以在这里缴了。", "周二上午停水。")
SERVICES = (
    Option("social_insurance", text("查社保"), icon="shield-check", tint="jade"),
    Option("contacts", text("找网格员"), icon="users-three", tint="indigo"),
)


def wait_at(terminal: Terminal) -> None:
    terminal.stage.announce(NOTICES)
    terminal.stage.offer(SERVICES)
    terminal.stage.clear(Gone.WAITING)
    terminal.settle()


def turner(terminal: Terminal) -> QQuickItem:
    return next(item for item in terminal.items() if item.metaObject().className().startswith("NoticeTurner"))


def turn(terminal: Terminal) -> None:
    """What happens every twelve seconds."""
    assert QMetaObject.invokeMethod(turner(terminal), "turn")


def said(terminal: Terminal) -> set[str]:
    return {word.said for word in words(terminal)}


def test_it_says_what_can_be_done_here(shaped: Terminal) -> None:
    wait_at(shaped)
    assert {"查社保", "找网格员"} <= said(shaped)
    pictures = [item for item in shaped.items() if item.metaObject().className().startswith("ServicePicture")]
    assert [picture.property("name") for picture in pictures] == ["social_insurance", "contacts"]


def test_notices_take_turns_one_at_a_time(shaped: Terminal) -> None:
    wait_at(shaped)
    seen = []
    for _ in range(4):
        seen.append(said(shaped) & set(NOTICES))
        turn(shaped)
        until(lambda: len(said(shaped) & set(NOTICES)) == 1 and shaped.must("announcement").x() == 0)
    assert seen == [{NOTICES[0]}, {NOTICES[1]}, {NOTICES[2]}, {NOTICES[0]}]


def test_a_notice_stands_long_and_moves_short(shaped: Terminal) -> None:
    wait_at(shaped)
    timers = [child for child in turner(shaped).children() if child.metaObject().className() == "QQmlTimer"]
    assert [timer.property("interval") for timer in timers] == [12000]
    assert timers[0].property("running")
    turner(shaped).setProperty("still", True)
    assert not timers[0].property("running")


def test_a_single_notice_does_not_move(shaped: Terminal) -> None:
    wait_at(shaped)
    shaped.stage.announce(NOTICES[:1])
    timers = [child for child in turner(shaped).children() if child.metaObject().className() == "QQmlTimer"]
    assert not timers[0].property("running")


def test_notices_that_are_replaced_begin_anew(shaped: Terminal) -> None:
    wait_at(shaped)
    turn(shaped)
    turn(shaped)
    shaped.stage.announce(("十二月一日起，周日也开门。",))
    shaped.settle()
    assert "十二月一日起，周日也开门。" in said(shaped)
    assert not said(shaped) & set(NOTICES)


def test_a_terminal_that_rests_offers_nothing(shaped: Terminal) -> None:
    wait_at(shaped)
    shaped.stage.clear(Gone.RESTING)
    shaped.stage.offer(SERVICES)
    shaped.settle()
    assert not said(shaped) & {*NOTICES, "查社保", "找网格员"}
