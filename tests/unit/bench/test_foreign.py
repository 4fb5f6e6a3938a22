"""The real voices of the bench: unpacked whole or not at all, and missed in plain words."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bench.voice.foreign import VoicesMissing, fetch

SCRIPT = Path(__file__).parents[3] / "packaging" / "bench_voices.sh"
SPEAKERS = ("en_US_f_A", "es_MX_f_B", "fr_CA_f_C", "it_IT_m_D", "ru_RU_f_E")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the script alone, and an apt-get that finds packages in a folder of ours."""
    (tmp_path / "packaging").mkdir()
    shutil.copy(SCRIPT, tmp_path / "packaging")
    commands = tmp_path / "commands"
    commands.mkdir()
    apt = commands / "apt-get"
    shelf = tmp_path / "shelf"
    apt.write_text(
        '#!/usr/bin/env bash\nwhile [ "$1" != download ]; do [ $# -gt 1 ] || exit 100; shift; done; shift\n'
        f'for name in "$@"; do cp "{shelf}/$name.deb" . || exit 100; done\n',
        encoding="ascii",
    )
    sudo = commands / "sudo"
    sudo.write_text('#!/usr/bin/env bash\nexec "$@"\n', encoding="ascii")
    for command in (apt, sudo):
        command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{commands}:{os.environ['PATH']}")
    shelf.mkdir()
    for speaker in SPEAKERS:
        _package(shelf / f"asterisk-core-sounds-{speaker[:2]}-wav", speaker)
    return tmp_path


def test_every_speaker_is_unpacked_and_what_is_there_is_left_alone(checkout: Path) -> None:
    there = checkout / "build" / "voice-bench" / "foreign"
    (there / "en_US_f_mine").mkdir(parents=True)
    fetch(checkout / "packaging" / SCRIPT.name)
    assert {path.name for path in there.iterdir()} == {"en_US_f_mine", *SPEAKERS[1:]}
    assert (there / SPEAKERS[4] / "hello.wav").read_bytes() == b"RIFF"
    shutil.rmtree(checkout / "shelf")
    fetch(checkout / "packaging" / SCRIPT.name)
    assert [path.name for path in there.parent.iterdir()] == ["foreign"]


def test_without_one_of_them_none_is_there_and_it_is_said(checkout: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (checkout / "shelf" / "asterisk-core-sounds-it-wav.deb").unlink()
    with pytest.raises(VoicesMissing, match=r"bench_voices\.sh"):
        fetch(checkout / "packaging" / SCRIPT.name)
    assert "cannot be had now" in capfd.readouterr().err
    bench = checkout / "build" / "voice-bench"
    assert [path.name for path in bench.iterdir()] == ["foreign"]
    assert list((bench / "foreign").iterdir()) == []


def _package(folder: Path, speaker: str) -> None:
    sounds = folder / "usr/share/asterisk/sounds" / speaker
    sounds.mkdir(parents=True)
    (sounds / "hello.wav").write_bytes(b"RIFF")
    (folder / "DEBIAN").mkdir(mode=0o755)
    (folder / "DEBIAN" / "control").write_text(
        f"Package: {folder.name}\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: none\n",
        encoding="ascii",
    )
    subprocess.run(["dpkg-deb", "--build", folder, f"{folder}.deb"], check=True, capture_output=True, timeout=30)
    shutil.rmtree(folder)
