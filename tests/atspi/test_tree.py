"""What a screen reader finds on every page: over Qt's bridge and the accessibility bus, by pyatspi."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kiosk.app.gallery.plates import PAGES, Light, State
from kiosk.modalities.touch.joined import HARD_SPACE, JOINER, plain
from kiosk.visit.modes import Size
from tests.atspi.desktop import Companion, desktop, ours, reader

pytestmark = pytest.mark.desktop

KEYS = {"push button", "toggle button", "check box"}
CONTROLS = KEYS | {"text", "progress bar"}
TOLD_BY_NAME = CONTROLS | {"heading", "label", "image", "alert"}
OVER = [("insurance", state) for state in State if state is not State.PLAIN]


@dataclass(frozen=True)
class Node:
    """One thing on the accessibility bus."""

    role: str
    name: str
    description: str
    id: str
    states: list[str]
    actions: list[str]
    text: str | None


@dataclass(frozen=True)
class View:
    """A page as eyes see it, and as the bus tells it."""

    keys: dict[str, bool]
    words: list[str]
    nodes: list[Node]

    def node(self, item_id: str) -> Node:
        """The node of an item."""
        return next(node for node in self.nodes if node.id == item_id)

    def roles(self, *roles: str) -> list[Node]:
        """The nodes of these roles."""
        return [node for node in self.nodes if node.role in roles]


class Wall:
    """Shows pages and reads them."""

    def __init__(self, screen: Companion, client: Companion) -> None:
        self._screen, self._client = screen, client
        self._views: dict[tuple[str | bool, ...], View] = {}

    def view(
        self,
        page: str,
        state: State = State.PLAIN,
        light: Light = Light.LIGHT,
        size: Size = Size.STANDARD,
        *,
        reach: bool = False,
    ) -> View:
        """Bring a page on, and read it; once, for all that is asked of it."""
        wanted = (page, state, light, size, reach)
        if wanted not in self._views:
            self._views[wanted] = self._read(wanted)
        return self._views[wanted]

    def _read(self, wanted: tuple[str | bool, ...]) -> View:
        seen = self._screen.ask(wanted)
        told = self._client.ask({"do": "tree"})
        assert isinstance(seen, dict)
        assert isinstance(told, list)
        return View(seen["keys"], seen["words"], [Node(**node) for node in told])


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wall]:
    """One window for all pages."""
    logs = tmp_path_factory.mktemp("wall")
    with (
        desktop() as environment,
        ours("wall", environment, logs / "screen") as screen,
        reader(environment, logs / "client") as client,
    ):
        yield Wall(screen, client)


every_page = pytest.mark.parametrize(("page", "state"), [*((page, State.PLAIN) for page in PAGES), *OVER], ids=str)


@every_page
def test_every_key_has_a_role_a_name_a_description_and_can_be_pressed(wall: Wall, page: str, state: State) -> None:
    view = wall.view(page, state)
    assert view.keys
    for item_id, enabled in view.keys.items():
        node = view.node(item_id)
        assert node.role in KEYS, node
        assert node.name, node
        assert node.description, node
        assert "Press" in node.actions, node
        assert ("enabled" in node.states) is enabled, node


@every_page
def test_every_word_on_the_screen_is_on_the_bus(wall: Wall, page: str, state: State) -> None:
    view = wall.view(page, state)
    told = [f"{node.name}\n{node.description}\n{plain(node.text or '')}" for node in view.nodes]
    assert [words for words in view.words if not any(words in one for one in told)] == []


@every_page
def test_nothing_is_nameless_and_no_name_has_marks_of_the_screen(wall: Wall, page: str, state: State) -> None:
    view = wall.view(page, state)
    for node in view.roles(*TOLD_BY_NAME):
        assert node.name, node
        assert not {JOINER, HARD_SPACE} & set(node.name + node.description), node
    assert all(node.description for node in view.roles(*CONTROLS))


@pytest.mark.parametrize("page", list(PAGES))
def test_a_page_begins_with_its_heading(wall: Wall, page: str) -> None:
    view = wall.view(page)
    said = [plain(node.name) for node in view.roles("heading")]
    assert said[0] == PAGES[page].headline.shown()


@pytest.mark.parametrize("page", ["name"])
def test_a_field_can_be_edited_and_says_what_it_holds(wall: Wall, page: str) -> None:
    (field,) = wall.view(page).roles("text")
    assert {"editable", "focused", "enabled"} <= set(field.states)
    assert field.text == "王小芳"


@pytest.mark.parametrize("page", ["finding", "printing"])
def test_work_has_a_bar(wall: Wall, page: str) -> None:
    (bar,) = wall.view(page).roles("progress bar")
    assert bar.name
    assert bar.description


def test_what_must_not_be_missed_is_an_alert(wall: Wall) -> None:
    (alert,) = wall.view("insurance", State.NOTICE).roles("alert")
    assert "没有纸" in alert.name


def test_a_mode_that_is_on_is_checked(wall: Wall) -> None:
    def checked(view: View) -> set[str]:
        return {node.id for node in view.nodes if "checked" in node.states}

    assert checked(wall.view("insurance")) == set()
    assert checked(wall.view("insurance", size=Size.ELDER)) == {"mode-size"}
    assert checked(wall.view("insurance", light=Light.CONTRAST)) == {"mode-palette"}
    assert checked(wall.view("insurance", reach=True)) == {"mode-reach"}
    assert checked(wall.view("insurance", State.HEADPHONES)) == {"mode-speech"}
