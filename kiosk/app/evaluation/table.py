"""The figures as a table in a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from kiosk.app.evaluation.figures import Row

COLUMNS = (
    "engine", "dialect", "condition", "commands", "right", "or asked", "wrong", "unrelated", "taken", "asked",
    "CER", "SER", "p50 ms", "p95 ms", "CPU s", "MB",
)  # fmt: skip


WIDTH = 150
"""Wider than a pipe says that it is."""


def print_table(rows: Sequence[Row], width: int = WIDTH) -> None:
    """On stdout. `right`: done at once; `or asked`: that, or among the first two guesses of one question."""
    table = Table(*COLUMNS[:3], title="what was understood")
    for column in COLUMNS[3:]:
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(
            row.engine, row.dialect, row.condition, str(row.n), _percent(row.accuracy),
            _percent(row.second_guess_accuracy), _percent(row.wrong_accepts), str(row.n_unrelated),
            _percent(row.false_accepts), _percent(row.false_questions), _percent(row.cer), _percent(row.ser),
            f"{row.latency_p50_ms:.0f}", f"{row.latency_p95_ms:.0f}", f"{row.cpu:.2f}", f"{row.memory:.0f}",
        )  # fmt: skip
    Console(width=width).print(table)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f} %"
