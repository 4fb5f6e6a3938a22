"""The file that stands in for a microphone is a WAV file that Python's own reader reads."""

import wave
from pathlib import Path

import pytest

from hardware.emulators.microphone import MicrophoneEmulator


def test_it_is_a_wav_file_and_its_handles_change_it(tmp_path: Path) -> None:
    emulator = MicrophoneEmulator(tmp_path / "room.wav")
    loudest = []
    for _ in range(2):
        with wave.open(str(emulator.path)) as file:
            assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2)
            frames = file.readframes(16_000)
        loudest.append(max(abs(int.from_bytes(frames[n : n + 2], "little", signed=True)) for n in range(0, 9000, 2)))
        emulator.handles()[0].act()
    assert loudest[0] < 100 < 5_000 < loudest[1]
    assert emulator.looks() == "hush"
    emulator.unplug()
    assert not emulator.path.exists()
    emulator.sound("tone")
    assert not emulator.path.exists(), "it is pulled out"
    with pytest.raises(KeyError):
        emulator.break_with_fault("on fire")
