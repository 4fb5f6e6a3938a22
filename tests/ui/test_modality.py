"""The touch modality between a real loop on its own thread and the GUI: what crosses, in which order, and what not."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtTest import QTest

from kiosk.app.window import Shape
from kiosk.modalities.touch import TouchModality
from kiosk.modalities.touch.entries import TextContent
from kiosk.visit.modes import Modes, Size
from kiosk.visit.prompts import AnyPrompt
from kiosk.visit.stage import Gone, IdleWarning, Notice
from kiosk.visit.text import text
from tests.helpers.spoken import SpokenSpy
from tests.ui import scenes
from tests.ui.terminal import Terminal, until


@dataclass
class DeskSpy:
    """A desk that echoes drafts and modes, as the visit does, and writes down the rest with the thread it came on."""

    touch: TouchModality | None = None
    acts: list[tuple[object, ...]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def begin(self) -> None:
        self._note("begin")

    def answer(self, scene_id: int, value: object) -> None:
        self._note("answer", scene_id, value)

    def edit(self, scene_id: int, draft: str) -> None:
        self._note("edit", scene_id, draft)
        assert self.touch
        self.touch.edit(scene_id, draft)

    def focus(self, scene_id: int, item_id: str) -> None:
        self._note("focus", scene_id, item_id)

    def say(self, words: str) -> None:
        self._note("say", words)

    def back(self) -> None:
        self._note("back")

    def home(self) -> None:
        self._note("home")

    def end(self) -> None:
        self._note("end")

    def call_staff(self) -> None:
        self._note("staff")

    def pause(self) -> None:
        self._note("pause")

    def ask_aside(self, prompt: AnyPrompt, answered: Callable[[object | None], None]) -> None:
        self._note("aside")

    def set_modes(self, modes: Modes) -> None:
        self._note("modes", modes)

    def active(self) -> None:
        self.threads.add(threading.current_thread().name)

    def _note(self, *act: object) -> None:
        self.threads.add(threading.current_thread().name)
        self.acts.append(act)


@dataclass
class Wired:
    """A terminal whose finger reaches a desk on a loop."""

    terminal: Terminal
    touch: TouchModality
    desk: DeskSpy
    loop: asyncio.AbstractEventLoop

    def on_loop(self, *calls: object) -> None:
        """Run something on the loop thread, as the visit does."""
        for call in calls:
            assert callable(call)
            self.loop.call_soon_threadsafe(call)

    def show(self, number: int, name: str, modes: Modes | None = None) -> None:
        """Bring on a scene from the loop and wait for it."""
        scene = scenes.scene(number, scenes.PROMPTS[name])
        self.on_loop(lambda: self.touch.show(scene, modes or Modes()))
        until(lambda: self.terminal.scene_id() == number)
        self.terminal.settle()


@pytest.fixture
def wired(fonts: None) -> Iterator[Wired]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="loop", daemon=True)
    thread.start()
    with Terminal(Shape.PORTRAIT) as terminal:
        touch = TouchModality(terminal.stage)
        desk = DeskSpy(touch)
        loop.call_soon_threadsafe(touch.wire, loop, desk, SpokenSpy(lambda: desk._note("repeat")))
        wired = Wired(terminal, touch, desk, loop)
        try:
            wired.show(1, "home")
            yield wired
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(5)
            loop.close()


def test_an_answer_reaches_the_desk_on_the_loop_thread(wired: Wired) -> None:
    wired.terminal.tap("contacts")
    until(lambda: ("answer", 1, "contacts") in wired.desk.acts)
    assert wired.desk.threads == {"loop"}


def test_quick_keys_are_never_lost_while_the_loop_is_busy(wired: Wired) -> None:
    wired.show(2, "code")
    gate = threading.Event()
    wired.on_loop(gate.wait)
    for key in "30716248":
        wired.terminal.tap(f"key-{key}")
    gate.set()
    until(lambda: ("edit", 2, "30716248") in wired.desk.acts)
    until(lambda: wired.terminal.must("submit").isEnabled())
    wired.terminal.clock.seconds += 1
    wired.terminal.tap("submit")
    until(lambda: ("answer", 2, "30716248") in wired.desk.acts)


def test_back_struck_twice_on_one_page_goes_one_back(wired: Wired) -> None:
    """The loop was busy, so she struck again: the second strike was meant for the page that she saw."""
    wired.show(2, "insurance")
    gate = threading.Event()
    wired.on_loop(gate.wait, lambda: None)
    wired.terminal.tap("bar-back")
    wired.terminal.clock.seconds += 0.7
    scene = scenes.scene(3, scenes.PROMPTS["home"])
    wired.on_loop(lambda: wired.touch.show(scene, Modes()))  # as the desk does when it hears the first
    wired.terminal.stage.goBack()
    gate.set()
    until(lambda: wired.terminal.scene_id() == 3)
    assert wired.desk.acts.count(("back",)) == 1


def test_a_mad_keypad_moves_the_ring_once_a_frame_and_loses_not_the_last(wired: Wired) -> None:
    wired.show(2, "code")
    heard: list[str] = []
    wired.terminal.stage.focusChanged.connect(lambda: heard.append(str(wired.terminal.stage.property("focusedItem"))))
    done = threading.Event()

    def hammer() -> None:
        for number in range(2000):
            wired.touch.focus(2, f"key-{number % 10}")
        done.set()

    wired.on_loop(hammer)
    assert done.wait(10)  # the GUI thread, which is this one, stood still meanwhile
    until(lambda: heard != [])
    QTest.qWait(50)
    assert heard == ["key-9"]


def test_a_louder_voice_leaves_the_page_as_it_is(wired: Wired) -> None:
    wired.show(2, "months")
    wired.terminal.tap("page-on")
    assert wired.terminal.named("block-0/0") is None
    scene = scenes.scene(2, scenes.PROMPTS["months"])
    wired.on_loop(lambda: wired.touch.show(scene, Modes(volume=80, spoken_rate=1.25)))
    QTest.qWait(100)
    wired.terminal.settle()
    assert wired.terminal.named("block-0/0") is None, "still the second page of the table"


def test_what_the_keypad_types_is_shown_and_continued_by_touch(wired: Wired) -> None:
    wired.show(2, "code")
    wired.on_loop(lambda: wired.touch.edit(2, "30"))
    until(lambda: wired.terminal.must("erase").isEnabled())
    wired.terminal.tap("key-7")
    until(lambda: ("edit", 2, "307") in wired.desk.acts)


def test_a_code_is_never_longer_than_it_may_be(wired: Wired) -> None:
    wired.show(2, "code")
    wired.on_loop(lambda: wired.touch.edit(2, "12345678"))
    wired.terminal.stage.typeKey(2, "9")
    wired.terminal.tap("bar-staff")
    until(lambda: ("staff",) in wired.desk.acts)
    assert [act for act in wired.desk.acts if act[0] == "edit"] == []


def test_words_typed_in_the_field_are_not_undone_by_their_own_echo(wired: Wired) -> None:
    wired.show(2, "name")
    until(lambda: wired.terminal.named("text-field") is not None)
    field = wired.terminal.must("text-field")
    gate = threading.Event()
    wired.on_loop(gate.wait)
    for draft in ("王", "王小", "王小芳"):
        wired.terminal.stage.typeText(2, draft)
    seen: list[str] = []
    content = wired.terminal.stage._content
    assert isinstance(content, TextContent)
    content.draftChanged.connect(lambda: seen.append(field.property("text")))
    gate.set()
    until(lambda: ("edit", 2, "王小芳") in wired.desk.acts)
    wired.terminal.settle()
    assert seen == [], "the echo of an older draft must not come between"
    assert field.property("text") == "王小芳"
    wired.on_loop(lambda: wired.touch.edit(2, "李"))
    until(lambda: field.property("text") == "李")


def test_a_new_scene_begins_with_an_empty_draft(wired: Wired) -> None:
    wired.show(2, "code")
    wired.terminal.tap("key-1")
    until(lambda: ("edit", 2, "1") in wired.desk.acts)
    wired.show(3, "code")
    wired.terminal.tap("key-2")
    until(lambda: ("edit", 3, "2") in wired.desk.acts)


def test_large_type_keeps_the_other_modes(wired: Wired) -> None:
    wired.show(2, "home", Modes(keypad=True, volume=40))
    wired.terminal.tap("mode-size")
    until(lambda: ("modes", Modes(size=Size.ELDER, keypad=True, volume=40)) in wired.desk.acts)


def test_lifting_the_curtain_keeps_the_keypad(wired: Wired) -> None:
    wired.show(2, "home", Modes(keypad=True, curtain=True))
    wired.terminal.tap("curtain")
    until(lambda: ("modes", Modes(keypad=True)) in wired.desk.acts)


def test_repeat_is_the_callable_that_was_injected(wired: Wired) -> None:
    wired.terminal.tap("bar-repeat")
    until(lambda: ("repeat",) in wired.desk.acts)
    assert wired.desk.threads == {"loop"}


def test_everything_that_is_told_arrives_in_order(wired: Wired) -> None:
    stage = wired.terminal.stage
    wired.on_loop(
        lambda: wired.touch.caption("您好。"),
        lambda: wired.touch.notice(Notice(text("请稍等。"))),
        lambda: wired.touch.focus(1, "contacts"),
        lambda: wired.touch.network(False),
        lambda: wired.touch.warn_idle(IdleWarning(20)),
    )
    until(lambda: bool(stage.property("idleAsked")))
    assert stage.property("caption") == "您好。"
    assert stage.property("notice") == "请稍等。"
    assert stage.property("focusedItem") == "contacts"
    assert stage.property("networkOk") is False
    wired.on_loop(lambda: wired.touch.clear(Gone.WAITING))
    until(lambda: stage.property("caption") == "")
    assert not stage.property("idleAsked")
    assert not stage.property("visited")


def test_focus_and_drafts_of_a_scene_that_has_gone_are_dropped(wired: Wired) -> None:
    wired.show(2, "code")
    wired.on_loop(lambda: wired.touch.edit(1, "999"), lambda: wired.touch.focus(1, "key-9"))
    wired.on_loop(lambda: wired.touch.caption("到了"))
    until(lambda: wired.terminal.stage.property("caption") == "到了")
    assert wired.terminal.stage.property("focusedItem") == ""
    assert not wired.terminal.must("erase").isEnabled()


def test_touches_after_the_loop_has_closed_are_dropped(fonts: None) -> None:
    with Terminal(Shape.PORTRAIT) as terminal:
        loop = asyncio.new_event_loop()
        touch = TouchModality(terminal.stage)
        desk = DeskSpy(touch)
        touch.wire(loop, desk, SpokenSpy())
        terminal.show(scenes.HOME)
        loop.close()
        terminal.tap("bar-staff")
        assert desk.acts == []


def test_what_is_typed_stands_in_no_repr(wired: Wired) -> None:
    wired.show(2, "identity")
    wired.terminal.tap("key-7")
    until(lambda: ("edit", 2, "7") in wired.desk.acts)
    assert "7" not in repr(wired.touch._present)
