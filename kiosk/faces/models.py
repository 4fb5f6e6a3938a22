"""Which files an engine of faces is made of. The terminal's own process knows where they lie, and never reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FaceModel:
    """A pack that lies here whole. `files`: path in its folder -> sha256 in hex, which is looked at when it is loaded.

    `runtime` is the engine that reads it, and behind a `/` what it is to that engine.
    """

    id: str
    runtime: str
    folder: Path
    files: Mapping[str, str]
