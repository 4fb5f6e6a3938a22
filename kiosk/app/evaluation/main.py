"""`kiosk voice evaluate DIR`: recordings of a hall's own residents through its own ears."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kiosk.app.evaluation.figures import Row, Trial, rows_of
from kiosk.app.evaluation.listening import ears
from kiosk.app.evaluation.picture import picture
from kiosk.app.evaluation.recordings import ManifestMistakes, Recording, SoundMistake, read_manifest
from kiosk.app.installed_models import recognition_models
from kiosk.recognition.contract import InstalledModel, RecognitionFault
from kiosk.understanding.dialects import FOLDER, Dialect
from kiosk.understanding.own_words import dialects_in, hall_words

Say = Callable[[str], None]
_TELL_EVERY = 25


class EvaluationImpossible(Exception):
    """Nothing was measured; the message says why, in lines."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured. `engine` and `dialect` narrow it; `picture` is where the SVG goes; None: nowhere.

    `sentences` is the hall's own folder of dialects; None: ours alone.
    """

    folder: Path
    models: Path
    engine: str = ""
    dialect: str = ""
    picture: Path | None = None
    sentences: Path | None = None


@dataclass(frozen=True, slots=True)
class StandIn:
    """A dialect that was heard by an engine which its dialect.yaml does not name; `own` are those that it names."""

    dialect: str
    engine: str
    own: tuple[str, ...]

    def __str__(self) -> str:
        own = ", ".join(self.own) or "none"
        return (
            f"{self.dialect}: {self.engine} only stood in for an engine of this dialect:\n  {own} (kiosk models list)"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured."""

    rows: tuple[Row, ...]
    missed: tuple[Trial, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()

    def as_json(self, *, words: bool = False) -> dict[str, Any]:
        """For a program; `words`: also what was heard."""
        return {
            "rows": [row.as_json() for row in self.rows],
            "missed": [_missed(trial, words=words) for trial in self.missed],
            "stand_ins": [asdict(one) for one in self.stand_ins],
        }


def evaluate(plan: Plan, say: Say = lambda _line: None) -> Report:
    """Hear every recording, and count. Raises: EvaluationImpossible, with a line for each mistake in the folder."""
    try:
        known = tuple(dict.fromkeys((*dialects_in(FOLDER), *dialects_in(plan.sentences))))
        if plan.dialect and plan.dialect not in known:
            raise EvaluationImpossible(f"there is no dialect {plan.dialect} here; there are {', '.join(known)}")
        recordings = read_manifest(plan.folder, plan.dialect, known)
    except ManifestMistakes as mistakes:
        raise EvaluationImpossible(str(mistakes)) from None
    dialects = _dialects(recordings, plan.sentences)
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
    missed = tuple(trial for trial in trials if not trial.well)
    return Report(rows_of(trials, memory), missed, _stand_ins(trials, dialects))


def _dialects(recordings: Sequence[Recording], own: Path | None) -> tuple[Dialect, ...]:
    """Those that are spoken, as the terminal knows them. With a mistake in the hall's words ours would be measured."""
    words = hall_words(sorted({recording.dialect for recording in recordings}), own)
    if words.mistakes:
        raise EvaluationImpossible("\n".join(map(str, words.mistakes)))
    return words.dialects


def _stand_ins(trials: Sequence[Trial], dialects: Sequence[Dialect]) -> tuple[StandIn, ...]:
    named = {dialect.id: dialect.engines for dialect in dialects}
    used = dict.fromkeys((trial.dialect, trial.engine) for trial in trials)
    return tuple(
        StandIn(dialect, engine, named.get(dialect, ()))
        for dialect, engine in used
        if engine not in named.get(dialect, ())
    )


def _missed(trial: Trial, *, words: bool) -> dict[str, Any]:
    told = {
        "file": trial.file,
        "line": trial.line,
        "dialect": trial.dialect,
        "condition": trial.condition,
        "expected": trial.expected,
        "meant": trial.meant,
        "asked": list(trial.guesses) if not trial.meant else [],
    }
    return {**told, "said": trial.said, "heard": trial.heard} if words else told


def _why(fault: Exception) -> str:
    if isinstance(fault, RecognitionFault):
        return f"nothing can hear this dialect ({fault.reason})"
    return str(fault) or "recognition did not answer"
