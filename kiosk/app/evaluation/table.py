"""The figures as tables in a terminal of 80 columns, and the recordings that were not understood."""

from collections.abc import Sequence
from functools import partial

from rich.console import Console
from rich.table import Table

from kiosk.app.evaluation.figures import Row, Trial

WIDTH = 80
UNDERSTOOD = ("condition", "commands", "right", "or asked", "wrong", "unrelated", "taken", "asked")
HEARD = ("condition", "CER", "SER", "p50 ms", "p95 ms", "CPU s", "MB")
LEGEND = """\
right      the right thing was done at once; or asked: that, or it was among the
           first two guesses of one question
wrong      another service or wish was done at once
unrelated  recordings that ask for nothing; taken: something was done at once,
           asked: something was asked back
CER, SER   errors in 100 characters, and in 100 syllables without tones
p50, p95   milliseconds from the end of the sound to the decision, of half and
           of 95 in 100 recordings
CPU s, MB  seconds of one processor a recording; memory of recognition at most"""


def print_table(rows: Sequence[Row], width: int = WIDTH) -> None:
    """On stdout: two tables for each engine and dialect, and what stands in their columns."""
    console = Console(width=width, highlight=False)
    for engine, dialect in dict.fromkeys((row.engine, row.dialect) for row in rows):
        of_both = [row for row in rows if (row.engine, row.dialect) == (engine, dialect)]
        console.print(f"\nwhat was understood in {dialect} by {engine}", markup=False)
        console.print(_table(UNDERSTOOD, [_understood(row) for row in of_both]))
        console.print(_table(HEARD, [_heard(row) for row in of_both]))
    console.print(f"\n{LEGEND}", markup=False)


def print_missed(missed: Sequence[Trial], *, words: bool = False) -> None:
    """On stdout, a line each; `words`: also what was said and what was heard, which is personal."""
    if not missed:
        return
    # Names of files are never cut, whatever stands in them.
    say = partial(Console(highlight=False).print, markup=False, soft_wrap=True)
    say("\nnot understood as the manifest says:")
    for trial in missed:
        say(f"  {trial.file} (line {trial.line}, {trial.dialect}): {_became(trial)}")
        if words:
            say(f"    said {trial.said or '-'}, heard {trial.heard or '-'}")


def _became(trial: Trial) -> str:
    wanted = f"expected {trial.expected or 'nothing'}"
    if trial.meant:
        return f"{wanted}, meant {trial.meant}"
    return f"{wanted}, asked back {' or '.join(trial.guesses)}" if trial.guesses else f"{wanted}, meant nothing"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(columns[0], overflow="fold", min_width=9)
    for column in columns[1:]:
        table.add_column(column, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _understood(row: Row) -> tuple[str, ...]:
    return (
        row.condition, str(row.n), _percent(row.accuracy), _percent(row.second_guess_accuracy),
        _percent(row.wrong_accepts), str(row.n_unrelated), _percent(row.false_accepts), _percent(row.false_questions),
    )  # fmt: skip


def _heard(row: Row) -> tuple[str, ...]:
    return (
        row.condition, _percent(row.cer), _percent(row.ser), f"{row.latency_p50_ms:.0f}", f"{row.latency_p95_ms:.0f}",
        f"{row.cpu:.2f}", f"{row.memory:.0f}",
    )  # fmt: skip


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f} %"
