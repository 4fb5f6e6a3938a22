"""The real voices of the set, which ask the terminal for nothing: fetched when they are missing."""

import subprocess
from pathlib import Path

_FETCH = Path(__file__).parents[2] / "packaging" / "bench_voices.sh"


class VoicesMissing(Exception):
    """The recorded voices of other languages are not here and cannot be fetched."""


def fetch(script: Path = _FETCH) -> None:
    """Unpack the recorded voices into build/voice-bench/foreign, unless they are there; raises VoicesMissing."""
    if subprocess.run([script], check=False).returncode:
        raise VoicesMissing(f"without real voices no false accepts can be counted: {script.name} fetches them")
