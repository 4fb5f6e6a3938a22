"""`kiosk voice evaluate DIR`: recordings of a hall's own residents through its own ears."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.app.evaluation.figures import Row, Trial, rows_of
from kiosk.app.evaluation.listening import ears
from kiosk.app.evaluation.picture import picture
from kiosk.app.evaluation.recordings import ManifestMistakes, Recording, SoundMistake, read_manifest
from kiosk.app.installed_models import recognition_models
from kiosk.recognition.contract import InstalledModel, RecognitionFault
from kiosk.understanding.dialects import FOLDER, Dialect, DialectMistakes, load

Say = Callable[[str], None]
_TELL_EVERY = 25


class EvaluationImpossible(Exception):
    """Nothing was measured; the message says why, in lines."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured. `engine` and `dialect` narrow it; `picture` is where the SVG goes; None: nowhere."""

    folder: Path
    models: Path
    engine: str = ""
    dialect: str = ""
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured."""

    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        return {"rows": [row.as_json() for row in self.rows]}


def evaluate(plan: Plan, say: Say = lambda _line: None) -> Report:
    """Hear every recording, and count. Raises: EvaluationImpossible, with a line for each mistake in the folder."""
    try:
        recordings = read_manifest(plan.folder, plan.dialect)
        dialects = _dialects(recordings)
    except (ManifestMistakes, DialectMistakes) as mistakes:
        raise EvaluationImpossible(str(mistakes)) from None
    models = recognition_models(plan.models)
    if not any(plan.engine in ("", model.id) for model in models):
        there = ", ".join(model.id for model in models) or "none"
        raise EvaluationImpossible(f"{plan.engine or 'no engine'}: not in {plan.models} (there: {there}); kiosk models")
    report = asyncio.run(_listen(recordings, models, dialects, plan, say))
    if plan.picture is not None:
        plan.picture.parent.mkdir(parents=True, exist_ok=True)
        plan.picture.write_text(picture(report.rows), "utf-8")
    return report


async def _listen(
    recordings: Sequence[Recording],
    models: Sequence[InstalledModel],
    dialects: Sequence[Dialect],
    plan: Plan,
    say: Say,
) -> Report:
    trials: list[Trial] = []
    memory = 0.0
    async with ears(models, dialects, plan.engine) as listening:
        # One dialect after the other: only one engine is in memory at a time.
        for count, recording in enumerate(sorted(recordings, key=lambda recording: recording.dialect), 1):
            try:
                trials.append(await listening.try_out(recording))
            except (SoundMistake, RecognitionFault, TimeoutError) as fault:
                raise EvaluationImpossible(f"line {recording.line}: {recording.path.name}: {_why(fault)}") from None
            memory = max(memory, listening.memory_mb)
            if count % _TELL_EVERY == 0:
                say(f"{count} of {len(recordings)} ...")
    return Report(rows_of(trials, memory))


def _dialects(recordings: Sequence[Recording]) -> tuple[Dialect, ...]:
    ids = sorted({recording.dialect for recording in recordings})
    unknown = [id_ for id_ in ids if not (FOLDER / id_).is_dir()]
    if unknown:
        line = next(recording.line for recording in recordings if recording.dialect in unknown)
        known = ", ".join(sorted(path.name for path in FOLDER.iterdir() if path.is_dir()))
        raise EvaluationImpossible(f"line {line}: there is no dialect {', '.join(unknown)} here; there are {known}")
    return tuple(load(FOLDER / id_) for id_ in ids)


def _why(fault: Exception) -> str:
    if isinstance(fault, RecognitionFault):
        return f"nothing can hear this dialect ({fault.reason})"
    return str(fault) or "recognition did not answer"
