"""Hands as they are: palms, ten fingers, trembling, flies on the glass, modes changed in the middle of everything.

Whatever comes, nothing acts twice, nothing acts that was not under the finger when it came down and when it was lifted,
and no two controls act at once (EN 301 549, 5.8 and 5.9).
"""

import random
from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtTest import QTest

from kiosk.modalities.touch.contacts_on_glass import HAND_SECONDS, REST_SECONDS
from kiosk.visit.modes import Mode, Modes, turned
from kiosk.visit.stage import Gone, IdleWarning, Notice
from kiosk.visit.text import text
from tests.ui import scenes
from tests.ui.eyes import tappables
from tests.ui.terminal import Terminal, until

PAGES = [name for name in scenes.PROMPTS if name not in ("name",)]
SEEDS = range(3)


def fingers(terminal: Terminal, points: list[QPoint], *, up: bool = True) -> None:
    """Put several fingers down in one event, and lift them in one."""
    down = QTest.touchEvent(terminal.window.quick, terminal.finger)
    for number, point in enumerate(points):
        down.press(number, point)
    down.commit()
    if up:
        lift(terminal, points)


def lift(terminal: Terminal, points: list[QPoint]) -> None:
    away = QTest.touchEvent(terminal.window.quick, terminal.finger)
    for number, point in enumerate(points):
        away.release(number, point)
    away.commit()


def keys(terminal: Terminal) -> dict[str, QPoint]:
    """Where everything is that can be touched and is not resting."""
    return {
        name: place.center().toPoint() for name, place in tappables(terminal).items() if terminal.must(name).isEnabled()
    }


def choices(terminal: Terminal) -> list[tuple[object, ...]]:
    """What was done to the conversation."""
    return terminal.hand.done()


@pytest.mark.parametrize("name", PAGES)
def test_a_hand_laid_on_the_page_chooses_nothing(terminal: Terminal, name: str) -> None:
    terminal.show(scenes.PROMPTS[name], slide=False)
    there = list(keys(terminal).values())
    for count in (3, 5, 10):
        fingers(terminal, (there * 4)[:count])
        terminal.clock.seconds += 1
    assert choices(terminal) == []


def test_ten_fingers_that_come_and_go_one_by_one_choose_nothing(terminal: Terminal) -> None:
    terminal.show(scenes.HOME, slide=False)
    there = (list(keys(terminal).values()) * 3)[:10]
    lying: list[int] = []
    for number, point in enumerate(there):
        event = QTest.touchEvent(terminal.window.quick, terminal.finger)
        for other in lying:
            event.stationary(other)
        event.press(number, point).commit()
        lying.append(number)
    for number in list(lying):
        lying.remove(number)
        event = QTest.touchEvent(terminal.window.quick, terminal.finger)
        for other in lying:
            event.stationary(other)
        event.release(number, there[number]).commit()
    assert choices(terminal) == []
    terminal.clock.seconds += 1
    terminal.tap("contacts")
    assert choices(terminal) == [("answer", 1, "contacts")], "afterwards one finger counts again"


def test_two_fingers_on_two_controls_are_one_choice_at_most(terminal: Terminal) -> None:
    terminal.show(scenes.CODE, slide=False)
    there = keys(terminal)
    fingers(terminal, [there["key-1"], there["key-2"]])
    assert len(choices(terminal)) <= 1


def test_a_finger_that_comes_down_on_one_and_is_lifted_on_another_chooses_neither(terminal: Terminal) -> None:
    terminal.show(scenes.CONTACTS, slide=False)
    there = keys(terminal)
    for one, other in (("a", "b"), ("a", "bar-staff"), ("bar-home", "bar-back"), ("e", "bar-help")):
        terminal.press(one)
        for step in range(1, 5):
            terminal.move(there[one] + (there[other] - there[one]) * step / 4)
        terminal.release(there[other])
        terminal.clock.seconds += 1
    assert choices(terminal) == []
    assert terminal.named("help-close") is None


