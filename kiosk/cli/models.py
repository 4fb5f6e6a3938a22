"""`kiosk models`: what the terminal listens and speaks with."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.output import JsonOption, print_json, print_text, tell
from kiosk.cli.settings import ConfigOption, settings_or_none

if TYPE_CHECKING:
    from kiosk.model_packs.manifest import Model

commands = typer.Typer(no_args_is_help=True, help="What it listens and speaks with: docs/model-packs.md.")

ModelsOption = Annotated[Path | None, typer.Option("--models", help="their folder; by default that of kiosk.toml")]
ModelIds = Annotated[list[str] | None, typer.Argument(metavar="[ID]...")]


@commands.command("list")
def list_models(folder: ModelsOption = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Every model that there is, and which of them are installed."""
    from kiosk.app.models_command import listing

    found = listing(models_folder(folder, config))
    if as_json:
        print_json({"models": found})
        return
    for row in found:
        dialects = ",".join(row["dialects"])
        print_text(f"{row['state']:>9}  {row['id']:<24} {row['megabytes']:>5} MB  {dialects:<34} {row['licence']}")


@commands.command("install")
def install_models(
    ids: ModelIds = None,
    folder: ModelsOption = None,
    stick: Annotated[Path | None, typer.Option("--from", help="a stick or folder; no network is used then")] = None,
    again: Annotated[bool, typer.Option("--again", help="lay anew what is installed")] = False,
    config: ConfigOption = None,
) -> None:
    """Install models; without ids: all that lie on the stick, or else the default pack."""
    from kiosk.app.models_command import chosen, default_pack, install_all, on_stick
    from kiosk.model_packs.faults import PackFault
    from kiosk.model_packs.installing import Order

    try:
        wanted = chosen(ids) if ids else on_stick(stick) if stick else default_pack()
    except PackFault as fault:
        tell(str(fault))
        raise typer.Exit(2) from None
    settings = settings_or_none(config)
    mirror = str(settings.voice.mirror or "") if settings else ""
    order = Order(wanted[0], models_folder(folder, config), stick, mirror, again)
    raise typer.Exit(install_all(wanted, order, tell))


@commands.command("verify")
def verify_models(ids: ModelIds = None, folder: ModelsOption = None, config: ConfigOption = None) -> None:
    """Read every byte of what is installed; status 1 where something is wrong."""
    from kiosk.app.models_command import verify_all

    place = models_folder(folder, config)
    raise typer.Exit(verify_all(_models_here(ids, place), place, tell))


@commands.command("remove")
def remove_models(
    ids: Annotated[list[str], typer.Argument(metavar="ID...")], folder: ModelsOption = None, config: ConfigOption = None
) -> None:
    """Remove models."""
    from kiosk.app.models_command import remove_all
    from kiosk.model_packs.faults import PackFault

    place = models_folder(folder, config)
    try:
        raise typer.Exit(remove_all(_models_here(ids, place), place, tell))
    except PackFault as fault:
        tell(str(fault))
        raise typer.Exit(1) from None


def models_folder(folder: Path | None, config: Path | None) -> Path:
    """Where the models are: as asked for, as the settings say, or where settings would say by default."""
    from kiosk.foundation.config import Voice

    if folder is not None:
        return folder
    settings = settings_or_none(config)
    return (settings.voice if settings else Voice()).models


def _models_here(ids: "list[str] | None", folder: Path) -> "tuple[Model, ...]":
    """The models of these ids; without any, those that something lies there of."""
    from kiosk.app.models_command import chosen, state_of
    from kiosk.model_packs.faults import PackFault
    from kiosk.model_packs.manifest import manifest

    if not ids:
        return tuple(model for model in manifest() if state_of(model, folder) != "-")
    try:
        return chosen(ids)
    except PackFault as fault:
        tell(str(fault))
        raise typer.Exit(2) from None
