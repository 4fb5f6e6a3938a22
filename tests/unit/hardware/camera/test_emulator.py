"""The stand-ins are what they say: pictures that move, a film that another reader can read."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from hardware.emulators.camera import CameraEmulator, drawn, film, jpeg


def brightest(folder: Path) -> int:
    with Image.open(folder / "pictures" / "0.jpg") as picture:
        return max(picture.convert("L").tobytes())


def test_its_handles_change_what_is_seen(tmp_path: Path) -> None:
    emulator = CameraEmulator(tmp_path / "pictures")
    bright = brightest(tmp_path)
    next(handle for handle in emulator.handles() if handle.label == "Cover the lens").act()
    assert emulator.looks() == "sees dark"
    assert brightest(tmp_path) < 20 < bright
    emulator.unplug()
    emulator.unplug()
    assert not (tmp_path / "pictures").exists()
    emulator.plug()
    assert len(list((tmp_path / "pictures").glob("*.jpg"))) == 4


def test_a_fault_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        CameraEmulator(tmp_path / "pictures").break_with_fault("on fire")


def test_a_film_s_lengths_are_right() -> None:
    octets = film([jpeg(drawn("card", n, 64, 48)) for n in range(3)], 64, 48)
    assert octets[:4] + octets[8:12] == b"RIFFAVI "
    assert int.from_bytes(octets[4:8], "little") == len(octets) - 8
    assert octets.count(b"\xff\xd8\xff") == 3
    index = octets.rindex(b"idx1")
    movie = octets.index(b"movi")
    for n in range(3):
        entry = octets[index + 8 + 16 * n : index + 24 + 16 * n]
        at = movie + int.from_bytes(entry[8:12], "little")
        assert octets[at : at + 4] == b"00dc"
        assert octets[at + 8 : at + 10] == b"\xff\xd8"


def test_the_emulators_know_nothing_of_the_drivers() -> None:
    body = (
        "import sys, hardware.emulators.camera, hardware.emulators.microphone, hardware.emulators.headphone_jack,"
        " hardware.emulators.keypad\n"
        "kinds = {'camera', 'microphone', 'headphone_jack', 'keypad', 'transport', 'speaker'}\n"
        "sys.exit(any(name.split('.')[1:2] and name.split('.')[0] == 'hardware' and name.split('.')[1] in kinds"
        " for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", body], check=False).returncode == 0
