"""The pages in English: every word turns at once, in every size and shape, and nothing Chinese of ours is left."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator

from kiosk.foundation.money import Money
from kiosk.modalities.touch.compiled import compiled, elf_hash
from kiosk.modalities.touch.joined import plain
from kiosk.services.contacts import pages as contacts
from kiosk.services.social_insurance import pages as insurance
from kiosk.visit.house_prompts import apology, farewell, home_page
from kiosk.visit.modes import Modes, Size, Tongue
from kiosk.visit.prompts import Act, AnyPrompt, Confirm, EnterText, Option, Pay, Present, Script, Way, Work
from kiosk.visit.sentences import SENTENCES
from kiosk.visit.stage import Gone, IdleWarning, Notice, Scene
from kiosk.visit.text import text
from kiosk.visit.translation import english_words, translated
from tests.ui.terminal import Terminal, until

HANZI = re.compile("[\u3400-\u9fff]+")
# The hall's own name, and the key that leads back to Chinese.
THEIRS = re.compile("杏花社区便民服务馆|中文|汉语")
HOME = home_page((Option("tea", text("查社保"), text("缴费记录 · 打印凭条"), "shield-check", "jade"),), logged_in=True)
PAY = Pay(
    headline=text("请放身份证"),
    ways=(Way("id_card", text("身份证"), "identification-card"),),
    amount=Money(8640),
    payee=text("杏花社区便民服务馆"),
    code="weixin://wxpay/bizpayurl?pr=abc",
    seconds=179,
)
PAGES: dict[str, AnyPrompt] = {
    "home": HOME,
    "nobody": contacts.nobody(),
    "initials": EnterText(headline=text("请输入名字或地址"), script=Script.INITIALS),
    "words": contacts.words(),
    "nothing": insurance.nothing_there(),
    "print": Confirm(headline=text("打印社保凭条吗？"), hint=text("凭条从屏幕下方出来。")),
    "card": Present(headline=text("请放身份证"), ways=(Way("id_card", text("身份证"), "identification-card"),)),
    "pay": PAY,
    "pay-unsure": PAY.in_doubt((Option("end", text("办完了")),)),
    "take": Act(headline=text("请取走凭条"), icon="receipt", options=(Option("taken", text("拿好了")),)),
    "finding": Work(headline=text("正在查您的社保")),
    "printing": Work(headline=text("正在打印凭条"), held=True),
    "apology": apology(SENTENCES["payment_terminal.wrong_amount"], can_retry=True),
    "bye": farewell(logged_in=True),
}


def english(size: Size = Size.STANDARD) -> Modes:
    return Modes(size=size, tongue=Tongue.ENGLISH)


def written(terminal: Terminal) -> list[str]:
    """Everything that can be read on the screen, and what a screen reader is told of it."""
    words = []
    for item in terminal.items():
        for name in ("text", "name", "description"):
            said = item.property(name)
            if isinstance(said, str) and said.strip():
                words.append(plain(said))
    return words


@pytest.fixture(autouse=True)
def _leave_in_chinese(request: pytest.FixtureRequest) -> Iterator[None]:
    """Qt has one tongue for all windows of a process: one that stayed in English would turn the next."""
    yield
    if "shaped" in request.fixturenames:
        request.getfixturevalue("shaped").stage.clear(Gone.WAITING)


def chinese(terminal: Terminal) -> list[str]:
    return [words for words in written(terminal) if HANZI.search(THEIRS.sub("", words))]


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("name", PAGES)
def test_no_word_of_ours_stays_chinese(shaped: Terminal, name: str, size: Size) -> None:
    scene = translated(Scene(0, PAGES[name], text("查社保"), "shield-check", "jade", can_go_back=True), Tongue.ENGLISH)
    number = shaped.show(scene.prompt, modes=english(size))
    shaped.stage.show_scene(Scene(number, scene.prompt, scene.title, scene.icon, scene.tint), english(size))
    shaped.settle()
    assert chinese(shaped) == []


def test_every_word_turns_at_once_and_back_again(terminal: Terminal) -> None:
    number = terminal.show(HOME)
    before = written(terminal)
    assert any("呼叫人工" in words for words in before)
    scene = Scene(number, HOME, text("查社保"))
    terminal.stage.show_scene(translated(scene, Tongue.ENGLISH), english())
    terminal.settle()
    assert chinese(terminal) == []
    assert "Staff" in written(terminal)
    terminal.stage.show_scene(scene, Modes())
    terminal.settle()
    assert not any("Staff" in words or "Hello" in words for words in written(terminal))


def test_what_lies_over_a_page_is_english_too(terminal: Terminal) -> None:
    number = terminal.show(translated(HOME, Tongue.ENGLISH), modes=english())
    terminal.stage.show_scene(Scene(number, translated(HOME, Tongue.ENGLISH)), english())
    terminal.stage.set_notice(translated(Notice(text("看到证件了，正在读。请不要拿开。")), Tongue.ENGLISH))
    terminal.stage.set_idle(IdleWarning(20))
    terminal.settle()
    assert any("this ends in 20 seconds" in words for words in written(terminal))
    terminal.stage.set_idle(IdleWarning(None))
    terminal.stage.setHelp(True)
    terminal.settle()
    assert "How it works" in written(terminal)
    assert chinese(terminal) == []


def test_the_attract_page_is_chinese_again(terminal: Terminal) -> None:
    terminal.show(translated(HOME, Tongue.ENGLISH), modes=english())
    terminal.stage.clear(Gone.WAITING)
    until(lambda: any("轻触屏幕开始" in words for words in written(terminal)))
    assert terminal.stage.property("dateText") == "11月21日 周六"


def test_qt_finds_every_word_in_the_table_that_is_made_for_it() -> None:
    table = compiled(english_words())
    translator = QTranslator()
    assert translator.load(table)
    assert {source: translator.translate("AnyPage", source) for source in english_words()} == english_words()
    assert not translator.translate("AnyPage", "没有这句话")


def test_words_of_one_hash_are_told_apart() -> None:
    words = {"0@": "one", "b": "two", "10": "three"}
    assert elf_hash(b"0@") == elf_hash(b"10")
    table = compiled(words)
    translator = QTranslator()
    assert translator.load(table)
    assert {source: translator.translate("", source) for source in words} == words
