"""Processes that are born in a moment: one that has read a program's modules already, and forks where one is wanted.

A terminal takes a second of the processor to start, and the matrix starts hundreds. What is born is a process of its
own all the same: it shares nothing with the others, and SIGKILL ends it alone. All of them end with whoever asked.
`python -m kiosk.app.faults.nursery MODULE …` reads the modules; then each line of stdin is a birth.
"""

import ctypes
import importlib
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

DIES_MS = 10_000
_PR_SET_PDEATHSIG = 1


class Born:
    """A process by its handle, so that no other that took its number is meant; given back at its death."""

    def __init__(self, pid: int) -> None:
        self._handle: int | None = None
        self._lock = threading.Lock()
        try:
            self._handle = os.pidfd_open(pid)
        except ProcessLookupError:  # it died before anybody looked
            return

    @property
    def lives(self) -> bool:
        """Whether it runs. Any thread."""
        with self._lock:
            return self._lives_for(0)

    def kill(self) -> None:
        """As a power cut does; returns when it is gone. Any thread."""
        with self._lock:
            if self._handle is None:
                return
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            self._lives_for(DIES_MS)

    def _lives_for(self, milliseconds: int) -> bool:
        if self._handle is None:
            return False
        looking = select.poll()  # select knows the first 1,024 handles of a process, and no others
        looking.register(self._handle, select.POLLIN)
        if not looking.poll(milliseconds):
            return True
        os.close(self._handle)
        self._handle = None
        return False


class Nursery:
    """Bears processes of one program: `python -m program`. A context manager; thread-safe.

    `reads`: the module that has read all that the program needs, where that is not the program itself.
    """

    def __init__(self, root: Path, program: str, reads: str = "") -> None:
        self._root, self._program, self._reads = root, program, reads or program
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        words = [sys.executable, "-m", "kiosk.app.faults.nursery", self._reads]
        self._mother = subprocess.Popen(words, stdin=pipe, stdout=pipe, cwd=self._root, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._mother.kill()
        self._mother.communicate()

    def bear(self, argv: Sequence[str], *, stdin: Path | None, stdout: Path, stderr: Path) -> Born:
        """One more, with these arguments, its streams at these files."""
        wish = {
            "module": self._program,
            "argv": list(argv),
            "stdin": str(stdin or os.devnull),
            "stdout": str(stdout),
            "stderr": str(stderr),
        }
        with self._lock:
            assert self._mother.stdin is not None
            assert self._mother.stdout is not None
            self._mother.stdin.write(json.dumps(wish) + "\n")
            self._mother.stdin.flush()
            return Born(int(self._mother.stdout.readline()))


def main() -> None:
    """The mother: no threads, nothing open but her own streams."""
    for name in sys.argv[1:]:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    while line := sys.stdin.readline():
        pid = os.fork()
        if pid == 0:
            _live(json.loads(line))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _live(wish: dict[str, str | list[str]]) -> None:
    """A child's whole life."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _stream(0, str(wish["stdin"]), os.O_RDONLY)
    _stream(1, str(wish["stdout"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    _stream(2, str(wish["stderr"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 (for as long as the process lives)
    sys.argv = [str(wish["module"]), *wish["argv"]]
    sys.modules.pop(str(wish["module"]), None)
    status = 1
    try:
        runpy.run_module(str(wish["module"]), run_name="__main__", alter_sys=True)
        status = 0
    except BaseException:  # noqa: BLE001 (the edge of a process, which must not come out into its mother)
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(status)


def _stream(number: int, path: str, flags: int) -> None:
    opened = os.open(path, flags, 0o600)
    os.dup2(opened, number)
    os.close(opened)


if __name__ == "__main__":
    main()
