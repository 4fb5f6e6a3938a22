"""Every service has a picture of its own, in one stroke, drawn in the ink of the page."""

import re

import pytest
from PySide6.QtGui import QImage

from kiosk.modalities.touch.pictures import PICTURES, drawing
from kiosk.visit.modes import Modes, Palette
from kiosk.visit.prompts import Choose, Layout, Option
from kiosk.visit.text import text
from tests.helpers.hall import ENTRIES
from tests.ui.terminal import Terminal

SERVICES = sorted(file.stem for file in PICTURES.glob("*.svg"))
PLANNED = {"social_insurance", "contacts", "parcels", "bills", "feedback", "appointments", "notices", "own_affairs"}
SHELVED = {entry.id for entry in ENTRIES}


def test_every_service_of_the_plan_has_one() -> None:
    assert set(SERVICES) >= PLANNED | SHELVED


@pytest.mark.parametrize("name", SERVICES)
def test_all_are_of_one_hand(name: str) -> None:
    svg = drawing(name)
    assert set(re.findall(r'stroke-width="([^"]+)"', svg)) == {"5"}
    assert set(re.findall(r'stroke="([^"]+)"', svg)) == {"currentColor"}
    assert set(re.findall(r'fill="([^"]+)"', svg)) == {"none"}
    assert 'viewBox="0 0 96 96"' in svg


def test_no_two_are_the_same() -> None:
    assert len({drawing(name) for name in SERVICES}) == len(SERVICES)


@pytest.mark.parametrize("name", ["nothing", "../pictures/bills", "", "/etc/hostname"])
def test_what_is_no_picture_is_nothing(name: str) -> None:
    assert drawing(name) == ""


def inked(picture: QImage, left: float, top: float, right: float, bottom: float) -> set[str]:
    steps = 40
    across, down = (right - left) / steps, (bottom - top) / steps
    at = [(round(left + across * x), round(top + down * y)) for x in range(steps) for y in range(steps)]
    return {picture.pixelColor(x, y).name() for x, y in at}


@pytest.mark.parametrize(("palette", "ink"), [(Palette.USUAL, "#ffffff"), (Palette.CONTRAST, "#000000")])
def test_a_tile_shows_it_in_the_ink_of_the_palette(terminal: Terminal, palette: Palette, ink: str) -> None:
    tiles = Choose(
        headline=text("办什么事？"),
        layout=Layout.TILES,
        options=(
            Option("bills", text("缴费"), icon="drop", tint="cyan"),
            Option("contacts", text("找人"), icon="user", tint="indigo"),
        ),
    )
    terminal.show(tiles, modes=Modes(palette=palette), slide=False)
    found = [item for item in terminal.items() if item.metaObject().className().startswith("ServicePicture")]
    assert [item.property("name") for item in found] == ["bills", "contacts"]
    place = terminal.place(found[0])
    assert ink in inked(terminal.window.grab(), place.left(), place.top(), place.right(), place.bottom())
