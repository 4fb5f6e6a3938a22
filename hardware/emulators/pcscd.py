"""Runs the real pcscd for an emulated reader, beside whatever else runs on the machine.

The daemon's socket has a fixed place, so it gets a mount namespace of its own in which a private folder lies there;
the client library is pointed at the same folder by PCSCLITE_CSOCK_NAME, which it reads once a process. Where
namespaces are not allowed, the fixed place is used, one daemon at a time. It never logs what cards say (no -a).

Because the library reads the place once, it is the same for the whole life of this process: one daemon at a time here.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Self

_DRIVER = Path("/usr/lib/pcsc/drivers/serial/libccidtwin.so")
_FIXED = Path("/run/pcscd")
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
_FOLDERS = f"linli-pcscd-{os.getuid()}-"  # and the number of the process that it belongs to
_READY_S = 20.0
_OURS_S = 2.0
_OTHERS_S = 300.0
_IN_PRIVATE = """
[ -d /run/pcscd ] || { mount -t tmpfs tmpfs /run && mkdir /run/pcscd; } || exit 97
mount --bind "$1" /run/pcscd || exit 97
exec "$2" --foreground --config "$3"
"""


class PcscdUnavailable(RuntimeError):
    """The real pcscd cannot be run here; the text says why."""


class Pcscd:
    """pcscd with the readers of `readers` (a name and a device name each), from `with` to its end.

    Start the emulated readers first: a serial reader that is absent when the daemon starts is never found by it.
    """

    def __init__(self, readers: Mapping[str, str], folder: Path | None = None) -> None:
        """`folder`: where its configuration is kept; beside its socket unless told. Used from one thread at a time."""
        self._readers = readers
        self._folder = Path(tempfile.gettempdir()) / f"{_FOLDERS}{os.getpid()}"
        self._settings = folder or self._folder / "readers"
        self._program = shutil.which("pcscd", path=_PATH)
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._private = True

    def __enter__(self) -> Self:
        if self._program is None or not _DRIVER.exists():
            raise PcscdUnavailable("pcscd and libccid are not installed (make setup installs them)")
        self._private = _namespaces_allowed()
        if not self._private and os.getuid() != 0:
            raise PcscdUnavailable("pcscd needs root here, for unprivileged namespaces are not allowed")
        _remove_what_the_killed_left()
        for folder in (self._folder, self._folder / "run", self._settings):
            folder.mkdir(mode=0o700, exist_ok=True)
        self._lock = (
            _locked(self._folder / "lock", _OURS_S)
            if self._private
            else _locked(Path(tempfile.gettempdir()) / "linli-pcscd.lock", _OTHERS_S)
        )
        os.environ["PCSCLITE_CSOCK_NAME"] = str(self.socket)
        try:
            self.start()
        except PcscdUnavailable:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def socket(self) -> Path:
        """Where it listens; a client in another process needs it as PCSCLITE_CSOCK_NAME."""
        return (self._folder / "run" if self._private else _FIXED) / "pcscd.comm"

    @property
    def running(self) -> bool:
        """Whether it lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process, while it runs."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it listens."""
        assert not self.running
        if not self._private and _answers(self.socket):
            raise PcscdUnavailable("another pcscd runs on this machine; stop it for the time of the tests")
        for left in (self.socket, self.socket.with_name("pcscd.pid")):
            left.unlink(missing_ok=True)
        self._write_readers()
        self._process = subprocess.Popen(
            self._command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop it as the system would."""
        self._end(kill=False)

    def kill(self) -> None:
        """Kill it, as a crash would."""
        self._end(kill=True)

    def _end(self, *, kill: bool) -> None:
        if self._process is None:
            return
        (self._process.kill if kill else self._process.terminate)()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        self._process = None

    def _write_readers(self) -> None:
        for name, device in self._readers.items():
            text = f'FRIENDLYNAME "{name}"\nDEVICENAME {device}\nLIBPATH {_DRIVER}\n'
            (self._settings / name.replace(" ", "_")).write_text(text, encoding="utf-8")

    def _command(self) -> list[str]:
        assert self._program is not None
        readers = str(self._settings)
        last_words = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        if not self._private:
            return [*last_words, self._program, "--foreground", "--config", readers]
        run = ["sh", "-c", _IN_PRIVATE, "sh", str(self.socket.parent), self._program, readers]
        return [*_unshare(), *last_words, *run]

    def _wait_until_ready(self) -> None:
        ends = time.monotonic() + _READY_S
        while not _answers(self.socket):
            if not self.running or time.monotonic() > ends:
                self.kill()
                raise PcscdUnavailable("pcscd did not start")
            time.sleep(0.01)


def _unshare() -> list[str]:
    return ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--map-root-user", "--mount"]


def _remove_what_the_killed_left() -> None:
    """A process that was killed cannot remove its own folder; its daemon has died with it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDERS}*"):
        if not Path("/proc", folder.name.removeprefix(_FOLDERS)).exists():
            shutil.rmtree(folder, ignore_errors=True)


def only_one() -> bool:
    """Whether there can be only one pcscd on this machine, for namespaces are not allowed."""
    return not _namespaces_allowed()


def _namespaces_allowed() -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    script = "mount -t tmpfs tmpfs /run"
    return subprocess.run([*_unshare(), "sh", "-c", script], capture_output=True, check=False).returncode == 0


def _locked(path: Path, patience_s: float) -> IO[str]:
    """Hold `path` alone."""
    file = path.open("a", encoding="utf-8")
    try:
        _lock(file, time.monotonic() + patience_s)
    except BaseException:
        file.close()
        raise
    return file


def _lock(file: IO[str], ends: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > ends:
                raise PcscdUnavailable("another pcscd of ours did not end") from None
            time.sleep(0.05)
        else:
            return


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        try:
            caller.connect(str(path))
        except OSError:
            return False
    return True
