"""What a finger does, by touch events as the panel sends them."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QGuiApplication

from kiosk.visit.modes import Modes, Size
from kiosk.visit.stage import Gone, IdleWarning, Notice
from kiosk.visit.text import text
from tests.ui import scenes
from tests.ui.terminal import Terminal, until


def test_a_touch_on_the_attract_page_begins_a_visit(terminal: Terminal) -> None:
    terminal.tap("attract")
    assert terminal.hand.done() == [("begin",)]


def test_a_resting_terminal_does_not_begin(terminal: Terminal) -> None:
    terminal.stage.clear(Gone.RESTING)
    terminal.tap("attract")
    assert terminal.hand.done() == []


def test_an_option_answers_its_scene(terminal: Terminal) -> None:
    number = terminal.show(scenes.HOME)
    terminal.tap("contacts")
    assert terminal.hand.done() == [("answer", number, "contacts")]


def test_what_rests_is_asked_for_like_anything_else_for_the_visit_says_why(terminal: Terminal) -> None:
    """That it is not chosen is in tests/unit/visit: an option at rest cannot be chosen and says why."""
    home = terminal.show(scenes.HOME)
    terminal.tap("bills")
    terminal.clock.seconds += 1
    contacts = terminal.show(scenes.CONTACTS)
    terminal.tap("d")
    assert terminal.hand.done() == [("answer", home, "bills"), ("answer", contacts, "d")]


def test_yes_and_no(terminal: Terminal) -> None:
    number = terminal.show(scenes.PRINT)
    terminal.tap("yes")
    terminal.clock.seconds += 1
    terminal.tap("no")
    assert terminal.hand.done() == [("answer", number, True), ("answer", number, False)]


def test_a_key_acts_on_release_and_answers_by_colour_at_once(terminal: Terminal) -> None:
    terminal.show(scenes.CODE)
    resting = terminal.pixel("key-5")
    terminal.press("key-5")
    pressed = terminal.pixel("key-5")
    assert terminal.hand.done() == []
    terminal.release(terminal.centre("key-5"))
    assert terminal.hand.done() == [("type", 1, "5")]
    assert QColor(pressed).lightness() < QColor(resting).lightness()
    assert terminal.pixel("key-5") == resting


def test_a_finger_that_slides_off_means_nothing(terminal: Terminal) -> None:
    terminal.show(scenes.CODE)
    terminal.press("key-5")
    away = terminal.centre("key-5") + QPoint(0, 400)
    terminal.move(away)
    terminal.release(away)
    assert terminal.hand.done() == []


def test_a_double_strike_counts_once(terminal: Terminal) -> None:
    terminal.show(scenes.CODE)
    terminal.tap("key-5")
    terminal.clock.seconds += 0.2
    terminal.tap("key-5")
    terminal.tap("key-6")
    terminal.tap("key-5")
    assert terminal.hand.done() == [("type", 1, "5"), ("type", 1, "6"), ("type", 1, "5")]


def test_the_same_digit_twice_is_typed_slowly(terminal: Terminal) -> None:
    terminal.show(scenes.CODE)
    terminal.tap("key-5")
    terminal.clock.seconds += 0.6
    terminal.tap("key-5")
    assert terminal.hand.done() == [("type", 1, "5")] * 2


def test_the_second_strike_of_a_trembling_finger_does_not_touch_the_next_page(terminal: Terminal) -> None:
    terminal.show(scenes.INSURANCE)
    terminal.tap("print")
    terminal.show(scenes.BYE)
    terminal.clock.seconds += 0.3
    terminal.tap("leave")
    assert terminal.hand.done() == [("answer", 1, "print")]
    terminal.clock.seconds += 0.6
    terminal.tap("leave")
    assert terminal.hand.done() == [("answer", 1, "print"), ("answer", 2, "leave")]


def test_a_touch_on_a_scene_that_has_gone_is_dropped(terminal: Terminal) -> None:
    terminal.show(scenes.INSURANCE)
    terminal.show(scenes.BYE)
    terminal.stage.choose(1, "print")
    terminal.stage.typeKey(1, "5")
    terminal.stage.submit(1)
    assert terminal.hand.done() == []


def test_keys_that_would_do_nothing_rest(terminal: Terminal) -> None:
    number = terminal.show(scenes.CODE)
    for name in ("erase", "erase-all", "submit"):
        terminal.tap(name)
    assert terminal.hand.done() == []
    terminal.stage.edit(number, "12345678")
    terminal.tap("key-5")
    terminal.tap("erase")
    terminal.tap("erase-all")
    terminal.tap("submit")
    assert terminal.hand.done() == [("erase", number), ("draft", number, ""), ("submit", number)]


def test_hidden_digits_are_dots(terminal: Terminal) -> None:
    number = terminal.show(scenes.PIN, draft="1234")
    shown = {str(item.property("text")) for item in terminal.items() if item.property("text")}
    assert "●" in shown
    assert "1234" not in shown
    assert "2" in shown, "the key, not the digit"
    terminal.stage.edit(number, "")
    assert "●" not in {str(i.property("text")) for i in terminal.items() if i.property("text")}


def test_letters_are_typed(terminal: Terminal) -> None:
    terminal.show(scenes.INITIALS)
    terminal.tap("key-W")
    terminal.tap("key-X")
    assert terminal.hand.done() == [("type", 1, "W"), ("type", 1, "X")]


@pytest.mark.parametrize(
    ("key", "act"),
    [
        ("bar-back", ("back",)),
        ("bar-home", ("home",)),
        ("bar-repeat", ("repeat",)),
        ("mode-size", ("turn", "size")),
        ("bar-staff", ("staff",)),
    ],
)
def test_the_five_keys(terminal: Terminal, key: str, act: tuple[str, ...]) -> None:
    terminal.show(scenes.INSURANCE)
    terminal.tap(key)
    assert terminal.hand.done() == [act]


def test_back_and_home_rest_where_there_is_no_way(terminal: Terminal) -> None:
    terminal.show(scenes.HOME)
    terminal.tap("bar-back")
    terminal.tap("bar-home")
    assert terminal.hand.done() == []
    assert not terminal.must("bar-back").isEnabled()


def test_large_type_from_the_attract_page_begins_a_visit_in_it(terminal: Terminal) -> None:
    terminal.tap("mode-size")
    assert terminal.hand.done() == [("begin",), ("turn", "size")]


def test_work_can_be_left_unless_it_is_held(terminal: Terminal) -> None:
    terminal.show(scenes.FINDING)
    terminal.tap("work-cancel")
    assert terminal.hand.done() == [("back",)]
    terminal.clock.seconds += 1
    terminal.show(scenes.PRINTING)
    terminal.tap("work-cancel")
    assert terminal.hand.done() == [("back",)]


def test_i_am_still_here(terminal: Terminal) -> None:
    terminal.show(scenes.INSURANCE)
    terminal.stage.set_idle(IdleWarning(20))
    terminal.hand.acts.clear()
    terminal.tap("idle-stay")
    assert ("active",) in terminal.hand.acts
    assert terminal.hand.done() == []


def test_the_page_under_the_idle_question_cannot_be_touched(terminal: Terminal) -> None:
    terminal.show(scenes.INSURANCE)
    point = terminal.centre("print")
    terminal.stage.set_idle(IdleWarning(20))
    terminal.touch(point)
    assert terminal.hand.done() == []


def test_any_touch_says_that_somebody_is_here_once_a_second(terminal: Terminal) -> None:
    terminal.show(scenes.INSURANCE)
    empty = terminal.centre("print") - QPoint(0, 300)
    terminal.touch(empty)
    terminal.touch(empty)
    assert terminal.hand.acts == [("active",)]
    terminal.clock.seconds += 1.1
    terminal.touch(empty)
    assert terminal.hand.acts == [("active",)] * 2


def test_a_touch_lifts_the_curtain_and_nothing_else(terminal: Terminal) -> None:
    terminal.show(scenes.HOME, modes=Modes(keypad=True, curtain=True))
    terminal.tap("curtain")
    assert terminal.hand.done() == [("lift",)]


def test_help_opens_and_closes_without_the_conversation(terminal: Terminal) -> None:
    terminal.show(scenes.INSURANCE)
    terminal.tap("bar-help")
    terminal.tap("help-close")
    assert terminal.named("help-close") is None
    assert terminal.hand.done() == []


def test_a_long_table_is_turned_over_by_keys(terminal: Terminal) -> None:
    terminal.show(scenes.MONTHS)
    assert terminal.named("block-0/0") is not None
    assert terminal.named("block-0/23") is None
    for _ in range(8):
        if terminal.must("page-on").isEnabled():
            terminal.tap("page-on")
            terminal.clock.seconds += 1
    assert terminal.named("block-0/23") is not None
    assert terminal.named("block-0") is not None, "the heading stands on each page"
    assert terminal.named("block-0/0") is None
    for _ in range(8):
        if terminal.must("page-back").isEnabled():
            terminal.tap("page-back")
            terminal.clock.seconds += 1
    assert terminal.named("block-0/0") is not None
    assert terminal.hand.done() == []


def test_every_row_of_a_long_table_is_seen_once(terminal: Terminal) -> None:
    terminal.show(scenes.MONTHS)
    seen = []
    while True:
        seen += [i.objectName() for i in terminal.items() if i.objectName().startswith("block-0/")]
        if not terminal.must("page-on").isEnabled():
            break
        terminal.tap("page-on")
        terminal.clock.seconds += 1
    assert seen == [f"block-0/{n}" for n in range(24)]


def test_the_same_scene_in_large_type_stays_where_it_is(terminal: Terminal) -> None:
    number = terminal.show(scenes.CODE, draft="307")
    terminal.stage.show_scene(scenes.scene(number, scenes.CODE), Modes(size=Size.ELDER))
    assert not terminal.sliding(terminal.slider()), "no slide"
    terminal.tap("key-1")
    assert terminal.hand.done() == [("type", number, "1")]
    shown = [str(item.property("text")) for item in terminal.items() if item.property("text")]
    assert shown.count("3") == 2, "the digit and its key"


def test_a_new_scene_slides_in_and_is_there_within_half_a_second(terminal: Terminal) -> None:
    terminal.show(scenes.HOME)
    terminal.stage.show_scene(scenes.scene(77, scenes.CONTACTS), Modes())
    assert terminal.sliding(terminal.slider())
    until(lambda: not terminal.sliding(terminal.slider()), seconds=1.5)
    assert terminal.named("a") is not None
    assert terminal.named("social_insurance") is None


def test_scenes_in_quick_succession_leave_only_the_last(terminal: Terminal) -> None:
    for number, prompt in enumerate(scenes.PROMPTS.values(), start=100):
        terminal.stage.show_scene(scenes.scene(number, prompt), Modes())
    terminal.settle()
    assert terminal.named("leave") is not None
    assert terminal.kept() == 1


def test_clear_forgets_everything(terminal: Terminal) -> None:
    number = terminal.show(scenes.INSURANCE)
    terminal.stage.set_caption("您的养老保险已经缴了十八年零四个月。")
    terminal.stage.set_notice(Notice(text("王小芳女士，请稍等。")))
    terminal.stage.set_focus(number, "block-0")
    terminal.stage.setHelp(True)
    QGuiApplication.clipboard().setText("510100199001010011")
    terminal.stage.clear(Gone.WAITING)
    terminal.settle()
    shown = " ".join(str(item.property("text")) for item in terminal.items() if item.property("text"))
    for personal in ("养老", "王", "86,412", "十八年"):
        assert personal not in shown
    assert QGuiApplication.clipboard().text() == ""
    assert terminal.named("help-close") is None
    assert terminal.kept() == 1, "the contents of the pages that were shown are gone"
    assert terminal.stage.property("focusedItem") == ""


def test_the_network_and_the_hour_stand_in_the_status_bar(terminal: Terminal) -> None:
    terminal.show(scenes.HOME)
    shown = {str(item.property("text")) for item in terminal.items() if item.property("text")}
    assert {"09:42", "11月21日 周六", "杏花社区便民服务馆"} <= shown
    terminal.stage.set_network(False)
    assert "网络断开" in {str(item.property("text")) for item in terminal.items() if item.property("text")}
