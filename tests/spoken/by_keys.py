"""Ears that cannot hear, as she meets them; and such a terminal alone: `python -m tests.spoken.by_keys MODELS`.

A process is opened for each model: Qt does not stand a fourth window of ours, made and ended, in the same one.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest

from kiosk.app.demo.screen import virtual_loudspeaker
from kiosk.app.demo.spoken_terminal import SpokenTerminal, spoken_terminal

HOME = "今天办什么事"
BLUNT = ("错误", "失败", "非法", "异常")
STRIKES_APART_MS = 700
WELL = "she went on by keys"


def is_told_and_goes_on_by_keys(terminal: SpokenTerminal) -> None:
    """The talk key is answered in words, nothing listens for long, and keys work as ever."""
    since = terminal.witness.count
    terminal.press("talk")
    terminal.until(lambda: bool(terminal.witness.heard(since)), "it says nothing", 30.0)
    terminal.until(lambda: not terminal.listens, "it says that it listens", 30.0)
    said = "".join(terminal.witness.heard(since))
    assert not any(word in said for word in BLUNT), said
    terminal.press("down")
    QTest.qWait(STRIKES_APART_MS)  # the OK that began the visit may be no older than what was said since
    terminal.press("ok")
    terminal.until(lambda: HOME not in terminal.headline, "keys do nothing")


def begins(terminal: SpokenTerminal) -> None:
    """Wake it, no sooner than a second strike of the same key counts as one of its own."""
    QTest.qWait(STRIKES_APART_MS)
    terminal.press("ok")
    terminal.comes_to(HOME)


@contextmanager
def application_with_sound() -> Iterator[dict[str, str]]:
    """Qt without a screen, and a sound server, for this process."""
    from kiosk.app.window import open_application, prepare_environment

    with virtual_loudspeaker() as environment:
        os.environ.update(environment, QT_QPA_PLATFORM="offscreen")
        prepare_environment()
        application = open_application()
        yield environment
        del application


def main(models: Path) -> None:
    """Open a terminal with these model packs, and go on by keys."""
    with application_with_sound() as environment, spoken_terminal(environment, models=models) as terminal:
        begins(terminal)
        is_told_and_goes_on_by_keys(terminal)
        terminal.leaves()
    sys.stdout.write(WELL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
