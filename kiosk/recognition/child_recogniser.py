"""Recognition in its own process, watched: a hang, a crash or growing memory costs an utterance, never the terminal."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.recognition.contract import Asked, EarState, InstalledModel, Listener, RecognitionFault, Utterance
from kiosk.visit.modes import MANDARIN

COMMAND = (sys.executable, "-m", "kiosk.recognition.engine_process")


@dataclass(frozen=True, slots=True)
class Watch:
    """How patient the watchdog is, in seconds and bytes; a test makes it impatient."""

    start_s: float = 20.0
    load_s: float = 60.0


class ChildRecogniser:
    """Implements `kiosk.recognition.contract.Recogniser`. Loop thread only, but `Utterance.feed`."""

    def __init__(
        self,
        models: Sequence[InstalledModel],
        preferences: Mapping[str, Sequence[str]] | None = None,
        watch: Watch | None = None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        """`preferences`: dialect -> ids of models, best first."""
        self._models = {model.id: model for model in models}
        self._preferences = {dialect: tuple(ids) for dialect, ids in (preferences or {}).items()}
        self._watch = watch or Watch()
        self._command = tuple(command)

    @property
    def state(self) -> EarState:
        """How recognition is now."""
        return EarState.STARTING

    @property
    def memory(self) -> int:
        """Bytes that the child holds in memory; 0 without a child."""
        return 0

    def engine_for(self, dialect: str) -> str:
        """The id of the model that would hear this dialect; empty: none."""
        return next((id for id in self._preferences.get(dialect, ()) if id in self._models), "")

    async def warm(self, dialect: str = MANDARIN) -> None:
        """Load what hears this dialect, and drop the other dialects' engine; raises RecognitionFault."""
        raise RecognitionFault("not_built")

    def listen(self, asked: Asked, listener: Listener) -> Utterance:
        """Begin an utterance; one that was going on is cancelled. Raises RecognitionFault when nothing can hear."""
        raise RecognitionFault("not_built")

    async def close(self) -> None:
        """End the child."""
