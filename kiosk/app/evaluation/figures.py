"""The figures of an evaluation: what was heard against what was said, a row for each engine, dialect and condition."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from kiosk.understanding.syllables import syllables


@dataclass(frozen=True, slots=True, repr=False)
class Trial:
    """One recording, and what came of it. `meant`: what was done at once; `guesses`: what was asked back, best first.

    `waited_s` is from the end of the sound to the decision, `worked_s` what the child's processor did for it; `file`
    and `line`: where the manifest names it.
    """

    engine: str
    dialect: str
    condition: str
    said: str
    expected: str
    heard: str
    meant: str
    guesses: tuple[str, ...]
    waited_s: float
    worked_s: float
    file: str = ""
    line: int = 0

    @property
    def well(self) -> bool:
        """Was it understood as the manifest says: the right thing at once, or nothing where nothing was asked for?"""
        return self.right if self.expected else not self.meant

    @property
    def right(self) -> bool:
        """Was the right thing done at once?"""
        return bool(self.expected) and self.meant == self.expected

    @property
    def right_when_asked(self) -> bool:
        """Right at once, or after one question: among the first two guesses."""
        return self.right or (not self.meant and bool(self.expected) and self.expected in self.guesses[:2])

    @property
    def false_accept(self) -> bool:
        """Was something done at once that nobody asked for?"""
        return bool(self.meant) and self.meant != self.expected


@dataclass(frozen=True, slots=True)
class Row:
    """All recordings of an engine, a dialect and a condition. Shares are of 1; None: there is nothing to count.

    `accuracy` and `wrong_accepts` are of those that ask for something, `false_accepts` and `false_questions` of those
    that ask for nothing. `cer`: errors in characters as they are written, so a traditional one is an error; `ser`: in
    syllables without tones, which is what understanding goes by. `cpu`: seconds of a processor for each recording;
    `memory`: MB of the child at most.
    """

    engine: str
    dialect: str
    condition: str
    n: int
    n_unrelated: int
    cer: float | None
    ser: float | None
    accuracy: float | None
    second_guess_accuracy: float | None
    wrong_accepts: float | None
    false_accepts: float | None
    false_questions: float | None
    latency_p50_ms: float
    latency_p95_ms: float
    cpu: float
    memory: float

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        return asdict(self)


def rows_of(trials: Sequence[Trial], memory_mb: float) -> tuple[Row, ...]:
    """A row for each condition, in the order they came, and one of all where there are several."""
    groups: dict[tuple[str, str, str], list[Trial]] = {}
    for trial in trials:
        groups.setdefault((trial.engine, trial.dialect, trial.condition), []).append(trial)
    return tuple(_row(*key, group, memory_mb) for key, group in groups.items())


def edits(one: Sequence[Any], other: Sequence[Any]) -> int:
    """The least changes that make one of the other."""
    row = list(range(len(other) + 1))
    for at, item in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, wanted in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (item != wanted))
    return row[-1]


def p95(values: Sequence[float]) -> float:
    """The smallest value that at least 95 in 100 do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def _row(engine: str, dialect: str, condition: str, trials: Sequence[Trial], memory_mb: float) -> Row:
    asking = [trial for trial in trials if trial.expected]
    apart = [trial for trial in trials if not trial.expected]
    waits = [trial.waited_s * 1000 for trial in trials]
    return Row(
        engine=engine,
        dialect=dialect,
        condition=condition,
        n=len(asking),
        n_unrelated=len(apart),
        cer=_errors(trials, _characters),
        ser=_errors(trials, _sounds),
        accuracy=_share([trial.right for trial in asking]),
        second_guess_accuracy=_share([trial.right_when_asked for trial in asking]),
        wrong_accepts=_share([trial.false_accept for trial in asking]),
        false_accepts=_share([trial.false_accept for trial in apart]),
        false_questions=_share([bool(trial.guesses) and not trial.meant for trial in apart]),
        latency_p50_ms=round(median(waits), 1),
        latency_p95_ms=round(p95(waits), 1),
        cpu=round(sum(trial.worked_s for trial in trials) / len(trials), 3),
        memory=round(memory_mb, 1),
    )


def _errors(trials: Sequence[Trial], parts: Callable[[str], Sequence[Any]]) -> float | None:
    pairs = [(parts(trial.heard), parts(trial.said)) for trial in trials if parts(trial.said)]
    size = sum(len(said) for _, said in pairs)
    return round(sum(edits(heard, said) for heard, said in pairs) / size, 4) if size else None


def _share(found: Sequence[bool]) -> float | None:
    return round(sum(found) / len(found), 4) if found else None


def _characters(words: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words).lower()))


def _sounds(words: str) -> list[tuple[str, str]]:
    return [(syllable.initial, syllable.final) for syllable in syllables(words)]
