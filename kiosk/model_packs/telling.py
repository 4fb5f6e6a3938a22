"""How far an installation is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done, and how many bytes of it; `total` is None where nobody knows."""

    what: str
    done: int = 0
    total: int | None = None


Tell = Callable[[Step], None]
