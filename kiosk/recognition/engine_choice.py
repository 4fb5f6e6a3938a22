"""Which engine hears which dialect: the best one that is installed and works."""

import time
from collections.abc import Iterator, Mapping, Sequence

from kiosk.recognition.contract import InstalledModel
from kiosk.visit.modes import MANDARIN

DEATHS_OF_ENGINE = 2
"""After so many deaths in a row the next one is used."""
LEFT_OUT_S = 1800.0
"""An engine that cannot be used is tried again after this: its folder may have been mended."""
_NAMES_OF_MANDARIN = (MANDARIN, "cmn", "zh")


class EngineChoice:
    """Knows what is installed, what is preferred, and what has died too often. One thread."""

    def __init__(self, models: Sequence[InstalledModel], preferences: Mapping[str, Sequence[str]]) -> None:
        self._models = {model.id: model for model in models}
        self._preferences = {dialect: tuple(ids) for dialect, ids in preferences.items()}
        self._deaths: dict[str, int] = {}
        self._left_out: dict[str, float] = {}

    def model(self, id_: str) -> InstalledModel:
        """An installed model; raises KeyError."""
        return self._models[id_]

    def engine_for(self, dialect: str) -> str:
        """The id of the model that would hear a dialect; empty: none."""
        now = time.monotonic()
        return next((id_ for id_ in self._order(dialect) if self._left_out.get(id_, 0.0) <= now), "")

    def count_death(self, id_: str) -> None:
        """The child died with this engine; one that has died too often is left out, if there is another one."""
        if not id_:
            return
        self._deaths[id_] = self._deaths.get(id_, 0) + 1
        if self._deaths[id_] >= DEATHS_OF_ENGINE and self.engine_for(MANDARIN) not in {id_, ""}:
            self.leave_out(id_)

    def leave_out(self, id_: str) -> None:
        """It cannot be used for now."""
        self._left_out[id_] = time.monotonic() + LEFT_OUT_S
        self._deaths.pop(id_, None)

    def forgive(self, id_: str) -> None:
        """It has heard an utterance to its end."""
        self._deaths.pop(id_, None)

    def _order(self, dialect: str) -> Iterator[str]:
        for name in (dialect, MANDARIN):
            yield from (id_ for id_ in self._preferences.get(name, ()) if id_ in self._models)
            names = _NAMES_OF_MANDARIN if name == MANDARIN else (name,)
            yield from (id_ for id_, model in self._models.items() if set(names) & set(model.dialects))
