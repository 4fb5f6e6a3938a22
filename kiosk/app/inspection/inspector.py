"""All the rules at once, on one window at one moment."""

from PySide6.QtQuick import QQuickWindow

from kiosk.app.inspection.asked import of_the_prompt
from kiosk.app.inspection.colours import of_colours
from kiosk.app.inspection.order import of_the_order
from kiosk.app.inspection.shapes import of_keys
from kiosk.app.inspection.sight import Sight
from kiosk.app.inspection.violation import Violation
from kiosk.app.inspection.writing import of_words
from kiosk.modalities.touch import Site
from kiosk.visit.modes import Modes
from kiosk.visit.stage import Scene


def inspect(window: QQuickWindow, scene: Scene | None, modes: Modes, site: Site) -> tuple[Violation, ...]:
    """Say what is wrong with what a window shows; `scene` is None on the attract page.

    GUI thread, about a fifth of a second. Let the page settle first: what slides is out of its place.
    """
    sight = Sight(window, site.pixels_per_mm)
    found = [*of_words(sight, modes), *of_keys(sight, modes, site), *of_colours(sight, modes)]
    if scene is not None:
        found += [*of_the_order(sight, scene.prompt, modes), *of_the_prompt(scene.prompt)]
    return tuple(dict.fromkeys(found))
