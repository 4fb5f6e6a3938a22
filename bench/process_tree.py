"""What a program and everything that it started hold in memory, and how to end them all."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PATIENCE_S = 15.0
ZOMBIE = "Z"


@dataclass(frozen=True, slots=True)
class Memory:
    """MiB over a whole tree. PSS counts a shared page once, split among its users; RSS counts it for each."""

    pss_mb: float
    rss_mb: float
    processes: int


@dataclass(frozen=True, slots=True)
class Process:
    """A living process; its birth tells it from a later one of the same number."""

    pid: int
    parent: int
    session: int
    birth: str


def memory_of(root: int) -> Memory:
    """Add up a tree whose root was started in a session of its own."""
    pss = rss = count = 0
    for process in members(root):
        with contextlib.suppress(OSError):  # it ended while we looked
            lines = (PROC / str(process.pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
            pss += _kilobytes(lines, "Pss:")
            rss += _kilobytes(lines, "Rss:")
            count += 1
    return Memory(pss / 1024, rss / 1024, count)


def members(root: int) -> list[Process]:
    """The root, its session and its descendants, wherever they put themselves; without those that only await burial."""
    living = [process for entry in PROC.iterdir() if entry.name.isdigit() and (process := _look(entry))]
    found = {process.pid for process in living if root in (process.pid, process.session)}
    while more := {process.pid for process in living if process.parent in found} - found:
        found |= more
    return sorted((process for process in living if process.pid in found), key=lambda process: process.pid)


def memory_of_children(named: str, but: int = 0) -> float:
    """MiB of RSS of our own children with this module in their command line; `but` is one that does not count."""
    return round(sum(memory_of(pid).rss_mb for pid in _children(named) if pid != but), 1)


def work_of_children(named: str) -> float:
    """Seconds of a processor that our own children with this module in their command line have used so far."""
    used = 0
    for pid in _children(named):
        with contextlib.suppress(OSError):
            fields = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def end(child: "subprocess.Popen[bytes]") -> None:
    """Ask the tree to end; after a while, make it."""
    tree = members(child.pid)
    child.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(PATIENCE_S)
    for process in tree:
        if _is_still(process):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
    child.wait()
    until = time.monotonic() + PATIENCE_S
    while any(map(_is_still, tree)) and time.monotonic() < until:
        time.sleep(0.02)


def _is_still(process: Process) -> bool:
    now = _look(PROC / str(process.pid))
    return now is not None and now.birth == process.birth


def _look(entry: Path) -> Process | None:
    try:
        # The name before the last bracket may hold anything, so it is cut off.
        words = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    if words[0] == ZOMBIE:
        return None
    return Process(int(entry.name), int(words[1]), int(words[3]), words[19])


def _children(named: str) -> list[int]:
    return [process.pid for process in members(os.getpid()) if named in _command(process.pid)]


def _command(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _kilobytes(lines: list[str], name: str) -> int:
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
