"""The inspection finds what is wrong: for each rule a fault is planted on a page where nothing else is wrong."""

from dataclasses import replace

import pytest

from kiosk.app.inspection import Rule, flashing
from kiosk.app.inspection.flashing import of_frames
from kiosk.app.inspection.picture import contrast
from kiosk.visit.modes import Modes, Palette, Size
from kiosk.visit.prompts import Choose, Option
from kiosk.visit.text import text
from tests.ui.planted import ASKED, Asked, Planted
from tests.ui.terminal import until

pytestmark = pytest.mark.usefixtures("fonts")

THIRTY_HANZI = "一二三四五六七八九十" * 3
FAULTS = {
    "small text": (Rule.TEXT_HEIGHT, 'Label { x: 600; y: 800; text: "看不清"; font.pixelSize: 24 }'),
    "text of 3:1": (Rule.CONTRAST, 'Label { x: 600; y: 800; text: "看不清"; color: "#909090" }'),
    "text in the colour of its ground": (Rule.CONTRAST, 'Label { x: 600; y: 800; text: "看不见"; color: Paint.paper }'),
    "an icon of 1.4:1": (Rule.EDGE, 'Icon { x: 600; y: 800; name: "house"; color: Paint.hairline }'),
    "a control without an edge": (
        Rule.EDGE,
        'Touched { itemId: "c"; name: "三"; x: 50; y: 700; border.color: Paint.hairline }',
    ),
    "a target of 10 mm": (Rule.TARGET, 'Touched { itemId: "c"; name: "三"; x: 50; y: 700; width: 40; height: 40 }'),
    "a number key of 18 mm": (
        Rule.TARGET,
        'Touched { itemId: "key-5"; name: "5"; x: 50; y: 700; width: 73; height: 73 }',
    ),
    "a first choice of 18 mm": (
        Rule.TARGET,
        'Touched { property bool primary: true; itemId: "c"; name: "三"; x: 50; y: 700; height: 73 }',
    ),
    "two keys 1 mm apart": (Rule.GAP, 'Touched { itemId: "c"; name: "三"; x: 50; y: 654 }'),
    "text broader than its place": (
        Rule.CUT_OFF,
        'Label { x: 600; y: 800; width: 80; text: "这里放不下"; wrapMode: Text.NoWrap }',
    ),
    "text that is clipped": (
        Rule.CUT_OFF,
        'Item { x: 600; y: 800; width: 400; height: 30; clip: true; Label { text: "只看见一半" } }',
    ),
    "text that ends in dots": (
        Rule.ELIDED,
        'Label { x: 600; y: 800; width: 100; text: "这里放不下"; elide: Text.ElideRight; wrapMode: Text.NoWrap }',
    ),
    "text beyond the window": (Rule.OUTSIDE, 'Label { x: 1000; y: 800; text: "出去了" }'),
    "a key beyond the window": (Rule.OUTSIDE, 'Touched { itemId: "c"; name: "三"; x: 800; y: 700 }'),
    "text out of its key": (
        Rule.OUTSIDE,
        'Touched { itemId: "c"; name: "三"; x: 50; y: 700; width: 100; Label { x: 40; text: "太长的字" } }',
    ),
    "text on text": (
        Rule.OVERLAP,
        'Label { x: 600; y: 800; text: "一行字" }  Label { x: 620; y: 810; text: "又一行字" }',
    ),
    "text on a key": (Rule.OVERLAP, 'Label { x: 100; y: 600; text: "一行字"; z: 1 }'),
    "something on half a key": (
        Rule.OVERLAP,
        "Rectangle { x: 70; y: 520; width: 120; height: 60; color: Paint.card }",
    ),
    "a key without a name": (Rule.UNNAMED, 'Touched { itemId: "c"; name: ""; x: 50; y: 700 }'),
    "a key without an id": (Rule.UNNAMED, 'Touched { itemId: ""; name: "三"; x: 50; y: 700 }'),
    "a key without a role": (
        Rule.UNNAMED,
        'Rectangle { signal tapped; objectName: "c"; x: 50; y: 700; width: 400; height: 150; color: Paint.primary }',
    ),
    "two keys of one id": (Rule.UNNAMED, 'Touched { itemId: "b"; name: "三"; x: 50; y: 700 }'),
    "a sentence of 30 hanzi": (
        Rule.SENTENCE,
        f'Label {{ x: 50; y: 800; width: 900; text: "{THIRTY_HANZI}" }}',
    ),
    "a mark that is only a colour": (
        Rule.COLOUR_ALONE,
        'Rectangle { property string mark: "attention"; x: 600; y: 800; width: 60; height: 60; color: "red" }',
    ),
    "a fact whose mark is only a colour": (
        Rule.COLOUR_ALONE,
        'Item { property string mark: "attention"; Label { x: 600; y: 800; text: "未缴"; color: Paint.attention } }',
    ),
}
FLASH = """
    Rectangle {
        id: lamp

        x: 100
        y: 900
        width: 800
        height: 800
        color: "black"
        Timer {
            property bool lit: false
            interval: %d
            running: true
            repeat: true
            onTriggered: { lit = !lit; lamp.color = lit ? "white" : "black" }
        }
    }
"""


