"""A PostgreSQL server of Debian's package for one test run: own folder, own port, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def binaries() -> Path | None:
    """Where Debian put the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[4]))
    return found[-1].parent if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_ordinary_user() -> list[str]:
    """The server refuses to run as root."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """Serve on a unix socket; yields the URL without a database name. `durable`: commits wait for the disk."""
    programs = binaries()
    assert programs is not None
    # Not under pytest's tmp_path: its folders are closed to the user postgres, and too long for a socket's path.
    folder = Path(tempfile.mkdtemp(prefix="linli-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    prefix = _as_ordinary_user()
    data, port = folder / "data", _free_port()
    initdb = [*prefix, str(programs / "initdb"), "-D", str(data), "-U", "linli", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*initdb, "--no-locale", "--no-sync"], check=True, capture_output=True, cwd=folder)
    options = (
        f"-c listen_addresses= -c unix_socket_directories={folder} -c port={port} -c shared_buffers=32MB"
        f" -c fsync={'on' if durable else 'off'}"
    )
    control = [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    log = ["-l", str(folder / "log")]
    subprocess.run([*control, *log, "-o", options, "start"], check=True, capture_output=True, cwd=folder)
    try:
        yield f"postgresql://linli@/{{database}}?host={folder}&port={port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


def run_sql(url: str, statement: str) -> None:
    """One statement outside any transaction, such as CREATE DATABASE."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
