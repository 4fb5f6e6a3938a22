"""A terminal alone whose microphone is a file that can be broken: `python -m tests.spoken.by_file FOLDER`.

Each line on standard input names a fault; it happens while somebody is listened to. One line answers how that went.
In a process of its own because Qt does not stand many windows of ours, made and ended, in the same one.
"""

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hardware.emulators.microphone import MicrophoneEmulator
from kiosk.app.demo.spoken_terminal import SpokenTerminal, spoken_terminal
from kiosk.foundation.config import Device, Settings
from tests.spoken.by_keys import HOME, WELL, application_with_sound, begins, is_told_and_goes_on_by_keys

UNPLUGGED = "unplugged"
BACK_S = 60.0  # by itself, with nobody there: it is looked for every half a minute at the latest


def with_a_file(path: Path) -> Callable[[Settings], Settings]:
    """Settings whose microphone is a file."""

    def change(settings: Settings) -> Settings:
        ear = Device(id="ear", kind="microphone", driver="microphone_file", port=str(path))
        others = tuple(device for device in settings.devices if device.kind != "microphone")
        return settings.model_copy(update={"devices": (*others, ear)})

    return change


@contextmanager
def lost(stand_in: MicrophoneEmulator, fault: str) -> Iterator[None]:
    """A microphone that fails like this, and is well again afterwards."""
    if fault == UNPLUGGED:
        stand_in.unplug()
    else:
        stand_in.break_with_fault(fault)
    try:
        yield
    finally:
        stand_in.break_with_fault("")
        stand_in.plug()


def is_lost_in_mid_sentence(terminal: SpokenTerminal, stand_in: MicrophoneEmulator, fault: str) -> None:
    """She is told, goes on by keys, and the microphone comes back by itself and listens again."""
    begins(terminal)
    terminal.opens_ears()
    since = terminal.witness.count
    with lost(stand_in, fault):
        terminal.until(lambda: not terminal.listens, "it says that it listens", 30.0)
        terminal.until(lambda: bool(terminal.witness.heard(since)), "it says nothing", 30.0)
        assert HOME in terminal.headline
        is_told_and_goes_on_by_keys(terminal)
    terminal.leaves()
    terminal.until(lambda: terminal.ready, "the microphone does not come back", BACK_S)
    begins(terminal)
    terminal.opens_ears()
    terminal.leaves()
    terminal.until(lambda: not terminal.microphone.listening, "the microphone stays open")


def main(folder: Path) -> None:
    """Fail as it is told, until there is nothing more on standard input."""
    stand_in = MicrophoneEmulator(folder / "room.wav")
    with (
        application_with_sound() as environment,
        spoken_terminal(environment, with_a_file(stand_in.path)) as terminal,
    ):
        while fault := sys.stdin.readline().strip():
            try:
                is_lost_in_mid_sentence(terminal, stand_in, fault)
            except Exception:  # noqa: BLE001  whatever it is, the test that waits is told
                answer = repr(traceback.format_exc())
                terminal.leaves()
            else:
                answer = WELL
            sys.stdout.write(f"{answer}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
