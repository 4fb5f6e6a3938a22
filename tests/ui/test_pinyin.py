"""The pinyin keyboard: Hanzi by touch, and nothing of it kept."""

import os
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem

from kiosk.visit.stage import Gone
from tests.ui import scenes
from tests.ui.eyes import value
from tests.ui.terminal import Terminal, until


def keys(terminal: Terminal) -> dict[str, QPoint]:
    """The keys of the keyboard by what stands on them."""
    found: dict[str, QPoint] = {}
    for item in terminal.items():
        if item.metaObject().className().startswith("KeyFace"):
            found[str(item.property("words"))] = terminal.place(item).center().toPoint()
    return found


def candidates(terminal: Terminal) -> dict[str, QQuickItem]:
    """The Hanzi to choose from."""
    return {
        str(item.property("text")): item
        for item in terminal.items()
        if item.metaObject().className().startswith("Label") and "SelectionListItem" in _parent(item)
    }


def _parent(item: QQuickItem) -> str:
    above = item.parentItem()
    return above.metaObject().className() if above is not None else ""


@pytest.fixture
def typing(terminal: Terminal) -> Terminal:
    terminal.show(scenes.NAME)
    until(lambda: "w" in keys(terminal), seconds=15)
    return terminal


def write(terminal: Terminal, pinyin: str, hanzi: str) -> None:
    spell(terminal, pinyin)
    before = terminal.must("text-field").property("text")
    terminal.touch(standing_still(terminal, hanzi))
    until(lambda: terminal.must("text-field").property("text") == before + hanzi)


def spell(terminal: Terminal, pinyin: str) -> None:
    for n, letter in enumerate(pinyin, start=1):
        terminal.touch(keys(terminal)[letter])
        until(partial(_is_open, terminal, pinyin[:n]))


def _is_open(terminal: Terminal, pinyin: str) -> bool:
    return str(terminal.must("text-field").property("preeditText")).replace(" ", "") == pinyin


def standing_still(terminal: Terminal, hanzi: str) -> QPoint:
    """Where a candidate is, once its list has come to rest."""
    seen: list[QPoint] = []

    def rests() -> bool:
        if hanzi in candidates(terminal):
            seen.append(terminal.place(candidates(terminal)[hanzi]).center().toPoint())
        return len(seen) > 9 and len(set(map(QPoint.toTuple, seen[-10:]))) == 1

    until(rests)
    return seen[-1]


def test_hanzi_are_written_by_touch(typing: Terminal) -> None:
    write(typing, "wang", "王")
    until(lambda: ("draft", 1, "王") in typing.hand.done())
    typing.tap("submit")
    assert typing.hand.done()[-1] == ("submit", 1)


def test_open_pinyin_goes_into_the_field_before_it_is_submitted(typing: Terminal) -> None:
    write(typing, "li", "李")
    until(lambda: typing.must("submit").isEnabled())
    spell(typing, "m")
    typing.tap("submit")
    drafts = [str(act[2]) for act in typing.hand.done() if act[0] == "draft"]
    assert typing.hand.done()[-1] == ("submit", 1)
    assert drafts[-1].startswith("李")


def test_keys_are_large_enough_for_a_finger(typing: Terminal) -> None:
    faces = [i for i in typing.items() if i.metaObject().className().startswith("KeyFace")]
    letters = [typing.place(f) for f in faces if len(str(f.property("words"))) == 1]
    assert len(letters) >= 26
    assert min(min(p.width(), p.height()) for p in letters) >= 16 * 4.032


def test_the_field_tells_the_keyboard_not_to_learn(typing: Terminal) -> None:
    hints = int(value(typing.must("text-field"), "inputMethodHints"))
    assert hints & Qt.InputMethodHint.ImhSensitiveData.value


def test_nothing_that_was_typed_is_kept(typing: Terminal) -> None:
    for _ in range(3):
        write(typing, "wang", "王")
        write(typing, "xiao", "小")
    typing.stage.clear(Gone.WAITING)
    typing.settle()
    config = Path(os.environ["XDG_CONFIG_HOME"])
    kept = [path for path in config.rglob("*") if path.is_file()]
    for path in kept:
        data = path.read_bytes()
        for name in ("王小", "小王"):
            assert name.encode() not in data, path
            assert name.encode("utf-16-le") not in data, path
    assert "王" not in {str(item.property("text")) for item in typing.items() if item.property("text")}
