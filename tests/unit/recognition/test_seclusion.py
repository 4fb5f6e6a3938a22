"""A child that listens does not outlive the terminal, whatever it is at."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-m", "kiosk.recognition.engine_process"], stdin=-1, stdout=-1)
child.stdout.read(9)  # it is ready
print(child.pid, flush=True)
time.sleep(60)
"""


def test_it_dies_with_its_parent_even_when_it_cannot_read() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
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


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