def test_a_swipe_from_the_edge_chooses_nothing(terminal: Terminal) -> None:
    terminal.show(scenes.HOME, slide=False)
    wide, tall = terminal.shape.value
    for start, end in (
        (QPoint(0, tall // 2), QPoint(wide // 2, tall // 2)),
        (QPoint(wide - 1, tall // 3), QPoint(wide // 3, tall // 3)),
        (QPoint(wide // 2, 0), QPoint(wide // 2, tall // 2)),
        (QPoint(wide // 2, tall - 1), QPoint(wide // 2, tall // 2)),
    ):
        QTest.touchEvent(terminal.window.quick, terminal.finger).press(0, start).commit()
        for step in range(1, 6):
            terminal.move(start + (end - start) * step / 5)
        terminal.release(end)
        terminal.clock.seconds += 1
    assert choices(terminal) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_trembling_finger_acts_once_on_everything(terminal: Terminal, name: str) -> None:
    for key in keys_of(terminal, name):
        terminal.clock.seconds += 10
        number = terminal.show(scenes.PROMPTS[name], draft=scenes.DRAFTS.get(name, ""), slide=False)
        terminal.hand.acts.clear()
        pages = page_of(terminal)
        point = terminal.centre(key)
        terminal.touch(point)
        once, there = list(choices(terminal)), page_of(terminal)
        terminal.clock.seconds += 0.3
        terminal.touch(point)
        assert choices(terminal) == once, key
        assert page_of(terminal) == there, f"{key} turned two pages of {number}, from {pages}"
        assert len(once) <= 1
        terminal.stage.setHelp(False)


def keys_of(terminal: Terminal, name: str) -> list[str]:
    terminal.show(scenes.PROMPTS[name], draft=scenes.DRAFTS.get(name, ""), slide=False)
    return list(keys(terminal))


def page_of(terminal: Terminal) -> tuple[bool, list[str]]:
    """Whether help is open, and which rows of tables can be seen."""
    rows = [item.objectName() for item in terminal.items() if item.objectName().startswith("block-")]
    return terminal.named("help-close") is not None, rows


def test_what_rests_on_a_key_for_a_minute_chooses_nothing_and_closes_nothing(terminal: Terminal) -> None:
    terminal.show(scenes.CODE, slide=False)
    there = keys(terminal)
    terminal.press("key-5")  # a drop of water, a bag
    terminal.clock.seconds += 60
    beside = QTest.touchEvent(terminal.window.quick, terminal.finger)
    beside.stationary(0).press(1, there["key-7"]).commit()
    beside = QTest.touchEvent(terminal.window.quick, terminal.finger)
    beside.stationary(0).release(1, there["key-7"]).commit()
    assert choices(terminal) == [("type", 1, "7")], "a finger beside it counts"
    assert ("active",) in terminal.hand.acts
    terminal.release(there["key-5"])
    assert choices(terminal) == [("type", 1, "7")]


def test_a_slow_finger_still_counts(terminal: Terminal) -> None:
    terminal.show(scenes.CODE, slide=False)
    terminal.press("key-5")
    terminal.clock.seconds += REST_SECONDS - 1
    terminal.release(terminal.centre("key-5"))
    assert choices(terminal) == [("type", 1, "5")]


def test_a_second_finger_is_somebody_too(terminal: Terminal) -> None:
    terminal.show(scenes.HOME, slide=False)
    corner = QPoint(2, terminal.shape.value[1] // 2)
    QTest.touchEvent(terminal.window.quick, terminal.finger).press(0, corner).commit()
    terminal.hand.acts.clear()
    terminal.clock.seconds += 30
    QTest.touchEvent(terminal.window.quick, terminal.finger).stationary(0).press(1, corner + QPoint(9, 300)).commit()
    assert terminal.hand.acts == [("active",)]
    lift(terminal, [corner, corner + QPoint(9, 300)])


def test_a_page_that_comes_under_a_lying_finger_is_not_chosen_from(terminal: Terminal) -> None:
    terminal.show(scenes.BYE, slide=False)
    point = terminal.centre("leave")
    terminal.show(scenes.HOME, slide=False)
    QTest.touchEvent(terminal.window.quick, terminal.finger).press(0, point).commit()
    terminal.show(scenes.BYE)
    terminal.release(point)
    back = terminal.centre("bar-home")
    terminal.clock.seconds += 1
    terminal.press("bar-home")
    terminal.show(scenes.INSURANCE)
    terminal.release(back)
    assert choices(terminal) == []


def test_what_slides_cannot_be_touched(terminal: Terminal) -> None:
    terminal.show(scenes.HOME, slide=False)
    there = keys(terminal)
    terminal.stage.show_scene(scenes.scene(70, scenes.CONTACTS), Modes())
    slid = 0
    while terminal.sliding(terminal.slider()):
        for name in ("social_insurance", "more"):
            terminal.touch(there[name])
            terminal.clock.seconds += 1
            if not terminal.sliding(terminal.slider()):
                break  # it came to rest meanwhile: this touch may have met the page as it stands
            assert [act for act in choices(terminal) if act[0] == "answer"] == []
            slid += 1
        QTest.qWait(5)
    assert slid


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fly_on_the_glass(terminal: Terminal, seed: int) -> None:
    """Short touches anywhere, also in mid-slide and after the page has gone: each scene is answered once at most."""
    dice = random.Random(seed)
    wide, tall = terminal.shape.value
    names = list(scenes.PROMPTS)
    number = 1000
    for _ in range(60):
        number += 1
        name = dice.choice(names)
        terminal.stage.show_scene(scenes.scene(number, scenes.PROMPTS[name]), Modes())
        for _ in range(dice.randrange(6)):
            terminal.clock.seconds += dice.choice((0.01, 0.1, 0.4, 0.7))
            point = QPoint(dice.randrange(wide), dice.randrange(tall))
            if dice.random() < 0.2:
                fingers(
                    terminal, [QPoint(dice.randrange(wide), dice.randrange(tall)) for _ in range(dice.randint(2, 4))]
                )
            else:
                terminal.touch(point)
            QTest.qWait(dice.choice((0, 0, 3)))
    answered = Counter(act[1] for act in choices(terminal) if act[0] in ("answer", "submit"))
    assert not [scene for scene, times in answered.items() if times > 1]
    until(lambda: terminal.kept() <= 2)  # a page that slides away is still one


@pytest.mark.parametrize("seed", SEEDS)
def test_modes_change_in_the_middle_of_everything(terminal: Terminal, seed: int) -> None:
    dice = random.Random(seed)
    modes, number = Modes(), 2000
    names = list(scenes.PROMPTS)
    current = dice.choice(names)
    for step in range(200):
        if step % 5 == 0:
            number += 1
            current = dice.choice(names)
        modes = turned(modes, dice.choice(list(Mode)))
        terminal.stage.show_scene(scenes.scene(number, scenes.PROMPTS[current]), modes)
        if dice.random() < 0.3:
            terminal.stage.set_caption("按重听键，再听一遍。")
        if dice.random() < 0.3:
            terminal.stage.set_notice(Notice(text("请稍等。"), attention=dice.random() < 0.5))
        QTest.qWait(dice.choice((0, 0, 2)))
    terminal.settle()
    assert terminal.scene_id() == number
    assert terminal.kept() == 1
    assert terminal.stage._look.property("size") == modes.size


def test_back_is_hammered(terminal: Terminal) -> None:
    terminal.show(scenes.INSURANCE)
    for _ in range(20):
        terminal.tap("bar-back")
        terminal.clock.seconds += 0.1
    struck = [act for act in choices(terminal) if act[0] == "back"]
    assert len(struck) == 4, "half a second apart"


def test_home_in_mid_slide_counts_once(terminal: Terminal) -> None:
    terminal.show(scenes.INSURANCE)
    terminal.stage.show_scene(scenes.scene(71, scenes.MONTHS), Modes())
    terminal.tap("bar-home")
    terminal.tap("bar-home")
    terminal.settle()
    terminal.tap("bar-home")
    assert [act[0] for act in choices(terminal)] == ["home"]


def test_ghosts_on_held_work_do_nothing(terminal: Terminal) -> None:
    terminal.show(scenes.PRINTING)
    dice = random.Random(7)
    page = QRectF(0, 120, terminal.shape.value[0], terminal.shape.value[1] - 120 - 190)
    for _ in range(60):
        terminal.clock.seconds += 0.6
        terminal.touch(
            QPointF(page.x() + dice.random() * page.width(), page.y() + dice.random() * page.height()).toPoint()
        )
    assert [act for act in choices(terminal) if act[0] not in ("staff", "repeat", "turn")] == []


def test_nothing_personal_outlives_a_wipe_under_rough_hands(terminal: Terminal) -> None:
    number = terminal.show(scenes.INSURANCE)
    terminal.stage.set_idle(IdleWarning(3))
    terminal.press("bar-back")
    terminal.stage.show_scene(scenes.scene(number + 1, scenes.MONTHS), Modes())
    terminal.stage.clear(Gone.WAITING)
    terminal.release(QPoint(5, 5))
    terminal.stage.edit(number, "69010119500101")
    terminal.stage.set_focus(number, "block-0")
    terminal.settle()
    shown = " ".join(str(item.property("text")) for item in terminal.items() if item.property("text"))
    assert not [word for word in ("王", "养老", "86,412", "5,230", "690101") if word in shown]
    assert terminal.kept() == 1
    until(lambda: terminal.named("attract") is not None)


@pytest.mark.parametrize("resting", [1, 2])
def test_who_holds_on_to_the_frame_may_touch_a_key(terminal: Terminal, resting: int) -> None:
    """A finger lies at the edge, where nothing is to be touched, and does not take the glass away from the others."""
    terminal.show(scenes.CODE, slide=False)
    there = keys(terminal)
    tall = terminal.shape.value[1]
    held = [QPoint(2, tall // 2 + 150 * finger) for finger in range(resting)]
    down = QTest.touchEvent(terminal.window.quick, terminal.finger)
    for finger, point in enumerate(held):
        down.press(finger, point)
    down.commit()
    terminal.clock.seconds += HAND_SECONDS + 1
    beside = QTest.touchEvent(terminal.window.quick, terminal.finger)
    for finger in range(resting):
        beside.stationary(finger)
    beside.press(resting, there["key-7"]).commit()
    beside = QTest.touchEvent(terminal.window.quick, terminal.finger)
    for finger in range(resting):
        beside.stationary(finger)
    beside.release(resting, there["key-7"]).commit()
    assert choices(terminal) == [("type", 1, "7")]
    lift(terminal, held)
