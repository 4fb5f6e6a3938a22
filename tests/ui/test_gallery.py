"""Every page in every palette, size and shape, crowded and hostile: the inspection finds nothing wrong."""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from kiosk.app.gallery.main import NOTHING_SO_CALLED, exhibit
from kiosk.app.gallery.plates import PAGES, Light, Plate, State, every_plate, frames, plates_of
from kiosk.app.gallery.scenes import HOME
from kiosk.app.gallery.sheets import SheetPrinter, every_sheet
from kiosk.app.gallery.still_life import StillLife
from kiosk.app.gallery.studio import judged
from kiosk.app.window import Shape
from kiosk.visit.modes import Size

pytestmark = pytest.mark.usefixtures("fonts")

Window = tuple[Shape, bool]


@pytest.fixture(scope="module")
def lives(fonts: None) -> Iterator[dict[Window, StillLife]]:
    """The windows that the tests share: one of each shape, by day and by night."""
    opened: dict[Window, StillLife] = {}
    yield opened
    for life in opened.values():
        life.close()


def wrong_in(plates: list[Plate], lives: dict[Window, StillLife]) -> list[str]:
    """What is wrong with plates, as lines that tell which."""
    lines = []
    for plate in plates:
        window = (plate.shape, plate.light is Light.DIM)
        if window not in lives:
            lives[window] = StillLife(plate.shape, night=window[1])
        lives[window].show(plate)
        lines += [f"{plate.name}: {violation}" for violation in judged(lives[window], plate)]
    return lines


@pytest.mark.parametrize("shape", list(Shape), ids=lambda shape: shape.name.lower())
@pytest.mark.parametrize("page", list(PAGES))
def test_nothing_is_wrong_with_a_page(lives: dict[Window, StillLife], page: str, shape: Shape) -> None:
    plates = [plate for plate in plates_of(page) if plate.shape is shape]
    assert len(plates) >= 12 + 3  # four palettes in three sizes, and three within reach
    assert wrong_in(plates, lives) == []


@pytest.mark.parametrize("shape", list(Shape), ids=lambda shape: shape.name.lower())
@pytest.mark.parametrize("state", [state for state in State if state is not State.PLAIN])
def test_nothing_is_wrong_with_what_lies_over_a_page(
    lives: dict[Window, StillLife], state: State, shape: Shape
) -> None:
    plates = [plate for plate in frames() if plate.state is state and plate.shape is shape]
    assert plates
    assert wrong_in(plates, lives) == []


def test_every_picture_has_a_name_of_its_own() -> None:
    names = [plate.name for plate in every_plate()]
    assert len(names) == len(set(names)) > 1000


def test_every_page_stands_in_every_palette_size_and_shape() -> None:
    for page, plates in groupby(every_plate(), key=lambda plate: (plate.page, plate.state)):
        if page[1] is State.PLAIN:
            assert len({(plate.light, plate.size, plate.shape) for plate in plates}) == 4 * 3 * 2


def test_the_sheets_show_what_they_list(fonts: None) -> None:
    printer = SheetPrinter()
    heights = {sheet.name: printer.draw(sheet).height() for sheet in every_sheet()}
    printer.close()
    assert min(heights.values()) > 500
    assert heights["sheet-type_light_double"] > heights["sheet-type_light_standard"]


def test_the_gallery_writes_what_it_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = next(name for name, prompt in PAGES.items() if prompt is HOME)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    (tmp_path / "pages").mkdir()
    old, kept = tmp_path / "pages" / "old.png", tmp_path / "pages" / "kept.qml"
    old.touch()
    kept.touch()
    said: list[str] = []
    exhibition = exhibit(tmp_path, f"{home}_light_{Size.STANDARD}_portrait", said.append)
    report = json.loads((tmp_path / "violations.json").read_text(encoding="utf-8"))
    assert report == exhibition.report
    assert report["pictures"] == 2  # as it is, and within reach
    assert exhibition.status == (1 if report["violations"] else 0)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert kept.exists()
    assert not old.exists()
    for picture in (tmp_path / "pages").glob("*.png"):
        assert f"pages/{picture.name}" in page
        assert (tmp_path / "thumbs" / f"{picture.stem}.jpg").exists()
    assert any(str(tmp_path) in line for line in said)


def test_a_name_that_no_picture_has_is_told(tmp_path: Path) -> None:
    said: list[str] = []
    assert exhibit(tmp_path / "out", "no such page", said.append).status == NOTHING_SO_CALLED
    assert not (tmp_path / "out").exists()
    assert "no such page" in said[0]
