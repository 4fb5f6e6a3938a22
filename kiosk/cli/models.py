"""`kiosk models`: what the terminal listens, speaks and sees with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.output import JsonOption, print_json, print_text, tell
from kiosk.cli.settings import ConfigOption, settings_or_none
from kiosk.model_packs.faults import NEXT, PackFault, Trouble

if TYPE_CHECKING:
    from kiosk.model_packs.manifest import Model

commands = typer.Typer(no_args_is_help=True, help="What it listens, speaks and sees with: docs/model-packs.md.")

ModelsOption = Annotated[
    Path | None,
    typer.Option("--models", help="their folder; by default that of kiosk.toml, or what `make setup` laid"),
]
ModelIds = Annotated[list[str] | None, typer.Argument(metavar="[ID]...")]


@commands.command("list")
def list_models(folder: ModelsOption = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Every model that there is, and which of them are installed."""
    from kiosk.app.models_command import listing, remedy

    place = models_folder(folder, config)
    with _accessible():
        found = listing(place)
    if as_json:
        print_json({"folder": str(place), "models": found})
        return
    tell(f"in {_named(place)}:")
    for row in found:
        state, _, why = row["state"].partition(": ")
        dialects = ",".join(row["dialects"]) or row["kind"]
        print_text(f"{state:>10}  {row['id']:<24} {row['megabytes']:>5} MB  {dialects:<34} {row['licence']}")
        if why:
            print_text(f"{'':>10}  {why}\n{'':>10}  -> {remedy(row['id'], place)}")


@commands.command("sources")
def list_sources(ids: ModelIds = None, as_json: JsonOption = False) -> None:
    """What to put on a stick for these models (or for each): files, sha256, and how to come by them."""
    from kiosk.app.model_sources import as_row, lines_of

    models = _chosen(ids)
    if as_json:
        print_json({"models": [as_row(model) for model in models]})
        return
    for model in models:
        for line in lines_of(model):
            print_text(line)


@commands.command("install")
def install_models(
    ids: ModelIds = None,
    folder: ModelsOption = None,
    stick: Annotated[Path | None, typer.Option("--from", help="a stick or folder; no network is used then")] = None,
    again: Annotated[bool, typer.Option("--again", help="lay anew even what is installed and well")] = False,
    config: ConfigOption = None,
) -> None:
    """Install models, and repair those that are not well; without ids: all on the stick, or else the default pack."""
    from kiosk.app.models_command import install_all, wanted
    from kiosk.model_packs.installing import Order

    try:
        models = wanted(ids or (), stick)
    except PackFault as fault:
        tell(str(fault))
        raise typer.Exit(2) from None
    settings = settings_or_none(config)
    mirror = str(settings.voice.mirror or "") if settings else ""
    place = models_folder(folder, config)
    tell(f"into {place}:")
    with _accessible():
        raise typer.Exit(install_all(models, Order(models[0], place, stick, mirror, again), tell))


@commands.command("verify")
def verify_models(ids: ModelIds = None, folder: ModelsOption = None, config: ConfigOption = None) -> None:
    """Read every byte of what is here (or of these); status 1 if one, or the default pack, lacks or is not well."""
    from kiosk.app.models_command import here_or_default, verify_all

    place = models_folder(folder, config)
    tell(f"in {_named(place)}:")
    with _accessible():
        models = _chosen(ids) if ids else here_or_default(place)
        raise typer.Exit(verify_all(models, place, tell))


@commands.command("remove")
def remove_models(
    ids: Annotated[list[str], typer.Argument(metavar="ID...")], folder: ModelsOption = None, config: ConfigOption = None
) -> None:
    """Remove models."""
    from kiosk.app.models_command import remove_all

    place, models = models_folder(folder, config), _chosen(ids)
    tell(f"from {_named(place)}:")
    try:
        raise typer.Exit(remove_all(models, place, tell))
    except PackFault as fault:
        tell(str(fault))
        raise typer.Exit(1) from None


def models_folder(folder: Path | None, config: Path | None) -> Path:
    """Where the models are: `kiosk.app.models_place`, with the settings of this command."""
    from kiosk.app import models_place

    return models_place.models_folder(folder, settings_or_none(config) if folder is None else None)


def _named(place: Path) -> str:
    there = os.path.isdir(place)  # noqa: PTH112  Path's own raises where a folder is closed to us
    return str(place) if there else f"{place} (there is no such folder)"


@contextmanager
def _accessible() -> Iterator[None]:
    """A folder that is closed to whoever types this is said, and is no traceback."""
    try:
        yield
    except OSError as error:
        tell(f"{error.filename}: {error.strerror}\n  -> {NEXT[Trouble.NO_ACCESS]}")
        raise typer.Exit(2) from None


def _chosen(ids: "list[str] | None") -> "tuple[Model, ...]":
    """The models of these ids, in the manifest's order; without any, all."""
    from kiosk.app.models_command import chosen
    from kiosk.model_packs.manifest import manifest

    try:
        return chosen(ids) if ids else manifest()
    except PackFault as fault:
        tell(str(fault))
        raise typer.Exit(2) from None
