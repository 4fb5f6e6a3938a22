"""The mirror: she sees herself the wrong way round, large, only where she is asked to; and nothing of it stays."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest

from kiosk.app.gallery.scenes import CARD, FACE, WAYS
from kiosk.app.window import Shape
from kiosk.modalities.touch import TouchModality
from kiosk.modalities.touch.looking_glass import LookingGlass
from kiosk.visit.mirror import Cue, Mirror, Reflection
from kiosk.visit.modes import Modes, Size
from kiosk.visit.stage import Gone, Scene
from tests.ui.terminal import Terminal, until

WIDE, TALL = 640, 480
_RED, _BLUE = bytes((255, 0, 0)), bytes((0, 0, 255))


def two_halves(done: float = 0.0, cue: Cue = Cue.NONE) -> tuple[bytearray, Reflection]:
    """Red on the left of the picture, blue on its right."""
    rows = bytearray((_RED * (WIDE // 2) + _BLUE * (WIDE // 2)) * TALL)
    return rows, Reflection(WIDE, TALL, memoryview(rows).toreadonly(), cue, done)


def glass_of(terminal: Terminal) -> LookingGlass:
    return terminal.stage.glass


@pytest.fixture(scope="module")
def screen(fonts: None) -> Iterator[Terminal]:
    """One upright terminal for all of this."""
    with Terminal(Shape.PORTRAIT) as terminal:
        yield terminal


@pytest.fixture
def looked_at(screen: Terminal) -> Iterator[Terminal]:
    """A terminal that asks for a face and shows two halves."""
    screen.show(FACE)
    glass_of(screen).open(True)
    glass_of(screen).behold(two_halves()[1])
    until(lambda: bool(glass_of(screen).property("lit")))
    screen.settle()
    yield screen
    screen.stage.clear(Gone.WAITING)


def colour(terminal: Terminal, across: float, down: float) -> QColor:
    """The colour of the mirror at a place, in parts of its side."""
    place = terminal.place(terminal.must("mirror"))
    return terminal.window.grab().pixelColor(
        QPoint(round(place.x() + across * place.width()), round(place.y() + down * place.height()))
    )


def seen_colours(terminal: Terminal) -> set[str]:
    """What of her picture is anywhere on the screen."""
    picture = terminal.window.grab()
    at = [(x, y) for x in range(0, picture.width(), 6) for y in range(0, picture.height(), 6)]
    return {picture.pixelColor(x, y).name() for x, y in at} & {"#ff0000", "#0000ff"}


def differ(one: QImage, other: QImage) -> bool:
    """Is anything but the edge of a letter, which is not drawn twice alike, another on the one than on the other?"""
    at = [(x, y) for x in range(0, one.width(), 3) for y in range(0, one.height(), 3)]
    pairs = [(one.pixelColor(x, y), other.pixelColor(x, y)) for x, y in at]
    return any(max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue())) > 60 for a, b in pairs)


def test_it_is_the_wrong_way_round_as_every_mirror(looked_at: Terminal) -> None:
    assert colour(looked_at, 0.3, 0.5).name() == "#0000ff", "what the camera sees on its right is on the left"
    assert colour(looked_at, 0.7, 0.5).name() == "#ff0000"


def test_it_is_round(looked_at: Terminal) -> None:
    for corner in ((0.03, 0.03), (0.97, 0.03), (0.03, 0.97), (0.97, 0.97)):
        assert colour(looked_at, *corner).name() not in {"#ff0000", "#0000ff"}


def test_the_ring_fills_clockwise_from_the_top(looked_at: Terminal) -> None:
    def ring() -> list[str]:
        return [
            colour(looked_at, *place).name()
            for place in ((0.841, 0.159), (0.841, 0.841), (0.159, 0.841), (0.159, 0.159))
        ]

    empty = ring()
    assert len(set(empty)) == 1
    glass_of(looked_at).behold(two_halves(done=0.5)[1])
    until(lambda: ring() != empty)
    filled = ring()
    assert filled[0] == filled[1] != empty[0]
    assert filled[2:] == empty[2:]


@pytest.mark.parametrize(("cue", "across"), [(Cue.LEFT, 0.11), (Cue.RIGHT, 0.89)])
def test_the_arrow_points_to_her_side(looked_at: Terminal, cue: Cue, across: float) -> None:
    before = {at: colour(looked_at, at, 0.535).name() for at in (0.11, 0.89)}
    glass_of(looked_at).behold(two_halves(cue=cue)[1])
    until(lambda: colour(looked_at, across, 0.535).name() != before[across])
    assert colour(looked_at, 1 - across, 0.535).name() == before[round(1 - across, 2)]


@pytest.mark.parametrize("size", list(Size))
def test_it_is_at_least_as_large_as_a_picture_of_a_card(shaped: Terminal, size: Size) -> None:
    shaped.show(CARD, modes=Modes(size=size))
    picture = next((i for i in shaped.items() if i.metaObject().className().startswith("WayPicture")), None)
    assert (picture is None) is (size is Size.DOUBLE), "the largest letters leave no room for a picture"
    usual = min(picture.width(), picture.height()) if picture is not None else 0.0
    shaped.show(FACE, modes=Modes(size=size))
    least = max(usual, 0.16 * shaped.window.quick.height())  # less, and she could not see herself
    until(lambda: shaped.must("mirror").width() >= least)


def test_a_screen_reader_finds_it_by_name(looked_at: Terminal) -> None:
    interface = QAccessible.queryAccessibleInterface(looked_at.must("mirror"))
    assert interface is not None
    assert "镜子" in interface.text(QAccessible.Text.Name)
    assert interface.role() is QAccessible.Role.Graphic


def test_the_pictures_size_makes_no_difference(looked_at: Terminal) -> None:
    rows = bytearray((_BLUE * 60 + _RED * 60) * 160)
    glass_of(looked_at).behold(Reflection(120, 160, memoryview(rows)))
    until(lambda: colour(looked_at, 0.3, 0.5).name() == "#ff0000")
    assert colour(looked_at, 0.7, 0.5).name() == "#0000ff"


def test_what_was_lent_is_given_back_at_once(looked_at: Terminal) -> None:
    rows, reflection = two_halves()
    glass_of(looked_at).behold(reflection)
    reflection.rgb.release()  # raises BufferError if somebody still looks in
    rows[:] = bytes(len(rows))  # and whoever would look in all the same sees nothing but black
    until(lambda: glass_of(looked_at)._newest is None)
    looked_at.settle()
    assert seen_colours(looked_at) == {"#ff0000", "#0000ff"}


def test_dark_means_nothing_of_her_is_on_the_screen_nor_in_our_pictures(looked_at: Terminal) -> None:
    glass = glass_of(looked_at)
    assert seen_colours(looked_at) == {"#ff0000", "#0000ff"}
    kept = glass._shown
    assert kept is not None
    glass.behold(two_halves()[1])
    waiting = glass._newest
    assert waiting is not None
    glass.behold(None)
    until(lambda: not glass.property("lit"))
    looked_at.settle()
    assert seen_colours(looked_at) == set()
    assert is_black(kept)
    assert is_black(waiting)


def test_each_picture_overwrites_the_one_before(looked_at: Terminal) -> None:
    glass = glass_of(looked_at)
    first = glass._shown
    assert first is not None
    glass.behold(two_halves()[1])
    until(lambda: glass._shown is not first)
    assert is_black(first)


def test_the_next_page_has_no_mirror_and_the_last_picture_is_gone(looked_at: Terminal) -> None:
    kept = glass_of(looked_at)._shown
    assert kept is not None
    looked_at.show(WAYS)
    assert looked_at.named("mirror") is None
    assert seen_colours(looked_at) == set()
    assert is_black(kept)
    looked_at.show(FACE)
    glass_of(looked_at).behold(two_halves()[1])
    until(lambda: colour(looked_at, 0.3, 0.5).name() == "#0000ff")


def test_it_leaves_no_trace_on_the_next_page(screen: Terminal) -> None:
    screen.show(WAYS)
    pictures = [screen.window.grab()]

    def stands_still() -> bool:
        pictures.append(screen.window.grab())
        return pictures[-1] == pictures[-2]

    until(stands_still)
    screen.show(FACE)
    assert differ(screen.window.grab(), pictures[-1])
    screen.show(WAYS)
    until(lambda: not differ(screen.window.grab(), pictures[-1]))


def test_another_size_in_the_middle_shows_her_on(looked_at: Terminal) -> None:
    scene = Scene(901, FACE)
    looked_at.stage.show_scene(scene, Modes())
    looked_at.settle()
    looked_at.stage.show_scene(scene, Modes(size=Size.ELDER))
    looked_at.settle()
    glass_of(looked_at).behold(two_halves()[1])
    until(lambda: colour(looked_at, 0.3, 0.5).name() == "#0000ff")
    mirror = looked_at.must("mirror")
    assert mirror.childItems()[0].width() == mirror.width()


def test_many_pages_need_one_pane(screen: Terminal) -> None:
    panes = set()
    for _ in range(4):
        screen.show(FACE)
        panes.add(id(glass_of(screen)._pane))
        assert len([i for i in screen.items() if i is glass_of(screen)._pane]) == 1
        screen.show(WAYS)
    assert len(panes) == 1


def test_whether_the_camera_looks_is_said_on_every_page(screen: Terminal) -> None:
    for prompt in (FACE, WAYS, CARD):
        screen.show(prompt)
        screen.stage.set_watching(True)
        assert reads(screen, "摄像头开着")
        screen.stage.set_watching(False)
        assert not reads(screen, "摄像头开着")
    screen.stage.clear(Gone.WAITING)
    screen.settle()
    screen.stage.set_watching(True)
    assert reads(screen, "摄像头开着"), "also while nobody is here"
    screen.stage.set_watching(False)


class Joined:
    """The touch modality as the conversation and the camera see it."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.touch = TouchModality(terminal.stage)
        self.mirror = Mirror()
        self.touch.hang(self.mirror)

    def shown(self) -> bool:
        """Hold a picture up on another thread; is it to be seen?"""
        held = threading.Thread(target=lambda: self.mirror.hold_up(two_halves()[1]))
        held.start()
        held.join()
        QTest.qWait(30)
        self.terminal.settle()
        return bool(glass_of(self.terminal).property("lit"))


