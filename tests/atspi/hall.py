"""A terminal in the demo's world, in a process of its own: the papers that came out are told when asked."""

import json
import sys
import threading

from PySide6.QtCore import QCoreApplication

from kiosk.app.demo.world import World
from kiosk.app.first_sight import seen_in
from kiosk.app.run import Run
from kiosk.app.senses import GuiDoor
from kiosk.app.window import open_application, prepare_environment
from kiosk.foundation.config import Screen

OPEN_S = 60.0


def obey(run: Run, world: World, door: GuiDoor) -> None:
    """On a thread of its own, until the orders end: "open" waits for the terminal, "slips" asks for the papers."""
    for line in sys.stdin:
        if json.loads(line) == "open":
            answer: object = run.opened.wait(OPEN_S)
        else:
            answer = [slip.text for slip in world.desk.printer.slips]
        print(json.dumps(answer, ensure_ascii=False), flush=True)  # noqa: T201  the test reads it
    door.leave(QCoreApplication.quit)


def main() -> None:
    """Stand open until the orders end."""
    prepare_environment()
    with World(lambda _: None, residents=50) as world:
        application = open_application()
        settings = world.settings(Screen(orientation="portrait", fullscreen=False))
        run = Run(seen_in(settings), lambda: settings)
        door = GuiDoor()  # kept here: what it was given last is done after the thread has gone
        threading.Thread(target=obey, args=(run, world, door), daemon=True).start()
        application.exec()
        run.close()


if __name__ == "__main__":
    main()
