"""What staff may see of the faces at a terminal: how many there are, and whether all is as written. Needs no key.

The files are only read, and none is made: whoever looks is often root, or looks while the terminal runs.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk.foundation.errors import Fault
from kiosk.identity.audit import verified
from kiosk.identity.sealed_key import KEY_FILE
from kiosk.identity.templates import FILE
from kiosk.store.database import FILE as TERMINAL_FILE

OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Templates, rows of the audit, and what is not as it should be (empty: nothing)."""

    faces: int
    rows: int
    trouble: str


def faces_on_disk(data: Path) -> OnDisk:
    """Count, and follow the audit's chain. Blocks on the disk.

    Raises: OSError, ValueError where a file cannot be read
    """
    open_to_others = [name for name in (KEY_FILE, FILE) if _is_open_to_others(data / name)]
    trouble = f"others may read {', '.join(open_to_others)}" if open_to_others else ""
    faces, rows = 0, 0
    try:
        if (data / FILE).exists():
            with _read_only(data / FILE) as connection:
                (faces,) = connection.execute("SELECT count(*) FROM templates").fetchone()
        if (data / TERMINAL_FILE).exists():
            with _read_only(data / TERMINAL_FILE) as connection:
                rows = verified(connection)
    except Fault as fault:
        trouble = f"{fault.key}, row {fault.params.get('row')}"
    except sqlite3.DatabaseError as error:
        raise ValueError(str(error)) from None
    return OnDisk(int(faces), rows, trouble)


def _read_only(path: Path) -> "closing[sqlite3.Connection]":
    """Where no log is written ahead nobody writes, and SQLite must not begin one: it would belong to who looks."""
    still = not path.with_name(f"{path.name}-wal").exists()
    how = "immutable=1" if still else "mode=ro"
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=2.0))


def _is_open_to_others(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & OTHERS)