@pytest.fixture
def joined(screen: Terminal) -> Iterator[Joined]:
    yield Joined(screen)
    screen.stage.glass.open(False)
    screen.stage.clear(Gone.WAITING)


def test_pictures_come_in_only_where_a_page_asks_for_her_face(joined: Joined) -> None:
    joined.touch.show(Scene(1, WAYS), Modes())
    assert not joined.shown()
    joined.touch.show(Scene(2, FACE), Modes())
    assert joined.shown()
    joined.touch.show(Scene(3, WAYS), Modes())
    assert not joined.shown()


def test_who_leaves_is_not_seen_any_more(joined: Joined) -> None:
    joined.touch.show(Scene(1, FACE), Modes())
    assert joined.shown()
    kept = glass_of(joined.terminal)._shown
    joined.touch.clear(Gone.WAITING)
    assert kept is not None
    assert is_black(kept), "wiped before the next page is there"
    assert not joined.shown()


def test_a_dark_screen_takes_no_picture(joined: Joined) -> None:
    joined.touch.show(Scene(1, FACE), Modes())
    assert joined.shown()
    joined.touch.show(Scene(1, FACE), Modes(keypad=True, curtain=True, headphones=True))
    assert not joined.shown()
    joined.touch.show(Scene(1, FACE), Modes())
    assert joined.shown()


def reads(terminal: Terminal, words: str) -> bool:
    return any(words in str(item.property("text") or "") and item.isVisible() for item in terminal.items())


def is_black(picture: QImage) -> bool:
    at = [(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)]
    return {picture.pixelColor(x, y).rgb() for x, y in at} == {QColor(Qt.GlobalColor.black).rgb()}
