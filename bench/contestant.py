"""What takes part in a race to the first frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bench.process_tree import Memory


@dataclass(frozen=True, slots=True)
class Start:
    """One start: milliseconds from spawn to the first frame, on the parent's clock, and memory when all is loaded."""

    first_frame_ms: float
    memory: Memory


class Contestant(Protocol):
    """A program that is started again and again."""

    name: str

    def start(self, environment: Mapping[str, str]) -> Start:
        """Start it afresh on the screen of the environment, measure it, and end it.

        Raises: BenchError
        """


class BenchError(SystemExit):
    """It cannot be measured; the text says why and what to do. Ends the command with status 1."""
