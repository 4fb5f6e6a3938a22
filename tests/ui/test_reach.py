"""坐着用 on three cabinets and two panels: whoever sits reaches every key of every page (A11Y-06)."""

from collections.abc import Iterator

import pytest

from kiosk.app.gallery import scenes
from kiosk.app.inspection.shapes import of_keys
from kiosk.app.inspection.sight import Sight
from kiosk.app.inspection.violation import Rule
from kiosk.app.window import Shape
from kiosk.modalities.touch import Site
from kiosk.visit.modes import Modes, Size
from tests.ui.terminal import Terminal

SMALL, LARGE = 0.248, 0.369  # millimetres a pixel: 21.5 and 32 inch at 1080x1920
CABINETS = [
    pytest.param((shape, edge, panel), id=f"{shape.name.lower()}-{edge:.0f}-{panel}")
    for shape in Shape
    for edge in (700.0, 850.0, 950.0)
    for panel in (SMALL, LARGE)
]


@pytest.fixture(scope="module", params=CABINETS)
def cabinet(request: pytest.FixtureRequest, fonts: None) -> Iterator[tuple[Terminal, Site]]:
    shape, edge, panel = request.param
    site = Site("杏花社区便民服务馆", 1 / panel, lowest_edge_mm=edge)
    with Terminal(shape, site) as terminal:
        yield terminal, site


@pytest.mark.parametrize("size", [Size.STANDARD, Size.ELDER])
@pytest.mark.parametrize("page", ["home", "code", "initials", "print", "insurance"])
def test_every_key_is_within_reach(cabinet: tuple[Terminal, Site], page: str, size: Size) -> None:
    terminal, site = cabinet
    prompt = scenes.PROMPTS[page]
    modes = Modes(reach=True, size=size)
    terminal.show(prompt, modes=modes, slide=False)
    found = of_keys(Sight(terminal.window.quick, site.pixels_per_mm), modes, site)
    assert [str(v) for v in found if v.rule in {Rule.REACH, Rule.OUTSIDE}] == []


def test_without_it_keys_stand_higher(fonts: None) -> None:
    """The page is laid out anew, and not only measured kindly."""
    with Terminal(Shape.PORTRAIT) as terminal:
        terminal.show(scenes.HOME, slide=False)
        high = terminal.place(terminal.must("social_insurance")).top()
        terminal.show(scenes.HOME, modes=Modes(reach=True), slide=False)
        assert terminal.place(terminal.must("social_insurance")).top() > high + 200
