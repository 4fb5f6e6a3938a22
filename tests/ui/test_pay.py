"""Paying on the screen: a telephone reads the code from the pixels, the time steps, and doubt shows no way to pay."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import zxingcpp
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from kiosk.app.gallery.scenes import PAY, PAY_SCAN, PAY_UNSURE
from kiosk.app.inspection.picture import pillow
from kiosk.modalities.touch import pay_content
from kiosk.modalities.touch.pay_content import PayContent
from kiosk.visit.modes import Modes, Palette, Size, Tongue
from kiosk.visit.prompts import Pay
from kiosk.visit.stage import Gone
from tests.ui import scenes
from tests.ui.eyes import PIXELS_PER_MM, value, words
from tests.ui.terminal import Terminal, until

LEAST_MM = 50  # a telephone at arm's length reads a code of 41 modules from this on
QUIET = 4
FAILURES = re.compile("失败|错误|没有付|取消|无效|超时|不能|请付|扫")


@pytest.fixture(autouse=True)
def _clean(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pay_content, "STEP_MS", 5)
    yield
    request.getfixturevalue("shaped").stage.clear(Gone.WAITING)


def content(terminal: Terminal) -> PayContent:
    found = terminal.stage._content
    assert isinstance(found, PayContent)
    return found


def read_back(terminal: Terminal) -> list[str]:
    """What a telephone reads; Qt loads a picture from a data address on a thread of its own."""
    code = terminal.named("pay-code")
    if code is not None:
        picture = code.childItems()[0]
        until(lambda: value(picture, "status") == 1)  # Image.Ready
        terminal.settle()
    return [code.text for code in zxingcpp.read_barcodes(pillow(terminal.window.grab()))]


def written(terminal: Terminal) -> str:
    return " ".join(word.said for word in words(terminal))


def turn(terminal: Terminal, seconds: float) -> None:
    """Let time pass, and the page look at its clock."""
    terminal.clock.seconds += seconds
    QTest.qWait(30)
    terminal.settle()


def code_on(terminal: Terminal) -> QImage:
    """The pixels of the code."""
    place = terminal.place(terminal.must("pay-code"))
    edges = (place.left(), place.top(), place.width(), place.height())
    assert edges == tuple(map(round, edges)), "it begins or ends between two pixels"
    return terminal.window.grab().copy(place.toRect())


@pytest.mark.parametrize("palette", [Palette.USUAL, Palette.DARK, Palette.CONTRAST])
@pytest.mark.parametrize("size", list(Size))
def test_a_telephone_reads_the_code_in_every_size_and_palette(shaped: Terminal, size: Size, palette: Palette) -> None:
    shaped.show(PAY, modes=Modes(size=size, palette=palette), slide=False)
    assert read_back(shaped) == [PAY.code]
    code = code_on(shaped)
    side = int(content(shaped).property("side"))
    assert code.width() == code.height() >= LEAST_MM * PIXELS_PER_MM
    assert code.width() % side == 0, "each module is as many whole pixels"
    dot = code.width() // side
    assert {code.pixelColor(x, y).name() for x in range(0, code.width(), 3) for y in range(0, code.height(), 3)} == {
        "#000000",
        "#ffffff",
    }
    margin = QUIET * dot
    for at in (0, margin - 1, code.width() - margin, code.width() - 1):
        assert {code.pixelColor(at, y).name() for y in range(code.height())} == {"#ffffff"}
        assert {code.pixelColor(x, at).name() for x in range(code.width())} == {"#ffffff"}
    assert code.pixelColor(margin, margin) == QColor("#000000")


@pytest.mark.parametrize("size", list(Size))
def test_sum_and_payee_stand_on_each_of_the_pages(shaped: Terminal, size: Size) -> None:
    for prompt, amount in ((PAY, "1,286.40 元"), (PAY_SCAN, "86.40 元"), (PAY_UNSURE, "1,286.40 元")):
        shaped.show(prompt, modes=Modes(size=size), slide=False)
        assert amount in written(shaped)
        assert "杏花社区便民服务馆" in written(shaped)
        figures = [word.size_mm for word in words(shaped) if word.said == amount]
        assert min(figures) > 1.4 * min(word.size_mm for word in words(shaped) if not word.frame)


@pytest.mark.parametrize("prompt", [PAY_SCAN, PAY_UNSURE], ids=["her own code", "doubt"])
def test_a_page_without_a_code_shows_none(shaped: Terminal, prompt: object) -> None:
    shaped.show(prompt, slide=False)  # type: ignore[arg-type]
    assert shaped.named("pay-code") is None
    assert read_back(shaped) == []


@pytest.mark.parametrize("size", list(Size))
def test_doubt_looks_neither_like_a_failure_nor_like_a_way_to_pay(shaped: Terminal, size: Size) -> None:
    shaped.show(PAY_UNSURE, modes=Modes(size=size), slide=False)
    said = written(shaped).replace("请不要再付", "")
    assert "正在确认" in said
    assert not FAILURES.search(said)
    assert "还有" not in said
    assert not [item for item in shaped.items() if item.metaObject().className().startswith("TimeBar")]
    assert not [item for item in shaped.items() if item.metaObject().className().startswith("WayRow")]


def bar(terminal: Terminal) -> float:
    found = next(item for item in terminal.items() if item.metaObject().className().startswith("TimeBar"))
    return found.childItems()[0].width() / found.width()


def test_the_time_steps_and_the_code_goes_with_the_last_second(shaped: Terminal) -> None:
    shaped.show(PAY, slide=False)
    assert "还有 3 分钟" in written(shaped)
    assert bar(shaped) == pytest.approx(1, abs=0.01)
    turn(shaped, 45)
    assert "还有 2 分 15 秒" in written(shaped)
    assert bar(shaped) == pytest.approx(0.75, abs=0.01)
    assert read_back(shaped) == [PAY.code]
    turn(shaped, 134.9)
    assert "还有 1 秒" in written(shaped)
    assert shaped.named("pay-code") is not None
    turn(shaped, 0.2)
    assert "时间到了，请先不要付" in written(shaped)
    assert read_back(shaped) == []
    assert not [item for item in shaped.items() if item.metaObject().className().startswith("WayRow")]


def test_between_two_seconds_nothing_is_drawn(shaped: Terminal) -> None:
    shaped.show(PAY, slide=False)
    told: list[None] = []
    content(shaped).stepped.connect(lambda: told.append(None))
    turn(shaped, 0.9)
    assert told == []
    turn(shaped, 0.2)
    assert len(told) == 1


def test_other_modes_give_no_more_time_and_new_time_is_taken(shaped: Terminal) -> None:
    number = shaped.show(PAY, slide=False)
    turn(shaped, 60)
    scene = shaped.stage._scene
    assert scene is not None
    shaped.stage.show_scene(scene, Modes(size=Size.ELDER))
    shaped.settle()
    assert "还有 2 分钟" in written(shaped)
    rested = replace(PAY, ways=PAY.ways[:1])
    shaped.stage.show_scene(replace(scene, prompt=rested), Modes())
    shaped.settle()
    assert "还有 2 分钟" in written(shaped)
    shaped.stage.show_scene(replace(scene, prompt=replace(PAY, seconds=30)), Modes())
    shaped.settle()
    assert "还有 30 秒" in written(shaped)
    assert shaped.scene_id() == number


def test_the_next_payment_has_its_own_time(shaped: Terminal) -> None:
    shaped.show(PAY, slide=False)
    turn(shaped, 100)
    shaped.show(PAY, slide=False)
    assert "还有 3 分钟" in written(shaped)


def test_no_code_is_kept_when_the_page_has_gone(shaped: Terminal) -> None:
    shaped.show(PAY, slide=False)
    gone: list[None] = []
    content(shaped).destroyed.connect(lambda: gone.append(None))
    shaped.show(PAY_UNSURE)
    until(lambda: bool(gone))
    assert read_back(shaped) == []
    assert len(shaped.stage.findChildren(PayContent)) == 1


def test_what_can_be_done_instead_is_touched(shaped: Terminal) -> None:
    number = shaped.show(PAY_UNSURE)
    shaped.hand.acts.clear()
    shaped.tap("slip")
    assert ("answer", number, "slip") in shaped.hand.acts


@pytest.mark.parametrize("size", list(Size))
def test_in_english_the_time_is_whole(shaped: Terminal, size: Size) -> None:
    from kiosk.visit.stage import Scene
    from kiosk.visit.translation import translated

    number = shaped.show(PAY, slide=False)
    scene = translated(Scene(number, replace(PAY, headline=PAY_UNSURE.headline, seconds=179)), Tongue.ENGLISH)
    shaped.stage.show_scene(scene, Modes(size=size, tongue=Tongue.ENGLISH))
    shaped.settle()
    assert read_back(shaped) == [PAY.code]
    assert "1,286.40 yuan" in written(shaped)
    cut = [word.said for word in words(shaped) if word.truncated and ("yuan" in word.said or "left" in word.said)]
    assert cut == []


DARK = Modes(keypad=True, headphones=True, curtain=True)


def test_the_curtain_is_lifted_for_a_code_and_falls_again_when_it_goes(shaped: Terminal) -> None:
    shaped.show(scenes.HOME, modes=DARK)
    assert shaped.named("curtain") is not None
    shaped.show(PAY, modes=DARK)
    assert shaped.named("curtain") is None
    assert read_back(shaped) == [PAY.code]
    scene = shaped.stage._scene
    assert scene is not None
    shaped.stage.show_scene(replace(scene, prompt=PAY_UNSURE), DARK)
    shaped.settle()
    assert shaped.named("curtain") is not None
    assert read_back(shaped) == []


@pytest.mark.parametrize("prompt", [PAY_SCAN, PAY_UNSURE], ids=["her own code", "unsure"])
def test_the_curtain_stays_where_nothing_is_to_be_photographed(shaped: Terminal, prompt: Pay) -> None:
    shaped.show(PAY, modes=DARK)
    shaped.show(prompt, modes=DARK)
    assert shaped.named("curtain") is not None


def test_a_lifted_curtain_shows_no_name_and_nothing_of_the_page_before(shaped: Terminal) -> None:
    shaped.stage.show_scene(replace(scenes.scene(901, scenes.INSURANCE), who="王*芳"), DARK)
    shaped.settle()
    shaped.stage.show_scene(replace(scenes.scene(902, PAY), who="王*芳"), DARK)
    QTest.qWait(20)  # a slide would be half way
    assert "王*芳" not in written(shaped)
    assert scenes.INSURANCE.headline.spoken() not in written(shaped)
    assert read_back(shaped) == [PAY.code]


def test_a_plug_that_goes_in_while_the_code_stands_takes_only_the_name_away(shaped: Terminal) -> None:
    scene = replace(scenes.scene(903, PAY), who="王*芳")
    shaped.stage.show_scene(scene, Modes(keypad=True))
    shaped.settle()
    assert "王*芳" in written(shaped)
    shaped.stage.show_scene(scene, DARK)
    shaped.settle()
    assert "王*芳" not in written(shaped)
    assert shaped.named("curtain") is None