def test_nothing_is_wrong_where_nothing_is_planted() -> None:
    with Planted() as page:
        assert page.found() == ()


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_planted_fault_is_found_and_nothing_else(fault: str) -> None:
    rule, code = FAULTS[fault]
    with Planted(code) as page:
        assert page.rules() == {rule}


def test_large_type_is_asked_for_in_elder_mode() -> None:
    code = 'Label { x: 600; y: 800; text: "标准字"; font.pixelSize: 40 }'
    with Planted(code) as page:
        assert page.found() == ()
        assert Rule.TEXT_HEIGHT in page.rules(Asked(modes=Modes(size=Size.ELDER)))


@pytest.mark.parametrize("modes", [Modes(size=Size.ELDER), Modes(palette=Palette.CONTRAST)], ids=["elder", "contrast"])
def test_strong_contrast_is_asked_for(modes: Modes) -> None:
    code = 'Label { x: 400; y: 800; text: "五比一"; color: "#6B6B6B"; font.pixelSize: 60 }'
    with Planted(code) as page:
        assert page.found() == ()
        assert Rule.CONTRAST in page.rules(Asked(modes=modes))


def test_larger_targets_are_asked_for_in_elder_mode() -> None:
    code = 'Touched { property bool primary: true; itemId: "c"; name: "三"; x: 50; y: 700; height: 85 }'
    with Planted(code) as page:
        assert page.found() == ()
        assert Rule.TARGET in page.rules(Asked(modes=Modes(size=Size.ELDER)))


def test_a_key_out_of_reach_is_found() -> None:
    with Planted() as page:
        # 300 px from the top of a screen that hangs from 850 mm to 1326 mm
        assert {v.where for v in page.found(Asked(modes=Modes(reach=True))) if v.rule is Rule.REACH} == {"a", "b"}


def test_another_order_on_the_screen_is_found() -> None:
    asked = Asked(prompt=replace(ASKED, options=ASKED.options[::-1]))
    with Planted() as page:
        assert page.rules(asked) == {Rule.ORDER}


def test_another_order_in_the_tree_is_found() -> None:
    code = 'Touched { itemId: "d"; name: "四"; x: 500; y: 700 }  Touched { itemId: "c"; name: "三"; x: 50; y: 700 }'
    asked = Asked(prompt=replace(ASKED, options=(*ASKED.options, Option("c", text("三")), Option("d", text("四")))))
    with Planted(code) as page:
        assert page.rules(asked) == {Rule.ORDER}


def test_a_choice_that_is_not_on_the_screen_is_found() -> None:
    asked = Asked(prompt=replace(ASKED, options=(*ASKED.options, Option("c", text("三")))))
    with Planted() as page:
        assert page.rules(asked) == {Rule.ABSENT}


def test_seven_choices_are_found() -> None:
    seven = Choose(headline=text("哪一个？"), options=tuple(Option(str(n), text("这个")) for n in range(7)))
    with Planted() as page:
        assert Rule.CHOICES in page.rules(Asked(prompt=seven))
        assert Rule.CHOICES not in page.rules(Asked(prompt=replace(seven, options=seven.options[:6])))


def test_what_lies_under_a_sheet_is_not_looked_at() -> None:
    sheet = "Rectangle { width: 1080; height: 1920; color: Paint.band }"
    with Planted(f'Touched {{ itemId: "c"; name: ""; x: 50; y: 700; width: 40 }} {sheet}') as page:
        assert page.found() == ()


def test_a_flash_is_found() -> None:
    with Planted(FLASH % 60) as page:
        # A busy machine may miss frames in one second, but not in every one.
        until(lambda: {violation.rule for violation in flashing(page.window)} == {Rule.FLASH}, seconds=40)


def test_what_changes_once_in_a_while_does_not_flash() -> None:
    with Planted(FLASH % 800) as page:
        assert flashing(page.window, seconds=1.5) == ()


CELLS = 144


@pytest.mark.parametrize(
    ("every", "cells", "wrong"),
    [(0.05, CELLS, True), (0.12, CELLS, True), (0.2, CELLS, False), (0.05, 1, False)],
    ids=["ten a second", "four a second", "two and a half", "a twinkle"],
)
def test_three_flashes_a_second_are_the_most(every: float, cells: int, wrong: bool) -> None:
    frames = [(n * every, bytes([255 * (n % 2)] * cells + [0] * (CELLS - cells))) for n in range(round(2 / every))]
    assert bool(of_frames(frames)) is wrong


def test_what_slides_does_not_flash() -> None:
    slide = """
        Rectangle {
            width: 400; height: 400; y: 900; color: Paint.primary
            NumberAnimation on x { from: 0; to: 680; duration: 1500; loops: Animation.Infinite }
        }
    """
    with Planted(slide) as page:
        assert flashing(page.window) == ()


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((255, 255, 255), (118, 118, 118)) == pytest.approx(4.54, abs=0.01)
    assert contrast((20, 30, 40), (20, 30, 40)) == 1
