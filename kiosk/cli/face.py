"""`kiosk face`: how well it tells people apart, and photographs from people, on a hall's own pictures."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import typer

from kiosk.cli.models import ModelsOption, models_folder
from kiosk.cli.output import JsonOption, print_json, tell
from kiosk.cli.settings import ConfigOption


class _Report(Protocol):
    def as_json(self) -> object: ...


ReportT = TypeVar("ReportT", bound=_Report)

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
    from kiosk.app.face_evaluation.main import evaluate
    from kiosk.app.face_evaluation.table import print_report

    _report(lambda: evaluate(folder, models_folder(models, config), tell), print_report, as_json=as_json)


@commands.command("liveness")
def evaluate_liveness(
    folder: Annotated[Path, typer.Argument(help="folders live/ and attack-KIND/ of clips: a folder of pictures each")],
    models: ModelsOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """How many attacks pass for a living face, and how many living people are refused."""
    from kiosk.app.face_evaluation.liveness import try_clips
    from kiosk.app.face_evaluation.table import print_liveness

    _report(lambda: try_clips(folder, models_folder(models, config), tell), print_liveness, as_json=as_json)


def _report(made: Callable[[], ReportT], show: Callable[[ReportT], None], *, as_json: bool) -> None:
    """Make a report and show it; what makes it impossible is told, and the command ends with 2."""
    from kiosk.app.face_evaluation.eyes import FaceEvaluationImpossible
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    try:
        report = made()
    except FaceEvaluationImpossible as impossible:
        tell(str(impossible))
        raise typer.Exit(2) from None
    if as_json:
        print_json(report.as_json())
    else:
        show(report)
