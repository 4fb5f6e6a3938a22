"""`kiosk voice`: how well it understands, and the sentences that it goes by."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.models import ModelsOption, models_folder
from kiosk.cli.output import JsonOption, print_json, print_text, tell
from kiosk.cli.settings import ConfigOption

commands = typer.Typer(no_args_is_help=True, help="What it understands: docs/dialects.md, docs/voice-accuracy.md.")


@commands.command("evaluate")
def evaluate_recordings(
    folder: Annotated[Path, typer.Argument(help="recordings with manifest.tsv: file, dialect, text, expected")],
    engine: Annotated[str, typer.Option(help="only this model; by default the dialect's best")] = "",
    dialect: Annotated[str, typer.Option(help="only the recordings of this dialect")] = "",
    models: ModelsOption = None,
    picture: Annotated[Path | None, typer.Option(help="draw the figures into this SVG")] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """How well it understands your own residents: errors, accuracy, false accepts, time. docs/voice-accuracy.md."""
    from kiosk.app.evaluation.main import EvaluationImpossible, Plan, evaluate
    from kiosk.app.evaluation.table import print_table
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    plan = Plan(folder, models_folder(models, config), engine, dialect, picture)
    try:
        report = evaluate(plan, tell)
    except EvaluationImpossible as impossible:
        tell(str(impossible))
        raise typer.Exit(2) from None
    if as_json:
        print_json(report.as_json())
    else:
        print_table(report.rows)


@commands.command("check")
def check_sentences(
    folder: Annotated[Path | None, typer.Argument(help="a dialect, or a folder of them; by default ours")] = None,
    as_json: JsonOption = False,
) -> None:
    """Read the sentences of the dialects, and tell what is wrong in them: file, line, what to change."""
    from kiosk.app.sentences_command import check_all, tell_all

    found = check_all(folder) if folder else check_all()
    if not found:
        tell(f"there is no dialect in {folder}: its folder holds dialect.yaml, globals.yaml and services.yaml")
        raise typer.Exit(2)
    if as_json:
        print_json({"dialects": [one.as_row() for one in found]})
        raise typer.Exit(int(any(one.mistakes for one in found)))
    raise typer.Exit(tell_all(found, print_text))
