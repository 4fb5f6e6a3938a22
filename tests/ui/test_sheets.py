"""The sheets over a page, on cabinets of three heights, in every size: their one key is in reach, no word is lost."""

from collections.abc import Iterator
from itertools import product

import pytest

from kiosk.app.inspection import inspect
from kiosk.app.inspection.shapes import UTMOST_REACH_MM
from kiosk.app.inspection.sight import Sight
from kiosk.app.inspection.violation import Rule
from kiosk.app.window import Shape
from kiosk.modalities.touch import Site
from kiosk.visit.modes import Modes, Size
from kiosk.visit.stage import Gone, IdleWarning
from tests.ui import scenes
from tests.ui.terminal import Terminal

SMALL_MM, LARGE_MM = 0.248, 0.369  # a pixel of 21.5 and of 32 inches
PANELS = [(Shape.PORTRAIT, SMALL_MM), (Shape.PORTRAIT, LARGE_MM), (Shape.LANDSCAPE, SMALL_MM)]
LOWEST_EDGES = (700.0, 850.0, 950.0)
WEIGHED = {Rule.REACH, Rule.OUTSIDE, Rule.TARGET, Rule.OVERLAP, Rule.CUT_OFF, Rule.GAP}
both_ways = pytest.mark.parametrize("reach", [False, True], ids=["high", "reach"])
sizes = pytest.mark.parametrize("size", list(Size))


class Cabinet:
    """A terminal at its height, and what the inspection sees of it."""

    def __init__(self, terminal: Terminal, site: Site) -> None:
        self.terminal = terminal
        self.site = site

    def complaints(self, modes: Modes) -> list[str]:
        """What is out of reach, off the screen, cut off, too small or in each other's place."""
        found = inspect(self.terminal.window.quick, None, modes, self.site)
        return [str(one) for one in found if one.rule in WEIGHED]

    def keys(self) -> set[str]:
        """The ids of everything that can be touched."""
        return {key.id for key in self._sight().keys}

    def height_of(self, key_id: str) -> float:
        """How high above the floor the lower edge of a key stands, in millimetres."""
        place = next(key.place for key in self._sight().keys if key.id == key_id)
        return self.site.lowest_edge_mm + (self.terminal.shape.value[1] - place.bottom()) / self.site.pixels_per_mm

    def _sight(self) -> Sight:
        return Sight(self.terminal.window.quick, self.site.pixels_per_mm)


@pytest.fixture(
    scope="module",
    params=list(product(PANELS, LOWEST_EDGES)),
    ids=lambda p: f"{p[0][0].name.lower()}-{p[0][1]}-{p[1]:.0f}",
)
def cabinet(request: pytest.FixtureRequest, fonts: None) -> Iterator[Cabinet]:
    (shape, mm_per_px), edge = request.param
    site = Site("杏花社区便民服务馆", pixels_per_mm=1 / mm_per_px, lowest_edge_mm=edge)
    with Terminal(shape, site) as terminal:
        yield Cabinet(terminal, site)


@sizes
@both_ways
def test_the_sheets_stand_on_the_screen_and_in_reach(cabinet: Cabinet, size: Size, reach: bool) -> None:
    modes = Modes(size=size, reach=reach)
    terminal = cabinet.terminal
    terminal.show(scenes.PROMPTS["home"], modes=modes, slide=False)
    terminal.stage.setHelp(True)
    terminal.settle()
    of_help, help_keys = cabinet.complaints(modes), cabinet.keys()
    terminal.stage.setHelp(False)
    terminal.stage.set_idle(IdleWarning(18))
    terminal.settle()
    of_idle, idle_keys = cabinet.complaints(modes), cabinet.keys()
    terminal.stage.set_idle(IdleWarning(None))
    assert (of_help, of_idle) == ([], [])
    assert "help-close" in help_keys
    assert "idle-stay" in idle_keys


def test_the_key_of_reach_mode_can_be_reached_before_it_is_on(cabinet: Cabinet) -> None:
    cabinet.terminal.stage.clear(Gone.WAITING)
    cabinet.terminal.settle()
    if cabinet.terminal.shape is Shape.PORTRAIT:  # a broad screen has its row of modes at the top
        assert cabinet.height_of("mode-reach") <= UTMOST_REACH_MM
