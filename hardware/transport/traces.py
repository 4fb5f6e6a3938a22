"""What Linux shows of cameras and sound cards at the cost of a look into a folder: changes when one comes or goes."""

import contextlib
import os
from pathlib import Path

_DEV = Path("/dev")
_SOUND = Path("/dev/snd")
_PULSE = "PULSE_SERVER"


def video_nodes() -> frozenset[str]:
    """The camera nodes of this machine."""
    with contextlib.suppress(OSError):
        return frozenset(name for name in os.listdir(_DEV) if name.startswith("video"))  # noqa: PTH208 - names only
    return frozenset()


def identity(path: Path) -> tuple[int, int]:
    """Which file stands at a path now; OSError when none does."""
    told = path.stat()
    return told.st_dev, told.st_ino


def sound_traces() -> tuple[frozenset[str], tuple[int, int] | None]:
    """The sound cards of this machine, and which sound server runs."""
    cards: frozenset[str] = frozenset()
    server: tuple[int, int] | None = None
    with contextlib.suppress(OSError):
        cards = frozenset(os.listdir(_SOUND))  # noqa: PTH208 - names only
    with contextlib.suppress(OSError):
        server = identity(_pulse_socket())
    return cards, server


def _pulse_socket() -> Path:
    named = os.environ.get(_PULSE, "")
    if named.startswith("unix:"):
        return Path(named.removeprefix("unix:"))
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"), "pulse", "native")
