"""The settings that a command goes by, and whether the terminal runs with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.app.first_sight import NO_SETTINGS, settings_file
from kiosk.cli.output import tell

if TYPE_CHECKING:
    from kiosk.foundation.config import Settings

TERMINAL_RUNS = 3  # the exit status of a look at devices that the running terminal holds

ConfigOption = Annotated[Path | None, typer.Option("--config", help="the settings; by default kiosk.toml")]


def settings_of(config: Path | None) -> "Settings":
    """The settings, or an end with every mistake in them."""
    settings = settings_or_none(config)
    if settings is None:
        tell(NO_SETTINGS)
        raise typer.Exit(2)
    return settings


def settings_or_none(config: Path | None) -> "Settings | None":
    """The settings; None where there is no file of them."""
    from kiosk.app.settings import load_checked
    from kiosk.foundation.config import ConfigError

    path = settings_file(config)
    if path is None:
        return None
    try:
        return load_checked(path)
    except ConfigError as error:
        tell(str(error))
        raise typer.Exit(2) from None


@contextmanager
def for_a_look(config: Path | None) -> "Iterator[Settings | None]":
    """The settings, while no terminal holds their devices; None, and a word about it, where there are none."""
    from kiosk.app.data_folder import Occupied, quiet_terminal

    settings = settings_or_none(config)
    if settings is None:
        tell("there is no kiosk.toml: these are the emulated devices of the demo")
        yield None
        return
    try:
        with quiet_terminal(settings.data):
            yield settings
    except Occupied:
        tell("the terminal is running: stop it first, for it holds the devices")
        raise typer.Exit(TERMINAL_RUNS) from None
