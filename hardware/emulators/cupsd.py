"""The real cupsd, private to a test or a demo: its own folders, a socket and a port on loopback, queues by lpadmin.

Works as root (then its jobs run as `lp`) and as an ordinary user. Nothing of it is left when it ends. Not emulated:
this is the part of the wire that can be real everywhere. Needs the Debian packages cups and cups-client.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

_CUPSD = "/usr/sbin/cupsd"
_LPADMIN = "/usr/sbin/lpadmin"
_MIME = Path("/usr/share/cups/mime")
_UP_S = 20.0
# Reads nothing until we end, however we end; then there is nobody left to clean up.
_GUARD = 'read -r _; kill -KILL "-$1"; rm -rf -- "$2"'


class CupsMissing(Exception):
    """The real cupsd cannot run here; the text says what is missing."""


class Cupsd:
    """A cupsd of our own, from `with` to its end."""

    def __init__(self, *, keeps_jobs: bool = False, strict: bool = False) -> None:
        """`keeps_jobs`: as a server that keeps files and history. `strict`: the policy of a freshly installed one."""
        self._keeps_jobs = keeps_jobs
        self._strict = strict
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None
        self.host = "127.0.0.1"
        self.port = 0
        self.folder = Path()

    @staticmethod
    def missing() -> str:
        """What keeps cupsd from running here, or nothing."""
        lacking = [path for path in (_CUPSD, _LPADMIN, str(_MIME)) if not Path(path).exists()]
        return f"{', '.join(lacking)} not found: install the packages cups and cups-client" if lacking else ""

    def __enter__(self) -> Self:
        if lacking := self.missing():
            raise CupsMissing(lacking)
        # Short, and not below a test's own folder: a socket's path has 107 bytes at most, and lp must get there.
        self.folder = Path(tempfile.mkdtemp(prefix="cupsd-"))
        self.folder.chmod(0o755)
        self._furnish()
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def socket_path(self) -> Path:
        """Its local socket."""
        return self.folder / "run" / "cups.sock"

    @property
    def spool(self) -> Path:
        """Where it keeps jobs and their files."""
        return self.folder / "spool"

    def start(self) -> None:
        """Start it, with the queues that it had, at the same socket and port; returns when it answers."""
        if self._process is not None:
            return
        words = [_CUPSD, "-f", "-c", str(self.folder / "cupsd.conf"), "-s", str(self.folder / "cups-files.conf")]
        self._process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a process group that ends with it, filters and back ends too
        )
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, "guard", str(self._process.pid), str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        ends = time.monotonic() + _UP_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > ends:
                raise CupsMissing(f"cupsd does not come up: {self._last_words()}")
            time.sleep(0.01)

    def stop(self) -> None:
        """End it in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a crash does: no goodbye, and what it ran is gone too."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Let it take connections and never answer."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def add_queue(self, name: str, uri: str, *, error_policy: str = "abort-job") -> None:
        """Make a driverless queue for the printer at `uri`."""
        policy = f"printer-error-policy={error_policy}"
        self._administer("-p", name, "-E", "-v", uri, "-m", "everywhere", "-o", policy)
        # cupsd asks the printer after lpadmin has gone; until then the queue is a raw one.
        ends = time.monotonic() + _UP_S
        while not (self.folder / "etc" / "ppd" / f"{name}.ppd").exists():
            if time.monotonic() > ends:
                raise CupsMissing(f"the queue {name} did not come up: {self._last_words()}")
            time.sleep(0.01)

    def remove_queue(self, name: str) -> None:
        """Remove a queue with its jobs."""
        self._administer("-x", name)

    def pause_queue(self, name: str) -> None:
        """Pause a queue, as staff do for a repair."""
        self._run("/usr/sbin/cupsdisable", "-h", str(self.socket_path), name)

    def resume_queue(self, name: str) -> None:
        """Let a queue go on."""
        self._run("/usr/sbin/cupsenable", "-h", str(self.socket_path), name)

    def _administer(self, *words: str) -> None:
        self._run(_LPADMIN, "-h", str(self.socket_path), *words)

    def _run(self, *words: str) -> None:
        ended = subprocess.run(words, capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL)
        if ended.returncode:
            raise CupsMissing(f"{Path(words[0]).name}: {ended.stderr.decode(errors='replace').strip()}")

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        guard, self._guard = self._guard, None
        if guard is not None:
            with guard:
                guard.kill()
        process.send_signal(signal.SIGCONT)
        if how is signal.SIGTERM:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as trying:
            trying.settimeout(1)
            try:
                trying.connect(str(self.socket_path))
                trying.sendall(b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return trying.recv(4) == b"HTTP"
            except OSError:
                return False

    def _last_words(self) -> str:
        log = self.folder / "log" / "error_log"
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        return lines[-1] if lines else "it said nothing"

    def _furnish(self) -> None:
        root = os.getuid() == 0
        for name in ("etc", "run", "cache", "state", "spool", "tmp", "log"):
            room = self.folder / name
            room.mkdir()
            if root:
                user = pwd.getpwnam("lp")
                os.chown(room, user.pw_uid, user.pw_gid)
        shutil.copytree(_MIME, self.folder / "etc", dirs_exist_ok=True)
        self.port = _free_port()
        (self.folder / "cupsd.conf").write_text(self._configuration(), encoding="ascii")
        who = "User lp\nGroup lp\nSystemGroup root lpadmin\n" if root else ""
        temporary = self.folder / "tmp"
        (self.folder / "cups-files.conf").write_text(
            f"{who}ServerRoot {self.folder}/etc\nRequestRoot {self.spool}\nTempDir {temporary}\n"
            f"CacheDir {self.folder}/cache\nStateDir {self.folder}/state\nServerKeychain {self.folder}/etc\n"
            f"AccessLog {self.folder}/log/access_log\nErrorLog {self.folder}/log/error_log\n"
            f"PageLog {self.folder}/log/page_log\n",
            encoding="ascii",
        )

    def _configuration(self) -> str:
        keep = "Yes" if self._keeps_jobs else "No"
        return (
            f"Listen {self.socket_path}\nListen {self.host}:{self.port}\n"
            f"PreserveJobFiles {keep}\nPreserveJobHistory {keep}\n"
            "Browsing Off\nWebInterface No\nDefaultAuthType Basic\nLogLevel warn\nJobRetryInterval 1\nJobKillDelay 1\n"
            f"DirtyCleanInterval 0\n{_STRICT if self._strict else _OPEN}"
        )


def _free_port() -> int:
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        port: int = trying.getsockname()[1]
    return port


_OPEN = """
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow localhost
  </Limit>
</Policy>
"""

# What matters of a fresh installation: whoever sent a job may cancel it, and only staff may resume a queue.
_STRICT = """
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Location /admin>
  AuthType Default
  Require user @SYSTEM
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  <Limit Create-Job Print-Job Print-URI Validate-Job>
    Order deny,allow
  </Limit>
  <Limit Send-Document Cancel-Job Purge-Jobs Get-Job-Attributes>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit Pause-Printer Resume-Printer CUPS-Add-Modify-Printer CUPS-Delete-Printer>
    AuthType Default
    Require user @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
