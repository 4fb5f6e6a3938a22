"""What a tree of processes weighs, and that nobody of it is left."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.process_tree import end, members, memory_of, memory_of_children, work_of_children

# A parent that keeps 64 MiB, with a child in a session of its own that keeps 32 MiB, as sandboxes do.
FAMILY = """
import subprocess, sys, time
keep = "held = b'x' * (32 << 20); print(len(held), flush=True); import time; time.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", keep], start_new_session=True, stdout=subprocess.PIPE)
child.stdout.readline()
held = b"x" * (64 << 20)
print(child.pid, flush=True)
{ending}
"""
PATIENT = "time.sleep(60)"
WORKS = "import time\nwhile time.process_time() < 0.3: pass\nprint(1, flush=True)\ntime.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(0, flush=True); time.sleep(60)"


def start(ending: str) -> "tuple[subprocess.Popen[bytes], int]":
    words = [sys.executable, "-c", FAMILY.format(ending=ending)]
    family = subprocess.Popen(words, stdout=subprocess.PIPE, start_new_session=True)
    assert family.stdout is not None
    child = int(family.stdout.readline())
    if ending == DEAF:
        family.stdout.readline()
    family.stdout.close()
    return family, child


def test_the_whole_tree_is_weighed() -> None:
    family, child = start(PATIENT)
    try:
        assert [process.pid for process in members(family.pid)] == sorted([family.pid, child])
        memory = memory_of(family.pid)
        assert memory.processes == 2
        assert 96 < memory.pss_mb < 160
        assert memory.pss_mb <= memory.rss_mb
    finally:
        end(family)


@pytest.mark.parametrize("ending", [PATIENT, DEAF], ids=["obedient", "deaf"])
def test_nobody_of_the_tree_is_left(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.process_tree.PATIENCE_S", 0.5 if ending == DEAF else 15.0)
    family, child = start(ending)
    end(family)
    assert family.returncode is not None
    assert is_dead(child)
    assert members(family.pid) == []


def test_a_tree_that_has_ended_weighs_nothing() -> None:
    family, _ = start(PATIENT)
    end(family)
    assert memory_of(family.pid).processes == 0


def test_children_are_found_by_a_word_of_theirs() -> None:
    child = subprocess.Popen([sys.executable, "-c", WORKS, "a-word-of-its-own"], stdout=subprocess.PIPE)
    try:
        assert child.stdout is not None
        child.stdout.readline()
        child.stdout.close()
        assert work_of_children("a-word-of-its-own") >= 0.2
        assert memory_of_children("a-word-of-its-own") > 1
        assert memory_of_children("a-word-of-its-own", but=child.pid) == 0
        assert work_of_children("nobody-has-this-word") == 0
    finally:
        child.kill()
        child.wait()


def is_dead(pid: int) -> bool:
    """Gone, or waiting for whoever inherits orphans here to bury it."""
    limit = time.monotonic() + 5
    while time.monotonic() < limit:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False
