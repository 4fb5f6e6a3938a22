"""A child that listens or speaks does not outlive the terminal, whatever it is at."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-m", sys.argv[1]], stdin=-1, stdout=-1)
child.stdout.read(9)  # it is ready
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("module", [f"kiosk.{room}.engine_process" for room in ("recognition", "voice", "faces")])
def test_it_dies_with_its_parent_even_when_it_cannot_read(module: str) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, module], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
        os.kill(child, signal.SIGSTOP)
        parent.kill()
        parent.wait()
    ends = time.monotonic() + 20
    while _lives(child):
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_it_ends_when_its_pipe_is_closed() -> None:
    command = (sys.executable, "-m", "kiosk.recognition.engine_process")
    done = subprocess.run(command, input=b"", capture_output=True, timeout=50, check=False)
    assert done.returncode == 0
    assert len(done.stdout) == 9  # its greeting, and nothing that a library prints


LOOK = """
import ctypes, os, resource, sys
{done}
dumped = open("/proc/self/coredump_filter").read().strip() if os.path.exists("/proc/self/coredump_filter") else "0"
told = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), int(dumped, 16), resource.getrlimit(resource.RLIMIT_CORE)
sys.stderr.write(repr(told))
"""


@pytest.mark.parametrize(
    "done",
    [
        "from kiosk.foundation.seclusion import seclude; seclude()",
        "from kiosk.voice.engine_process import main; main([])",
    ],
    ids=["secluded", "the voice"],
)
def test_nobody_reads_its_memory_nor_writes_it_down(done: str) -> None:
    """In a process of its own: none of it can be taken back."""
    assert _told(done) == "(0, 0, (0, 0))"


def test_the_terminal_leaves_no_memory_behind_but_can_be_looked_at() -> None:
    done = "from kiosk.app.data_folder import keep_to_ourselves; keep_to_ourselves()"
    assert _told(done) == "(1, 0, (0, 0))"


def _told(done: str) -> str:
    look = (sys.executable, "-c", LOOK.format(done=done))
    return subprocess.run(look, input=b"", capture_output=True, timeout=50, check=True).stderr.decode()


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
