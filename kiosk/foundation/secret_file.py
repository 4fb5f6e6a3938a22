"""A secret of this terminal in a file of its own: made once, readable by its owner alone, and never shown."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

GROUP_AND_OTHERS, OTHERS = 0o077, 0o007


def read_or_make(path: Path, make: Callable[[], bytes], size: int) -> bytes:
    """The `size` bytes in this file; `make` says what they are where the file is not there yet.

    Raises: ValueError if the file holds something else or others may read it, OSError if the disk refuses
    """
    if not path.exists():
        _write_once(path, make())
    return read(path, size)


def read(path: Path, size: int, forbidden: int = GROUP_AND_OTHERS) -> bytes:
    """The `size` bytes in this file; `forbidden` are the bits of its mode that none may have.

    Raises: ValueError if the file holds something else or others may read it, OSError if the disk refuses
    """
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_mode & forbidden:
            raise ValueError("the key file is readable by others")
        raw = file.read(size + 1)
    if len(raw) != size:
        raise ValueError("the key file does not hold a key")
    return raw


def _write_once(path: Path, raw: bytes) -> None:
    """Write beside its place, then link there: two starts at once keep one secret, a power cut leaves none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        _sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Without this the name may be gone after a power cut, and what was sealed under the secret with it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
