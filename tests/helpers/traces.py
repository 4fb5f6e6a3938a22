"""Looks for what must not have been kept: words and sound, in files written since a moment, and in command lines."""

import array
import os
import stat
import struct
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.process_tree import members

_MOST = 64 << 20
_MEMORY = "/memfd:"
_SLICE = 32  # samples: what a file shares with a recording by chance is never so long
_RESTLESS = 24  # of them must differ, for silence lies everywhere


def words_as_bytes(words: str) -> tuple[bytes, ...]:
    """How words may lie in a file."""
    escaped = words.encode("ascii", "backslashreplace")
    return tuple({words.encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")} | {escaped})


def sound_as_bytes(pcm: bytes, pieces: int = 20) -> tuple[bytes, ...]:
    """Slices of 16-bit samples as they may lie in a file: as they are, and as numbers between -1 and 1."""
    samples = array.array("h", pcm)
    found: list[bytes] = []
    for start in range(0, len(samples) - _SLICE, max(_SLICE, len(samples) // pieces)):
        piece = samples[start : start + _SLICE]
        if len(set(piece)) >= _RESTLESS:
            found.append(piece.tobytes())
            found.append(struct.pack(f"<{_SLICE}f", *(sample / 32_768 for sample in piece)))
    return tuple(found)


def written_since(since: float, folders: Sequence[Path]) -> Iterator[Path]:
    """Plain files that changed after a moment of `time.time`; what goes away meanwhile is passed by."""
    for folder in folders:
        for above, _, names in os.walk(folder):
            for name in names:
                path = Path(above) / name
                try:
                    found = path.lstat()
                except OSError:
                    continue
                if stat.S_ISREG(found.st_mode) and found.st_mtime >= since - 1 and found.st_size <= _MOST:
                    yield path


def kept_in(path: Path, wanted: Sequence[bytes]) -> bool:
    """Does one of them lie in the file?"""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return any(piece in content for piece in wanted)


def family() -> list[int]:
    """This process and everything that it started."""
    return [process.pid for process in members(os.getpid())]


def told_at_start(pid: int) -> bytes:
    """Command line and environment of a process, which others can read."""
    found = b""
    for name in ("cmdline", "environ"):
        try:
            found += Path(f"/proc/{pid}/{name}").read_bytes()
        except OSError:
            continue
    return found


def files_being_written(pid: int) -> list[str]:
    """Plain files that a process holds open for writing, also those without a name; but not memory that looks so."""
    found = []
    for link in _links(pid):
        try:
            flags = int(
                Path(f"/proc/{pid}/fdinfo/{link.name}").read_text(encoding="ascii").split("flags:")[1].split()[0], 8
            )
            if flags & os.O_ACCMODE != os.O_RDONLY and stat.S_ISREG(link.stat().st_mode):
                found.append(str(link.readlink()))
        except (OSError, IndexError):
            continue
    return [name for name in found if not name.startswith(_MEMORY)]


def may_dump_core(pid: int) -> bool:
    """Would the memory of a process be written down if it crashed?"""
    try:
        limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    except OSError:
        return False
    line = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    return line.split()[4] != "0"


def _links(pid: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return []


def moment() -> float:
    """Now, as files are dated."""
    return time.time()
