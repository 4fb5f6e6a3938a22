"""What stands on the pages and around them, in both shapes; what may be wrong with them is test_gallery's matter."""

import pytest

from kiosk.app.inspection.sight import HANZI_BOX
from kiosk.visit.items import items_of
from kiosk.visit.modes import Modes, Size
from kiosk.visit.stage import Gone, IdleWarning, Notice
from kiosk.visit.text import text
from tests.ui import scenes
from tests.ui.eyes import PIXELS_PER_MM, tappables, value, words
from tests.ui.terminal import Terminal

both_sizes = pytest.mark.parametrize("elder", [False, True], ids=["standard", "elder"])
every_page = pytest.mark.parametrize("name", list(scenes.PROMPTS))
NO_PAPER = Notice(text("打印机没有纸了，工作人员马上来加。"), attention=True)


def bring_on(terminal: Terminal, name: str, *, elder: bool) -> int:
    prompt = scenes.PROMPTS[name]
    terminal.stage.set_idle(IdleWarning(None))
    terminal.stage.set_caption(prompt.headline.shown())
    return terminal.show(
        prompt, modes=Modes(size=Size.ELDER if elder else Size.STANDARD), draft=scenes.DRAFTS.get(name, ""), slide=False
    )


@every_page
@both_sizes
def test_the_five_keys_are_always_there(shaped: Terminal, name: str, elder: bool) -> None:
    bring_on(shaped, name, elder=elder)
    places = [tappables(shaped)[key] for key in ("bar-back", "bar-home", "bar-repeat", "mode-size", "bar-staff")]
    along = [p.top() for p in places] if shaped.shape.name == "LANDSCAPE" else [p.left() for p in places]
    assert along == sorted(along)


@both_sizes
@pytest.mark.parametrize("name", ["home", "insurance", "phone", "print", "card", "bye", "take"])
def test_what_one_comes_for_is_written_large(shaped: Terminal, name: str, elder: bool) -> None:
    bring_on(shaped, name, elder=elder)
    large = [word for word in words(shaped) if word.bold and not word.frame]
    assert len(large) >= 2
    assert [word.said for word in large if word.size_mm * HANZI_BOX < (12.0 if elder else 7.3)] == []


@both_sizes
@pytest.mark.parametrize("name", [n for n in scenes.PROMPTS if n not in ("finding", "printing", "name")])
def test_the_ring_shows_where_the_keypad_stands(shaped: Terminal, name: str, elder: bool) -> None:
    number = bring_on(shaped, name, elder=elder)
    for item in items_of(scenes.PROMPTS[name], elder=elder):
        shaped.stage.set_focus(number, item.id)
        rings = [i for i in shaped.items() if i.metaObject().className().startswith("FocusRing")]
        assert len(rings) == 1, item.id
        assert shaped.place(rings[0]).intersects(shaped.place(shaped.must(item.id))), item.id
        assert value(rings[0], "border.width") >= 2 * PIXELS_PER_MM


@both_sizes
@pytest.mark.parametrize("name", ["contacts", "months", "code", "print", "home"])
def test_a_notice_covers_nothing(shaped: Terminal, name: str, elder: bool) -> None:
    bring_on(shaped, name, elder=elder)
    shaped.stage.set_notice(NO_PAPER)
    shaped.settle()
    band = shaped.place(shaped.must("notice"))
    assert not band.intersects(shaped.place(shaped.must("caption")))
    assert not any(band.intersects(place) for place in tappables(shaped).values())


@both_sizes
def test_the_idle_question_has_one_large_answer(shaped: Terminal, elder: bool) -> None:
    bring_on(shaped, "insurance", elder=elder)
    shaped.stage.set_idle(IdleWarning(18))
    shaped.settle()
    stay = shaped.place(shaped.must("idle-stay"))
    assert min(stay.width(), stay.height()) >= 60 * PIXELS_PER_MM
    assert not stay.intersects(shaped.place(shaped.must("bar-staff")))
    assert any("18 秒" in word.said for word in words(shaped))
    shaped.stage.set_idle(IdleWarning(None))
    assert shaped.named("idle-stay") is None


@both_sizes
def test_the_help_sheet_fits(shaped: Terminal, elder: bool) -> None:
    bring_on(shaped, "bye", elder=elder)
    shaped.stage.setHelp(True)
    shaped.settle()
    top = min(word.inked.top() for word in words(shaped) if "返回”" in word.said or "怎么用" in word.said)
    close = shaped.place(shaped.must("help-close"))
    shaped.stage.setHelp(False)
    assert top >= 0
    assert close.bottom() <= shaped.shape.value[1]


@pytest.mark.parametrize("gone", list(Gone))
def test_the_attract_page_is_one_key_with_the_frame_around_it(shaped: Terminal, gone: Gone) -> None:
    shaped.stage.announce(("周六上午九点到十一点半，一楼大厅有义诊。", "物业费可以在这里缴了。", "第三条没有地方。"))
    shaped.stage.clear(gone)
    shaped.settle()
    inside = {name: at for name, at in tappables(shaped).items() if name != "attract"}
    five = {"bar-back", "bar-home", "bar-repeat", "mode-size", "bar-staff"}
    modes = {"mode-tongue", "mode-palette", "mode-reach", "mode-speech", "mode-pause", "bar-help"}
    assert set(inside) - {"mode-hand"} == five | modes


def test_notices_come_and_go_while_the_attract_page_stands(shaped: Terminal) -> None:
    shaped.stage.announce(())
    shaped.stage.clear(Gone.WAITING)
    shaped.stage.announce(("周二上午停水",))
    shaped.settle()
    assert "周二上午停水" in {word.said for word in words(shaped)}
    shaped.stage.announce(("11月17日 · 义诊",))
    shaped.settle()
    said = {word.said for word in words(shaped)}
    assert "11月17日 · 义诊" in said
    assert "周二上午停水" not in said


def test_the_dark_screen_shows_a_hint_only(shaped: Terminal) -> None:
    shaped.show(scenes.HOME, modes=Modes(keypad=True, curtain=True), slide=False)
    picture = shaped.window.grab()
    lit = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 90) for y in (5, picture.height() - 5)}
    assert lit == {"#000000"}
    assert any("按键模式" in word.said for word in words(shaped))
    shaped.show(scenes.HOME, slide=False)
    assert shaped.named("curtain") is None


@both_sizes
def test_neither_key_of_a_consent_stands_out(shaped: Terminal, elder: bool) -> None:
    """A yes in colour beside a pale no would win her over; where it is only about paper it may."""
    bring_on(shaped, "consent", elder=elder)
    assert shaped.pixel("yes") == shaped.pixel("no")
    bring_on(shaped, "print", elder=elder)
    assert shaped.pixel("yes") != shaped.pixel("no")
