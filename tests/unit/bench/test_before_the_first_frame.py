"""What the first frame waits for: no more than it needs, and a notice when it is there."""

import os
import socket
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest

from kiosk.app.first_sight import FirstSight, glance, seen_in, settings_file
from kiosk.app.readiness import FIRST_FRAME, OPEN, tell_starter
from kiosk.foundation.config import Screen, Settings

# What costs more than a few milliseconds and shows nothing.
LATER = (
    "pydantic",
    "typer",
    "rich",
    "requests",
    "cryptography",
    "pypinyin",
    "sqlite3",
    "PIL",
    "PySide6.QtMultimedia",
    "hardware",
)
CHILD = """
import sys
sys.argv = ["kiosk", "run", "--config", sys.argv[1]]
import kiosk.app.readiness as readiness
def told(state):
    print(state, *sorted(name for name in sys.modules if name.startswith({later!r})), sep=" ", flush=True)
    import os
    os._exit(0)
readiness.tell_starter = told
from kiosk.__main__ import main
main()
"""


def test_the_first_frame_comes_before_what_is_heavy(tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(f'data = "{tmp_path}"\n[screen]\nfullscreen = false\n', encoding="utf-8")
    words = [sys.executable, "-c", CHILD.format(later=LATER), str(config)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert done.stdout.split() == FIRST_FRAME.split(), done.stderr[-2000:]


def test_pyside_reads_no_sources() -> None:
    code = (
        "from kiosk.app.unread import leave_sources_unread; leave_sources_unread();"
        "import linecache, kiosk.app.run;"
        "from PySide6.QtCore import QObject; QObject().setObjectName('x');"
        "print(*(name for name in linecache.cache if 'kiosk' in name))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


def test_settings_that_cannot_be_used_end_the_run_with_every_mistake(tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text("site_name = 3\n[screen]\nfullscren = true\n", encoding="utf-8")
    words = [sys.executable, "-m", "kiosk", "run", "--config", str(config)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert done.returncode == 2
    assert f"{config}:1: site_name" in done.stderr
    assert "did you mean fullscreen?" in done.stderr


def test_no_settings_are_told_without_a_window(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "LINLI_CONFIG"}
    words = [sys.executable, "-m", "kiosk", "run"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path, env=environment)
    if not Path("/etc/linli-kiosk/kiosk.toml").exists():
        assert done.returncode == 2
        assert "there is no kiosk.toml" in done.stderr


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(site_name="杏花社区便民服务馆", screen=Screen(orientation="landscape", fullscreen=False)),
        Settings(screen=Screen(mm_per_px=0.369, lowest_edge_mm=700, dim_from=time(20, 30), dim_until=time(7))),
    ],
)
def test_what_is_seen_first_is_what_the_settings_say(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    screen = settings.screen
    path.write_text(
        f'site_name = "{settings.site_name}"\n'
        f'[screen]\norientation = "{screen.orientation}"\nfullscreen = {str(screen.fullscreen).lower()}\n'
        f"mm_per_px = {screen.mm_per_px}\nlowest_edge_mm = {screen.lowest_edge_mm}\n"
        f'dim_from = "{screen.dim_from:%H:%M}"\ndim_until = {screen.dim_until:%H:%M:%S}\n',
        encoding="utf-8",
    )
    assert glance(path) == seen_in(settings)


@pytest.mark.parametrize("text", ["", "screen = 3", "not toml at all [", "[screen]\norientation = 7"])
def test_mistakes_do_not_keep_the_window_away(text: str, tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    assert glance(path).site_name == FirstSight().site_name


def test_the_defaults_are_those_of_the_settings(tmp_path: Path) -> None:
    assert FirstSight() == seen_in(Settings())
    assert glance(tmp_path / "nowhere.toml") == FirstSight()


def test_a_named_file_goes_before_the_environments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_CONFIG", "/elsewhere.toml")
    assert settings_file(tmp_path) == tmp_path
    assert settings_file(None) == Path("/elsewhere.toml")


def test_whoever_started_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.bind(str(tmp_path / "notices"))
        wire.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notices"))
        tell_starter(OPEN)
        assert wire.recv(100) == b"STATUS=open"


def test_an_abstract_socket_is_found_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"linli-test-{os.getpid()}-{tmp_path.name}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.bind(f"\0{name}")
        wire.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
        tell_starter(FIRST_FRAME)
        assert b"READY=1" in wire.recv(100)


@pytest.mark.parametrize("address", [None, "", "/nobody/listens/here"])
def test_nobody_to_tell_is_no_trouble(address: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    if address is not None:
        monkeypatch.setenv("NOTIFY_SOCKET", address)
    tell_starter(FIRST_FRAME)
