"""`kiosk face`: how well it tells people apart, and photographs from people, on a hall's own pictures."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.models import ModelsOption, models_folder
from kiosk.cli.output import JsonOption, print_json, tell
from kiosk.cli.settings import ConfigOption

commands = typer.Typer(
    no_args_is_help=True,
    help="How well faces are told apart, on your own pictures; nothing of them is kept: docs/face-accuracy.md.",
)


@commands.command("evaluate")
def evaluate_faces(
    folder: Annotated[
        Path, typer.Argument(help="one folder a person with photos in it, or pairs.txt (LFW's, or ours)")
    ],
    models: ModelsOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """How many strangers would be taken for her, and how often she would not be: each engine, and all together."""
    from kiosk.app.face_evaluation.eyes import FaceEvaluationImpossible
    from kiosk.app.face_evaluation.main import evaluate
    from kiosk.app.face_evaluation.table import print_report
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    try:
        report = evaluate(folder, models_folder(models, config), tell)
    except FaceEvaluationImpossible as impossible:
        tell(str(impossible))
        raise typer.Exit(2) from None
    if as_json:
        print_json(report.as_json())
    else:
        print_report(report)


@commands.command("liveness")
def evaluate_liveness(
    folder: Annotated[Path, typer.Argument(help="folders live/ and attack-KIND/ of clips: a folder of pictures each")],
    models: ModelsOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """How many attacks pass for a living face, and how many living people are refused."""
    from kiosk.app.face_evaluation.eyes import FaceEvaluationImpossible
    from kiosk.app.face_evaluation.liveness import try_clips
    from kiosk.app.face_evaluation.table import print_liveness
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    try:
        report = try_clips(folder, models_folder(models, config), tell)
    except FaceEvaluationImpossible as impossible:
        tell(str(impossible))
        raise typer.Exit(2) from None
    if as_json:
        print_json(report.as_json())
    else:
        print_liveness(report)
