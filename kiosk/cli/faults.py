"""Kills real processes in the middle of everything, and holds the ledgers against each other."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.output import JsonOption, print_json, tell

commands = typer.Typer(no_args_is_help=True, help="Crash tests: processes are killed, and nothing may be lost.")


@commands.callback()
def faults() -> None:
    """Crash tests: processes are killed, and nothing may be lost."""


@commands.command()
def payments(
    runs: Annotated[int, typer.Option(min=1, help="how many residents pay")] = 20,
    seed: Annotated[int, typer.Option(help="of the first run; the next one has the next seed")] = 1,
    lanes: Annotated[int, typer.Option(min=1, max=32, help="how many at once")] = 6,
    keep: Annotated[Path | None, typer.Option(help="write what the ledgers say after each run here")] = None,
    as_json: JsonOption = False,
) -> None:
    """Terminal, office and gateway die while residents pay. Status 1: a ledger says what must not be."""
    from kiosk.app.faults.matrix import run_matrix

    report = run_matrix(range(seed, seed + runs), tell, lanes=lanes, keep=keep)
    print_json(report.to_json(), pretty=not as_json)
    raise typer.Exit(1 if report.failed_seeds else 0)
