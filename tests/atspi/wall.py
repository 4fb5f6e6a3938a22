"""The gallery's window in a process of its own: an order brings a page on, the answer is what eyes see there."""

import json
import sys
import threading

from PySide6.QtCore import QCoreApplication

from kiosk.app.gallery.plates import Light, Plate, State
from kiosk.app.gallery.still_life import StillLife
from kiosk.app.inspection.sight import Sight
from kiosk.app.senses import GuiDoor
from kiosk.app.window import Shape, open_application, prepare_environment
from kiosk.visit.modes import Size


def seen(life: StillLife) -> dict[str, object]:
    """The keys on the screen, and the words that stand on none of them."""
    sight = Sight(life.window.quick, life.site.pixels_per_mm)
    words = [word for word in sight.words if not word.icon and not word.keyboard]
    return {
        "keys": {key.id: key.enabled for key in sight.keys},
        "words": [word.said for word in words if word.key is None or word.key.page],
    }


def obey(life: StillLife, door: GuiDoor) -> None:
    """On a thread of its own, until the orders end."""
    for line in sys.stdin:
        page, state, light, size, reach = json.loads(line)
        plate = Plate(page, State(state), Light(light), Size(size), reach=reach)
        door.run(lambda plate=plate: life.show(plate))  # type: ignore[misc]
        print(json.dumps(door.run(lambda: seen(life)), ensure_ascii=False), flush=True)  # noqa: T201  the test reads it
    door.leave(QCoreApplication.quit)


def main() -> None:
    """Show until the orders end."""
    prepare_environment()
    application = open_application()
    with StillLife(Shape.PORTRAIT) as life:
        door = GuiDoor()  # kept here: what it was given last is done after the thread has gone
        threading.Thread(target=obey, args=(life, door), daemon=True).start()
        application.exec()


if __name__ == "__main__":
    main()
