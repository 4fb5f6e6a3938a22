"""Every page, crowded, in both shapes and both sizes: nothing clipped, overlapping, too small or too near."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from kiosk.visit.modes import Modes
from kiosk.visit.stage import IdleWarning, Notice
from kiosk.visit.text import text
from tests.ui import scenes
from tests.ui.terminal import Terminal

PIXELS_PER_MM = 4.032
HANZI_BOX = 0.92  # of the type size, in Noto Sans CJK
"""Words that everybody knows by heart (the five keys, the status bar) may be smaller in elder mode; main text not."""
SHELL = {"bar-back", "bar-home", "bar-repeat", "bar-elder", "bar-staff", "help", "page-back", "page-on"}
KEYBOARD = ("Keyboard", "InputPanel", "WordCandidateView", "PinyinKeyboard")

both_sizes = pytest.mark.parametrize("elder", [False, True], ids=["standard", "elder"])
every_page = pytest.mark.parametrize("name", list(scenes.PROMPTS))


def bring_on(terminal: Terminal, name: str, *, elder: bool) -> int:
    prompt = scenes.PROMPTS[name]
    number = terminal.show(prompt, modes=Modes(elder=elder), draft=scenes.DRAFTS.get(name, ""), settle=False)
    terminal.stage.set_caption(prompt.headline.shown())
    terminal.settle()
    return number


def is_text(item: QQuickItem) -> bool:
    return item.metaObject().className().startswith(("QQuickText", "Label", "Headline", "Icon")) and bool(
        item.property("text")
    )


def is_word(item: QQuickItem) -> bool:
    return is_text(item) and not item.metaObject().className().startswith("Icon")


def in_keyboard(item: QQuickItem) -> bool:
    walker: QQuickItem | None = item
    while walker is not None:
        if walker.metaObject().className().startswith(KEYBOARD):
            return True
        walker = walker.parentItem()
    return False


def above(item: QQuickItem) -> list[str]:
    names = []
    walker: QQuickItem | None = item
    while walker is not None:
        names.append(walker.objectName())
        walker = walker.parentItem()
    return names


def number(item: QQuickItem, name: str) -> int:
    """An enum property, which PySide cannot convert but QML can."""
    value, _ = QQmlExpression(qmlContext(item), item, name).evaluate()
    return int(value)


def inked(terminal: Terminal, item: QQuickItem) -> QRectF:
    """Where the letters of a text stand."""
    wide, tall = item.property("contentWidth"), item.property("contentHeight")
    left = {4: (item.width() - wide) / 2, 2: item.width() - wide}.get(number(item, "horizontalAlignment"), 0)
    top = {128: (item.height() - tall) / 2, 64: item.height() - tall}.get(number(item, "verticalAlignment"), 0)
    return item.mapRectToScene(QRectF(left, top, wide, tall))


def tappables(terminal: Terminal) -> list[QQuickItem]:
    return [i for i in terminal.items() if i.metaObject().indexOfSignal("tapped()") >= 0 and not in_keyboard(i)]


@every_page
@both_sizes
def test_no_word_is_cut_off_or_outside(shaped: Terminal, name: str, elder: bool) -> None:
    bring_on(shaped, name, elder=elder)
    window = QRectF(0, 0, *shaped.shape.value)
    words = [i for i in shaped.items() if is_word(i) and not in_keyboard(i)]
    assert len(words) > 8
    for word in words:
        said = word.property("text")
        assert not word.property("truncated"), said
        assert window.adjusted(-1, -1, 1, 1).contains(inked(shaped, word)), said
        assert word.property("contentWidth") <= word.width() + 2, said


@every_page
@both_sizes
def test_no_words_overlap(shaped: Terminal, name: str, elder: bool) -> None:
    bring_on(shaped, name, elder=elder)
    words = [(i.property("text"), inked(shaped, i)) for i in shaped.items() if is_word(i) and not in_keyboard(i)]
    for (one, at), (other, there) in combinations(words, 2):
        # Lines of Hanzi have air of their own above and below, which may meet.
        assert not at.adjusted(2, at.height() * 0.2, -2, -at.height() * 0.2).intersects(there), (one, other)


@every_page
@both_sizes
def test_letters_are_tall_enough(shaped: Terminal, name: str, elder: bool) -> None:
    bring_on(shaped, name, elder=elder)
    for word in shaped.items():
        if not is_word(word):
            continue
        tall = word.property("fontInfo").property("pixelSize") * HANZI_BOX / PIXELS_PER_MM
        said = word.property("text")
        assert tall >= 4.8, said
        if not in_keyboard(word):
            assert tall >= 6.9, said


@both_sizes
@pytest.mark.parametrize("name", ["home", "insurance", "phone", "print", "card", "bye"])
def test_what_one_comes_for_is_12_mm_in_elder_mode(shaped: Terminal, name: str, elder: bool) -> None:
    bring_on(shaped, name, elder=elder)
    least = 12.0 if elder else 7.3
    sizes = {
        word.property("text"): word.property("fontInfo").property("pixelSize") * HANZI_BOX / PIXELS_PER_MM
        for word in shaped.items()
        if is_word(word) and not SHELL & set(above(word)) and word.property("font").bold()
    }
    headline = scenes.PROMPTS[name].headline.shown()
    assert sizes[headline] >= least
    assert len(sizes) > 2


@every_page
@both_sizes
def test_what_is_touched_is_large_named_and_apart(shaped: Terminal, name: str, elder: bool) -> None:
    bring_on(shaped, name, elder=elder)
    window = QRectF(-1, -1, shaped.shape.value[0] + 2, shaped.shape.value[1] + 2)
    keys = tappables(shaped)
    assert len(keys) >= 6
    places = {}
    for key in keys:
        place = shaped.place(key)
        item = key.objectName()
        places[item] = place
        assert item, key
        assert key.property("name"), item
        assert window.contains(place), item
        least = 16.0 if elder and item.startswith("key-") and len(item) == 5 and item[4].isalpha() else 20.0
        if item in SHELL:
            least = 16.0
        assert min(place.width(), place.height()) >= least * PIXELS_PER_MM - 2, item
    for (one, at), (other, there) in combinations(places.items(), 2):
        if not one.startswith("bar-") or not other.startswith("bar-"):
            apart = at.adjusted(-11, -11, 11, 11) if not SHELL & {one, other} else at
            assert not apart.intersects(there), (one, other)


@every_page
@both_sizes
def test_the_five_keys_are_always_there(shaped: Terminal, name: str, elder: bool) -> None:
    bring_on(shaped, name, elder=elder)
    places = [shaped.place(shaped.must(f"bar-{key}")) for key in ("back", "home", "repeat", "elder", "staff")]
    along = [p.top() for p in places] if shaped.shape.name == "LANDSCAPE" else [p.left() for p in places]
    assert along == sorted(along)


@both_sizes
@pytest.mark.parametrize("name", [n for n in scenes.PROMPTS if n not in ("finding", "printing")])
def test_items_are_on_the_screen_when_the_keypad_stands_on_them(shaped: Terminal, name: str, elder: bool) -> None:
    from kiosk.visit.items import items_of

    if name == "name":
        pytest.skip("the pinyin page takes initials from the keypad; it has no letter keys of its own")
    number = bring_on(shaped, name, elder=elder)
    for item in items_of(scenes.PROMPTS[name], elder=elder):
        shaped.stage.set_focus(number, item.id)
        stands = shaped.must(item.id)
        rings = [i for i in shaped.items() if i.metaObject().className().startswith("FocusRing")]
        assert len(rings) == 1, item.id
        ring = shaped.place(rings[0])
        assert ring.intersects(shaped.place(stands)), item.id
        assert rings[0].property("border").property("width") >= 2 * PIXELS_PER_MM


@both_sizes
def test_a_notice_never_covers_anything(shaped: Terminal, elder: bool) -> None:
    for name in ("contacts", "months", "code", "print"):
        bring_on(shaped, name, elder=elder)
        shaped.stage.set_notice(Notice(text("打印机没有纸了，工作人员马上来加。"), attention=True))
        shaped.settle()
        band = shaped.place(shaped.must("notice"))
        caption = shaped.place(shaped.must("caption"))
        assert not band.intersects(caption)
        for key in tappables(shaped):
            assert not shaped.place(key).intersects(band), (name, key.objectName())


@both_sizes
def test_the_idle_question_covers_the_page_but_not_the_five_keys(shaped: Terminal, elder: bool) -> None:
    bring_on(shaped, "insurance", elder=elder)
    shaped.stage.set_idle(IdleWarning(18))
    stay = shaped.place(shaped.must("idle-stay"))
    assert min(stay.width(), stay.height()) >= 60 * PIXELS_PER_MM
    assert not stay.intersects(shaped.place(shaped.must("bar-staff")))
    words = [i.property("text") for i in shaped.items() if is_word(i)]
    assert any("18 秒" in said for said in words)
    shaped.stage.set_idle(IdleWarning(None))
    assert shaped.named("idle-stay") is None
