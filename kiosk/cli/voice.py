"""`kiosk voice`: how well it understands, and the sentences that it goes by."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.models import ModelsOption, models_folder
from kiosk.cli.output import JsonOption, print_json, print_text, tell
from kiosk.cli.settings import ConfigOption, settings_or_none

commands = typer.Typer(no_args_is_help=True, help="What it understands: docs/dialects.md, docs/voice-accuracy.md.")


@commands.command("evaluate")
def evaluate_recordings(
    folder: Annotated[Path, typer.Argument(help="recordings with manifest.tsv: file, dialect, text, expected")],
    engine: Annotated[str, typer.Option(help="only this model; by default the dialect's best")] = "",
    dialect: Annotated[str, typer.Option(help="only the recordings of this dialect")] = "",
    models: ModelsOption = None,
    picture: Annotated[Path | None, typer.Option(help="draw the figures into this SVG")] = None,
    words: Annotated[bool, typer.Option("--words", help="also what was said and heard, where it went wrong")] = False,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """How well it understands your own residents: errors, accuracy, false accepts, time. docs/voice-accuracy.md."""
    from kiosk.app.evaluation.main import EvaluationImpossible, Plan, evaluate
    from kiosk.app.evaluation.table import print_missed, print_table
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    plan = Plan(folder, models_folder(models, config), engine, dialect, picture, own_sentences(config))
    try:
        report = evaluate(plan, tell)
    except EvaluationImpossible as impossible:
        tell(str(impossible))
        raise typer.Exit(2) from None
    if as_json:
        print_json(report.as_json(words=words))
        return
    print_table(report.rows)
    print_missed(report.missed, words=words)
    for one in report.stand_ins:
        print_text(f"\n{one}")


@commands.command("check")
def check_sentences(
    folder: Annotated[Path | None, typer.Argument(help="a dialect, or a folder of them; by default all here")] = None,
    say: Annotated[list[str] | None, typer.Option(help="words: what they would mean; may be given again")] = None,
    dialect: Annotated[str, typer.Option(help="the dialect of --say")] = "mandarin",
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read the sentences of the dialects, ours and the hall's own, and tell what is wrong: file, line, what to change.

    With --say: what words would mean on the home page, as text.
    """
    from kiosk.app.sentences_command import check_all, folder_mistakes, root_of, tell_all

    own = own_sentences(config) if folder is None else None
    if say:
        raise typer.Exit(_tell_meanings(say, dialect, root_of(folder) if folder else own, as_json=as_json))
    lost = folder_mistakes(own)
    for mistake in lost:
        tell(mistake)
    found = check_all(folder, own)
    if not found:
        tell(f"there is no dialect in {folder}: a folder such as sichuan, with services.yaml in it; docs/dialects.md")
        raise typer.Exit(2)
    if as_json:
        print_json({"dialects": [one.as_row() for one in found], "mistakes": list(lost)})
        raise typer.Exit(int(bool(lost) or any(one.mistakes for one in found)))
    raise typer.Exit(int(bool(tell_all(found, print_text)) or bool(lost)))


def own_sentences(config: Path | None) -> Path | None:
    """The hall's own folder of dialects, where the settings name one."""
    settings = settings_or_none(config)
    return settings.voice.sentences if settings else None


def _tell_meanings(say: list[str], dialect: str, own: Path | None, *, as_json: bool) -> int:
    from kiosk.app.evaluation.as_text import NoSuchDialect, understood

    try:
        found = understood(say, dialect, own)
    except NoSuchDialect as why:
        tell(str(why))
        return 2
    if as_json:
        print_json({"dialect": dialect, "said": [one.as_row() for one in found]})
    else:
        for one in found:
            print_text(str(one))
    return 0
