"""The data folder is its owner's alone, and one terminal's at a time."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.app.data_folder import LOCK_FILE, Claim, Occupied, make_private, quiet_terminal
from kiosk.app.first_sight import NO_SCREEN
from kiosk.app.readiness import OPEN

WITHOUT_WINDOW = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def claim(tmp_path: Path) -> Iterator[Claim]:
    """Somebody runs with this folder."""
    taken = Claim().take(tmp_path)
    yield taken
    taken.give_back()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def kiosk(*words: str, environment: dict[str, str] = WITHOUT_WINDOW) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)


def settings(tmp_path: Path, more: str = "") -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(f'data = "{tmp_path}"\n[backend]\nurl = "http://127.0.0.1:9"\n{more}', encoding="utf-8")
    return path


def test_a_new_folder_and_an_open_one_are_shut(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    for data in (tmp_path / "new" / "data", tmp_path / "open"):
        make_private(data)
        assert mode(data) == 0o700


def test_a_folder_that_is_everybodys_is_left_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    make_private(tmp_path)
    assert mode(tmp_path) == 0o1777


def test_one_at_a_time_and_then_the_next(tmp_path: Path, claim: Claim) -> None:
    with pytest.raises(Occupied):
        Claim().take(tmp_path)
    with pytest.raises(Occupied), quiet_terminal(tmp_path):
        pass
    claim.give_back()
    with quiet_terminal(tmp_path), pytest.raises(Occupied):
        Claim().take(tmp_path)
    Claim().take(tmp_path).give_back()
    assert mode(tmp_path / LOCK_FILE) == 0o600


def test_a_look_leaves_no_trace(tmp_path: Path) -> None:
    for data in (tmp_path, tmp_path / "none"):
        with quiet_terminal(data):
            pass
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("claim")
def test_a_second_terminal_is_refused_before_it_reads_the_journal(tmp_path: Path) -> None:
    done = kiosk("run", "--config", str(settings(tmp_path)))
    assert done.returncode == 2
    assert "another kiosk command runs with this data folder" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "terminal.sqlite").exists()


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize("command", ["selftest", "devices"])
def test_the_devices_of_a_running_terminal_are_left_to_it(tmp_path: Path, command: str) -> None:
    done = kiosk(command, "--json", "--config", str(settings(tmp_path)))
    assert (done.returncode, done.stdout) == (3, "")
    assert "the terminal is running: stop it first" in done.stderr


def test_a_data_folder_that_cannot_be_made_ends_the_run(tmp_path: Path) -> None:
    path = settings(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    path.write_text(f'data = "{tmp_path}/file/data"\n', encoding="utf-8")
    done = kiosk("run", "--config", str(path))
    assert done.returncode == 2
    assert f"{tmp_path}/file/data" in done.stderr


WRONG = """
[[devices]]
id = "a"
kind = "keypad"
driver = "steam"
[[devices]]
id = "b"
kind = "receipt_printer"
driver = "escpos_usb"
port = "/dev/usb/lp0"
options = { speed = 3 }
"""


@pytest.mark.parametrize("command", ["run", "selftest", "devices", "enrol"])
def test_devices_that_cannot_be_built_end_every_command(tmp_path: Path, command: str) -> None:
    words = [command, *(["AAAA-BBBB-CCCC"] if command == "enrol" else []), "--config", str(settings(tmp_path, WRONG))]
    done = kiosk(*words)
    assert done.returncode == 2
    assert "no driver 'steam'" in done.stderr
    assert "no option speed" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_screen_there_is_one_sentence(tmp_path: Path) -> None:
    screen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in screen}
    done = kiosk("run", "--config", str(settings(tmp_path)), environment=environment)
    assert (done.returncode, done.stderr) == (2, NO_SCREEN + "\n")


def test_who_could_not_be_enrolled_is_told_where(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    done = kiosk("enrol", "AAAA-BBBB-CCCC", "--config", str(settings(tmp_path)))
    assert done.returncode == 1
    assert done.stderr == "not enrolled at http://127.0.0.1:9/: backend.unreachable\n"
    assert mode(tmp_path) == 0o700


def test_emulated_devices_say_that_they_are(tmp_path: Path) -> None:
    environment = {name: value for name, value in WITHOUT_WINDOW.items() if name != "LINLI_CONFIG"}
    words = [sys.executable, "-m", "kiosk", "devices", "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, env=environment, cwd=tmp_path)
    found = json.loads(done.stdout)["devices"]
    assert {"id_card_reader", "receipt_printer", "keypad", "speaker", "locker"} <= {device["kind"] for device in found}
    assert all(device["emulated"] is True for device in found)
    assert "emulated devices of the demo" in done.stderr


@contextmanager
def running(config: Path, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A terminal whose services are open."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices:
        notices.bind(str(tmp_path / "notices"))
        notices.settimeout(60)
        environment = {**WITHOUT_WINDOW, "NOTIFY_SOCKET": str(tmp_path / "notices")}
        words = [sys.executable, "-m", "kiosk", "run", "--config", str(config)]
        child = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            while notices.recv(4096).decode() != OPEN:
                pass
            yield child
        finally:
            child.kill()
            child.communicate()
            (tmp_path / "notices").unlink()


def test_a_real_terminal_holds_its_folder_until_it_is_gone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    path = settings(tmp_path)
    path.write_text(f'data = "{data}"\n[screen]\nfullscreen = false\n', encoding="utf-8")
    with running(path, tmp_path) as first:
        assert kiosk("run", "--config", str(path)).returncode == 2
        assert kiosk("devices", "--config", str(path)).returncode == 3
        assert first.poll() is None
        assert (data / "terminal.sqlite").exists()
        assert [file.name for file in data.iterdir() if mode(file) & 0o077] == []
        assert mode(data) == 0o700
    # It was killed, and nothing has to be tidied up.
    assert kiosk("devices", "--config", str(path)).returncode == 0
    with running(path, tmp_path) as second:
        assert second.poll() is None


def test_a_crash_leaves_no_picture_of_the_memory() -> None:
    """In a process of its own: a limit that was lowered cannot be raised again."""
    look = "from kiosk.app.data_folder import keep_to_ourselves; import resource, os; keep_to_ourselves();"
    look += "print(resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)))"
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout == "(0, 0) 0o77\n"
