"""The emulated board answers as Modbus says: golden frames of HARDWARE.md 5.4 and of the Modbus paper."""

from pathlib import Path

import pytest

from hardware.emulators.lights import LightBoardEmulator


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("01050003FF007C3A", "01050003FF007C3A"),  # write a coil: the echo
        ("0102000000 1079C6".replace(" ", ""), "018201 8160".replace(" ", "")),  # inputs: it has none
        ("02050003FF007C09", ""),  # another unit
        ("01050003FF007C3B", ""),  # a wrong checksum
    ],
)
def test_golden(question: str, answer: str, tmp_path: Path) -> None:
    device = LightBoardEmulator(tmp_path / "lights")
    assert b"".join(piece for _, piece in device.receive(bytes.fromhex(question))) == bytes.fromhex(answer)
